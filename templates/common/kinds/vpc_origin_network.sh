#!/usr/bin/env bash
#
# What CloudFront has in a VPC for its VPC origins: one security group for all of them, and interfaces that have it.
# https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/private-content-vpc-origins.html

# A name that AWS keeps for itself.
readonly VPC_ORIGIN_GROUP=CloudFront-VPCOrigins-Service-SG

# The group of a VPC's origins, or nothing while there is none.
# usage: vpc_origin::group VPC
vpc_origin::group() {
  local group
  group=$(aws ec2 describe-security-groups --filters "Name=vpc-id,Values=$1" \
    "Name=group-name,Values=$VPC_ORIGIN_GROUP" --query 'SecurityGroups[].GroupId') || return
  if [[ -n $PLAN ]]; then
    unknown_value VPC_ORIGIN_GROUP_ID
  elif security_group::is_id "$group"; then
    printf '%s' "$group"
  fi
}

# A load balancer that a VPC origin leads to stays until that is gone.
vpc_origin_endpoint::needs() { printf load_balancer; }
vpc_origin_endpoint::left_in() { printf load_balancer; }
vpc_origin_endpoint::delete() { await_elsewhere vpc_origin; }

# What CloudFront has in a VPC goes some time after its VPC origins, and holds the subnets and the VPC until then: to
# delete it is to wait. https://github.com/ekristen/aws-nuke/issues/615
vpc_origin_interface::needs() { printf 'subnet security_group vpc'; }
vpc_origin_interface::left_in() { printf vpc; }

# usage: vpc_origin_interface::delete VPC
vpc_origin_interface::delete() {
  local group started
  if ! is_found_elsewhere vpc_origin; then return; fi
  await_elsewhere vpc_origin || return
  started=$SECONDS
  while true; do
    group=$(vpc_origin::group "$1") || return
    if [[ -z $group ]]; then return; fi
    if ((SECONDS - started >= TIMEOUT_SECONDS)); then
      complain "error: CloudFront's group $group is still in $1 after $TIMEOUT_SECONDS s, and its interfaces with it"
      return 1
    fi
    pause $((SECONDS - started))
  done
}
