#!/usr/bin/env bash
#
# Brings an endpoint onto the tables that are meant, and off the others.

# Looks until the VPC's tables hold the one that this deployment has made: what was asked before it was there does not
# tell of it, and AWS shows it some time after.
# usage: await_own_table VPC
await_own_table() {
  local own lines asked="" started=$SECONDS
  own=$(recall GATEWAY_ROUTE_TABLE_ID)
  while [[ -n $own ]]; do
    lines=$(vpc_route_tables::lines "$1")
    if [[ $lines == *"$own"* ]]; then return; fi
    if ((SECONDS - started >= SETTLE_SECONDS)); then fail "$1 has no route table $own" "run ./deploy_all.sh again"; fi
    vpc_route_tables::forget "$1"
    if [[ -n $asked ]]; then pause; fi
    asked=yes
  done
}

# usage: update_tables VPC KEY SERVICE_NAME
update_tables() {
  local endpoint has wanted active table add=() is_off=""
  endpoint=$(needed "$2")
  has=$(gateway_endpoint::tables_of "$endpoint")
  wanted=$(tables_for "$@")
  active=$(vpc_route_tables::routes_to "$1" "$endpoint")
  for table in $has; do
    if [[ $'\n'$wanted$'\n' != *$'\n'"$table"$'\n'* ]]; then
      gateway_endpoint::take_off "$endpoint" "$table"
      report deleted "route of $table" "$endpoint"
      is_off=1
    elif [[ $'\n'$active != *$'\n'"$table "* ]]; then
      # Its route is lost. AWS takes it for there: it comes back with the table only.
      gateway_endpoint::take_off "$endpoint" "$table"
      add+=("$table")
    fi
  done
  for table in $wanted; do
    if [[ $'\n'$has$'\n' != *$'\n'"$table"$'\n'* ]]; then add+=("$table"); fi
  done
  if ((${#add[@]} > 0)); then
    gateway_endpoint::put_on "$endpoint" "${add[@]}"
    await_routes "$1" "$endpoint" "$wanted"
    for table in "${add[@]}"; do report made "route of $table" "$endpoint"; done
  elif [[ -n $is_off ]]; then
    vpc_route_tables::forget "$1"
  fi
  if goes_past "$2"; then
    say "  ${3##*.}: past the endpoint, by what else the tables say (./failover.sh ${3##*.} --to endpoint goes back)"
  elif [[ -z $wanted ]]; then
    complain "  $3: no route table is meant that another endpoint does not hold"
  fi
}

# Looks until the endpoint's routes are active in all its tables: AWS shows them some time after the call.
# usage: await_routes VPC ENDPOINT TABLES
await_routes() {
  local active table missing started=$SECONDS
  while true; do
    vpc_route_tables::forget "$1"
    active=$(vpc_route_tables::routes_to "$1" "$2")
    missing=""
    for table in $3; do
      if [[ $'\n'$active != *$'\n'"$table "* ]]; then missing+=" $table"; fi
    done
    if [[ -z $missing ]]; then
      state_of gateway_endpoint "$2" >/dev/null
      return
    fi
    if ((SECONDS - started >= SETTLE_SECONDS)); then
      vpc_gateway_endpoints::forget "$1"
      refuse_foreign "$1"
      fail "$2 has no active route in$missing" "run again; if it stays so, look whether another tool changes these tables"
    fi
    pause
  done
}
