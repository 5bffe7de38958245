#!/usr/bin/env bash
#
# Route propagation: a route table takes the routes that a virtual private gateway knows, while its VPN is up.
# https://docs.aws.amazon.com/vpc/latest/userguide/WorkWithRouteTables.html#EnableDisableRouteProp

# The deployment's tables in a VPC that take a gateway's routes, a line each.
# usage: route_propagation::tables VPC GATEWAY
route_propagation::tables() {
  aws ec2 describe-route-tables --filters "Name=vpc-id,Values=$1" "Name=tag-key,Values=$DEPLOYMENT_TAG" \
    --query "RouteTables[?PropagatingVgws[?GatewayId=='$2']].[RouteTableId]"
}

# Makes sure that tables take a gateway's routes.
# usage: route_propagation::on VPC GATEWAY TABLE...
route_propagation::on() {
  local vpc=$1 gateway=$2 tables="" table
  if is_out_of_sight vpn_gateway "$gateway"; then return; fi
  shift 2
  if ! is_new "$gateway"; then tables=$(route_propagation::tables "$vpc" "$gateway"); fi
  for table in "$@"; do
    if is_out_of_sight route_table "$table"; then continue; fi
    if [[ $'\n'$tables$'\n' == *$'\n'"$table"$'\n'* ]]; then
      if [[ -n $CHECK ]]; then find_fact "VPN routes of $(name_of "$table")" present true "$table"; fi
    elif [[ -n $CHECK ]]; then
      find_difference "VPN routes of $(name_of "$table")" missing "$table"
    else
      start route_propagation::put "$table" "$gateway"
    fi
  done
  await_started
}

# Right after it was attached, AWS may not know of that.
# usage: route_propagation::put TABLE GATEWAY
route_propagation::put() {
  patiently Gateway.NotAttached \
    aws ec2 enable-vgw-route-propagation --route-table-id "$1" --gateway-id "$2"
  report made "routes of the VPN" "$1"
}

# Takes a gateway's routes off the deployment's tables; one that goes meanwhile takes them along.
# usage: route_propagation::off VPC GATEWAY
route_propagation::off() {
  local tables table
  tables=$(route_propagation::tables "$1" "$2") || return
  for table in $tables; do
    tolerate InvalidRouteTableID.NotFound \
      aws ec2 disable-vgw-route-propagation --route-table-id "$table" --gateway-id "$2" || return
  done
}
