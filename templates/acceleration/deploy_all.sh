#!/usr/bin/env bash
#
# Deploys everything: a client near EXPOSE_REGION reaches the service in RESOURCE_REGION over AWS's
# backbone. Run it again at any time: what is there is kept, what is missing is made.
#
# usage: ./deploy_all.sh [--plan] [--sequential] [--skip-preflight] [--no-verify]
#   --plan             print each AWS call as a line to copy, and change nothing; needs no credentials
#   --sequential       one step after the other, by their numbers
#   --skip-preflight   do not ask first what would fail halfway
#   --no-verify        do not end with a TLS handshake through the load balancer (needs curl, and this
#                      machine to be one of the clients that EXPOSE_CLIENT_CIDRS lets in)
#
# ACCELGEN_POLL_SECONDS (5) is how often it looks while it waits (more often at first),
# ACCELGEN_TIMEOUT_SECONDS (900) how long it waits at most for one thing.

#% param DEPLOYMENT_NAME DeploymentName
#% param RESOURCE_SERVICE_NAME EndpointServiceName
#% param RESOURCE_VPC_NAME ResourceName
#% param RESOURCE_VPC_ENDPOINT_NAME ResourceName
#% param RESOURCE_VPC_CIDR CIDR
#% param RESOURCE_SUBNET_1_CIDR CIDR
#% param RESOURCE_SUBNET_2_CIDR CIDR
#% param RESOURCE_EXCLUDED_ZONE_IDS [AvailabilityZoneID]
#% param RESOURCE_ENDPOINT_ADDRESS_1 IPv4Address
#% param RESOURCE_ENDPOINT_ADDRESS_2 IPv4Address
#% param EXPOSE_VPC_NAME ResourceName
#% param EXPOSE_VPC_CIDR CIDR
#% param EXPOSE_SUBNET_1_CIDR CIDR
#% param EXPOSE_SUBNET_2_CIDR CIDR
#% param EXPOSE_EXCLUDED_ZONE_IDS [AvailabilityZoneID]
#% param EXPOSE_ELASTIC_IPS Bool

#% include runtime/begin.sh
#% include runtime/deploy.sh
#% include way_in/handshake.sh

# Each step and what it needs. What does not need each other runs side by side.
readonly STEPS=(
  "3.expose_vpc_deploy.sh"
  "6.expose_nlb_deploy.sh 3.expose_vpc_deploy.sh"
  "1.resource_vpc_deploy.sh"
  "2.resource_endpoint_deploy.sh 1.resource_vpc_deploy.sh"
  "4.vpc_peering.sh 1.resource_vpc_deploy.sh 3.expose_vpc_deploy.sh"
  "5.update_route_table.sh 4.vpc_peering.sh"
  #% if ALARM_EMAIL
  "7.monitoring_deploy.sh 2.resource_endpoint_deploy.sh 6.expose_nlb_deploy.sh"
  #% end
)
# The load balancer takes longest: these are on its way.
readonly FIRST_STEPS="3.expose_vpc_deploy.sh 6.expose_nlb_deploy.sh"
# It begins beside its VPC, as soon as that has what AWS asks for: the routes come later.
readonly EARLY_STEPS="6.expose_nlb_deploy.sh"
readonly NAMES="$RESOURCE_VPC_NAME,$RESOURCE_VPC_ENDPOINT_NAME,$EXPOSE_VPC_NAME"

main() {
  read_deploy_options "$@"
  if [[ -n $PLANNED ]]; then
    show_plan
    return
  fi
  begin_deployment
  bind_all
  if [[ $PREFLIGHT == true ]]; then run_step preflight.sh || give_up preflight.sh; fi
  look_at_all_sides
  run_steps
  #% if ALARM_EMAIL
  #% else
  if [[ -n $(recall EXPOSE_ALARM_TOPIC_ARN)$(recall RESOURCE_ALARM_TOPIC_ARN) ]]; then
    "$BASH" "$HERE/cleanup.sh" --yes --alarms
  fi
  #% end
  await_all
  if [[ $VERIFY == true ]]; then handshake; fi
  settled "$NAMES"

  say "===== Deployment completed successfully ====="
  say "NLB URL: https://$(recall EXPOSE_NLB_DNS_NAME)"
  say_how_to_use
}

# Each side stays in the account that the deployment began in, and keeps the values that cannot be changed.
# Names and tags can.
bind_all() {
  on_side RESOURCE
  on_side EXPOSE
  bind_values "DEPLOYMENT_NAME=$DEPLOYMENT_NAME" "RESOURCE_REGION=$RESOURCE_REGION" \
    "RESOURCE_SERVICE_NAME=$RESOURCE_SERVICE_NAME" "RESOURCE_VPC_CIDR=$RESOURCE_VPC_CIDR" \
    "RESOURCE_SUBNET_1_CIDR=$RESOURCE_SUBNET_1_CIDR" "RESOURCE_SUBNET_2_CIDR=$RESOURCE_SUBNET_2_CIDR" \
    "RESOURCE_ENDPOINT_ADDRESS_1=$RESOURCE_ENDPOINT_ADDRESS_1" \
    "RESOURCE_ENDPOINT_ADDRESS_2=$RESOURCE_ENDPOINT_ADDRESS_2" "EXPOSE_REGION=$EXPOSE_REGION" \
    "EXPOSE_VPC_CIDR=$EXPOSE_VPC_CIDR" "EXPOSE_SUBNET_1_CIDR=$EXPOSE_SUBNET_1_CIDR" \
    "EXPOSE_SUBNET_2_CIDR=$EXPOSE_SUBNET_2_CIDR" "EXPOSE_ELASTIC_IPS=$EXPOSE_ELASTIC_IPS"
  use_side RESOURCE
  availability_zones::stay_out_of RESOURCE_EXCLUDED_ZONE_IDS \
    ${RESOURCE_EXCLUDED_ZONE_IDS[@]+"${RESOURCE_EXCLUDED_ZONE_IDS[@]}"}
  use_side EXPOSE
  availability_zones::stay_out_of EXPOSE_EXCLUDED_ZONE_IDS \
    ${EXPOSE_EXCLUDED_ZONE_IDS[@]+"${EXPOSE_EXCLUDED_ZONE_IDS[@]}"}
  bind_names "$NAMES"
}

# What was started is waited for last and together.
await_all() {
  say "waiting until everything is ready ($SECONDS s)"
  remark "--- and wait"
  use_side RESOURCE
  await RESOURCE_VPC_ENDPOINT_ID available
  use_side EXPOSE
  await EXPOSE_NLB_ARN 'active|active_impaired'
  targets::await "$(needed EXPOSE_TARGET_GROUP_ARN)" "$RESOURCE_ENDPOINT_ADDRESS_1" "$RESOURCE_ENDPOINT_ADDRESS_2" -- \
    "- the endpoint's security group lets the load balancer's subnets in, on 443" \
    "- the load balancer's security group lets 443 out to the targets" \
    "- both route tables have an active route through the peering, and the peering is active" \
    "- no network ACL stands in between, in either direction (replies come to high ports)" \
    "- the endpoint is available, and the targets are its interfaces' addresses" \
    "- the target group's preserve_client_ip.enabled is false"
  keep_names
}

main "$@"
