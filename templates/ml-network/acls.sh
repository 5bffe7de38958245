#!/usr/bin/env bash
#
# The network ACLs of the tiers. It is included, never run.
#
# They know nothing of connections: answers come to high ports, from everywhere where a NAT gateway or an endpoint
# leads. https://docs.aws.amazon.com/vpc/latest/userguide/custom-network-acl.html

#% param VPC_CIDR CIDR
#% param DENY_CIDRS [CIDR]

# usage: keep_acls VPC
keep_acls() {
  local tier tiers acl default subnets subnet
  tiers=$(tiers)
  for tier in $tiers; do
    start ensure "NETWORK_${tier}_ACL_ID" "$DEPLOYMENT_NAME-$(tr '[:upper:]' '[:lower:]' <<<"$tier")" \
      aws ec2 create-network-acl --vpc-id "$1"
  done
  await_started
  # One look for all tiers. New ones have no rules that would have to be looked at.
  if ! is_new "$(needed NETWORK_PUBLIC_ACL_ID)" && ! is_out_of_sight vpc "$1"; then network_acl::lines "$1" >/dev/null; fi
  # The rules are there before a subnet is moved to them.
  for tier in $tiers; do start keep_acl_rules "$1" "$tier"; done
  await_started
  if [[ -z $PLAN ]] && ! is_out_of_sight vpc "$1"; then network_acl::lines "$1" >/dev/null; fi
  for tier in $tiers; do
    acl=$(needed "NETWORK_${tier}_ACL_ID")
    subnets=()
    while read -r subnet; do subnets+=("$subnet"); done < <(subnets_of "$tier")
    start network_acl::subnets "$1" "$acl" ${subnets[@]+"${subnets[@]}"}
  done
  await_started
  default=$(network_acl::default "$1")
  network_acl::has "$1" "$default"
}

# usage: keep_acl_rules VPC TIER
keep_acl_rules() {
  local acl number=10 block port rules=()
  acl=$(needed "NETWORK_${2}_ACL_ID")
  # In the VPC the security groups decide.
  rules=("in 110 allow -1 - $VPC_CIDR" "out 110 allow -1 - $VPC_CIDR")
  case $2 in
    PUBLIC)
      for block in ${DENY_CIDRS[@]+"${DENY_CIDRS[@]}"}; do
        rules+=("in $number deny -1 - $block" "out $number deny -1 - $block")
        number=$((number + 10))
      done
      number=120
      while read -r port; do
        rules+=("in $number allow 6 $port-$port 0.0.0.0/0")
        number=$((number + 5))
      done < <(client_ports)
      rules+=("in 130 allow 6 1024-65535 0.0.0.0/0" "in 140 allow 17 1024-65535 0.0.0.0/0"
        "out 120 allow -1 - 0.0.0.0/0")
      ;;
    APP | TRAINING)
      rules+=("in 130 allow 6 1024-65535 0.0.0.0/0" "out 120 allow 6 443-443 0.0.0.0/0")
      ;;
    DATA)
      # S3 and DynamoDB answer with addresses of their own.
      #% if GATEWAY_ENDPOINTS
      rules+=("in 130 allow 6 1024-65535 0.0.0.0/0" "out 120 allow 6 443-443 0.0.0.0/0")
      #% end
      ;;
  esac
  # What comes from your own network, the security groups decide upon.
  number=200
  while read -r block; do
    if [[ $2 == PUBLIC ]]; then continue; fi
    rules+=("in $number allow -1 - $block" "out $number allow -1 - $block")
    number=$((number + 10))
  done < <(own_blocks)
  network_acl::has "$1" "$acl" ${rules[@]+"${rules[@]}"}
}
