#!/usr/bin/env bash
#
# The routes through the peering, one on each side: requests find the endpoint's VPC, replies find the
# load balancer's.

#% param RESOURCE_REGION Region
#% param RESOURCE_PROFILE ProfileName?
#% param RESOURCE_VPC_CIDR CIDR
#% param EXPOSE_REGION Region
#% param EXPOSE_PROFILE ProfileName?
#% param EXPOSE_VPC_CIDR CIDR

# shellcheck source-path=SCRIPTDIR source=lib.sh
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh" || exit

main() {
  begin_step "${BASH_SOURCE[0]}" "$@"
  local peering resource_table expose_table
  bind_values "RESOURCE_REGION=$RESOURCE_REGION" "RESOURCE_VPC_CIDR=$RESOURCE_VPC_CIDR" \
    "EXPOSE_REGION=$EXPOSE_REGION" "EXPOSE_VPC_CIDR=$EXPOSE_VPC_CIDR"
  peering=$(needed VPC_PEERING_CONNECTION_ID)
  resource_table=$(needed RESOURCE_ROUTE_TABLE_ID)
  expose_table=$(needed EXPOSE_ROUTE_TABLE_ID)

  use_region "$EXPOSE_REGION" "$EXPOSE_PROFILE"
  bind_account EXPOSE_ACCOUNT_ID
  start ensure_route "$expose_table" "$RESOURCE_VPC_CIDR" --vpc-peering-connection-id "$peering"
  use_region "$RESOURCE_REGION" "$RESOURCE_PROFILE"
  bind_account RESOURCE_ACCOUNT_ID
  start ensure_route "$resource_table" "$EXPOSE_VPC_CIDR" --vpc-peering-connection-id "$peering"
  finish
}

main "$@"
