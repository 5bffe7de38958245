#!/usr/bin/env bash
#
# NAT gateway: in a public subnet with an Elastic IP, or one that AWS itself spreads over the zones of a VPC.
# https://docs.aws.amazon.com/vpc/latest/userguide/vpc-nat-gateway.html

nat_gateway::needs() { printf 'elastic_ip subnet internet_gateway vpc'; }
nat_gateway::is_id() { [[ $1 =~ ^nat-[0-9a-f]+$ ]]; }
nat_gateway::id() { printf NatGateway.NatGatewayId; }
nat_gateway::tag_type() { printf natgateway; }
nat_gateway::token_option() { printf -- --client-token; }
nat_gateway::proves() { :; }
nat_gateway::goes_first() { :; }
# The other subnets need not wait for it.
nat_gateway::shown_ground() { printf subnet; }

# Right after its internet gateway was attached, AWS may not know of that.
nat_gateway::patience() { printf 'Gateway.NotAttached|InvalidSubnet'; }

nat_gateway::fixed() {
  aws ec2 describe-nat-gateways --nat-gateway-ids "$1" --query "NatGateways[?SubnetId].['--subnet-id',SubnetId]"
}

# Why it failed comes last.
readonly NAT_GATEWAY_LINES="NatGateways[].[NatGatewayId,State,VpcId,SubnetId||'',NatGatewayAddresses[0].AllocationId||'',join('',['code=',FailureCode||'']),join('',['reason=',FailureMessage||''])]"

nat_gateway::look() {
  local line
  line=$(aws ec2 describe-nat-gateways --nat-gateway-ids "$1" --query "$NAT_GATEWAY_LINES") || return
  printf '%s' "${line#*$'\t'}"
}

# usage: nat_gateway::look_at_several GATEWAY...
nat_gateway::look_at_several() {
  aws ec2 describe-nat-gateways --filter "Name=nat-gateway-id,Values=$(with_commas "$@")" --query "$NAT_GATEWAY_LINES"
}

# AWS makes one, and finds only then that it cannot work. It goes by itself after an hour; its address is free.
# https://docs.aws.amazon.com/vpc/latest/userguide/nat-gateway-troubleshooting.html
# usage: nat_gateway::reason ANSWER
nat_gateway::reason() {
  local code=${1##*code=}
  printf 'failed: %s, %s; run ./deploy_all.sh again: it makes another one' "${code%%$'\t'*}" "${1##*reason=}"
}

nat_gateway::is_gone() { [[ $1 == failed ]]; }

# Its Elastic IP, its subnet and the internet gateway are held until it is gone.
nat_gateway::delete() {
  tolerate 'NatGatewayNotFound|InvalidNatGatewayID.NotFound' \
    aws ec2 delete-nat-gateway --nat-gateway-id "$1" >/dev/null || return
  await_gone nat_gateway "$1"
}

# AWS does not say which zone it speaks of: that of the call's subnet.
# usage: nat_gateway::refused_zones CODE MESSAGE SERVICE OPERATION OPTION...
nat_gateway::refused_zones() {
  if [[ $1 == NotAvailableInZone ]]; then
    availability_zones::of_subnet "$(option_of --subnet-id "${@:3}")"
  fi
}

# usage: nat_gateway::remedy CODE OPERATION MESSAGE
nat_gateway::remedy() {
  case $1,$2 in
    NatGatewayLimitExceeded,*)
      printf 'delete a NAT gateway that is not needed, or ask for a higher quota (vpc, L-FE5A380F); NAT=single takes one'
      ;;
    NotAvailableInZone,*) printf 'name another zone: EXCLUDED_ZONE_IDS keeps one out; or set NAT=single' ;;
  esac
}
