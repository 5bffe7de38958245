#!/usr/bin/env bash
#
# CloudWatch log group: what is written into it, and how long that is kept. It is known by its name.
# https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/Working-with-log-groups-and-streams.html

log_group::service() { printf logs; }
log_group::is_id() { [[ $1 == arn:*:logs:*:log-group:* ]]; }
log_group::id() { printf arn; }

# AWS finds by how a name begins, and shows an ARN with `:*` after it.
log_group::find() {
  local arn
  arn=$(aws logs describe-log-groups --log-group-name-prefix "$(known_name)" \
    --query "logGroups[?logGroupName=='$(known_name)'].arn") || return
  printf '%s' "${arn%:\*}"
}

log_group::look() {
  local name=${1##*:log-group:}
  aws logs describe-log-groups --log-group-name-prefix "$name" \
    --query "logGroups[?logGroupName=='$name'].['present',to_string(retentionInDays)]"
}

# Makes sure that what is written into the group is kept for so many days.
# usage: log_group::keeps GROUP DAYS
log_group::keeps() {
  local has=""
  if is_out_of_sight log_group "$1"; then return; fi
  if ! is_new "$1"; then
    has=$(seen_answer log_group "$1") || exit
    has=${has#*$'\t'}
  fi
  if [[ -n $CHECK ]]; then
    find_whether "retention of $(name_of "$1")" "$has" "$2" "$1"
  elif [[ $has != "$2" ]]; then
    aws logs put-retention-policy --log-group-name "${1##*:log-group:}" --retention-in-days "$2"
    report made "retention of $(name_of "$1")" "$2 days"
  fi
}

# What goes with the group when it is deleted, or nothing.
# usage: log_group::holds GROUP
log_group::holds() {
  local stream
  stream=$(tolerate ResourceNotFoundException aws logs describe-log-streams \
    --log-group-name "${1##*:log-group:}" --limit 1 --query 'logStreams[].[logStreamName]') || return
  if [[ -n $stream && $stream != None ]]; then printf 'the records in it go with it'; fi
}

log_group::delete() {
  tolerate ResourceNotFoundException aws logs delete-log-group --log-group-name "${1##*:log-group:}"
}
