#!/usr/bin/env bash
#
# Client VPN, for diagnose.sh. It is included, never run.
# https://docs.aws.amazon.com/vpn/latest/clientvpn-admin/troubleshooting.html

ask_client_vpn() {
  local id
  id=$(recall NETWORK_CLIENT_VPN_ENDPOINT_ID)
  if [[ -z $id ]]; then return; fi
  ask_for client-vpn "client-vpn" tolerate InvalidClientVpnEndpointId.NotFound aws ec2 describe-client-vpn-endpoints \
    --client-vpn-endpoint-ids "$id" --query "ClientVpnEndpoints[].[Status.Code,Status.Message||'-']"
  ask_for client-vpn-networks "client-vpn" client_vpn_networks::lines "$id"
  ask_for client-vpn-rules "client-vpn" tolerate InvalidClientVpnEndpointId.NotFound client_vpn_rules::lines "$id"
  ask_for free-addresses "client-vpn" aws ec2 describe-subnets --filters "Name=vpc-id,Values=$VPC" \
    --query 'Subnets[].[SubnetId,AvailableIpAddressCount]'
}

check_client_vpn() {
  local id state message
  id=$(recall NETWORK_CLIENT_VPN_ENDPOINT_ID)
  if [[ -z $id ]]; then return; fi
  can_check client-vpn client-vpn client-vpn-networks client-vpn-rules free-addresses || return 0
  IFS=$'\t' read -r state message <<<"$(head -n 1 "$RUN/said.client-vpn")"
  case $state in
    available) finding client-vpn ok "$id accepts connections" ;;
    pending-associate)
      finding client-vpn problem "$id accepts no connections: no subnet is associated with it" "$REPAIR"
      ;;
    *) finding client-vpn problem "$id is ${state:-gone}${message:+: $message}" "$REPAIR" ;;
  esac
  check_client_vpn_networks "$id"
  check_client_vpn_rules "$id"
}

# usage: check_client_vpn_networks ENDPOINT
check_client_vpn_networks() {
  local subnet state association message free
  while IFS=$'\t' read -r subnet state association message; do
    if [[ -z $subnet ]]; then continue; fi
    case $state in
      associated) ;;
      association-failed)
        finding client-vpn problem "$1 could not be associated with $subnet: $message" \
          "when the cause is gone, ./deploy_all.sh associates it anew"
        ;;
      *)
        finding client-vpn problem "$subnet is still $state: its zone's part of $1 takes no connections" \
          "AWS needs ten minutes and more for that; after half an hour, ask AWS"
        ;;
    esac
    free=$(told_of free-addresses "$subnet" 2)
    if [[ $free =~ ^[0-9]{1,9}$ ]] && ((free < 20)); then
      finding client-vpn problem "$subnet has $free free addresses, and Client VPN needs 20 at all times" \
        "move something out of it"
    fi
  done <"$RUN/said.client-vpn-networks"
}

# usage: check_client_vpn_rules ENDPOINT
check_client_vpn_rules() {
  local state
  state=$(client_vpn_rules::state "$VPC_CIDR" "$(<"$RUN/said.client-vpn-rules")")
  if [[ ${state%%$'\t'*} == active ]]; then
    finding client-vpn ok "its clients may call $VPC_CIDR, as far as the access group does: SSH to app and training, HTTPS to training" \
      "a client that is refused: has its certificate ended, or is it of another authority?"
  else
    finding client-vpn problem "the clients of $1 may not call $VPC_CIDR: ${state:-there is no rule}" "$REPAIR"
  fi
}
