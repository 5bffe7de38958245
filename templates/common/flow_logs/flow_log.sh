#!/usr/bin/env bash
#
# What the steps share that make the VPC's flow log, or take it away. It is included, never run.

# The fields of a record, in the order that traffic.sh reads where there is no header: all that it needs to tell which
# way a byte went.
# https://docs.aws.amazon.com/vpc/latest/userguide/flow-log-records.html
readonly FLOW_LOG_FIELDS="version account-id region vpc-id subnet-id instance-id interface-id srcaddr dstaddr srcport dstport protocol packets bytes start end action tcp-flags type pkt-srcaddr pkt-dstaddr pkt-src-aws-service pkt-dst-aws-service flow-direction traffic-path log-status"

# The same as AWS takes them: ${version} ${account-id} and so on.
flow_log_format() {
  local field format=""
  for field in $FLOW_LOG_FIELDS; do format+="${format:+ }\${$field}"; done
  printf '%s' "$format"
}

# Takes away what writes into CloudWatch Logs. Records that were written are kept: they are the user's, and go by
# themselves after their time, or with cleanup.sh.
leave_cloudwatch() {
  local role group holds
  not_in_check_mode
  role=$(known_or_asked "${SIDE}_FLOW_LOG_ROLE_ARN")
  if [[ -n $role ]]; then
    iam_role::delete "$role"
    no_longer_there "${SIDE}_FLOW_LOG_ROLE_ARN" "$role"
  fi
  group=$(known_or_asked "${SIDE}_FLOW_LOG_GROUP_ARN")
  if [[ -z $group ]]; then return; fi
  holds=$(log_group::holds "$group")
  if [[ -n $holds ]]; then
    report kept "${SIDE}_FLOW_LOG_GROUP_ARN" "$group: it holds records; ./cleanup.sh takes it away"
    return
  fi
  log_group::delete "$group"
  no_longer_there "${SIDE}_FLOW_LOG_GROUP_ARN" "$group"
}

# The same, only told: what deploy_all.sh would take away.
find_cloudwatch_to_go() {
  local group
  find_unwanted "${SIDE}_FLOW_LOG_ROLE_ARN"
  group=$(recall "${SIDE}_FLOW_LOG_GROUP_ARN")
  if [[ -n $group ]]; then
    find_fact "${SIDE}_FLOW_LOG_GROUP_ARN" kept true "$group"
  else
    find_unwanted "${SIDE}_FLOW_LOG_GROUP_ARN"
  fi
}

# Takes the flow log away, and what it needed.
take_flow_log_away() {
  local id ids asked before started=$SECONDS
  id=$(recall "${SIDE}_FLOW_LOG_ID")
  before=$(recall "${SIDE}_FLOW_LOG_BEFORE")
  asked=$(recall "${SIDE}_FLOW_LOG_ID_ASKED")
  if [[ -n $id$before$asked ]]; then
    # One that was to be replaced may be there, too, and one that a run asked for that was killed then.
    ids=$(flow_log::all)
    while [[ -z $ids ]] && ((SECONDS - started < ASKED_SECONDS)) && is_recent "$asked"; do
      pause
      ids=$(flow_log::all)
    done
    for id in $ids; do flow_log::discard "${SIDE}_FLOW_LOG_ID" "$id"; done
    remember "${SIDE}_FLOW_LOG_ID" "" "${SIDE}_FLOW_LOG_BEFORE" ""
    # As long as something may still come of it, the next run looks again.
    if [[ -n $ids ]] || ! is_recent "$asked"; then remember "${SIDE}_FLOW_LOG_ID_ASKED" ""; fi
  fi
  leave_cloudwatch
}

# The same, only told.
find_flow_log_to_go() {
  find_unwanted "${SIDE}_FLOW_LOG_ID"
  find_cloudwatch_to_go
}
