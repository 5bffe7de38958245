#!/usr/bin/env bash
#
# The endpoints.
#
# Makes a gateway endpoint for each service. They cost nothing, and carry nothing before they are on a route table
# (3.update_route_tables.sh): no connection breaks here. Their policies and kinds of addresses are changed in place.

#% include runtime/begin.sh
#% include endpoints.sh
#% include tables.sh
#% include routes.sh
#% include making.sh

main() {
  begin_step "${BASH_SOURCE[0]}" "$@"
  on_side GATEWAY
  bind_values "DEPLOYMENT_NAME=$DEPLOYMENT_NAME" "GATEWAY_REGION=$GATEWAY_REGION" "GATEWAY_VPC=$GATEWAY_VPC_ID"

  local vpc key service
  vpc=$(the_vpc)
  if [[ -n $CHECK ]]; then
    check_rotations
  elif [[ -z $PLAN ]]; then
    adopt_endpoints "$vpc"
    finish_rotations "$vpc"
  fi
  while read -r key service; do
    start ensure_endpoint "$vpc" "$key" "$service"
  done < <(wanted_endpoints)
  await_started
  keep_as_wanted
}

# What can be changed in place.
keep_as_wanted() {
  local key service
  while read -r key service; do
    gateway_endpoint::addresses "$(needed "$key")" "$GATEWAY_IP_ADDRESS_TYPE"
    endpoint::policy gateway_endpoint "$(needed "$key")" "$(policy_file "$service")"
  done < <(wanted_endpoints)
}

# What rotate.sh has begun, and deploy_all.sh would finish.
check_rotations() {
  local key next
  while read -r key _; do
    next=$(recall "$(next_key "$key")")
    if [[ -n $next ]]; then find_difference "$(next_key "$key")" "not yet in place" "$next"; fi
  done < <(wanted_endpoints)
}

# Endpoints that were there, and are named in GATEWAY_FOREIGN_ENDPOINTS, become this deployment's: they get its tags,
# and cleanup.sh deletes them.
# usage: adopt_endpoints VPC
adopt_endpoints() {
  local id key service own next others
  for id in "${GATEWAY_FOREIGN_ENDPOINTS[@]}"; do
    if [[ $id != vpce-* ]]; then continue; fi
    while read -r key service; do
      own=$(endpoint_of "$key")
      next=$(successor_of "$key")
      if [[ -n $own || $next == "$id" ]]; then continue; fi
      others=$(vpc_gateway_endpoints::of_others "$1" "$service")
      if [[ $'\n'$others != *$'\n'"$id "* ]]; then continue; fi
      remember "${key%_ID}_ADOPTED" yes
      tag_resource gateway_endpoint "$id" "$key" "$DEPLOYMENT_NAME-${service##*.}"
      remember "$key" "$id"
      report adopted "$key" "$id"
    done < <(wanted_endpoints)
  done
}

main "$@"
