#!/usr/bin/env bash
#
# Of the ways in from a network of your own, those go that are no longer asked for; what another one stands on stays. It
# is included, never run.

# Each before what it stands on.
take_ways_away() {
  if [[ -n $PLAN ]]; then return; fi
  #% if DIRECT_CONNECT
  #% else
  refuse_interfaces NETWORK_DX_GATEWAY_ID
  take_away NETWORK_DX_ASSOCIATION_ID direct_connect_association::delete
  take_away NETWORK_DX_GATEWAY_ID direct_connect_gateway::delete
  forget_way DX_GATEWAY
  tell_kept_port
  #% end
  #% if VPN_DEVICE_IP
  #% else
  take_away NETWORK_VPN_CONNECTION_ID vpn_connection::delete
  #% end
  #% if VPN_GATEWAY
  #% else
  take_away NETWORK_VPN_GATEWAY_ID vpn_gateway::delete
  #% end
  #% if VPN_DEVICE_IP
  #% else
  take_away NETWORK_CUSTOMER_GATEWAY_ID customer_gateway::delete
  forget_way VPN_DEVICE
  #% end
}

# What a way in was made with can be chosen anew.
# usage: forget_way KEY
forget_way() { if [[ -n $(recall "$1") ]]; then remember "$1" ""; fi; }

# The user's virtual interfaces are in the way, and are asked for before anything goes.
# usage: refuse_interfaces KEY
refuse_interfaces() {
  local gateway call
  gateway=$(recall "$1")
  if [[ -n $CHECK || -z $gateway ]]; then return; fi
  call=$(direct_connect_gateway::protected "$gateway")
  if [[ -n $call ]]; then
    fail "virtual interfaces of yours end at the Direct Connect gateway $gateway, so it stays" \
      "put DX_GATEWAY_ASN back, or delete them first: $call"
  fi
}

# A port is nothing that deploy_all.sh takes away.
tell_kept_port() {
  local port
  port=$(recall NETWORK_DX_PORT)
  if [[ -z $port ]]; then return; fi
  if [[ -n $CHECK ]]; then
    find_fact "Direct Connect port" "ordered, and paid for" true "$port"
  else
    complain "  warning: $(shown "$port"), a Direct Connect port, is paid for until it is deleted"
  fi
}
