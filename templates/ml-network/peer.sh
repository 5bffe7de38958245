#!/usr/bin/env bash
#
# The second Region, for what training reads: a VPC that is peered with the network. It is included, never run.
#
# The machines there are reached by their addresses: a rule cannot name a group of another Region. Traffic of EFA
# does not pass: it stays in one zone of one VPC.
# https://docs.aws.amazon.com/vpc/latest/peering/vpc-peering-basics.html

#% param VPC_NAME ResourceName
#% param VPC_CIDR CIDR
#% param PEER_VPC_CIDR CIDR
#% param PEER_SUBNET_1_CIDR CIDR
#% param PEER_SUBNET_2_CIDR CIDR
#% param PEER_S3_SERVICE_NAME EndpointServiceName?

#% include peering.sh

make_peer() {
  on_side NETWORK
  on_side PEER
  bind_values "PEER_REGION=$PEER_REGION" "PEER_VPC_CIDR=$PEER_VPC_CIDR"
  make_peer_vpc
  make_peering NETWORK PEER "$DEPLOYMENT_NAME"
  use_side NETWORK
  start lead_to_peer
  use_side PEER
  start route_table::route "$(needed PEER_ROUTE_TABLE_ID)" "$VPC_CIDR" \
    --vpc-peering-connection-id "$(needed VPC_PEERING_CONNECTION_ID)"
  await_started
  use_side NETWORK
}

make_peer_vpc() {
  local vpc table endpoint
  if [[ -z $CHECK ]]; then
    availability_zones::leave_refused
    start availability_zones::choose PEER_ZONE_1 PEER_ZONE_2
  fi
  ensure PEER_VPC_ID "$VPC_NAME-peer" \
    aws ec2 create-vpc --cidr-block "$PEER_VPC_CIDR"
  await_started
  vpc=$(needed PEER_VPC_ID)

  start vpc::dns_hostnames "$vpc"
  start ensure PEER_SUBNET_1_ID "$VPC_NAME-peer-1" \
    aws ec2 create-subnet --vpc-id "$vpc" --availability-zone "$(needed PEER_ZONE_1)" \
    --cidr-block "$PEER_SUBNET_1_CIDR"
  start ensure PEER_SUBNET_2_ID "$VPC_NAME-peer-2" \
    aws ec2 create-subnet --vpc-id "$vpc" --availability-zone "$(needed PEER_ZONE_2)" \
    --cidr-block "$PEER_SUBNET_2_CIDR"
  start ensure PEER_ROUTE_TABLE_ID "$VPC_NAME-peer" \
    aws ec2 create-route-table --vpc-id "$vpc"
  start ensure PEER_GROUP_ID "$DEPLOYMENT_NAME-peer" \
    aws ec2 create-security-group --vpc-id "$vpc" --group-name "$DEPLOYMENT_NAME-peer" \
    --description "HTTPS from the network in the other Region"
  await_started
  table=$(needed PEER_ROUTE_TABLE_ID)
  start route_table::subnets "$table" "$(needed PEER_SUBNET_1_ID)" "$(needed PEER_SUBNET_2_ID)"
  start keep_peer_rules "$vpc"
  start ensure PEER_S3_ENDPOINT_ID "$VPC_NAME-peer-s3" \
    aws ec2 create-vpc-endpoint --vpc-endpoint-type Gateway --vpc-id "$vpc" \
    --service-name "$PEER_S3_SERVICE_NAME" --route-table-ids "$table"
  await_started
  endpoint=$(needed PEER_S3_ENDPOINT_ID)
  gateway_endpoint::is_on "$endpoint" "$table"
  endpoint::policy gateway_endpoint "$endpoint"
}

# usage: keep_peer_rules VPC
keep_peer_rules() {
  local list default
  list=$(prefix_list::of "$PEER_S3_SERVICE_NAME")
  default=$(default_group "$1")
  look_at_known_rules "$default"
  start security_group::has "$(needed PEER_GROUP_ID)" "in 443 block $VPC_CIDR" "out 443 list $list"
  if [[ -n $default ]]; then start security_group::has "$default"; fi
  await_started
}

# Training finds the second Region, and so does app, which shares its tables.
lead_to_peer() {
  local table tables
  tables=$(private_tables)
  for table in $tables; do
    start route_table::route "$table" "$PEER_VPC_CIDR" \
      --vpc-peering-connection-id "$(needed VPC_PEERING_CONNECTION_ID)"
  done
  await_started
}
