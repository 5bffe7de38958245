#!/usr/bin/env bash
#
# Interface VPC endpoint and its policy.
# https://docs.aws.amazon.com/vpc/latest/privatelink/create-interface-endpoint.html

vpc_endpoint::needs() { printf 'network_interface'; }
vpc_endpoint::goes_with() { printf 'vpc'; }
vpc_endpoint::is_id() { [[ $1 == vpce-* ]]; }
vpc_endpoint::id() { printf VpcEndpoint.VpcEndpointId; }
vpc_endpoint::token_option() { printf -- --client-token; }
vpc_endpoint::proves() { :; }
vpc_endpoint::goes_first() { :; }

vpc_endpoint::fixed() {
  aws ec2 describe-vpc-endpoints --vpc-endpoint-ids "$1" --query "VpcEndpoints[].['--service-name',ServiceName]"
}

# The policy comes last: it may hold anything.
vpc_endpoint::look() {
  aws ec2 describe-vpc-endpoints --vpc-endpoint-ids "$1" --query \
    "VpcEndpoints[].[[State,VpcId],SubnetIds,Groups[].GroupId,[join('',['policy=',PolicyDocument||''])]][][]"
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

# Makes sure that the endpoint has the policy of a file, or AWS's own, which lets everything through.
# usage: vpc_endpoint::policy ENDPOINT [FILE]
vpc_endpoint::policy() {
  local has wanted='{"Statement":[{"Effect":"Allow","Principal":"*","Action":"*","Resource":"*"}]}'
  local change=(--reset-policy)
  if [[ -n $PLAN ]] || is_new "$1" || is_out_of_sight vpc_endpoint "$1"; then return; fi
  if [[ -n ${2:-} ]]; then
    wanted=$(<"$2")
    # As a word: in the path of a file the AWS CLI would expand variables.
    change=(--policy-document "$wanted")
  fi
  has=$(vpc_endpoint::policy_facts "$(vpc_endpoint::policy_of "$1")")
  wanted=$(vpc_endpoint::policy_facts "$wanted")
  if [[ -n $CHECK ]]; then
    find_whether "policy of $(name_of "$1")" "$has" "$wanted" "$1"
  elif [[ $has != "$wanted" ]]; then
    aws ec2 modify-vpc-endpoint --vpc-endpoint-id "$1" "${change[@]}" >/dev/null
    report changed "endpoint policy" "$1"
  fi
}

# The policy as the last look at the endpoint showed it.
# usage: vpc_endpoint::policy_of ENDPOINT
vpc_endpoint::policy_of() {
  local answer
  seen_state vpc_endpoint "$1" >/dev/null || exit
  if [[ ! -f $RUN/answer.$1 ]]; then state_of vpc_endpoint "$1" >/dev/null || exit; fi
  answer=$(<"$RUN/answer.$1")
  printf '%s' "${answer#*policy=}"
}

# What a policy says. The language's version and the names of statements allow nothing.
# usage: vpc_endpoint::policy_facts POLICY
vpc_endpoint::policy_facts() {
  json_facts <<<"$1" | sed -e '/^\."Version" /d' -e '/^\."Id" /d' -e '/\."Sid" /d' -e 's/^\."Statement"\./."Statement"[0]./'
}

# This call succeeds even when it deletes nothing: the refusal stands in its answer.
vpc_endpoint::delete() {
  local refusal
  refusal=$(aws ec2 delete-vpc-endpoints --vpc-endpoint-ids "$1" \
    --query 'Unsuccessful[].Error.[Code,Message]') || return
  case $refusal in
    "" | InvalidVpcEndpoint*NotFound*) ;;
    *)
      complain "error: aws ec2 delete-vpc-endpoints was refused in $REGION" "$(shown "$refusal")"
      return 1
      ;;
  esac
}

# usage: vpc_endpoint::refused_zones CODE MESSAGE
vpc_endpoint::refused_zones() {
  local number subnet
  for number in 1 2; do
    subnet=$(recall "${SIDE}_SUBNET_${number}_ID")
    if [[ -n $subnet && $2 == *"does not support the availability zone of the subnet: $subnet"* ]]; then
      recall "${SIDE}_ZONE_$number"
    fi
  done
}

vpc_endpoint::remedy() {
  if [[ $1 == InvalidServiceName ]]; then
    printf '%s' "is RESOURCE_SERVICE_NAME right? $(call_line ec2 describe-vpc-endpoint-services) lists the names"
  fi
}
