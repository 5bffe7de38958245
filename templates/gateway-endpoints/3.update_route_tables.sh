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
#% include routes.sh

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

# What deploy_all.sh would change.
# usage: check_tables VPC
check_tables() {
  local key service endpoint has wanted active table id
  while read -r key service; do
    if goes_past "$key"; then find_difference "path of ${service##*.}" "past the endpoint"; fi
    endpoint=$(recall "$key")
    if is_out_of_sight gateway_endpoint "$endpoint"; then continue; fi
    has=$(gateway_endpoint::tables_of "$endpoint")
    wanted=$(tables_for "$1" "$key" "$service")
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
