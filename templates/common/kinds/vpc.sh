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

# Makes sure that the VPC's DNS gives names to what is in it, without which AWS's own names of a service may not lead
# to its endpoint. https://docs.aws.amazon.com/vpc/latest/userguide/AmazonDNS-concepts.html
# usage: vpc::dns_hostnames VPC
vpc::dns_hostnames() {
  local has=False
  if is_out_of_sight vpc "$1"; then return; fi
  if ! is_new "$1"; then
    has=$(aws ec2 describe-vpc-attribute --vpc-id "$1" --attribute enableDnsHostnames --query EnableDnsHostnames.Value)
  fi
  if [[ -n $CHECK ]]; then
    find_whether "DNS names of the VPC" "$has" True "$1"
  elif [[ $has != True ]]; then
    aws ec2 modify-vpc-attribute --vpc-id "$1" --enable-dns-hostnames Value=true >/dev/null
    report changed "DNS names of the VPC" "$1"
  fi
}
