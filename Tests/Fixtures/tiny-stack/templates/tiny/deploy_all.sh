#!/usr/bin/env bash
#
# Deploys everything. Run it again at any time: what is there is kept, what is missing is made.
#
# usage: ./deploy_all.sh [--plan] [--sequential] [--skip-preflight]

#% param DEPLOYMENT_NAME DeploymentName
#% param NETWORK_CIDR CIDR
#% param NETWORK_SUBNET_CIDR CIDR

#% include runtime/begin.sh
#% include runtime/deploy.sh

# Each step and what it needs.
readonly STEPS=(
  "1.network_deploy.sh"
  "2.security_group_deploy.sh 1.network_deploy.sh"
)

main() {
  read_deploy_options "$@"
  if [[ -n $PLANNED ]]; then
    show_plan
    return
  fi
  begin_deployment
  on_side NETWORK
  bind_values "DEPLOYMENT_NAME=$DEPLOYMENT_NAME" "NETWORK_CIDR=$NETWORK_CIDR" \
    "NETWORK_SUBNET_CIDR=$NETWORK_SUBNET_CIDR"
  bind_names "$DEPLOYMENT_NAME"
  if [[ $PREFLIGHT == true ]]; then run_step preflight.sh || give_up preflight.sh; fi
  look_at_all_sides
  run_steps
  await_all
  settled "$DEPLOYMENT_NAME"
  say "===== Deployment completed successfully ====="
}

await_all() {
  remark "--- and wait"
  use_side NETWORK
  await NETWORK_SUBNET_ID available
}

main "$@"
