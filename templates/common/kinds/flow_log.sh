#!/usr/bin/env bash
#
# Flow log of a VPC. Nothing of it can be changed: another destination or format takes a new one.
# https://docs.aws.amazon.com/vpc/latest/userguide/working-with-flow-logs.html

flow_log::service() { printf flow_logs; }
flow_log::needs() { printf 'iam_role log_group vpc'; }
flow_log::is_id() { [[ $1 =~ ^fl-[0-9a-f]+$ ]]; }
flow_log::tag_type() { printf vpc-flow-log; }
flow_log::token_option() { printf -- --client-token; }

# What AWS refuses stands in the answer of a call that succeeds: services/flow_logs.sh.
flow_log::id() {
  if [[ -n $PLAN ]]; then
    printf 'FlowLogIds[0]'
  else
    printf '[FlowLogIds[0],Unsuccessful[0].Error.Code,Unsuccessful[0].Error.Message]'
  fi
}

# A role that was just made cannot be taken on for a moment: "Unable to assume given IAM role"
# (hashicorp/terraform-provider-aws, internal/service/ec2/vpc_flow_log.go).
flow_log::patience() { if [[ -n ${ROLE_IS_NEW:-} ]]; then printf InvalidParameter; else printf '%s' "$THROTTLED"; fi; }

# What a flow log is, as flow_log::settings has it: those of this deployment, "ID<tab>SETTINGS", a line each.
flow_log::lines() {
  aws ec2 describe-flow-logs --filter "Name=tag-key,Values=$DEPLOYMENT_TAG" \
    --query "FlowLogs[].[FlowLogId,join(' ',[ResourceId,LogDestinationType,LogGroupName||LogDestination,join('',['role=',DeliverLogsPermissionArn||'-']),TrafficType,to_string(MaxAggregationInterval),LogFormat])]"
}

# The settings that a creating call asks for.
# usage: flow_log::settings aws ec2 create-flow-logs OPTION...
flow_log::settings() {
  local place role
  place=$(option_of --log-group-name "$@")
  role=$(option_of --deliver-logs-permission-arn "$@")
  printf '%s ' "$(option_of --resource-ids "$@")" "$(option_of --log-destination-type "$@")" \
    "${place:-$(option_of --log-destination "$@")}" "role=${role:--}" "$(option_of --traffic-type "$@")" \
    "$(option_of --max-aggregation-interval "$@")"
  option_of --log-format "$@"
}

# Those of this deployment.
flow_log::all() {
  local lines
  lines=$(flow_log::lines) || return
  cut -f 1 <<<"$lines"
}

# The same; for a creating call, the one that is as it asks.
# usage: flow_log::find [aws ec2 create-flow-logs OPTION...]
flow_log::find() {
  local lines
  if (($# == 0)); then
    flow_log::all
    return
  fi
  lines=$(flow_log::lines) || return
  flow_log::with_settings same "$lines" "$@"
}

# Those of this deployment that are not as a creating call asks.
# usage: flow_log::others aws ec2 create-flow-logs OPTION...
flow_log::others() {
  local lines
  lines=$(flow_log::lines) || return
  flow_log::with_settings other "$lines" "$@"
}

# usage: flow_log::with_settings same|other LINES aws ec2 create-flow-logs OPTION...
flow_log::with_settings() {
  local id settings wanted which
  wanted=$(flow_log::settings "${@:3}")
  while IFS=$'\t' read -r id settings; do
    which=other
    if [[ $settings == "$wanted" ]]; then which=same; fi
    if [[ -n $id && $which == "$1" ]]; then printf '%s\n' "$id"; fi
  done <<<"$2"
}

# The settings come last. That it is active says nothing of whether records arrive: that is its delivery.
flow_log::look() {
  aws ec2 describe-flow-logs --flow-log-ids "$1" --query \
    "FlowLogs[].[[FlowLogStatus,ResourceId],[join('',['delivery=',DeliverLogsStatus||'',' ',DeliverLogsErrorMessage||''])],[join('',['settings=',join(' ',[ResourceId,LogDestinationType,LogGroupName||LogDestination,join('',['role=',DeliverLogsPermissionArn||'-']),TrafficType,to_string(MaxAggregationInterval),LogFormat])])]][]"
}

# What the last look showed.
# usage: flow_log::seen delivery|settings ID
flow_log::seen() {
  local answer line
  answer=$(seen_answer flow_log "$2") || exit
  while IFS= read -r line; do
    if [[ $line == "$1="* ]]; then printf '%s' "${line#*=}"; fi
  done <<<"$answer"
}

# Deletes one. This call succeeds even when it deletes nothing: the refusal stands in its answer.
flow_log::delete() {
  local refusal
  refusal=$(tolerate '.*NotFound' aws ec2 delete-flow-logs --flow-log-ids "$1" \
    --query 'Unsuccessful[].Error.[Code,Message]') || return
  case $refusal in
    "" | None | *NotFound*) ;;
    *)
      explain_refusal "${refusal%%[$' \t']*}" "$refusal" ec2 delete-flow-logs
      return 1
      ;;
  esac
}

# usage: flow_log::remedy CODE OPERATION MESSAGE
flow_log::remedy() {
  case $1,$2 in
    FlowLogAlreadyExists,create-flow-logs)
      printf '%s' "another flow log of the VPC, not of this deployment, goes to the same place: let that one go elsewhere," \
        " or do without this deployment's, by the key of env.template that asks for it"
      ;;
    FlowLogsLimitExceeded,create-flow-logs) printf 'delete a flow log of the VPC that is not needed' ;;
  esac
}
