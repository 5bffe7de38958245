#!/usr/bin/env bash
#
# The way between the two VPCs.
#
# Asks for a VPC peering connection in the region near the clients, accepts it in the service's region
# as soon as it is visible there, and waits until both sides call it active. A peering's tags belong to
# the region in which they were given, so it gets them on both sides.

#% param DEPLOYMENT_NAME DeploymentName

#% include runtime/begin.sh
#% include peering.sh

main() {
  begin_step "${BASH_SOURCE[0]}" "$@"
  on_side RESOURCE
  on_side EXPOSE
  bind_values "DEPLOYMENT_NAME=$DEPLOYMENT_NAME" "RESOURCE_REGION=$RESOURCE_REGION" \
    "EXPOSE_REGION=$EXPOSE_REGION"
  make_peering EXPOSE RESOURCE "$DEPLOYMENT_NAME"
}

main "$@"
