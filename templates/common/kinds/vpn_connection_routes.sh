#!/usr/bin/env bash
#
# The static routes of a site-to-site VPN connection, and what there is to see of it besides.
# https://docs.aws.amazon.com/vpn/latest/s2svpn/VPNRoutingTypes.html

# Makes its static routes exactly these; without any, its device tells them by BGP.
# usage: vpn_connection::routes CONNECTION [BLOCK...]
vpn_connection::routes() {
  local connection=$1 lines="" has="" static=false block kind route state
  if is_out_of_sight vpn_connection "$connection"; then return; fi
  shift
  if (($# > 0)); then static=true; fi
  if ! is_new "$connection"; then
    lines=$(vpn_connection::lines "$connection")
    if [[ $lines != *has$'\t'"$static"* ]]; then
      vpn_connection::refuse_routing "$connection" "$static"
      return
    fi
  fi
  while IFS=$'\t' read -r kind route state; do
    if [[ $kind == route && $state != delet* ]]; then has+=" $route "; fi
  done <<<"$lines"
  if [[ -n $CHECK ]]; then
    vpn_connection::compare "$connection" "$lines" "$has" "$@"
    return
  fi
  # New ones come before old ones go.
  for block in "$@"; do
    if [[ $has != *" $block "* ]]; then start vpn_connection::put_route "$connection" "$block"; fi
  done
  await_started
  for route in $has; do
    if [[ " $* " != *" $route "* ]]; then start vpn_connection::take_route "$connection" "$route"; fi
  done
  await_started
}

# usage: vpn_connection::refuse_routing CONNECTION STATIC
vpn_connection::refuse_routing() {
  local words="has static routes" wanted="BGP"
  if [[ $2 == true ]]; then words="has its routes by BGP" wanted="static routes"; fi
  if [[ -n $CHECK ]]; then
    find_difference "routes of the VPN" changed "$1"
  else
    : >"$RUN/unbind"
    fail "$1 $words, and cannot be changed to $wanted" "take it away, or put VPN_CIDRS back"
  fi
}

# Tunnels that are down are nothing that AWS could be asked to change: they wait for the device.
# usage: vpn_connection::compare CONNECTION LINES HAS BLOCK...
vpn_connection::compare() {
  local connection=$1 lines=$2 has=$3 block kind address state route
  shift 3
  for block in "$@"; do
    if [[ $has == *" $block "* ]]; then
      find_fact "VPN route $block" present true "$connection"
    else
      find_difference "VPN route $block" missing "$connection"
    fi
  done
  for route in $has; do
    if [[ " $* " != *" $route "* ]]; then find_difference "VPN route $route" "no longer wanted" "$connection"; fi
  done
  while IFS=$'\t' read -r kind address state; do
    if [[ $kind != tunnel ]]; then continue; fi
    if [[ $state != UP ]]; then state="waiting for your device"; fi
    find_fact "VPN tunnel $address" "$state" true "$connection"
  done <<<"$lines"
}

# usage: vpn_connection::put_route CONNECTION BLOCK
vpn_connection::put_route() {
  patiently 'InvalidVpnConnection.InvalidState|IncorrectState' \
    aws ec2 create-vpn-connection-route --vpn-connection-id "$1" --destination-cidr-block "$2"
  report made "VPN route $2" "$1"
}

# usage: vpn_connection::take_route CONNECTION BLOCK
vpn_connection::take_route() {
  tolerate InvalidRoute.NotFound \
    aws ec2 delete-vpn-connection-route --vpn-connection-id "$1" --destination-cidr-block "$2"
  report deleted "VPN route $2" "$1"
}
