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

# Another device, or another way to learn routes, is another connection, with other keys.
bind_vpn() {
  if [[ -z $VPN_DEVICE_IP ]]; then return; fi
  bind_way VPN_DEVICE "$VPN_DEVICE_IP $VPN_DEVICE_ASN $(vpn_routing)" "VPN device" "the VPN was made for the device" \
    "put the values back, or take it away first: set VPN_DEVICE_IP=\"\", generate the scripts again and run \
./deploy_all.sh; with the new values, the device then needs a new configuration" \
    NETWORK_CUSTOMER_GATEWAY_ID NETWORK_VPN_CONNECTION_ID
}

# Refuses other values for a way in while what was made with the old ones is there, or was asked for.
# usage: bind_way KEY WANTED NAME WHAT REMEDY MADE_KEY...
bind_way() {
  local key=$1 wanted=$2 known made has=""
  if [[ -n $PLAN ]]; then return; fi
  known=$(recall "$key")
  if [[ $known == "$wanted" ]]; then return; fi
  if [[ -n $CHECK ]]; then
    if [[ -n $known ]]; then find_difference "$3" "was $known"; fi
    return
  fi
  for made in "${@:6}"; do has+=$(recall "$made")$(recall "${made}_ASKED"); done
  if [[ -n $known && -n $has ]]; then fail "$4 $known, and cannot be changed to $wanted" "$5"; fi
  printf '%s\n' "$key" "$wanted" >>"$RUN/bound"
  remember "$key" "$wanted"
}
