#!/usr/bin/env bash
#
# The VPC near the clients.
#
# Makes a VPC in the region near the clients with an internet gateway, two public subnets in two
# Availability Zones and one route table for both, for the load balancer to stand in.

#% param EXPOSE_REGION Region
#% param EXPOSE_PROFILE ProfileName?
#% param EXPOSE_VPC_NAME ResourceName
#% param EXPOSE_VPC_CIDR CIDR
#% param EXPOSE_SUBNET_1_CIDR CIDR
#% param EXPOSE_SUBNET_2_CIDR CIDR

# shellcheck source-path=SCRIPTDIR source=lib.sh
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh" || exit

main() {
  begin_step "${BASH_SOURCE[0]}" "$@"
  use_region "$EXPOSE_REGION" "$EXPOSE_PROFILE"
  bind_account EXPOSE_ACCOUNT_ID
  bind_values "EXPOSE_REGION=$EXPOSE_REGION" "EXPOSE_VPC_CIDR=$EXPOSE_VPC_CIDR" \
    "EXPOSE_SUBNET_1_CIDR=$EXPOSE_SUBNET_1_CIDR" "EXPOSE_SUBNET_2_CIDR=$EXPOSE_SUBNET_2_CIDR"

  local vpc gateway zone_1 zone_2 subnet_1 subnet_2 table
  start choose_zones EXPOSE_ZONE_1 EXPOSE_ZONE_2
  ensure EXPOSE_VPC_ID "$EXPOSE_VPC_NAME" \
    aws ec2 create-vpc --cidr-block "$EXPOSE_VPC_CIDR"
  finish
  zone_1=$(needed EXPOSE_ZONE_1)
  zone_2=$(needed EXPOSE_ZONE_2)
  vpc=$(needed EXPOSE_VPC_ID)

  start ensure EXPOSE_INTERNET_GATEWAY_ID "$EXPOSE_VPC_NAME" \
    aws ec2 create-internet-gateway
  start ensure EXPOSE_SUBNET_1_ID "$EXPOSE_VPC_NAME-1" \
    aws ec2 create-subnet --vpc-id "$vpc" --availability-zone "$zone_1" \
    --cidr-block "$EXPOSE_SUBNET_1_CIDR"
  start ensure EXPOSE_SUBNET_2_ID "$EXPOSE_VPC_NAME-2" \
    aws ec2 create-subnet --vpc-id "$vpc" --availability-zone "$zone_2" \
    --cidr-block "$EXPOSE_SUBNET_2_CIDR"
  start ensure EXPOSE_ROUTE_TABLE_ID "$EXPOSE_VPC_NAME" \
    aws ec2 create-route-table --vpc-id "$vpc"
  finish
  gateway=$(needed EXPOSE_INTERNET_GATEWAY_ID)
  subnet_1=$(needed EXPOSE_SUBNET_1_ID)
  subnet_2=$(needed EXPOSE_SUBNET_2_ID)
  table=$(needed EXPOSE_ROUTE_TABLE_ID)

  start ensure_associations "$table" "$subnet_1" "$subnet_2"
  ensure_gateway "$gateway" "$vpc" "$table"
  finish
}

# Attaches the gateway to the VPC and routes to it. A route that is active proves the attachment.
# usage: ensure_gateway GATEWAY VPC TABLE
ensure_gateway() {
  if is_new "$3" || [[ $(route_table "$3") != *"$1"$'\t'active* ]]; then
    tolerate Resource.AlreadyAssociated \
      aws ec2 attach-internet-gateway --internet-gateway-id "$1" --vpc-id "$2"
  fi
  ensure_route "$3" 0.0.0.0/0 --gateway-id "$1"
}

main "$@"
