#!/usr/bin/env bash
#
# VPC. https://docs.aws.amazon.com/vpc/latest/userguide/how-it-works.html

vpc::is_id() { [[ $1 =~ ^vpc-[0-9a-f]+$ ]]; }
vpc::id() { printf Vpc.VpcId; }

# What cannot be changed: the block that it was made with.
vpc::fixed() {
  aws ec2 describe-vpcs --vpc-ids "$1" --query "Vpcs[].['--cidr-block',CidrBlock]"
}

vpc::look() { aws ec2 describe-vpcs --vpc-ids "$1" --query 'Vpcs[].State'; }

vpc::delete() {
  local status=0
  patiently DependencyViolation tolerate InvalidVpcID.NotFound aws ec2 delete-vpc --vpc-id "$1" >/dev/null || status=$?
  if ((status > 0)); then vpc::tell_what_keeps "$1"; fi
  return "$status"
}

# AWS does not say what keeps a VPC. Nothing of a VPC shows that somebody gave it an egress-only internet gateway but
# this. https://github.com/gruntwork-io/cloud-nuke/issues/345
# usage: vpc::tell_what_keeps VPC
vpc::tell_what_keeps() {
  local gateways gateway
  gateways=$(aws ec2 describe-egress-only-internet-gateways --query \
    "EgressOnlyInternetGateways[?Attachments[?VpcId=='$1']].[EgressOnlyInternetGatewayId]") || return
  while read -r gateway; do
    if [[ ! $gateway =~ ^eigw-[0-9a-f]+$ ]]; then continue; fi
    complain "  $1 is kept by the egress-only internet gateway $gateway, which these scripts did not make; to delete it:"
    complain "    $(call_line ec2 delete-egress-only-internet-gateway --egress-only-internet-gateway-id "$gateway")"
  done <<<"$gateways"
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
