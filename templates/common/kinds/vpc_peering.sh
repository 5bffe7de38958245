#!/usr/bin/env bash
#
# VPC peering connection between two Regions. It is made in one and accepted in the other; its tags belong to the
# Region in which they were given. https://docs.aws.amazon.com/vpc/latest/peering/vpc-peering-basics.html

vpc_peering::needs() { printf 'vpc'; }
vpc_peering::is_id() { [[ $1 =~ ^pcx-[0-9a-f]+$ ]]; }
vpc_peering::tag_type() { printf vpc-peering-connection; }
vpc_peering::id() { printf VpcPeeringConnection.VpcPeeringConnectionId; }
vpc_peering::proves() { :; }
# Each side has a tag of its own.
vpc_peering::is_on_two_sides() { :; }

vpc_peering::look() {
  aws ec2 describe-vpc-peering-connections --vpc-peering-connection-ids "$1" \
    --query 'VpcPeeringConnections[].Status.[Code,Message][]'
}

# Of one that failed, AWS says why.
# usage: vpc_peering::reason ANSWER
vpc_peering::reason() { printf '%s' "${1//$'\t'/ }"; }

# One that failed goes by itself.
vpc_peering::is_gone() { [[ $1 == failed || $1 == rejected || $1 == expired ]]; }

# Accepts a request in the region at hand, tags this side of it, and waits until it is active.
# usage: vpc_peering::accept KEY NAME
vpc_peering::accept() {
  local peering NOTED=""
  peering=$(needed "$1")
  await "$1" 'pending-acceptance|provisioning|active'
  if [[ -z $PLAN ]]; then see_state vpc_peering "$peering"; fi
  if [[ -n $PLAN || $NOTED == pending-acceptance ]]; then
    # Refused like this, it has been accepted already: the answer was lost.
    tolerate InvalidStateTransition \
      aws ec2 accept-vpc-peering-connection --vpc-peering-connection-id "$peering" >/dev/null
  fi
  tag_resource vpc_peering "$peering" "$1" "$2"
  await "$1" active
}

# Deleted already, it cannot be deleted once more.
vpc_peering::delete() {
  tolerate 'InvalidVpcPeeringConnectionID.NotFound|InvalidStateTransition' \
    aws ec2 delete-vpc-peering-connection --vpc-peering-connection-id "$1" >/dev/null
}
