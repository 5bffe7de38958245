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
