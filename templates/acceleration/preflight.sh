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
#% param EXPOSE_VPC_CIDR CIDR

#% include runtime/begin.sh
#% include runtime/preflight.sh
#% include zones.sh

main() {
  begin_step "${BASH_SOURCE[0]}" "$@"
  if is_made EXPOSE_LISTENER_ARN && is_made RESOURCE_VPC_ENDPOINT_ID; then return; fi

  check_aws_cli elbv2 modify-listener-attributes
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
  await_started
}

check_expose_region() {
  start choose_expose_zones
  start may EXPOSE_VPC_ID aws ec2 create-vpc --cidr-block "$EXPOSE_VPC_CIDR"
  start check_vpc_quota EXPOSE_VPC_ID
  start may EXPOSE_INTERNET_GATEWAY_ID aws ec2 create-internet-gateway
  #% if EXPOSE_ELASTIC_IPS
  start may EXPOSE_ELASTIC_IP_2_ID aws ec2 allocate-address --domain vpc
  start check_address_quota
  #% end
  start check_names EXPOSE_NLB_ARN EXPOSE_TARGET_GROUP_ARN
  await_started
}

# usage: check_vpc_quota KEY
check_vpc_quota() {
  local vpcs
  if is_made "$1"; then return; fi
  vpcs=$(aws ec2 describe-vpcs --query 'Vpcs[].VpcId')
  check_room "VPCs" "$(count "$vpcs")" vpc L-F678F1CE "$1"
}

#% if EXPOSE_ELASTIC_IPS
check_address_quota() {
  local addresses
  if is_made EXPOSE_ELASTIC_IP_2_ID; then return; fi
  addresses=$(aws ec2 describe-addresses --query 'Addresses[].PublicIp')
  check_room "Elastic IP addresses" "$(count "$addresses")" ec2 L-0263D0A3 \
    EXPOSE_ELASTIC_IP_1_ID EXPOSE_ELASTIC_IP_2_ID
}
#% end

main "$@"
