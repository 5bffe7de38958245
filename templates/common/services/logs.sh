#!/usr/bin/env bash
#
# Tags in CloudWatch Logs, which takes them in a form of its own.
# https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_CreateLogGroup.html

# A creating call, with tags for what it makes. AWS answers with nothing, also when the answer is lost, so what came of
# it is looked for: it may take a moment until it is shown.
# usage: logs::create RESOURCE_TYPE TAGS CALL...
logs::create() {
  local arn="" started=$SECONDS
  tolerate "$TOLERATED|ResourceAlreadyExistsException" "${@:3}" --tags "$(logs::tags "$2")" >/dev/null || return
  if [[ -n $PLAN ]]; then return; fi
  while true; do
    arn=$(log_group::find) || return
    if [[ -n $arn ]] || ((SECONDS - started >= ASKED_SECONDS)); then break; fi
    pause
  done
  printf '%s' "$arn"
}

# Tags as one object, of the list that other services take. No key and no value has a quotation mark or a brace.
# usage: logs::tags TAGS
logs::tags() {
  local tags=${1//,\"Value\":/:}
  tags=${tags//'{"Key":'/}
  tags=${tags//'}'/}
  tags=${tags#'['}
  printf '{%s}' "${tags%']'}"
}

# usage: logs::tag ARN TAGS
logs::tag() { aws logs tag-resource --resource-arn "$1" --tags "$(logs::tags "$2")"; }

# usage: logs::untag ARN KEY...
logs::untag() { aws logs untag-resource --resource-arn "$1" --tag-keys "$(json_list "${@:2}")"; }

# The key that a log group carries in the deployment's tag.
# usage: logs::key_of ARN
logs::key_of() { aws logs list-tags-for-resource --resource-arn "$1" --query "[tags.\"$DEPLOYMENT_TAG\"||'']"; }
