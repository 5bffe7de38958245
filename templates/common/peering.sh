#!/usr/bin/env bash
#
# How two VPCs in two Regions are peered. It is included, never run.
# https://docs.aws.amazon.com/vpc/latest/peering/create-vpc-peering-connection.html

# Asks for a peering from one side, accepts it on the other as soon as it is visible there, and waits until both call
# it active. A peering's tags belong to the Region in which they were given, so it gets them on both sides.
# usage: make_peering FROM_SIDE TO_SIDE NAME
make_peering() {
  local peering owner region
  on_side "$2"
  region=$SIDE_REGION
  owner=$(needed "${2}_ACCOUNT_ID")
  on_side "$1"
  ensure VPC_PEERING_CONNECTION_ID "$3" \
    aws ec2 create-vpc-peering-connection --vpc-id "$(needed "${1}_VPC_ID")" \
    --peer-vpc-id "$(needed "${2}_VPC_ID")" --peer-region "$region" --peer-owner-id "$owner"
  peering=$(needed VPC_PEERING_CONNECTION_ID)

  if [[ -n $CHECK ]]; then return; fi
  if [[ $(recall VPC_PEERING_ACCEPTED) != "$peering" ]]; then
    # A request that AWS refuses shows that, and why, to the side that made it only.
    await VPC_PEERING_CONNECTION_ID 'pending-acceptance|provisioning|active'
    use_side "$2"
    vpc_peering::accept VPC_PEERING_CONNECTION_ID "$3"
    remember VPC_PEERING_ACCEPTED "$peering"
  elif [[ -n ${ACCELGEN_OLD_TAGS+set} ]]; then
    use_side "$2"
    tag_resource vpc_peering "$peering" VPC_PEERING_CONNECTION_ID "$3"
  fi
  # The side that asked is the last to know.
  use_side "$1"
  await VPC_PEERING_CONNECTION_ID active
}
