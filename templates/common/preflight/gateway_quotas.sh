#!/usr/bin/env bash
#
# Whether there is room for gateways. It is included, never run.
# https://docs.aws.amazon.com/vpc/latest/userguide/amazon-vpc-limits.html
# https://docs.aws.amazon.com/vpn/latest/s2svpn/vpn-limits.html

# Five, and more for who has asked for more VPCs.
# usage: check_internet_gateway_quota KEY
check_internet_gateway_quota() {
  local gateways
  if is_made "$1"; then return; fi
  gateways=$(aws ec2 describe-internet-gateways --query 'InternetGateways[].InternetGatewayId')
  check_room "internet gateways" "$(count "$gateways")" 5 vpc L-A4707A72 "$1"
}

# Five in a zone, those counted that are not gone yet. In which zones they are is asked only where so many are in the
# region that one zone may have five, and only then have the network's own to be chosen.
# usage: check_nat_quota CHOOSE "KEY ZONE_KEY"...   (CHOOSE: the function that chooses the zones)
check_nat_quota() {
  local subnets zones pair zone here wanted=()
  for pair in "${@:2}"; do
    if ! is_made "${pair% *}"; then wanted+=("$pair"); fi
  done
  if ((${#wanted[@]} == 0)); then return; fi
  subnets=$(aws ec2 describe-nat-gateways --filter Name=state,Values=pending,available,deleting \
    --query 'NatGateways[?SubnetId].SubnetId')
  if (($(count "$subnets") < 5)); then return; fi
  zones=$(aws ec2 describe-subnets --query 'Subnets[].[SubnetId,AvailabilityZone]')
  "$1"
  for pair in ${wanted[@]+"${wanted[@]}"}; do
    zone=$(recall "${pair#* }")
    here=$(printf '%s\n--\n%s\n' "$subnets" "$zones" | awk -v zone="$zone" '
      /^--$/ { listed = 1; next }
      !listed { for (i = 1; i <= NF; i++) gateways[$i]++; next }
      $2 == zone { total += gateways[$1] }
      END { print total + 0 }')
    check_room "NAT gateways in $zone" "$here" 5 vpc L-FE5A380F "${pair% *}"
  done
}

# usage: check_vpn_gateway_quota KEY
check_vpn_gateway_quota() {
  local gateways
  if is_made "$1"; then return; fi
  gateways=$(aws ec2 describe-vpn-gateways --filters Name=state,Values=pending,available,deleting \
    --query 'VpnGateways[].VpnGatewayId')
  check_room "virtual private gateways" "$(count "$gateways")" 5 ec2 L-7029FAB6 "$1"
}

# usage: check_customer_gateway_quota KEY
check_customer_gateway_quota() {
  local devices
  if is_made "$1"; then return; fi
  devices=$(aws ec2 describe-customer-gateways --filters Name=state,Values=pending,available,deleting \
    --query 'CustomerGateways[].CustomerGatewayId')
  check_room "customer gateways" "$(count "$devices")" 50 ec2 L-4FB7FF5D "$1"
}
