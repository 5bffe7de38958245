#!/usr/bin/env bash
#
# Tags in Amazon EC2 Auto Scaling, each of which says whether the group's servers get it, too: all but the deployment's
# do, for in its tag a server has a key of its own, from what it is launched with.
# https://docs.aws.amazon.com/autoscaling/ec2/userguide/ec2-auto-scaling-tagging.html

# A creating call, with tags for what it makes. AWS answers with nothing, so what came of it is looked for.
# usage: autoscaling::create RESOURCE_TYPE TAGS CALL...
autoscaling::create() {
  local arn="" started=$SECONDS
  "${@:3}" --tags "$(autoscaling::tags "$(known_name)" "$2")" >/dev/null || return
  if [[ -n $PLAN ]]; then return; fi
  while true; do
    arn=$(auto_scaling_group::find) || return
    if [[ -n $arn ]] || ((SECONDS - started >= ASKED_SECONDS)); then break; fi
    pause
  done
  printf '%s' "$arn"
}

# Tags as these calls take them, of the list that other services take. No key and no value has a quotation mark.
# usage: autoscaling::tags GROUP_NAME TAGS
autoscaling::tags() {
  local key='{"Key":' own="true,\"Key\":\"$DEPLOYMENT_TAG\"" tags
  local all="{\"ResourceId\":\"$1\",\"ResourceType\":\"auto-scaling-group\",\"PropagateAtLaunch\":true,\"Key\":"
  tags=${2//$key/$all}
  printf '%s' "${tags/$own/false${own#true}}"
}

# usage: autoscaling::tag ARN TAGS
autoscaling::tag() { aws autoscaling create-or-update-tags --tags "$(autoscaling::tags "${1##*/}" "$2")"; }

# usage: autoscaling::untag ARN KEY...
autoscaling::untag() {
  local key list=""
  for key in "${@:2}"; do
    list+=",{\"ResourceId\":\"${1##*/}\",\"ResourceType\":\"auto-scaling-group\",\"Key\":\"$key\"}"
  done
  aws autoscaling delete-tags --tags "[${list#,}]"
}

# The key that a group carries in the deployment's tag.
# usage: autoscaling::key_of ARN
autoscaling::key_of() {
  aws autoscaling describe-tags --filters "[{\"Name\":\"auto-scaling-group\",\"Values\":[\"${1##*/}\"]},{\"Name\":\"key\",\"Values\":[\"$DEPLOYMENT_TAG\"]}]" \
    --query 'Tags[].Value'
}
