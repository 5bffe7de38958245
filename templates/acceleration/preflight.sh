#!/usr/bin/env bash
#
# What would otherwise fail halfway: seconds of questions before anything is made. deploy_all.sh begins with
# it; of a deployment that has begun it asks only what can still matter.
#
# It looks whether the AWS CLI knows all calls, whether the credentials work in both regions and may make the
# first things (AWS can be asked that without making them), whether the service is offered there, whether the
# quotas have room, and whether the load balancer's name is free. (In a region that the account has not enabled
# no credentials work.)

#% param RESOURCE_VPC_CIDR CIDR

#% include runtime/begin.sh
#% include runtime/preflight.sh
#% include preflight/quotas.sh
#% include zones.sh
#% include way_in/preflight.sh

main() {
  begin_step "${BASH_SOURCE[0]}" "$@"
  if is_made EXPOSE_LISTENER_ARN && is_made RESOURCE_VPC_ENDPOINT_ID; then return; fi

  start check_aws_cli elbv2 modify-listener-attributes
  on_side RESOURCE
  start check_resource_region
  on_side EXPOSE
  start check_expose_region
  await_started
}

check_resource_region() {
  start choose_resource_zones
  start may RESOURCE_VPC_ID aws ec2 create-vpc --cidr-block "$RESOURCE_VPC_CIDR"
  start check_vpc_quota RESOURCE_VPC_ID
  start look_ahead RESOURCE_VPC_ID
  await_started
}

main "$@"
