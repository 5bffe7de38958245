#!/usr/bin/env bash
#
# VPC. https://docs.aws.amazon.com/vpc/latest/userguide/how-it-works.html

vpc::is_id() { [[ $1 == vpc-* ]]; }
vpc::id() { printf Vpc.VpcId; }

# What cannot be changed: the block that it was made with.
vpc::fixed() {
  aws ec2 describe-vpcs --vpc-ids "$1" --query "Vpcs[].['--cidr-block',CidrBlock]"
}

vpc::look() { aws ec2 describe-vpcs --vpc-ids "$1" --query 'Vpcs[].State'; }

vpc::delete() {
  patiently DependencyViolation tolerate InvalidVpcID.NotFound aws ec2 delete-vpc --vpc-id "$1" >/dev/null
}

vpc::remedy() {
  if [[ $1 == VpcLimitExceeded ]]; then
    printf 'delete a VPC that is not needed, or ask for a higher quota (vpc, L-F678F1CE)'
  fi
}
