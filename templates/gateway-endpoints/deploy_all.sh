#!/usr/bin/env bash
#
# Deploys everything: S3 and DynamoDB are reached from the VPC by routes of its own, which cost nothing. Run it again at
# any time: what is there is kept, what is missing is made, tables that are new get their routes.
#
# usage: ./deploy_all.sh [--plan] [--yes] [--sequential] [--skip-preflight]
#   --plan             print each AWS call as a line to copy, and change nothing; needs no credentials
#   --yes              do not ask before route tables are switched, although open connections to the services break
#   --sequential       one step after the other, by their numbers
#   --skip-preflight   do not ask first what would fail halfway
#
# ACCELGEN_POLL_SECONDS (5) is how often it looks while it waits (more often at first),
# ACCELGEN_TIMEOUT_SECONDS (900) how long it waits at most for one thing.

#% param DEPLOYMENT_NAME DeploymentName
#% param GATEWAY_VPC_CIDR CIDR
#% param GATEWAY_SUBNET_1_CIDR CIDR
#% param GATEWAY_SUBNET_2_CIDR CIDR

#% include runtime/begin.sh
#% include runtime/deploy.sh
#% include endpoints.sh
#% include tables.sh
#% include switches.sh
#% if FLOW_LOGS
#% else
#% include flow_logs/flow_log.sh
#% end

# Each step and what it needs. What does not need each other runs side by side.
readonly STEPS=(
  #% if GATEWAY_VPC_NAME
  "1.vpc_deploy.sh"
  "2.endpoints_deploy.sh 1.vpc_deploy.sh"
  #% else
  "2.endpoints_deploy.sh"
  #% end
  "3.update_route_tables.sh 2.endpoints_deploy.sh"
  #% if GATEWAY_SECURITY_GROUP
  "4.security_group_deploy.sh 2.endpoints_deploy.sh"
  #% end
  #% if FLOW_LOGS
  #% if GATEWAY_VPC_NAME
  "5.flow_logs_deploy.sh 1.vpc_deploy.sh"
  #% else
  "5.flow_logs_deploy.sh"
  #% end
  #% end
  #% if ALARM_EMAIL
  "6.monitoring_deploy.sh 3.update_route_tables.sh"
  #% end
)

main() {
  local options=() option
  for option in "$@"; do
    if [[ $option == --yes ]]; then export ACCELGEN_SWITCH=yes; else options+=("$option"); fi
  done
  read_deploy_options ${options[@]+"${options[@]}"}
  if [[ -n $PLANNED ]]; then
    show_plan
    return
  fi
  begin_deployment
  bind_all
  if [[ $PREFLIGHT == true ]]; then run_step preflight.sh || give_up preflight.sh; fi
  look_at_all_sides
  confirm_first
  run_steps
  #% if GATEWAY_SECURITY_GROUP
  #% else
  take_group_away
  #% end
  #% if FLOW_LOGS
  #% else
  take_flow_log_away
  #% end
  #% if ALARM_EMAIL
  #% else
  if [[ -n $(recall GATEWAY_ALARM_TOPIC_ARN) ]]; then "$BASH" "$HERE/cleanup.sh" --yes --alarms; fi
  #% end
  await_all
  settled "$DEPLOYMENT_NAME"

  say "===== Deployment completed successfully ====="
  say "Run ./3.update_route_tables.sh --yes, or this again, when route tables are added; ./status.sh tells of them."
}

# The deployment stays in the account that it began in, and keeps the values that cannot be changed. Names and tags
# can.
bind_all() {
  on_side GATEWAY
  bind_values "DEPLOYMENT_NAME=$DEPLOYMENT_NAME" "GATEWAY_REGION=$GATEWAY_REGION" "GATEWAY_VPC=$GATEWAY_VPC_ID" \
    "GATEWAY_VPC_CIDR=$GATEWAY_VPC_CIDR" "GATEWAY_SUBNET_1_CIDR=$GATEWAY_SUBNET_1_CIDR" \
    "GATEWAY_SUBNET_2_CIDR=$GATEWAY_SUBNET_2_CIDR"
  bind_names "$DEPLOYMENT_NAME"
}

# Asks before anything is made: the steps run side by side, where nobody can answer.
confirm_first() {
  local vpc
  vpc=${GATEWAY_VPC_ID:-$(recall GATEWAY_VPC_ID)}
  if [[ -n $vpc ]]; then
    refuse_foreign "$vpc"
    confirm_switches "$vpc"
  fi
}

#% if GATEWAY_SECURITY_GROUP
#% else
# The group for clients goes when it is no longer wanted. AWS refuses that while machines have it.
take_group_away() {
  local group
  group=$(recall GATEWAY_SECURITY_GROUP_ID)
  if [[ -z $group ]]; then return; fi
  security_group::delete "$group"
  no_longer_there GATEWAY_SECURITY_GROUP_ID "$group"
}
#% end

# What was started is waited for last and together.
await_all() {
  local key
  remark "--- and wait"
  use_side GATEWAY
  while read -r key _; do await "$key" available; done < <(wanted_endpoints)
}

main "$@"
