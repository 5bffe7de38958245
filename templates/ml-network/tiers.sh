#!/usr/bin/env bash
#
# The tiers and zones of the network, and the keys of what stands in them. It is included, never run.

#% param ZONE_COUNT ZoneCount
#% param PUBLIC_SUBNET_CIDRS [CIDR]
#% param APP_SUBNET_CIDRS [CIDR]
#% param DATA_SUBNET_CIDRS [CIDR]
#% param TRAINING_SUBNET_CIDRS [CIDR]
#% param NAT NATLayout

# The blocks of a tier's subnets, a line each.
# usage: blocks_of PUBLIC|APP|DATA|TRAINING
blocks_of() {
  case $1 in
    PUBLIC) printf '%s\n' "${PUBLIC_SUBNET_CIDRS[@]}" ;;
    APP) printf '%s\n' "${APP_SUBNET_CIDRS[@]}" ;;
    DATA) printf '%s\n' ${DATA_SUBNET_CIDRS[@]+"${DATA_SUBNET_CIDRS[@]}"} ;;
    TRAINING) printf '%s\n' ${TRAINING_SUBNET_CIDRS[@]+"${TRAINING_SUBNET_CIDRS[@]}"} ;;
  esac
}

# The tiers that the network has.
tiers() {
  local tier
  for tier in PUBLIC APP DATA TRAINING; do
    if [[ -n $(blocks_of "$tier") ]]; then printf '%s\n' "$tier"; fi
  done
}

# The subnets of tiers, a line each.
# usage: subnets_of TIER...
subnets_of() {
  local tier zone
  for tier in "$@"; do
    if [[ -z $(blocks_of "$tier") ]]; then continue; fi
    for ((zone = 1; zone <= ZONE_COUNT; zone++)); do
      needed "NETWORK_${tier}_SUBNET_${zone}_ID"
      printf '\n'
    done
  done
}

# The key of the route table that app and training have in a zone: its own where each zone has its own way out.
# usage: private_table_key ZONE
private_table_key() {
  local number=1
  if [[ $NAT == per-az ]]; then number=$1; fi
  printf 'NETWORK_PRIVATE_ROUTE_TABLE_%s_ID' "$number"
}

# These keys, each once.
private_table_keys() {
  local zone
  for ((zone = 1; zone <= ZONE_COUNT; zone++)); do
    private_table_key "$zone"
    printf '\n'
  done | sort -u
}

# The route tables of app and training, a line each.
private_tables() {
  local key keys
  keys=$(private_table_keys)
  for key in $keys; do
    needed "$key"
    printf '\n'
  done
}

# The route tables of app, training and data, a line each.
inner_tables() {
  {
    private_tables
    if [[ -n $(blocks_of DATA) ]]; then
      needed NETWORK_DATA_ROUTE_TABLE_ID
      printf '\n'
    fi
  } | sed '/^$/d'
}

# The same, those included that are no longer wanted.
all_inner_tables() {
  local key keys
  {
    inner_tables
    keys=$(keys_like 'NETWORK_PRIVATE_ROUTE_TABLE_*_ID')
    for key in $keys; do
      recall "$key"
      printf '\n'
    done
  } | sed '/^$/d' | sort -u
}

# The subnets of app and training in a zone, a line each.
# usage: private_subnets ZONE
private_subnets() {
  local tier
  for tier in APP TRAINING; do
    if [[ -z $(blocks_of "$tier") ]]; then continue; fi
    needed "NETWORK_${tier}_SUBNET_${1}_ID"
    printf '\n'
  done
}

# The numbers of the zones that have a NAT gateway of their own, a line each.
zones_with_nat() {
  local zone
  for ((zone = 1; zone <= ZONE_COUNT; zone++)); do
    if [[ $NAT == per-az || $NAT == single && $zone == 1 ]]; then printf '%s\n' "$zone"; fi
  done
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

# These keys, each once.
nat_keys() {
  local zone
  for ((zone = 1; zone <= ZONE_COUNT; zone++)); do
    nat_key "$zone"
    printf '\n'
  done | sed '/^$/d' | sort -u
}
