#!/usr/bin/env bash
#
# NAT gateway: in a public subnet with an Elastic IP, or one that AWS itself spreads over the zones of a VPC.
# https://docs.aws.amazon.com/vpc/latest/userguide/vpc-nat-gateway.html

nat_gateway::needs() { printf 'elastic_ip subnet internet_gateway vpc'; }
nat_gateway::is_id() { [[ $1 == nat-* ]]; }
nat_gateway::id() { printf NatGateway.NatGatewayId; }
nat_gateway::tag_type() { printf natgateway; }
nat_gateway::token_option() { printf -- --client-token; }
nat_gateway::proves() { :; }
nat_gateway::goes_first() { :; }

# Right after its internet gateway was attached, AWS may not know of that.
nat_gateway::patience() { printf 'Gateway.NotAttached|InvalidSubnet'; }

nat_gateway::fixed() {
  aws ec2 describe-nat-gateways --nat-gateway-ids "$1" --query "NatGateways[?SubnetId].['--subnet-id',SubnetId]"
}

# Why it failed comes last.
nat_gateway::look() {
  aws ec2 describe-nat-gateways --nat-gateway-ids "$1" --query \
    "NatGateways[].[State,VpcId,SubnetId||'',NatGatewayAddresses[0].AllocationId||'',join('',['code=',FailureCode||'']),join('',['reason=',FailureMessage||''])]"
}

# usage: nat_gateway::look_at_several GATEWAY...
nat_gateway::look_at_several() {
  local gateways
  gateways=$(printf ',%s' "$@")
  aws ec2 describe-nat-gateways --filter "Name=nat-gateway-id,Values=${gateways#,}" --query \
    "NatGateways[].[NatGatewayId,State,VpcId,SubnetId||'',NatGatewayAddresses[0].AllocationId||'',join('',['code=',FailureCode||'']),join('',['reason=',FailureMessage||''])]"
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
  local state started=$SECONDS
  tolerate 'NatGatewayNotFound|InvalidNatGatewayID.NotFound' \
    aws ec2 delete-nat-gateway --nat-gateway-id "$1" >/dev/null || return
  while true; do
    state=$(state_of nat_gateway "$1") || return
    case $state in "" | deleted | failed) return ;; esac
    if ((SECONDS - started >= TIMEOUT_SECONDS)); then
      complain "error: $1 is still there after $TIMEOUT_SECONDS s: $(shown "$state")"
      return 1
    fi
    pause $((SECONDS - started))
  done
}

# AWS does not say which zone it speaks of: that of the call's subnet.
# usage: nat_gateway::refused_zones CODE MESSAGE SERVICE OPERATION OPTION...
nat_gateway::refused_zones() {
  local number key subnet
  if [[ $1 != NotAvailableInZone ]]; then return; fi
  subnet=$(option_of --subnet-id "${@:3}")
  for number in 1 2 3 4 5 6; do
    for key in $(availability_zones::subnets "$number"); do
      if [[ $(recall "$key") == "$subnet" ]]; then recall "${SIDE}_ZONE_$number"; fi
    done
  done
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
