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
  start check_address_quota EXPOSE_ELASTIC_IP_1_ID EXPOSE_ELASTIC_IP_2_ID
  #% end
  start check_names EXPOSE_NLB_ARN EXPOSE_TARGET_GROUP_ARN
  start look_ahead EXPOSE_VPC_ID
  await_started
}
