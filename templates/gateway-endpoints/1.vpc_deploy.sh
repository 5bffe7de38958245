#!/usr/bin/env bash
#
# The VPC.
#
# Makes a VPC with two private subnets in two Availability Zones and one route table for both. Nothing here reaches
# the internet; S3 and DynamoDB are reached by the endpoints' routes alone. Clients find the services by their public
# names, which needs the VPC's DNS.

#% param GATEWAY_VPC_NAME ResourceName?
#% param GATEWAY_VPC_CIDR CIDR
#% param GATEWAY_SUBNET_1_CIDR CIDR
#% param GATEWAY_SUBNET_2_CIDR CIDR

#% include runtime/begin.sh

main() {
  begin_step "${BASH_SOURCE[0]}" "$@"
  on_side GATEWAY
  bind_values "GATEWAY_REGION=$GATEWAY_REGION" "GATEWAY_VPC_CIDR=$GATEWAY_VPC_CIDR" \
    "GATEWAY_SUBNET_1_CIDR=$GATEWAY_SUBNET_1_CIDR" "GATEWAY_SUBNET_2_CIDR=$GATEWAY_SUBNET_2_CIDR"

  local vpc zone_1 zone_2 subnet_1 subnet_2 table
  if [[ -z $CHECK ]]; then
    availability_zones::leave_refused
    start availability_zones::choose GATEWAY_ZONE_1 GATEWAY_ZONE_2
  fi
  ensure GATEWAY_VPC_ID "$GATEWAY_VPC_NAME" \
    aws ec2 create-vpc --cidr-block "$GATEWAY_VPC_CIDR"
  await_started
  zone_1=$(needed GATEWAY_ZONE_1)
  zone_2=$(needed GATEWAY_ZONE_2)
  vpc=$(needed GATEWAY_VPC_ID)

  start vpc::dns_hostnames "$vpc"
  start ensure GATEWAY_SUBNET_1_ID "$GATEWAY_VPC_NAME-1" \
    aws ec2 create-subnet --vpc-id "$vpc" --availability-zone "$zone_1" \
    --cidr-block "$GATEWAY_SUBNET_1_CIDR"
  start ensure GATEWAY_SUBNET_2_ID "$GATEWAY_VPC_NAME-2" \
    aws ec2 create-subnet --vpc-id "$vpc" --availability-zone "$zone_2" \
    --cidr-block "$GATEWAY_SUBNET_2_CIDR"
  start ensure GATEWAY_ROUTE_TABLE_ID "$GATEWAY_VPC_NAME" \
    aws ec2 create-route-table --vpc-id "$vpc"
  await_started
  subnet_1=$(needed GATEWAY_SUBNET_1_ID)
  subnet_2=$(needed GATEWAY_SUBNET_2_ID)
  table=$(needed GATEWAY_ROUTE_TABLE_ID)

  route_table::subnets "$table" "$subnet_1" "$subnet_2"
}

main "$@"
