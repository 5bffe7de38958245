#!/usr/bin/env bash
#
# The VPC beside the service.
#
# Makes a VPC in the service's region with two subnets, each in an Availability Zone where the service
# has endpoints, and one route table for both. Nothing here is reachable from the internet: traffic
# comes in through the peering only (4.vpc_peering.sh), and replies take the same way back.

#% param RESOURCE_VPC_NAME ResourceName
#% param RESOURCE_VPC_CIDR CIDR
#% param RESOURCE_SUBNET_1_CIDR CIDR
#% param RESOURCE_SUBNET_2_CIDR CIDR

#% include runtime/begin.sh
#% include zones.sh

main() {
  begin_step "${BASH_SOURCE[0]}" "$@"
  on_side RESOURCE
  bind_values "RESOURCE_REGION=$RESOURCE_REGION" "RESOURCE_SERVICE_NAME=$RESOURCE_SERVICE_NAME" \
    "RESOURCE_VPC_CIDR=$RESOURCE_VPC_CIDR" "RESOURCE_SUBNET_1_CIDR=$RESOURCE_SUBNET_1_CIDR" \
    "RESOURCE_SUBNET_2_CIDR=$RESOURCE_SUBNET_2_CIDR"

  local vpc zone_1 zone_2 subnet_1 subnet_2 table
  if [[ -z $CHECK ]]; then leave_refused_zones; fi
  start choose_resource_zones
  ensure RESOURCE_VPC_ID "$RESOURCE_VPC_NAME" \
    aws ec2 create-vpc --cidr-block "$RESOURCE_VPC_CIDR"
  await_started
  zone_1=$(needed RESOURCE_ZONE_1)
  zone_2=$(needed RESOURCE_ZONE_2)
  vpc=$(needed RESOURCE_VPC_ID)

  start ensure RESOURCE_SUBNET_1_ID "$RESOURCE_VPC_NAME-1" \
    aws ec2 create-subnet --vpc-id "$vpc" --availability-zone "$zone_1" \
    --cidr-block "$RESOURCE_SUBNET_1_CIDR"
  start ensure RESOURCE_SUBNET_2_ID "$RESOURCE_VPC_NAME-2" \
    aws ec2 create-subnet --vpc-id "$vpc" --availability-zone "$zone_2" \
    --cidr-block "$RESOURCE_SUBNET_2_CIDR"
  start ensure RESOURCE_ROUTE_TABLE_ID "$RESOURCE_VPC_NAME" \
    aws ec2 create-route-table --vpc-id "$vpc"
  await_started
  subnet_1=$(needed RESOURCE_SUBNET_1_ID)
  subnet_2=$(needed RESOURCE_SUBNET_2_ID)
  table=$(needed RESOURCE_ROUTE_TABLE_ID)

  route_table::subnets "$table" "$subnet_1" "$subnet_2"
}

main "$@"
