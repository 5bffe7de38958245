#!/usr/bin/env bash
#
# Customer gateway: what AWS knows of the device at the other end of a VPN.
# https://docs.aws.amazon.com/vpn/latest/s2svpn/cgw-options.html

customer_gateway::is_id() { [[ $1 =~ ^cgw-[0-9a-f]+$ ]]; }
customer_gateway::id() { printf CustomerGateway.CustomerGatewayId; }

customer_gateway::look() {
  aws ec2 describe-customer-gateways --customer-gateway-ids "$1" --query 'CustomerGateways[].[State]'
}

# Numbers beyond 31 bits have an option of their own.
customer_gateway::fixed() {
  aws ec2 describe-customer-gateways --customer-gateway-ids "$1" \
    --query "CustomerGateways[].[['--ip-address',IpAddress],['--bgp-asn',BgpAsnExtended||BgpAsn]][]" |
    awk '$1 == "--bgp-asn" && $2 > 2147483647 { $1 = "--bgp-asn-extended" } { print $1, $2 }'
}

# Asked for one that is there already, AWS gives that, whoever has made it. Such a one is neither tagged nor deleted,
# nor kept in `env`.
# usage: customer_gateway::must_be_ours KEY ID
customer_gateway::must_be_ours() {
  local tag started=$SECONDS
  if [[ -n $PLAN$CHECK ]]; then return; fi
  while true; do
    tag=$(customer_gateway::tag "$2")
    if [[ $tag == *$'\t'"$DEPLOYMENT_TAG" ]]; then return; fi
    if ! is_new "$2" || ((SECONDS - started >= ASKED_SECONDS)); then
      remember "$1" ""
      fail "$2 stands for the same device, and does not carry the tag $DEPLOYMENT_TAG: it is somebody else's" \
        "delete it where it is no longer needed, then run again"
    fi
    pause
  done
}

# "ID TAG", without the tag where it is not this deployment's, or nothing where it is gone.
# usage: customer_gateway::tag ID
customer_gateway::tag() {
  tolerate InvalidCustomerGatewayID.NotFound aws ec2 describe-customer-gateways --customer-gateway-ids "$1" \
    --query "CustomerGateways[].[CustomerGatewayId,Tags[?Key=='$DEPLOYMENT_TAG']|[0].Key]"
}

# A connection that is being deleted still holds it.
customer_gateway::delete() {
  local tag
  tag=$(customer_gateway::tag "$1") || return
  if [[ -n $tag && $tag != *$'\t'"$DEPLOYMENT_TAG" ]]; then
    complain "left alone: $1 does not carry the tag $DEPLOYMENT_TAG"
    return
  fi
  vpn_connection::all_gone "Name=customer-gateway-id,Values=$1" || return
  patiently IncorrectState tolerate InvalidCustomerGatewayID.NotFound \
    aws ec2 delete-customer-gateway --customer-gateway-id "$1"
}

customer_gateway::remedy() {
  if [[ $1 == CustomerGatewayLimitExceeded ]]; then
    printf 'delete a customer gateway that is not needed: a Region has 50'
  fi
}
