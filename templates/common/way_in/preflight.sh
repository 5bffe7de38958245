#!/usr/bin/env bash
#
# What would fail halfway in the region near the clients.

#% param EXPOSE_VPC_CIDR CIDR

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
  start look_ahead EXPOSE_VPC_ID
  await_started
}

# Every account has room for five.
# https://docs.aws.amazon.com/vpc/latest/userguide/amazon-vpc-limits.html
# usage: check_vpc_quota KEY
check_vpc_quota() {
  local vpcs
  if is_made "$1"; then return; fi
  vpcs=$(aws ec2 describe-vpcs --query 'Vpcs[].VpcId')
  check_room "VPCs" "$(count "$vpcs")" 5 vpc L-F678F1CE "$1"
}

#% if EXPOSE_ELASTIC_IPS
check_address_quota() {
  local addresses
  if is_made EXPOSE_ELASTIC_IP_2_ID; then return; fi
  addresses=$(aws ec2 describe-addresses --query 'Addresses[].PublicIp')
  check_room "Elastic IP addresses" "$(count "$addresses")" 5 ec2 L-0263D0A3 \
    EXPOSE_ELASTIC_IP_1_ID EXPOSE_ELASTIC_IP_2_ID
}
#% end
