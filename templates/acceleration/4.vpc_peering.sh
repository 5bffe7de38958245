#!/usr/bin/env bash
#
# The way between the two VPCs.
#
# Asks for a VPC peering connection in the region near the clients, accepts it in the service's region
# as soon as it is visible there, and waits until both sides call it active. A peering's tags belong to
# the region in which they were given, so it gets them on both sides.

#% param DEPLOYMENT_NAME DeploymentName
#% param RESOURCE_REGION Region
#% param RESOURCE_PROFILE ProfileName?
#% param EXPOSE_REGION Region
#% param EXPOSE_PROFILE ProfileName?

# shellcheck source-path=SCRIPTDIR source=lib.sh
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh" || exit

readonly DEPLOYMENT_NAME={{DEPLOYMENT_NAME}}
readonly RESOURCE_REGION={{RESOURCE_REGION}}
readonly RESOURCE_PROFILE={{RESOURCE_PROFILE}}
readonly EXPOSE_REGION={{EXPOSE_REGION}}
readonly EXPOSE_PROFILE={{EXPOSE_PROFILE}}

main() {
  no_options "${BASH_SOURCE[0]}" "$@"
  local resource_vpc expose_vpc owner peering
  resource_vpc=$(needed RESOURCE_VPC_ID)
  expose_vpc=$(needed EXPOSE_VPC_ID)
  owner=$(needed RESOURCE_ACCOUNT_ID)

  use_region "$EXPOSE_REGION" "$EXPOSE_PROFILE"
  ensure VPC_PEERING_CONNECTION_ID "$DEPLOYMENT_NAME" \
    aws ec2 create-vpc-peering-connection --vpc-id "$expose_vpc" \
    --peer-vpc-id "$resource_vpc" --peer-region "$RESOURCE_REGION" --peer-owner-id "$owner"
  peering=$(needed VPC_PEERING_CONNECTION_ID)

  use_region "$RESOURCE_REGION" "$RESOURCE_PROFILE"
  accept "$peering"
  await_peering "peering, $RESOURCE_REGION" active "$peering"
  use_region "$EXPOSE_REGION" "$EXPOSE_PROFILE"
  await_peering "peering, $EXPOSE_REGION" active "$peering"
}

# Accepts the request, unless that is done, and tags this side of it.
# usage: accept PEERING
accept() {
  local state
  await_peering "peering, $RESOURCE_REGION" 'pending-acceptance|provisioning|active' "$1"
  state=$(state_of "$1")
  if [[ $state == pending-acceptance ]]; then
    aws ec2 accept-vpc-peering-connection --vpc-peering-connection-id "$1" >/dev/null
  fi
  load_inventory
  if [[ $(tagged VPC_PEERING_CONNECTION_ID) != *"$1"* ]]; then
    aws ec2 create-tags --resources "$1" \
      --tags "$(tags_of VPC_PEERING_CONNECTION_ID "$DEPLOYMENT_NAME")"
  fi
}

# usage: await_peering WHAT STATES PEERING
await_peering() {
  await "$1" "$2" aws ec2 describe-vpc-peering-connections --vpc-peering-connection-ids "$3" \
    --query 'VpcPeeringConnections[].Status.Code'
}

main "$@"
