#!/usr/bin/env bash
#
# The routes through the peering, one on each side: requests find the endpoint's VPC, replies find the
# load balancer's.

#% param RESOURCE_VPC_CIDR CIDR
#% param EXPOSE_VPC_CIDR CIDR

#% include runtime/begin.sh

main() {
  begin_step "${BASH_SOURCE[0]}" "$@"
  local peering
  on_side RESOURCE
  on_side EXPOSE
  bind_values "RESOURCE_REGION=$RESOURCE_REGION" "RESOURCE_VPC_CIDR=$RESOURCE_VPC_CIDR" \
    "EXPOSE_REGION=$EXPOSE_REGION" "EXPOSE_VPC_CIDR=$EXPOSE_VPC_CIDR"
  peering=$(needed VPC_PEERING_CONNECTION_ID)

  start route_table::route "$(needed EXPOSE_ROUTE_TABLE_ID)" "$RESOURCE_VPC_CIDR" \
    --vpc-peering-connection-id "$peering"
  use_side RESOURCE
  start route_table::route "$(needed RESOURCE_ROUTE_TABLE_ID)" "$EXPOSE_VPC_CIDR" \
    --vpc-peering-connection-id "$peering"
  await_started
}

main "$@"
