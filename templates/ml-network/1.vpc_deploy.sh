#!/usr/bin/env bash
#
# The VPC, its tiers and its zones.
#
# Makes a VPC with a subnet for each tier and zone, an internet gateway for the public tier, a route table for
# each need, and gateway endpoints, by which S3 and DynamoDB are reached without a NAT gateway. The data tier has
# no way out; app and training get theirs from 3.egress_deploy.sh.

#% param VPC_NAME ResourceName
#% param VPC_CIDR CIDR
#% param S3_SERVICE_NAME EndpointServiceName?
#% param DYNAMODB_SERVICE_NAME EndpointServiceName?

#% include runtime/begin.sh
#% include tiers.sh
#% include zones.sh
#% include growth.sh
#% include subnet_roles.sh

main() {
  begin_step "${BASH_SOURCE[0]}" "$@"
  on_side NETWORK
  bind_values "NETWORK_REGION=$NETWORK_REGION" "VPC_CIDR=$VPC_CIDR"
  bind_growth
  if [[ -z $CHECK ]]; then availability_zones::leave_refused; fi

  local vpc
  start choose_zones
  # It stands on nothing, and is made beside the VPC.
  start ensure NETWORK_INTERNET_GATEWAY_ID "$VPC_NAME" \
    aws ec2 create-internet-gateway
  ensure NETWORK_VPC_ID "$VPC_NAME" \
    aws ec2 create-vpc --cidr-block "$VPC_CIDR"
  await_started
  vpc=$(needed NETWORK_VPC_ID)

  # NAT gateways take longest: their addresses can be asked for now, and they themselves when the public tier is there.
  let_others_begin
  start lead_in "$vpc"
  start make_subnets "$vpc" PUBLIC
  await_started
  let_others_go_on

  start make_tables "$vpc"
  start make_subnets "$vpc" APP DATA TRAINING
  start vpc::dns_hostnames "$vpc"
  await_started
  start use_tables
  start make_gateway_endpoints "$vpc"
  start keep_roles
  await_started
}

# The public tier's way in and out.
# usage: lead_in VPC
lead_in() {
  local gateway table
  gateway=$(needed NETWORK_INTERNET_GATEWAY_ID)
  start internet_gateway::attached "$gateway" "$1" "$(recall NETWORK_PUBLIC_ROUTE_TABLE_ID)"
  ensure NETWORK_PUBLIC_ROUTE_TABLE_ID "$VPC_NAME-public" \
    aws ec2 create-route-table --vpc-id "$1"
  await_started
  table=$(needed NETWORK_PUBLIC_ROUTE_TABLE_ID)
  route_table::route "$table" 0.0.0.0/0 --gateway-id "$gateway"
}

# usage: make_subnets VPC TIER...
make_subnets() {
  local tier block blocks zone
  for tier in "${@:2}"; do
    zone=0
    blocks=$(blocks_of "$tier")
    for block in $blocks; do
      zone=$((zone + 1))
      start ensure "NETWORK_${tier}_SUBNET_${zone}_ID" "$VPC_NAME-$(tr '[:upper:]' '[:lower:]' <<<"$tier")-$zone" \
        aws ec2 create-subnet --vpc-id "$1" --availability-zone "$(needed "NETWORK_ZONE_$zone")" --cidr-block "$block"
    done
  done
  await_started
}

# One for app and training in each zone that has its own way out, one for the data tier.
# usage: make_tables VPC
make_tables() {
  local zone key made=" "
  for ((zone = 1; zone <= ZONE_COUNT; zone++)); do
    key=$(private_table_key "$zone")
    if [[ $made == *" $key "* ]]; then continue; fi
    made+="$key "
    start ensure "$key" "$VPC_NAME-private-$zone" aws ec2 create-route-table --vpc-id "$1"
  done
  if [[ -n $(blocks_of DATA) ]]; then
    start ensure NETWORK_DATA_ROUTE_TABLE_ID "$VPC_NAME-data" aws ec2 create-route-table --vpc-id "$1"
  fi
  await_started
}

# Which subnets use which table. A subnet of app or training that is there already changes to another table only when
# that has its way out, in 3.egress_deploy.sh.
use_tables() {
  local zone subnet subnets=()
  while read -r subnet; do subnets+=("$subnet"); done < <(subnets_of PUBLIC)
  start route_table::subnets "$(needed NETWORK_PUBLIC_ROUTE_TABLE_ID)" ${subnets[@]+"${subnets[@]}"}
  if [[ -n $(blocks_of DATA) ]]; then
    subnets=()
    while read -r subnet; do subnets+=("$subnet"); done < <(subnets_of DATA)
    start route_table::subnets "$(needed NETWORK_DATA_ROUTE_TABLE_ID)" ${subnets[@]+"${subnets[@]}"}
  fi
  for ((zone = 1; zone <= ZONE_COUNT; zone++)); do
    while read -r subnet; do
      if is_new "$subnet"; then start route_table::subnets "$(needed "$(private_table_key "$zone")")" "$subnet"; fi
    done < <(private_subnets "$zone")
  done
  await_started
}

# On all tables but the public one: one that is no longer wanted loses its route when it goes, not before.
# usage: make_gateway_endpoints VPC
make_gateway_endpoints() {
  local tables=() table
  while read -r table; do tables+=("$table"); done < <(all_inner_tables)
  if [[ -n $S3_SERVICE_NAME ]]; then
    start make_gateway_endpoint "$1" NETWORK_S3_ENDPOINT_ID "$S3_SERVICE_NAME" ${tables[@]+"${tables[@]}"}
  fi
  if [[ -n $DYNAMODB_SERVICE_NAME ]]; then
    start make_gateway_endpoint "$1" NETWORK_DYNAMODB_ENDPOINT_ID "$DYNAMODB_SERVICE_NAME" ${tables[@]+"${tables[@]}"}
  fi
  await_started
}

# usage: make_gateway_endpoint VPC KEY SERVICE_NAME TABLE...
make_gateway_endpoint() {
  local endpoint
  ensure "$2" "$VPC_NAME-${3##*.}" \
    aws ec2 create-vpc-endpoint --vpc-endpoint-type Gateway --vpc-id "$1" --service-name "$3" --route-table-ids "${@:4}"
  endpoint=$(needed "$2")
  gateway_endpoint::is_on "$endpoint" "${@:4}"
  endpoint::policy gateway_endpoint "$endpoint"
}

main "$@"
