#!/usr/bin/env bash
#
# NAT gateways, routes and zones: the ways out of the private tiers, for diagnose.sh. It is included, never run.

check_nat_gateways() {
  local key keys nat state
  can_check nat-gateways nats || return 0
  keys=$(nat_keys)
  if [[ -z $keys ]]; then
    finding nat-gateways ok "there is none (NAT=none): app and training reach services of AWS by endpoints alone"
    return
  fi
  for key in $keys; do
    nat=$(recall "$key")
    if [[ -z $nat ]]; then continue; fi
    state=$(told_of nats "$nat" 2)
    case $state in
      available) finding nat-gateways ok "$nat is available" ;;
      pending) finding nat-gateways unknown "$nat is still being made (pending)" "wait some minutes" ;;
      failed)
        finding nat-gateways problem "$nat has failed: $(told_of nats "$nat" 4): $(told_of nats "$nat" 5)" \
          "$(nat_failure_remedy "$(told_of nats "$nat" 4)")"
        ;;
      "" | deleting | deleted)
        finding nat-gateways problem "$nat is gone: it was deleted" \
          "./deploy_all.sh makes another one, and leads the routes to it"
        ;;
      *) finding nat-gateways problem "$nat is $state" "./deploy_all.sh waits until it is available" ;;
    esac
  done
}

# https://docs.aws.amazon.com/vpc/latest/userguide/nat-gateway-troubleshooting.html
# usage: nat_failure_remedy CODE
nat_failure_remedy() {
  case $1 in
    InsufficientFreeAddressesInSubnet)
      printf '%s' "delete interfaces in its public subnet that nothing uses: it needs a free address there"
      ;;
    Gateway.NotAttached) printf '%s' "the VPC has no internet gateway attached" ;;
    InvalidAllocationID.NotFound) printf '%s' "its Elastic IP is gone; another one is allocated" ;;
    Resource.AlreadyAssociated) printf '%s' "its Elastic IP is in use elsewhere: disassociate it there" ;;
    InvalidSubnetID.NotFound) printf '%s' "its public subnet is gone" ;;
    InternalError) printf '%s' "AWS itself failed" ;;
    *) printf '%s' "docs.aws.amazon.com/vpc/latest/userguide/nat-gateway-troubleshooting.html lists the reasons" ;;
  esac
  printf '; then ./deploy_all.sh makes a new one'
}

# Routes that lead nowhere, and default routes that are missing or do not lead to a NAT gateway. Without one for the
# public tier no NAT gateway reaches anything.
check_routes() {
  local key keys table count=0
  can_check routes tables || return 0
  keys=$(private_table_keys)
  for key in NETWORK_PUBLIC_ROUTE_TABLE_ID $keys NETWORK_DATA_ROUTE_TABLE_ID; do
    table=$(recall "$key")
    if [[ -z $table ]]; then continue; fi
    if ! is_told_table "$table"; then
      finding routes problem "$table is gone ($key)" "$REPAIR"
      continue
    fi
    count=$((count + 1))
    check_black_holes "$table"
    case $key in
      NETWORK_PUBLIC_*) check_default_route "$table" igw "the public tier has no way to the internet, nor has a NAT gateway" ;;
      NETWORK_DATA_*) ;;
      *) if [[ $NAT != none ]]; then check_default_route "$table" nat "app and training have no way out"; fi ;;
    esac
  done
  if ((count > 0)) && ! has_problem routes; then finding routes ok "$count tables: no route leads nowhere, none is missing"; fi
}

# usage: is_told_table TABLE
is_told_table() { grep -q "^table"$'\t'"$1"$'\t' "$RUN/said.tables"; }

# The routes of a table: "DESTINATION TARGET STATE", a line each.
# usage: routes_of TABLE
routes_of() {
  awk -F '\t' -v table="$1" '
    $1 == "table" { here = $2 == table }
    here && $1 == "route" { print $2, $3, $4 }' "$RUN/said.tables"
}

# usage: check_black_holes TABLE
check_black_holes() {
  local destination target state remedy peering
  peering=$(peering)
  while read -r destination target state; do
    if [[ $state != blackhole ]]; then continue; fi
    case $target in
      nat-* | igw-* | vpce-* | "${peering:--}")
        remedy="./deploy_all.sh makes anew what is gone, and leads the route there"
        ;;
      *) remedy="delete the route, or make anew what it leads to: it is none of these scripts'" ;;
    esac
    finding routes problem "$1: the route to $destination leads nowhere (blackhole), as $target is gone" "$remedy"
  done < <(routes_of "$1")
}

# usage: check_default_route TABLE igw|nat WHAT_IS_WRONG
check_default_route() {
  local destination target found=""
  while read -r destination target _; do
    if [[ $destination == 0.0.0.0/0 ]]; then found=$target; fi
  done < <(routes_of "$1")
  if [[ -z $found ]]; then
    finding routes problem "$1 has no default route: $3" "$REPAIR"
  elif [[ $found != "$2"-* ]]; then
    finding routes problem "$1: the default route leads to $found, not to $2-…: $3" "$REPAIR"
  fi
}

