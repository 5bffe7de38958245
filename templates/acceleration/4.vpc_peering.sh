#!/usr/bin/env bash
#
# The way between the two VPCs.
#
# Asks for a VPC peering connection in the region near the clients, accepts it in the service's region
# as soon as it is visible there, and waits until both sides call it active. A peering's tags belong to
# the region in which they were given, so it gets them on both sides.

#% param DEPLOYMENT_NAME DeploymentName

#% include runtime/begin.sh

main() {
  begin_step "${BASH_SOURCE[0]}" "$@"
  local peering owner
  on_side RESOURCE
  on_side EXPOSE
  bind_values "DEPLOYMENT_NAME=$DEPLOYMENT_NAME" "RESOURCE_REGION=$RESOURCE_REGION" \
    "EXPOSE_REGION=$EXPOSE_REGION"
  owner=$(needed RESOURCE_ACCOUNT_ID)

  ensure VPC_PEERING_CONNECTION_ID "$DEPLOYMENT_NAME" \
    aws ec2 create-vpc-peering-connection --vpc-id "$(needed EXPOSE_VPC_ID)" \
    --peer-vpc-id "$(needed RESOURCE_VPC_ID)" --peer-region "$RESOURCE_REGION" --peer-owner-id "$owner"
  peering=$(needed VPC_PEERING_CONNECTION_ID)

  if [[ -n $CHECK ]]; then return; fi
  if [[ $(recall VPC_PEERING_ACCEPTED) != "$peering" ]]; then
    # A request that AWS refuses shows that, and why, to the side that made it only.
    await VPC_PEERING_CONNECTION_ID 'pending-acceptance|provisioning|active'
    use_side RESOURCE
    vpc_peering::accept VPC_PEERING_CONNECTION_ID "$DEPLOYMENT_NAME"
    remember VPC_PEERING_ACCEPTED "$peering"
  elif [[ -n ${ACCELGEN_OLD_TAGS+set} ]]; then
    use_side RESOURCE
    tag_resource vpc_peering "$peering" VPC_PEERING_CONNECTION_ID "$DEPLOYMENT_NAME"
  fi
  # The side that asked is the last to know.
  use_side EXPOSE
  await VPC_PEERING_CONNECTION_ID active
}

main "$@"
