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
