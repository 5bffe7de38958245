#!/usr/bin/env bash
#
# Interface VPC endpoint.
# https://docs.aws.amazon.com/vpc/latest/privatelink/create-interface-endpoint.html

vpc_endpoint::needs() { printf 'network_interface'; }
vpc_endpoint::goes_with() { printf 'vpc'; }
vpc_endpoint::is_id() { [[ $1 =~ ^vpce-[0-9a-f]+$ ]]; }
vpc_endpoint::id() { printf VpcEndpoint.VpcEndpointId; }
vpc_endpoint::token_option() { printf -- --client-token; }
vpc_endpoint::proves() { :; }
vpc_endpoint::goes_first() { :; }

vpc_endpoint::fixed() {
  aws ec2 describe-vpc-endpoints --vpc-endpoint-ids "$1" --query "VpcEndpoints[].['--service-name',ServiceName]"
}

# The policy comes last: it may hold anything.
readonly VPC_ENDPOINT_LINES="VpcEndpoints[].[VpcEndpointId,State,VpcId,join('',['private-dns=',to_string(PrivateDnsEnabled||\`false\`)]),join(' ',SubnetIds||\`[]\`),join(' ',Groups[].GroupId||\`[]\`),join('',['policy=',PolicyDocument||''])]"

vpc_endpoint::look() {
  local line
  line=$(aws ec2 describe-vpc-endpoints --vpc-endpoint-ids "$1" --query "$VPC_ENDPOINT_LINES") || return
  printf '%s' "${line#*$'\t'}"
}

# usage: vpc_endpoint::look_at_several ENDPOINT...
vpc_endpoint::look_at_several() {
  aws ec2 describe-vpc-endpoints --filters "Name=vpc-endpoint-id,Values=$(with_commas "$@")" --query "$VPC_ENDPOINT_LINES"
}

# Where a service has interface endpoints, and under which names it is known: "ZONE ZONE…<tab>NAME NAME…", or nothing
# when there are none. The zones of another region's service are not told.
# usage: vpc_endpoint::offer SERVICE [--service-regions REGION]
vpc_endpoint::offer() {
  not_in_check_mode
  aws ec2 describe-vpc-endpoint-services --service-names "$@" --query \
    "ServiceDetails[?ServiceType[?ServiceType=='Interface']].[join(' ', AvailabilityZones||\`[]\`), join(' ', PrivateDnsNames[].PrivateDnsName || \`[]\`)]"
}

# Keeps the name under which clients know a service: the one that is expected, unless AWS gives others.
# usage: vpc_endpoint::keep_hostname KEY EXPECTED NAMES
vpc_endpoint::keep_hostname() {
  local name hostname=$2
  if [[ -n $PLAN || -n $CHECK || -n $(recall "$1") ]]; then return; fi
  if [[ -n $3 && " $3 " != *" $hostname "* ]]; then
    hostname=""
    for name in $3; do
      if [[ $name != *'*'* ]]; then hostname=${hostname:-$name}; fi
    done
  fi
  remember "$1" "$hostname"
}

vpc_endpoint::delete() { endpoint::take_away "$1"; }

# For a service of another region AWS names the zones that it takes, by their ids:
# https://github.com/chanzuckerberg/cztack/pull/865
# usage: vpc_endpoint::refused_zones CODE MESSAGE
vpc_endpoint::refused_zones() {
  local words='does not support the availability zone of the subnet: (subnet-[0-9a-f]+)'
  local far='Only the following availability zones are supported for remote access: ([a-z0-9, -]+)'
  if [[ $2 =~ $words ]]; then
    availability_zones::of_subnet "${BASH_REMATCH[1]}"
  elif [[ $2 =~ $far ]]; then
    availability_zones::other_than "${BASH_REMATCH[1]//,/ }"
  fi
}

# A stack whose service is in another region than the endpoint knows better what its refusals mean.
# usage: vpc_endpoint::remedy CODE OPERATION MESSAGE
vpc_endpoint::remedy() {
  if has_function remedy_across_regions; then
    remedy_across_regions "$@"
  elif [[ $1 == InvalidServiceName ]]; then
    printf '%s' "is RESOURCE_SERVICE_NAME right? $(call_line ec2 describe-vpc-endpoint-services) lists the names"
  fi
}
