#!/usr/bin/env bash
#
# The alarms of the VPN's tunnels, and their part of the dashboard. It is included, never run.

# Asks for the tunnels' addresses, once for a connection, and keeps "CONNECTION ADDRESS ADDRESS".
know_tunnels() {
  local connection known addresses
  connection=$(needed NETWORK_VPN_CONNECTION_ID)
  known=$(recall NETWORK_VPN_TUNNELS)
  if [[ -n $CHECK || ${known%% *} == "$connection" ]]; then return; fi
  await NETWORK_VPN_CONNECTION_ID available
  if [[ -n $PLAN ]]; then return; fi
  addresses=$(vpn_tunnels::of "$connection")
  [[ -n $addresses ]] || fail "AWS tells no tunnels of $connection yet" "run again in a minute"
  remember NETWORK_VPN_TUNNELS "$connection ${addresses//$'\n'/ }"
}

# These, a line each.
tunnels() {
  local known number
  for number in 1 2; do
    if [[ -n $PLAN ]]; then printf '%s\n' "$(unknown_value "TUNNEL_${number}_ADDRESS")"; fi
  done
  known=$(recall NETWORK_VPN_TUNNELS)
  if [[ -z $PLAN && $known == *' '* && ${known%% *} == "$(recall NETWORK_VPN_CONNECTION_ID)" ]]; then
    tr ' ' '\n' <<<"${known#* }"
  fi
}

# Those that AWS recommends for a tunnel: it is not up for a quarter of an hour. One that was never up is not up,
# either: they go off until the device is configured, and tell when it is.
# usage: watch_tunnels TOPIC
watch_tunnels() {
  local address number=0
  await_step 7.hybrid_deploy.sh more
  know_tunnels
  while read -r address; do
    number=$((number + 1))
    start alarm_below::watches "vpn-tunnel-$number" "$1" Minimum 1 300 3 \
      "The VPN tunnel $address is not up. Before your device is configured that is to be expected." \
      AWS/VPN TunnelState "TunnelIpAddress=$address"
  done < <(tunnels)
  await_started
}

# A row of the dashboard: whether each tunnel is up, and what it carries.
# usage: tunnel_widgets ROW
tunnel_widgets() {
  local address dimension column=0
  while read -r address; do
    dimension="\"TunnelIpAddress\",\"$address\""
    printf ',%s' "$(dashboard::widget "$column" "$1" "VPN tunnel $address: up" Minimum "$NETWORK_REGION" AWS/VPN \
      "$dimension" TunnelState)"
    printf ',%s' "$(dashboard::widget $((column + 6)) "$1" "VPN tunnel $address: bytes" Sum "$NETWORK_REGION" AWS/VPN \
      "$dimension" TunnelDataIn TunnelDataOut)"
    column=$((column + 12))
  done < <(tunnels)
}
