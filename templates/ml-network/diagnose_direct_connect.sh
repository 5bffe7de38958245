#!/usr/bin/env bash
#
# Direct Connect, from the VPC outwards, for diagnose.sh: the association, the port, the virtual interface and its BGP. It
# is included, after diagnose_questions.sh, never run.

#% if DIRECT_CONNECT
ask_direct_connect() {
  local gateway
  gateway=$(recall NETWORK_VPN_GATEWAY_ID)
  if [[ -n $gateway ]]; then
    ask_for association direct-connect aws directconnect describe-direct-connect-gateway-associations \
      --associated-gateway-id "$gateway" --query \
      "directConnectGatewayAssociations[].[associationState,directConnectGatewayId,join(',',allowedPrefixesToDirectConnectGateway[].cidr||\`[]\`)||'-',stateChangeError||'-']"
  fi
  ask_for ports direct-connect ports
  gateway=${DX_GATEWAY_ID:-$(recall NETWORK_DX_GATEWAY_ID)}
  # Nothing else of the answer: it holds the key of BGP.
  if [[ -n $gateway ]]; then
    ask_for interfaces direct-connect aws directconnect describe-virtual-interfaces --query \
      "virtualInterfaces[?directConnectGatewayId=='$gateway'].[virtualInterfaceId,virtualInterfaceState,join(',',bgpPeers[].bgpStatus||\`[]\`)||'-',connectionId]"
    ask_for attachments direct-connect aws directconnect describe-direct-connect-gateway-attachments \
      --direct-connect-gateway-id "$gateway" \
      --query 'directConnectGatewayAttachments[].[virtualInterfaceId,virtualInterfaceRegion,attachmentState]'
  fi
}

check_direct_connect() {
  if [[ -z $(recall NETWORK_VPN_GATEWAY_ID) ]]; then
    not_told direct-connect "the VPN gateway is not known, so its association was not looked at" "$REPAIR"
    return
  fi
  check_association
  check_ports
  check_interfaces
}

check_association() {
  local state gateway prefixes message
  can_check direct-connect association || return 0
  IFS=$'\t' read -r state gateway prefixes message <"$RUN/said.association" || state=""
  case $state in
    associated)
      if [[ $prefixes == "$VPC_CIDR" ]]; then
        finding direct-connect ok "the VPC is associated with $gateway, and told there as $VPC_CIDR"
      else
        finding direct-connect problem "$gateway lets $prefixes through, not $VPC_CIDR: your router may learn no route to the VPC" \
          "$REPAIR"
      fi
      ;;
    associating | updating)
      finding direct-connect problem "the association with $gateway is $state, which takes half an hour" "./deploy_all.sh waits for it"
      ;;
    *) finding direct-connect problem "the VPC has no association with a Direct Connect gateway${state:+: it is $state ($message)}" "$REPAIR" ;;
  esac
}

# A port that others made for the same Direct Connect gateway is theirs to look at.
check_ports() {
  local id state location speed
  can_check direct-connect ports || return 0
  while IFS=$'\t' read -r id state location speed _; do
    if [[ -z $id ]]; then continue; fi
    case $state in
      available) finding direct-connect ok "the port $id, $speed at $location, is available" ;;
      down)
        finding direct-connect problem "the port $id, $speed at $location, is down" \
          "is the cross connect there, with light both ways, and is your router's interface up?"
        ;;
      *)
        finding direct-connect problem "the port $id, $speed at $location, is not ready: $(port_words "$state")" \
          "./dx_order.sh --status tells what comes next"
        ;;
    esac
  done <"$RUN/said.ports"
}

# Of a virtual interface in another Region only that it is there is known here.
check_interfaces() {
  local id state peers port region elsewhere=0
  can_check direct-connect interfaces attachments || return 0
  while IFS=$'\t' read -r id region state; do
    if [[ -n $id && $region != "$SIDE_REGION" ]]; then
      elsewhere=$((elsewhere + 1))
      finding direct-connect ok "the virtual interface $id in $region is $state; more of it is told there"
    fi
  done <"$RUN/said.attachments"
  if [[ ! -s $RUN/said.interfaces ]] && ((elsewhere == 0)); then
    finding direct-connect problem "no virtual interface ends at the Direct Connect gateway: nothing can come through" \
      "./dx_order.sh --status shows the call that makes one, once there is a port"
  fi
  while IFS=$'\t' read -r id state peers port; do
    if [[ -z $id ]]; then continue; fi
    if [[ $state == available && ,$peers, == *,up,* ]]; then
      finding direct-connect ok "the virtual interface $id on $port is available, and BGP is up"
    else
      finding direct-connect problem "the virtual interface $id on $port is $state, BGP is $peers" \
        "are VLAN, ASN, addresses and the key of BGP at your router those of the interface?"
    fi
  done <"$RUN/said.interfaces"
}
#% end
