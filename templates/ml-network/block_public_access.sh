#!/usr/bin/env bash
#
# What VPC Block Public Access, which an account or its organization has set for a Region, stops of what this network is
# for. It is included, never run.
#
# Stopped is what passes the internet gateway: NAT gateways, load balancers that face the internet, VPC origins of
# CloudFront. Site-to-site VPN, Client VPN and private virtual interfaces of Direct Connect go on.
# https://docs.aws.amazon.com/vpc/latest/userguide/security-vpc-bpa-basics.html

# Its mode: off, block-ingress or block-bidirectional. Not every partition has it.
public_access_mode() {
  tolerate 'UnsupportedOperation|InvalidAction' aws ec2 describe-vpc-block-public-access-options \
    --query VpcBlockPublicAccessOptions.InternetGatewayBlockMode
}

# usage: stops_nothing MODE
stops_nothing() {
  case $1 in
    off | None | "") ;;
    *) return 1 ;;
  esac
}

# The VPCs and subnets that are excluded from it, or were, or will be: "ARN MODE STATE ID", a line each, with tabs
# between.
# https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_VpcBlockPublicAccessExclusion.html
public_access_exclusions() {
  aws ec2 describe-vpc-block-public-access-exclusions \
    --query 'VpcBlockPublicAccessExclusions[].[ResourceArn,InternetGatewayExclusionMode,State,ExclusionId]'
}

# What does not pass, a line each: "problem<tab>WORDS" for what this deployment has, "unknown<tab>WORDS" for what its
# owner may have.
# usage: stopped_ways MODE EXCLUSIONS ID_OF   (ID_OF: the function that knows the id of a key)
stopped_ways() {
  local vpc zone zones="" subnets
  vpc=$("$3" NETWORK_VPC_ID)
  # Nobody outside begins a connection by a NAT gateway, so block-ingress lets them work.
  if [[ $NAT != none && $1 != block-ingress ]]; then
    zones=$(zones_with_nat)
    subnets=$(ids_of_subnets PUBLIC "$zones" "$3")
    if ! are_excluded out "$2" "$vpc" "$subnets"; then
      printf 'problem\tnothing gets out by NAT gateways (NAT="none" makes none)\n'
    fi
  fi
  zones=""
  for ((zone = 1; zone <= ZONE_COUNT; zone++)); do zones+="$zone "; done
  subnets=$(ids_of_subnets "$(scheme_tier)" "$zones" "$3")
  if are_excluded in "$2" "$vpc" "$subnets"; then return; fi
  #% if SERVER_TYPE
  #% if CDN
  printf 'problem\tCloudFront does not reach the load balancer\n'
  #% else
  printf 'problem\tnobody reaches the load balancer from the internet\n'
  #% end
  #% else
  printf 'unknown\ta load balancer of your own in the public tier is not reached from the internet\n'
  #% end
}

# The ids of a tier's subnets in some zones, in a line; `-` for one that is not there.
# usage: ids_of_subnets TIER "ZONE..." ID_OF
ids_of_subnets() {
  local zone subnet
  for zone in $2; do
    subnet=$("$3" "NETWORK_${1}_SUBNET_${zone}_ID")
    printf '%s ' "${subnet:--}"
  done
}

# Whether subnets are excluded, each by itself or all of them with their VPC. What stands in no subnet (a regional NAT
# gateway) is excluded with the VPC alone.
# usage: are_excluded in|out EXCLUSIONS VPC|"" "SUBNET..."
are_excluded() {
  local arn mode state subnet excluded=" "
  while IFS=$'\t' read -r arn mode state _; do
    if [[ $state != create-complete && $state != update-complete ]]; then continue; fi
    # What goes out may be answered: allow-egress is enough for that.
    if [[ $mode == allow-bidirectional || $1,$mode == out,allow-egress ]]; then excluded+="${arn##*/} "; fi
  done <<<"$2"
  if [[ -n $3 && $excluded == *" $3 "* ]]; then return; fi
  for subnet in $4; do
    if [[ $excluded != *" $subnet "* ]]; then return 1; fi
  done
  [[ -n $4 ]]
}

# How the VPC gets excluded. One that is not there yet cannot be, and is made without what costs.
# usage: exclusion_remedy VPC|"" EXCLUSIONS
exclusion_remedy() {
  local arn state id call mode=allow-egress
  #% if SERVER_TYPE
  mode=allow-bidirectional
  #% end
  if [[ -z $1 ]]; then
    printf '%s' "only a VPC that is there can be excluded from it: ./1.vpc_deploy.sh makes it, and nothing that costs;" \
      " ./deploy_all.sh then tells the call for who is responsible for the account"
    return
  fi
  while IFS=$'\t' read -r arn _ state id; do
    if [[ $arn != */"$1" ]]; then continue; fi
    case $state in
      *-in-progress)
        printf '%s' "the exclusion of $1 is $state: wait some minutes, then run again"
        return
        ;;
      create-complete | update-complete)
        call=$(call_line ec2 modify-vpc-block-public-access-exclusion --exclusion-id "$id" \
          --internet-gateway-exclusion-mode "$mode")
        printf '%s' "who is responsible for the account can have the VPC's exclusion allow more: $call"
        return
        ;;
    esac
  done <<<"$2"
  call=$(call_line ec2 create-vpc-block-public-access-exclusion --vpc-id "$1" --internet-gateway-exclusion-mode "$mode")
  printf '%s' "who is responsible for the account can exclude the VPC, which takes minutes to count: $call"
}
