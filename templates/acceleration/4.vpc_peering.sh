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

main() {
  begin_step "${BASH_SOURCE[0]}" "$@"
  local resource_vpc expose_vpc owner peering
  use_region "$RESOURCE_REGION" "$RESOURCE_PROFILE"
  bind_account RESOURCE_ACCOUNT_ID
  use_region "$EXPOSE_REGION" "$EXPOSE_PROFILE"
  bind_account EXPOSE_ACCOUNT_ID
  bind_values "DEPLOYMENT_NAME=$DEPLOYMENT_NAME" "RESOURCE_REGION=$RESOURCE_REGION" \
    "EXPOSE_REGION=$EXPOSE_REGION"
  resource_vpc=$(needed RESOURCE_VPC_ID)
  expose_vpc=$(needed EXPOSE_VPC_ID)
  owner=$(needed RESOURCE_ACCOUNT_ID)

  ensure VPC_PEERING_CONNECTION_ID "$DEPLOYMENT_NAME" \
    aws ec2 create-vpc-peering-connection --vpc-id "$expose_vpc" \
    --peer-vpc-id "$resource_vpc" --peer-region "$RESOURCE_REGION" --peer-owner-id "$owner"
  peering=$(needed VPC_PEERING_CONNECTION_ID)

  if [[ $(recall VPC_PEERING_ACCEPTED) != "$peering" ]]; then
    # A request that AWS refuses shows that, and why, to the side that made it only.
    await "peering, $EXPOSE_REGION" 'pending-acceptance|provisioning|active' "$peering"
    use_region "$RESOURCE_REGION" "$RESOURCE_PROFILE"
    accept "$peering"
    remember VPC_PEERING_ACCEPTED "$peering"
    use_region "$EXPOSE_REGION" "$EXPOSE_PROFILE"
  elif [[ -n ${ACCELGEN_OLD_TAGS+set} ]]; then
    use_region "$RESOURCE_REGION" "$RESOURCE_PROFILE"
    tag "$peering" VPC_PEERING_CONNECTION_ID "$DEPLOYMENT_NAME"
    use_region "$EXPOSE_REGION" "$EXPOSE_PROFILE"
  fi
  # The side that asked is the last to know.
  await "peering, $EXPOSE_REGION" active "$peering"
}

# Accepts the request once it is visible, tags this side of it, and waits until it is active.
# usage: accept PEERING
accept() {
  await "peering, $RESOURCE_REGION" 'pending-acceptance|provisioning|active' "$1"
  if [[ -n $PLAN || $(seen_state "$1") == pending-acceptance ]]; then
    # Refused like this, it has been accepted already: the answer was lost.
    tolerate InvalidStateTransition \
      aws ec2 accept-vpc-peering-connection --vpc-peering-connection-id "$1" >/dev/null
  fi
  tag "$1" VPC_PEERING_CONNECTION_ID "$DEPLOYMENT_NAME"
  await "peering, $RESOURCE_REGION" active "$1"
}

main "$@"
