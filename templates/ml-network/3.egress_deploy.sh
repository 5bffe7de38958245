#!/usr/bin/env bash
#
# The ways out of the private tiers.
#
# Makes NAT gateways, each with an Elastic IP, and the default routes of app and training that lead to them; and the
# interface endpoints, by which services of AWS are reached without a NAT gateway. The data tier gets no way out.
# https://docs.aws.amazon.com/vpc/latest/userguide/nat-gateway-scenarios.html

#% param VPC_NAME ResourceName

#% include runtime/begin.sh
#% include tiers.sh
#% include endpoints.sh
#% include leaving.sh
#% include endpoints_leaving.sh
#% include surplus.sh

main() {
  begin_step "${BASH_SOURCE[0]}" "$@"
  on_side NETWORK

  local vpc
  vpc=$(needed NETWORK_VPC_ID)
  make_addresses
  await_step 1.vpc_deploy.sh more
  # A zone that takes no NAT gateway is left before an endpoint stands in it.
  make_nat_gateways "$vpc"
  await_step 1.vpc_deploy.sh
  #% if INTERFACE_SERVICE_NAMES
  await_step 2.security_deploy.sh
  keep_endpoints "$vpc"
  #% else
  take_endpoints_away ""
  #% end
  # They come sooner than NAT gateways.
  start await_endpoints
  lead_out
  take_away_surplus
}

make_addresses() {
  local zone zones
  zones=$(zones_with_nat)
  for zone in $zones; do
    start ensure "NETWORK_NAT_ADDRESS_${zone}_ID" "$VPC_NAME-nat-$zone" aws ec2 allocate-address --domain vpc
  done
  await_started
}

# usage: make_nat_gateways VPC
make_nat_gateways() {
  local zone zones
  zones=$(zones_with_nat)
  for zone in $zones; do
    start ensure "NETWORK_NAT_GATEWAY_${zone}_ID" "$VPC_NAME-$zone" \
      aws ec2 create-nat-gateway --subnet-id "$(needed "NETWORK_PUBLIC_SUBNET_${zone}_ID")" \
      --allocation-id "$(needed "NETWORK_NAT_ADDRESS_${zone}_ID")"
  done
  if [[ $NAT == regional ]]; then
    # AWS makes its addresses, and more of them in zones that get subnets later.
    # https://docs.aws.amazon.com/vpc/latest/userguide/nat-gateways-regional.html
    start ensure NETWORK_NAT_GATEWAY_REGIONAL_ID "$VPC_NAME" \
      aws ec2 create-nat-gateway --vpc-id "$1" --availability-mode regional
  fi
  await_started
}

# Gateway and interface endpoints alike.
await_endpoints() {
  local key keys
  start await_if_made NETWORK_S3_ENDPOINT_ID available
  start await_if_made NETWORK_DYNAMODB_ENDPOINT_ID available
  keys=$(keys_like 'NETWORK_*_INTERFACE_ENDPOINT_ID')
  for key in $keys; do start await_if_made "$key" available; done
  await_started
}

# Each zone's default route, when the NAT gateway that it leads to works; then the subnets that used another table.
lead_out() {
  local zone table tables subnets subnet
  tables=""
  if [[ $NAT == none ]]; then tables=$(all_inner_tables); fi
  for table in $tables; do start route_table::without_nat "$table" 0.0.0.0/0; done
  for ((zone = 1; zone <= ZONE_COUNT; zone++)); do
    if [[ $NAT == per-az || ($NAT != none && $zone == 1) ]]; then
      start lead_out_by "$(nat_key "$zone")" "$(needed "$(private_table_key "$zone")")"
    fi
  done
  await_started
  for ((zone = 1; zone <= ZONE_COUNT; zone++)); do
    table=$(needed "$(private_table_key "$zone")")
    subnets=()
    while read -r subnet; do
      # Where both are new, 1.vpc_deploy.sh has done it.
      if ! is_new "$table" || ! is_new "$subnet"; then subnets+=("$subnet"); fi
    done < <(private_subnets "$zone")
    start route_table::subnets "$table" ${subnets[@]+"${subnets[@]}"}
  done
  await_started
}

# usage: lead_out_by KEY TABLE
lead_out_by() {
  await "$1" available
  route_table::route "$2" 0.0.0.0/0 --nat-gateway-id "$(needed "$1")"
}

main "$@"
