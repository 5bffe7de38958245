#!/usr/bin/env bash
#
# The two tunnels of a site-to-site VPN connection, known by their addresses on AWS's side, which stay the same as long
# as the connection is there. https://docs.aws.amazon.com/vpn/latest/s2svpn/VPNTunnels.html

# The addresses, a line each; nothing while there are none yet.
# usage: vpn_tunnels::of CONNECTION
vpn_tunnels::of() {
  local lines kind address
  lines=$(vpn_connection::lines "$1")
  while IFS=$'\t' read -r kind address _; do
    if [[ $kind == tunnel && $address =~ ^[0-9]{1,3}(\.[0-9]{1,3}){3}$ ]]; then printf '%s\n' "$address"; fi
  done <<<"$lines"
}
