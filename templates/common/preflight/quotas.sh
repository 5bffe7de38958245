#!/usr/bin/env bash
#
# Whether there is room for what most accounts may have few of. It is included, never run.

# Every account has room for five.
# https://docs.aws.amazon.com/vpc/latest/userguide/amazon-vpc-limits.html
# usage: check_vpc_quota KEY
check_vpc_quota() {
  local vpcs
  if is_made "$1"; then return; fi
  vpcs=$(aws ec2 describe-vpcs --query 'Vpcs[].VpcId')
  check_room "VPCs" "$(count "$vpcs")" 5 vpc L-F678F1CE "$1"
}

# usage: check_address_quota KEY...
check_address_quota() {
  local addresses
  if is_made "${!#}"; then return; fi
  addresses=$(aws ec2 describe-addresses --query 'Addresses[].PublicIp')
  check_room "Elastic IP addresses" "$(count "$addresses")" 5 ec2 L-0263D0A3 "$@"
}
