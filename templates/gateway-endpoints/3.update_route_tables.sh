#!/usr/bin/env bash
#
# The endpoints' routes.
#
# Brings the endpoints onto the route tables that the template means, and off the others: AWS then puts a route to the
# service into each table, which is free, where the table's default route may lead to a NAT gateway, which is paid by
# the gigabyte. Tables that appear later get theirs when this runs again, by cron or CI. A route that somebody has
# taken out is put back. Who loses open connections is said first, and asked; --yes does not ask.
#
# usage: ./3.update_route_tables.sh [--yes]

#% include runtime/begin.sh
#% include endpoints.sh
#% include tables.sh
#% include switches.sh

main() {
  if [[ ${1:-} == --yes ]]; then
    export ACCELGEN_SWITCH=yes
    shift
  fi
  begin_step "${BASH_SOURCE[0]}" "$@"
  on_side GATEWAY

  local vpc key service id
  vpc=$(the_vpc)
  if [[ -z $vpc ]]; then return; fi
  if [[ -n $PLAN ]]; then
    plan_tables "$vpc"
    return
  fi
  if [[ -n $CHECK ]]; then
    check_tables "$vpc"
    return
  fi
  await_own_table "$vpc"
  refuse_foreign "$vpc"
  confirm_switches "$vpc"
  while read -r key id; do
    if [[ -z $key ]]; then continue; fi
    gateway_endpoint::delete "$id"
    remember "$key" ""
    report deleted "$key" "$id"
  done < <(unwanted_endpoints)
  while read -r key service; do
    update_tables "$vpc" "$key" "$service"
  done < <(wanted_endpoints)
}

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

# Shows what becomes of the tables, which only AWS knows.
# usage: plan_tables VPC
plan_tables() {
  local key
  remark "the tables: ${GATEWAY_ROUTE_TABLES[*]}"
  vpc_route_tables::lines "$1" >/dev/null
  while read -r key _; do
    gateway_endpoint::put_on "$(needed "$key")" "$(unknown_value ROUTE_TABLE_ID)"
  done < <(wanted_endpoints)
}

# usage: update_tables VPC KEY SERVICE_NAME
update_tables() {
  local endpoint has wanted active table add=() is_off=""
  endpoint=$(needed "$2")
  has=$(gateway_endpoint::tables_of "$endpoint")
  wanted=$(tables_for "$1" "$3" "$endpoint")
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
  if [[ -z $wanted ]]; then complain "  $3: no route table is meant that another endpoint does not hold"; fi
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

# What deploy_all.sh would change.
# usage: check_tables VPC
check_tables() {
  local key service endpoint has wanted active table id
  while read -r key service; do
    endpoint=$(recall "$key")
    if is_out_of_sight gateway_endpoint "$endpoint"; then continue; fi
    has=$(gateway_endpoint::tables_of "$endpoint")
    wanted=$(tables_for "$1" "$service" "$endpoint")
    active=$(vpc_route_tables::routes_to "$1" "$endpoint")
    for table in $wanted; do
      if [[ $'\n'$has$'\n' == *$'\n'"$table"$'\n'* && $'\n'$active == *$'\n'"$table "* ]]; then
        find_fact "${service##*.} in $table" active true "$endpoint"
      elif [[ $'\n'$has$'\n' == *$'\n'"$table"$'\n'* ]]; then
        find_difference "${service##*.} in $table" "route lost" "$endpoint"
      else
        find_difference "${service##*.} in $table" "no endpoint" "$endpoint"
      fi
    done
    for table in $has; do
      if [[ $'\n'$wanted$'\n' != *$'\n'"$table"$'\n'* ]]; then
        find_difference "${service##*.} in $table" "not meant" "$endpoint"
      fi
    done
  done < <(wanted_endpoints)
  while read -r key id; do
    if [[ -n $key ]]; then find_difference "$key" "no longer wanted" "$id"; fi
  done < <(unwanted_endpoints)
}

main "$@"
