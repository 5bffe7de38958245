#!/usr/bin/env bash
#
# Site-to-Site VPN connection: two tunnels, with a secret key each, which AWS makes and Secrets Manager keeps. AWS's
# answers hold a configuration with these keys, so that each question here names what it wants of them.
# https://docs.aws.amazon.com/vpn/latest/s2svpn/VPC_VPN.html

vpn_connection::needs() { printf 'vpn_gateway customer_gateway'; }
vpn_connection::is_id() { [[ $1 =~ ^vpn-[0-9a-f]+$ ]]; }
vpn_connection::id() { printf VpnConnection.VpnConnectionId; }
vpn_connection::proves() { :; }
vpn_connection::goes_first() { :; }
# To come and to go takes it minutes.
vpn_connection::deadline() { printf '%d' "$((TIMEOUT_SECONDS > 1800 ? TIMEOUT_SECONDS : 1800))"; }

vpn_connection::fixed() {
  aws ec2 describe-vpn-connections --vpn-connection-ids "$1" --query \
    "VpnConnections[].[['--customer-gateway-id',CustomerGatewayId],['--vpn-gateway-id',VpnGatewayId]][]"
}

vpn_connection::look() {
  aws ec2 describe-vpn-connections --vpn-connection-ids "$1" \
    --query 'VpnConnections[].[State,VpnGatewayId,CustomerGatewayId]'
}

# How each tunnel is made, both alike: nothing older than IKEv2, AES of 256 bits, SHA-2 and 2,048 bits of
# Diffie-Hellman; AWS begins, and begins again when the device was away.
# https://docs.aws.amazon.com/vpn/latest/s2svpn/VPNTunnels.html
# usage: vpn_connection::options static|bgp
vpn_connection::options() {
  local static=false phase tunnel
  if [[ $1 == static ]]; then static=true; fi
  tunnel='{"IKEVersions":[{"Value":"ikev2"}],"StartupAction":"start","DPDTimeoutAction":"restart"'
  for phase in Phase1 Phase2; do
    tunnel+=",\"${phase}EncryptionAlgorithms\":[{\"Value\":\"AES256\"},{\"Value\":\"AES256-GCM-16\"}]"
    tunnel+=",\"${phase}IntegrityAlgorithms\":[{\"Value\":\"SHA2-256\"},{\"Value\":\"SHA2-384\"},{\"Value\":\"SHA2-512\"}]"
    tunnel+=",\"${phase}DHGroupNumbers\":[{\"Value\":14},{\"Value\":19},{\"Value\":20}]"
  done
  printf '{"StaticRoutesOnly":%s,"TunnelOptions":[%s},%s}]}' "$static" "$tunnel" "$tunnel"
}

# What it has: "has True|False", whether its routes are static, "route BLOCK STATE" and "tunnel ADDRESS UP|DOWN", a line
# each, with tabs between.
# usage: vpn_connection::lines CONNECTION
vpn_connection::lines() {
  aws ec2 describe-vpn-connections --vpn-connection-ids "$1" --query \
    "VpnConnections[].[[['has',to_string(Options.StaticRoutesOnly)]],Routes[].['route',DestinationCidrBlock,State],VgwTelemetry[].['tunnel',OutsideIpAddress,Status]][][]"
}

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

# Its gateways are held until it is gone, and that is shown for a while.
vpn_connection::delete() {
  patiently IncorrectState tolerate InvalidVpnConnectionID.NotFound \
    aws ec2 delete-vpn-connection --vpn-connection-id "$1" || return
  vpn_connection::all_gone "Name=vpn-connection-id,Values=$1"
}

# Waits until no connection of a filter is there.
# usage: vpn_connection::all_gone FILTER
vpn_connection::all_gone() {
  local left limit started=$SECONDS
  limit=$(vpn_connection::deadline)
  while true; do
    left=$(aws ec2 describe-vpn-connections --filters "$1" \
      --query "VpnConnections[?State!='deleted'].[VpnConnectionId,State]") || return
    # One that nobody has asked to go is not waited for: AWS will say that it is in the way.
    if [[ -z $left || $left != *deleting* ]]; then return; fi
    if ((SECONDS - started >= limit)); then
      complain "error: still there after $limit s: $(shown "$left")"
      return 1
    fi
    pause $((SECONDS - started))
  done
}

vpn_connection::remedy() {
  case $1 in
    VpnConnectionLimitExceeded) printf 'delete a VPN connection that is not needed, or ask for a higher quota' ;;
    InvalidCustomerGateway.DuplicateIpAddress)
      printf 'the virtual private gateway has a connection to this device already: delete that, then run again'
      ;;
  esac
}
