#!/usr/bin/env bash
#
# What would otherwise fail halfway: seconds of questions before anything is made. deploy_all.sh begins with
# it; of a deployment that has begun it asks only what can still matter.
#
# It looks whether the AWS CLI knows all calls, whether the credentials work and may make the first things (AWS can
# be asked that without making them), whether the Region has as many zones, with the types of what stands there, whether the
# quotas have room, and whether the account stops what the network is for.

#% param VPC_CIDR CIDR

#% include runtime/begin.sh
#% include runtime/preflight.sh
#% include preflight/quotas.sh
#% include preflight/gateway_quotas.sh
#% include tiers.sh
#% include load_balancer.sh
#% include block_public_access.sh
#% include zones.sh
#% include training_facts.sh
#% include servers_capacity.sh
#% include vcpus.sh
#% include training_capacity.sh
#% include peer_binding.sh
#% include client_vpn.sh
#% include certificates.sh
#% include client_vpn_certificates.sh
#% include load_balancer_preflight.sh
#% include cdn_preflight.sh
#% include direct_connect.sh

main() {
  begin_step "${BASH_SOURCE[0]}" "$@"
  local zone zones addresses=()
  on_side NETWORK
  zones=$(zones_with_nat)
  for zone in $zones; do addresses+=("NETWORK_NAT_ADDRESS_${zone}_ID"); done

  start check_calls
  start check_zones
  start check_nat_gateways
  start check_block_public_access
  start check_client_vpn_certificates
  #% if SERVER_TYPE
  start check_load_balancer
  #% end
  #% if CDN
  start check_cdn
  #% end
  start may NETWORK_VPC_ID aws ec2 create-vpc --cidr-block "$VPC_CIDR"
  start check_vpc_quota NETWORK_VPC_ID
  start may NETWORK_INTERNET_GATEWAY_ID aws ec2 create-internet-gateway
  start check_internet_gateway_quota NETWORK_INTERNET_GATEWAY_ID
  #% if VPN_GATEWAY
  start check_vpn_gateway_quota NETWORK_VPN_GATEWAY_ID
  #% end
  #% if VPN_DEVICE_IP
  start check_customer_gateway_quota NETWORK_CUSTOMER_GATEWAY_ID
  #% end
  if ((${#addresses[@]} > 0)); then
    start may "${addresses[0]}" aws ec2 allocate-address --domain vpc
    start check_address_quota "${addresses[@]}"
  fi
  start look_ahead NETWORK_VPC_ID
  #% if DX_GATEWAY_ID
  start check_direct_connect_gateway
  #% end
  #% if PEER_REGION
  check_peer_region
  #% end
  await_started
}

# Whether the zones have what is to stand in them.
check_zones() {
  choose_zones
  #% if SERVER_TYPE
  check_servers
  #% end
  #% if TRAINING_TYPE
  check_training
  #% end
}

check_nat_gateways() {
  local zone zones gateways=()
  zones=$(zones_with_nat)
  for zone in $zones; do gateways+=("NETWORK_NAT_GATEWAY_${zone}_ID NETWORK_ZONE_$zone"); done
  check_nat_quota choose_zones ${gateways[@]+"${gateways[@]}"}
}

# Nothing is launched yet: what the account may not run is told, and no more.
check_training() {
  if is_made NETWORK_TRAINING_TEMPLATE_ID; then return; fi
  look_up_type
  #% if TRAINING_RESERVATION_ID
  look_up_reservation
  #% else
  warn_of_vcpus
  #% end
}

# Whether the AWS CLI is new enough. NAT gateways of a whole Region came in November 2025, keys of VPNs in Secrets
# Manager in May.
check_calls() {
  local skeleton
  if is_made NETWORK_VPC_ID && is_made NETWORK_VPN_CONNECTION_ID; then return; fi
  check_aws_cli ec2 describe-vpc-block-public-access-options
  #% if VPN_DEVICE_IP
  skeleton=$(command aws ec2 create-vpn-connection --generate-cli-skeleton)
  [[ $skeleton == *PreSharedKeyStorage* ]] ||
    fail "this AWS CLI is too old to have a VPN's keys kept in Secrets Manager: $(shown "$(command aws --version 2>&1)")" \
      "update it: https://docs.aws.amazon.com/cli/latest/userguide/getting-started-install.html"
  #% end
  if [[ $NAT != regional ]]; then return; fi
  skeleton=$(command aws ec2 create-nat-gateway --generate-cli-skeleton)
  [[ $skeleton == *AvailabilityMode* ]] ||
    fail "this AWS CLI is too old for NAT=regional: $(shown "$(command aws --version 2>&1)")" \
      "set NAT=per-az, or update it: https://docs.aws.amazon.com/cli/latest/userguide/getting-started-install.html"
}

#% if DX_GATEWAY_ID
# Whether the Direct Connect gateway is there, in this account.
check_direct_connect_gateway() {
  local told state
  if is_made NETWORK_DX_ASSOCIATION_ID; then return; fi
  told=$(aws directconnect describe-direct-connect-gateways --direct-connect-gateway-id "$DX_GATEWAY_ID" \
    --query 'directConnectGateways[].[directConnectGatewayState]')
  state=${told:-not in this account}
  [[ $state == available || $state == pending ]] ||
    fail "the Direct Connect gateway $DX_GATEWAY_ID is $(shown "$state")" \
      "these name the account's: $(call_line directconnect describe-direct-connect-gateways)" \
      "that of another account takes a proposal, which these scripts do not make; DX_GATEWAY_ASN has one made"
}
#% end

# What the account stops in all its VPCs, it alone may let through again.
check_block_public_access() {
  local mode vpc exclusions="" ways verdict words stopped=()
  mode=$(public_access_mode)
  if stops_nothing "$mode"; then return; fi
  vpc=$(known_or_found NETWORK_VPC_ID)
  # Of what is not there nothing is excluded.
  if [[ -n $vpc ]]; then exclusions=$(public_access_exclusions); fi
  ways=$(stopped_ways "$mode" "$exclusions" known_or_found)
  while IFS=$'\t' read -r verdict words; do
    case $verdict in
      problem) stopped+=("$words") ;;
      unknown) complain "  warning: with VPC Block Public Access (mode $(shown "$mode")), $words" ;;
    esac
  done <<<"$ways"
  if ((${#stopped[@]} > 0)); then
    fail "VPC Block Public Access stops in $SIDE_REGION what this deployment is for (mode $(shown "$mode")):" \
      ${stopped[@]+"${stopped[@]}"} "$(shown "$(exclusion_remedy "$vpc" "$exclusions")")"
  fi
}

# Where `env` is lost, what is there is found again by its tag.
# usage: known_or_found KEY
known_or_found() {
  local id
  id=$(recall "$1")
  if [[ -z $id ]]; then id=$(find_living "$1"); fi
  printf '%s' "$id"
}

main "$@"
