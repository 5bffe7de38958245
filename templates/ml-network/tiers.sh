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

# The route tables of app and training, a line each.
private_tables() {
  local zone
  for ((zone = 1; zone <= ZONE_COUNT; zone++)); do
    needed "$(private_table_key "$zone")"
    printf '\n'
  done | sort -u
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

# The network may grow in place. It cannot shrink: what stands in a subnet is the user's.
bind_growth() {
  local zones tiers known tier lost=""
  if [[ -n $PLAN ]]; then return; fi
  tiers=$(tiers | tr '\n' ' ')
  zones=$(recall ZONE_COUNT)
  known=$(recall TIERS)
  for tier in $known; do
    if [[ " $tiers" != *" $tier "* ]]; then lost+=" $tier"; fi
  done
  if [[ $zones =~ ^[2-6]$ ]] && ((zones > ZONE_COUNT)); then lost+=" zones from $((ZONE_COUNT + 1)) to $zones"; fi
  if [[ -n $CHECK ]]; then
    if [[ -n $lost ]]; then find_difference "tiers and zones" "there are more:$lost"; fi
    return
  fi
  if [[ -n $lost ]] && has_resources; then
    fail "the network cannot shrink, and these would go:$lost" \
      "put them back into TIERS and ZONE_COUNT and generate the scripts again, or run ./cleanup.sh first"
  fi
  if [[ "$zones $known" != "$ZONE_COUNT $tiers" ]]; then remember ZONE_COUNT "$ZONE_COUNT" TIERS "$tiers"; fi
}
