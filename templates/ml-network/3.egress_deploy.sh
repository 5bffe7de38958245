#!/usr/bin/env bash
#
# The ways out of the private tiers.
#
# Makes NAT gateways, each with an Elastic IP, and the default routes of app and training that lead to them; and the
# interface endpoints, by which services of AWS are reached without a NAT gateway. The data tier gets no way out.
# https://docs.aws.amazon.com/vpc/latest/userguide/nat-gateway-scenarios.html

#% param VPC_NAME ResourceName
#% param DEPLOYMENT_NAME DeploymentName
#% param INTERFACE_ENDPOINTS [EndpointServiceSuffix]
#% param INTERFACE_SERVICE_NAMES [EndpointServiceName]

#% include runtime/begin.sh
#% include tiers.sh
#% include endpoints.sh

main() {
  begin_step "${BASH_SOURCE[0]}" "$@"
  on_side NETWORK

  local vpc
  vpc=$(needed NETWORK_VPC_ID)
  start make_nat_gateways "$vpc"
  start keep_endpoints "$vpc"
  await_started
  lead_out
  take_away_surplus
}

# The numbers of the zones that have a NAT gateway of their own, a line each.
zones_with_nat() {
  local zone
  for ((zone = 1; zone <= ZONE_COUNT; zone++)); do
    if [[ $NAT == per-az || $NAT == single && $zone == 1 ]]; then printf '%s\n' "$zone"; fi
  done
}

# usage: make_nat_gateways VPC
make_nat_gateways() {
  local zone zones
  zones=$(zones_with_nat)
  for zone in $zones; do start make_nat_gateway "$zone"; done
  #% if NAT
  if [[ $NAT == regional ]]; then
    # AWS makes its addresses, and more of them in zones that get subnets later.
    # https://docs.aws.amazon.com/vpc/latest/userguide/nat-gateways-regional.html
    start ensure NETWORK_NAT_GATEWAY_REGIONAL_ID "$VPC_NAME" \
      aws ec2 create-nat-gateway --vpc-id "$1" --availability-mode regional
  fi
  #% end
  await_started
}

# usage: make_nat_gateway ZONE
make_nat_gateway() {
  ensure "NETWORK_NAT_ADDRESS_${1}_ID" "$VPC_NAME-nat-$1" aws ec2 allocate-address --domain vpc
  ensure "NETWORK_NAT_GATEWAY_${1}_ID" "$VPC_NAME-$1" \
    aws ec2 create-nat-gateway --subnet-id "$(needed "NETWORK_PUBLIC_SUBNET_${1}_ID")" \
    --allocation-id "$(needed "NETWORK_NAT_ADDRESS_${1}_ID")"
}

# Each zone's default route, when the NAT gateway that it leads to works; then the subnets that used another table.
lead_out() {
  local zone key table tables subnets subnet
  #% if NAT
  for ((zone = 1; zone <= ZONE_COUNT; zone++)); do
    key=$(nat_key "$zone")
    table=$(private_table_key "$zone")
    if [[ $table == "$(private_table_key 1)" && $zone != 1 ]]; then continue; fi
    start lead_out_by "$key" "$(needed "$table")"
  done
  #% else
  tables=$(private_tables)
  for table in $tables; do start route_table::without_nat "$table" 0.0.0.0/0; done
  #% end
  await_started
  for ((zone = 1; zone <= ZONE_COUNT; zone++)); do
    table=$(needed "$(private_table_key "$zone")")
    if is_new "$table"; then continue; fi
    subnets=()
    while read -r subnet; do subnets+=("$subnet"); done < <(private_subnets "$zone")
    start route_table::subnets "$table" "${subnets[@]}"
  done
  await_started
}

# The key of the NAT gateway that a zone's traffic goes through.
# usage: nat_key ZONE
nat_key() {
  case $NAT in
    per-az) printf 'NETWORK_NAT_GATEWAY_%s_ID' "$1" ;;
    single) printf NETWORK_NAT_GATEWAY_1_ID ;;
    regional) printf NETWORK_NAT_GATEWAY_REGIONAL_ID ;;
  esac
}

# usage: lead_out_by KEY TABLE
lead_out_by() {
  await "$1" available
  route_table::route "$2" 0.0.0.0/0 --nat-gateway-id "$(needed "$1")"
}

# What another layout of NAT needed goes when nothing leads there any longer: NAT gateways, then their addresses, and
# route tables that no subnet uses.
take_away_surplus() {
  local key keys id zones tables=" " zone
  if [[ -n $PLAN ]]; then return; fi
  zones=" $(zones_with_nat | tr '\n' ' ')"
  if [[ $NAT == regional ]]; then zones+="REGIONAL "; fi
  for ((zone = 1; zone <= ZONE_COUNT; zone++)); do tables+="$(private_table_key "$zone") "; done
  keys=$(keys_of NETWORK)
  for key in $keys; do
    id=$(recall "$key")
    case $key in
      NETWORK_NAT_GATEWAY_*_ID | NETWORK_NAT_ADDRESS_*_ID)
        zone=${key#NETWORK_NAT_*_}
        if [[ $zones == *" ${zone%_ID} "* ]]; then continue; fi
        ;;
      NETWORK_PRIVATE_ROUTE_TABLE_*_ID) if [[ $tables == *" $key "* ]]; then continue; fi ;;
      *) continue ;;
    esac
    if [[ -z $id ]]; then continue; fi
    if [[ -n $CHECK ]]; then find_difference "$key" "no longer wanted" "$id"; else start take_away "$key" "$id"; fi
  done
  await_started
}

# usage: take_away KEY ID
take_away() {
  local gateway
  case $1 in
    NETWORK_NAT_GATEWAY_*) nat_gateway::delete "$2" ;;
    NETWORK_NAT_ADDRESS_*)
      # Held until its NAT gateway is gone.
      gateway=$(recall "${1/ADDRESS/GATEWAY}")
      if [[ -n $gateway ]]; then nat_gateway::delete "$gateway"; fi
      elastic_ip::delete "$2"
      ;;
    *) route_table::delete "$2" ;;
  esac
  no_longer_there "$1" "$2"
}

main "$@"
