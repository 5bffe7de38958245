#!/usr/bin/env bash
#
# What the second Region is bound to, and what is asked there beforehand. It is included, never run.

#% param PEER_VPC_CIDR CIDR

bind_peer() {
  on_side PEER
  bind_values "PEER_REGION=$PEER_REGION" "PEER_VPC_CIDR=$PEER_VPC_CIDR"
  on_side NETWORK
}

check_peer_region() {
  on_side PEER
  start may PEER_VPC_ID aws ec2 create-vpc --cidr-block "$PEER_VPC_CIDR"
  start check_vpc_quota PEER_VPC_ID
  start look_ahead PEER_VPC_ID
}

# Scripts without a second Region do not know that of those that made one, and would forget what is there.
refuse_without_peer() {
  local region
  region=$(recall PEER_REGION)
  if [[ -z $region ]] || ! has_resources; then return; fi
  fail "$region still has a VPC of this deployment, and cannot be left out" \
    "put PEER_REGION back and generate the scripts again; ./cleanup.sh takes both away then"
}
