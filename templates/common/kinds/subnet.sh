#!/usr/bin/env bash
#
# Subnet. https://docs.aws.amazon.com/vpc/latest/userguide/configure-subnets.html

# One that goes takes its association with a network ACL along.
subnet::needs() { printf 'network_acl vpc'; }
subnet::goes_with() { printf 'vpc'; }
subnet::is_id() { [[ $1 =~ ^subnet-[0-9a-f]+$ ]]; }
subnet::id() { printf Subnet.SubnetId; }

subnet::fixed() {
  aws ec2 describe-subnets --subnet-ids "$1" --query "Subnets[].['--cidr-block',CidrBlock]"
}

subnet::look() { aws ec2 describe-subnets --subnet-ids "$1" --query 'Subnets[].[State,VpcId][]'; }

# usage: subnet::look_at_several SUBNET...
subnet::look_at_several() {
  aws ec2 describe-subnets --filters "Name=subnet-id,Values=$(with_commas "$@")" --query 'Subnets[].[SubnetId,State,VpcId]'
}

# "SUBNET<tab>ZONE<tab>ZONE_ID" of those that are there, a line each.
# usage: subnet::zones SUBNET...
subnet::zones() {
  aws ec2 describe-subnets --filters "Name=subnet-id,Values=$(with_commas "$@")" \
    --query 'Subnets[].[SubnetId,AvailabilityZone,AvailabilityZoneId]'
}

subnet::delete() {
  patiently DependencyViolation tolerate InvalidSubnetID.NotFound aws ec2 delete-subnet --subnet-id "$1" >/dev/null
}

# usage: subnet::refused_zones CODE MESSAGE
subnet::refused_zones() {
  local words='Value \(([a-z0-9-]+)\) for parameter availabilityZone is invalid\. Subnets can'
  if [[ $2 =~ $words ]]; then printf '%s' "${BASH_REMATCH[1]}"; fi
}
