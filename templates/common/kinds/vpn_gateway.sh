#!/usr/bin/env bash
#
# Virtual private gateway: where a VPN ends in a VPC. That it is attached is something of its own: one that was made is
# available, and of no use yet. https://docs.aws.amazon.com/vpn/latest/s2svpn/SetUpVPNConnections.html

vpn_gateway::needs() { printf 'vpc'; }
vpn_gateway::is_id() { [[ $1 =~ ^vgw-[0-9a-f]+$ ]]; }
vpn_gateway::id() { printf VpnGateway.VpnGatewayId; }
vpn_gateway::goes_first() { :; }

# To attach it takes half a minute or eight, and more was reported: https://github.com/hashicorp/terraform/issues/8632
readonly VPN_GATEWAY_SECONDS=$((TIMEOUT_SECONDS > 2400 ? TIMEOUT_SECONDS : 2400))

vpn_gateway::look() {
  aws ec2 describe-vpn-gateways --vpn-gateway-ids "$1" --query 'VpnGateways[].[State]'
}

# Where it is, comes or goes: "VPC STATE". What went stays listed for good, as `detached`:
# https://github.com/hashicorp/terraform/issues/6987
# usage: vpn_gateway::attachment GATEWAY
vpn_gateway::attachment() {
  aws ec2 describe-vpn-gateways --vpn-gateway-ids "$1" \
    --query "VpnGateways[].VpcAttachments[]|[?State!='detached'].[VpcId,State]"
}

# Makes sure that it is attached to a VPC, and waits for that.
# usage: vpn_gateway::attached GATEWAY VPC
vpn_gateway::attached() {
  local gateway=$1 vpc=$2 there shown="" started=$SECONDS
  if is_out_of_sight vpn_gateway "$gateway"; then return; fi
  if [[ -n $PLAN ]]; then
    aws ec2 attach-vpn-gateway --vpn-gateway-id "$gateway" --vpc-id "$vpc"
    remark "again and again, until it is attached:"
    vpn_gateway::attachment "$gateway"
    return
  fi
  there=$(if ! is_new "$gateway"; then vpn_gateway::attachment "$gateway"; fi)
  if [[ -n $CHECK ]]; then
    find_whether "attachment of $(name_of "$gateway")" "$there" "$vpc"$'\t'attached "$gateway"
    return
  fi
  while [[ $there != "$vpc"$'\t'attached ]]; do
    case $there in
      "")
        # Refused like this, this one or another one is being attached.
        tolerate VpnGatewayAttachmentLimitExceeded \
          aws ec2 attach-vpn-gateway --vpn-gateway-id "$gateway" --vpc-id "$vpc" >/dev/null
        there=$(vpn_gateway::attachment "$gateway")
        if [[ -z $there ]]; then vpn_gateway::refuse_another "$vpc" "$gateway"; fi
        continue
        ;;
      "$vpc"$'\t'*) ;;
      *$'\t'detaching) ;;
      *) fail "$gateway is attached to another VPC: $(shown "$there")" "detach it there, then run again" ;;
    esac
    if [[ $there != "$shown" ]]; then
      say "  vpn gateway: ${there#*$'\t'} ($((SECONDS - started)) s)"
      shown=$there
    fi
    if ((SECONDS - started >= VPN_GATEWAY_SECONDS)); then
      fail "$gateway is still ${there#*$'\t'} after $VPN_GATEWAY_SECONDS s" "run again to go on waiting"
    fi
    pause $((SECONDS - started))
    there=$(vpn_gateway::attachment "$gateway")
  done
  if [[ -n $shown ]]; then report changed "attachment to the VPC" "$gateway"; fi
}

# A VPC has one.
# usage: vpn_gateway::refuse_another VPC GATEWAY
vpn_gateway::refuse_another() {
  local other
  other=$(aws ec2 describe-vpn-gateways --filters "Name=attachment.vpc-id,Values=$1" \
    --query "VpnGateways[?VpcAttachments[?VpcId=='$1'&&State!='detached']].VpnGatewayId")
  if [[ -n $other ]]; then
    fail "$1 has another virtual private gateway, $(shown "$other"), and a VPC takes one" \
      "detach that, then run again: it is not this deployment's"
  fi
}

# Its routes come off the deployment's tables, then it is detached, then it goes.
# usage: vpn_gateway::delete GATEWAY
vpn_gateway::delete() {
  local there vpc started=$SECONDS
  vpn_connection::all_gone "Name=vpn-gateway-id,Values=$1" || return
  there=$(tolerate InvalidVpnGatewayID.NotFound vpn_gateway::attachment "$1") || return
  vpc=${there%%$'\t'*}
  if [[ -n $vpc ]]; then route_propagation::off "$vpc" "$1" || return; fi
  while [[ -n $there ]]; do
    if [[ $there != *detaching ]]; then
      # One that is still being attached cannot be detached yet.
      patiently IncorrectState tolerate 'InvalidVpnGatewayAttachment.NotFound|InvalidVpnGatewayID.NotFound' \
        aws ec2 detach-vpn-gateway --vpn-gateway-id "$1" --vpc-id "$vpc" || return
    elif ((SECONDS - started >= VPN_GATEWAY_SECONDS)); then
      complain "error: $1 is still detaching after $VPN_GATEWAY_SECONDS s"
      return 1
    else
      pause $((SECONDS - started))
    fi
    there=$(tolerate InvalidVpnGatewayID.NotFound vpn_gateway::attachment "$1") || return
  done
  # https://github.com/hashicorp/terraform-provider-aws/issues/5831
  patiently IncorrectState tolerate InvalidVpnGatewayID.NotFound \
    aws ec2 delete-vpn-gateway --vpn-gateway-id "$1"
}

vpn_gateway::remedy() {
  if [[ $1 == VpnGatewayLimitExceeded ]]; then
    printf 'delete a virtual private gateway that is not needed: a Region has 5, or ask for more'
  fi
}
