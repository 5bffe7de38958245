#!/usr/bin/env bash
#
# What the site-to-site VPN is for: a device, and the blocks behind it. It is included, never run.

#% param VPN_DEVICE_IP IPv4Address?
#% param VPN_DEVICE_ASN AutonomousSystemNumber
#% param VPN_CIDRS [CIDR]

# The blocks behind the device, a line each; none without a VPN, or where the device tells them by BGP.
vpn_blocks() {
  if [[ -n $VPN_DEVICE_IP ]] && ((${#VPN_CIDRS[@]} > 0)); then printf '%s\n' "${VPN_CIDRS[@]}"; fi
}

# How routes to the other side are learnt.
vpn_routing() {
  if [[ -n $(vpn_blocks) ]]; then printf static; else printf bgp; fi
}

# Refuses another device, or another way to learn routes, while what was made for the old one is there: it cannot be
# changed, and another connection has other keys.
bind_vpn() {
  local known wanted
  if [[ -n $PLAN || -z $VPN_DEVICE_IP ]]; then return; fi
  wanted="$VPN_DEVICE_IP $VPN_DEVICE_ASN $(vpn_routing)"
  known=$(recall VPN_DEVICE)
  if [[ $known == "$wanted" ]]; then return; fi
  if [[ -n $CHECK ]]; then
    if [[ -n $known ]]; then find_difference "VPN device" "was $known"; fi
    return
  fi
  if [[ -n $known ]] && has_vpn; then
    fail "the VPN was made for the device $known, and cannot be changed to $wanted" \
      "put the values back, or take it away first: set VPN_DEVICE_IP=\"\", generate the scripts again and run" \
      "./deploy_all.sh; with the new values, the device then needs a new configuration"
  fi
  printf '%s\n' VPN_DEVICE "$wanted" >>"$RUN/bound"
  remember VPN_DEVICE "$wanted"
}

# Whether anything was made for a device, or asked for.
has_vpn() {
  local key
  for key in NETWORK_CUSTOMER_GATEWAY_ID NETWORK_VPN_CONNECTION_ID; do
    if [[ -n "$(recall "$key")$(recall "${key}_ASKED")" ]]; then return 0; fi
  done
  return 1
}