# The table that a subnet has of its own, or nothing: then it has the VPC's main one.
# usage: own_table SUBNET
own_table() {
  awk -F '\t' -v subnet="$1" '
    $1 == "table" { table = $2 }
    $1 == "uses" && $3 == subnet { print table; exit }' "$RUN/said.tables"
}

# Whether each subnet is there, and behind the table that was made for it.
check_subnets() {
  local tier zone subnet key wanted table count=0
  can_check subnets tables subnets || return 0
  for tier in $(tiers); do
    for ((zone = 1; zone <= ZONE_COUNT; zone++)); do
      subnet=$(recall "NETWORK_${tier}_SUBNET_${zone}_ID")
      case $tier in
        PUBLIC | DATA) key=NETWORK_${tier}_ROUTE_TABLE_ID ;;
        *) key=$(private_table_key "$zone") ;;
      esac
      wanted=$(recall "$key")
      if [[ -z $subnet || -z $wanted ]]; then continue; fi
      count=$((count + 1))
      table=$(own_table "$subnet")
      if [[ -z $(told_of subnets "$subnet" 2) ]]; then
        finding subnets problem "$subnet ($(name_of_tier "$tier"), zone $zone) is gone" "$REPAIR"
      elif [[ -z $table ]]; then
        finding subnets problem "$subnet ($(name_of_tier "$tier"), zone $zone) has no route table of its own, but the VPC's main one" "$REPAIR"
      elif [[ $table != "$wanted" ]]; then
        finding subnets problem "$subnet ($(name_of_tier "$tier"), zone $zone) has the route table $table, not $wanted" "$REPAIR"
      fi
    done
  done
  if ((count > 0)) && ! has_problem subnets; then finding subnets ok "$count subnets have the route tables made for them"; fi
}

# Whether what leaves a zone goes through a NAT gateway of that zone: else each byte crosses zones, which takes longer
# and is billed, and the other zone's failure is this one's.
check_zones() {
  local tier zone subnet table nat here there crossing="" count=0
  can_check zones tables subnets nats || return 0
  if [[ $NAT == none || $NAT == regional ]]; then
    finding zones ok "nothing of these scripts leads from one zone to another (NAT=$NAT)"
    return
  fi
  for tier in APP TRAINING; do
    for ((zone = 1; zone <= ZONE_COUNT; zone++)); do
      subnet=$(recall "NETWORK_${tier}_SUBNET_${zone}_ID")
      if [[ -z $subnet ]]; then continue; fi
      table=$(own_table "$subnet")
      nat=$(routes_of "$table" | awk '$1 == "0.0.0.0/0" && $2 ~ /^nat-/ { print $2 }')
      here=$(told_of subnets "$subnet" 2)
      there=$(told_of subnets "$(told_of nats "${nat:--}" 3)" 2)
      if [[ -z $here || -z $there ]]; then continue; fi
      count=$((count + 1))
      if [[ $here == "$there" ]]; then continue; fi
      crossing="$subnet ($(name_of_tier "$tier"), $here) goes out by $nat in $there"
      if [[ $NAT == per-az ]]; then
        finding zones problem "$crossing: that crosses zones, which takes longer and costs by the gigabyte" "$REPAIR"
      else
        finding zones ok "$crossing, as NAT=single has it: that crosses zones, and costs by the gigabyte" \
          "NAT=per-az gives each zone its own"
      fi
    done
  done
  if ((count > 0)) && [[ -z $crossing ]]; then finding zones ok "$count subnets go out by a NAT gateway of their own zone"; fi
}

# What the account stops in all its VPCs, except in what it excludes.
check_block_public_access() {
  local mode exclusions ways verdict words remedy
  can_check block-public-access blocking || return 0
  mode=$(head -n 1 "$RUN/said.blocking")
  if stops_nothing "$mode"; then
    finding block-public-access ok "VPC Block Public Access is off"
    return
  fi
  ask excluded public_access_exclusions
  can_check block-public-access excluded || return 0
  exclusions=$(cat "$RUN/said.excluded")
  ways=$(stopped_ways "$mode" "$exclusions" recall)
  if [[ -z $ways ]]; then
    finding block-public-access ok "its mode is $mode, which stops nothing that this network is for"
    return
  fi
  while IFS=$'\t' read -r verdict words; do
    case $verdict in
      problem) remedy=$(exclusion_remedy "$VPC" "$exclusions") ;;
      *) remedy="if there is one, an exclusion of $VPC with the mode allow-bidirectional lets it be reached" ;;
    esac
    finding block-public-access "$verdict" "with VPC Block Public Access (mode $mode), $words" "$remedy"
  done <<<"$ways"
}
