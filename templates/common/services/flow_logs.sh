#!/usr/bin/env bash
#
# How flow logs are made and tagged: by EC2, but a refusal stands in the answer of a call that succeeds.
# https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateFlowLogs.html

# Two of one resource: whether AWS takes a second one with the same destination and another format, nobody says, nor
# is there room for many. So what is refused for that is asked for again when those of before are gone.
readonly FLOW_LOG_IN_THE_WAY='FlowLogAlreadyExists|FlowLogsLimitExceeded'

# A creating call, with tags for what it makes. It prints the id.
# usage: flow_logs::create RESOURCE_TYPE TAGS CALL...
flow_logs::create() {
  local before="" answer id code message
  if [[ -z $PLAN ]]; then before=$(flow_log::others "${@:3}") || return; fi
  if [[ -z $before ]]; then
    answer=$(ec2::create "$@") || return
  else
    answer=$(tolerate "$TOLERATED|$FLOW_LOG_IN_THE_WAY" ec2::create "$@") || return
    IFS=$'\t' read -r id code message <<<"$answer"
    if [[ $id != fl-* && (-z $answer || $code =~ ^($FLOW_LOG_IN_THE_WAY)$) ]]; then
      for id in $before; do
        flow_log::delete "$id" || return
        note_state "$id" deleted
        complain "  deleted $id, which is in the way of the new flow log"
      done
      answer=$(ec2::create "$@") || return
    fi
  fi
  IFS=$'\t' read -r id code message <<<"$answer"
  if [[ -z $message || $message == None ]]; then
    printf '%s' "$id"
    return
  fi
  explain_refusal "$code" "$message" ec2 create-flow-logs
  return 1
}

# usage: flow_logs::tag ID TAGS
flow_logs::tag() { ec2::tag "$@"; }

# usage: flow_logs::untag ID KEY...
flow_logs::untag() { ec2::untag "$@"; }
