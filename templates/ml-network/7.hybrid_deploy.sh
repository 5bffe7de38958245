#!/usr/bin/env bash
#
# The ways in from outside: for a network of your own a site-to-site VPN and Direct Connect, for people's own machines
# Client VPN.
#
# Makes a virtual private gateway at the VPC, which both need; app, data and training get the routes that it knows. For
# the VPN, a customer gateway, which stands for your device, and the connection: two tunnels, IKEv2 alone, with keys that
# AWS makes and keeps in Secrets Manager; ./vpn_config.sh writes them down for the device. For Direct Connect, the
# association with a Direct Connect gateway, made here or given; a port is ordered by ./dx_order.sh alone.
# https://docs.aws.amazon.com/vpn/latest/s2svpn/SetUpVPNConnections.html
# https://docs.aws.amazon.com/directconnect/latest/UserGuide/virtualgateways.html
#
# Client VPN gets a subnet of app in each zone and the access group, and its clients may call the VPC alone. It lets in
# whoever has a certificate of CLIENT_VPN_CLIENT_CA_ARN's authority. What is no longer asked for goes.
# https://docs.aws.amazon.com/vpn/latest/clientvpn-admin/scenario-vpc.html

#% param VPC_NAME ResourceName

#% include runtime/begin.sh
#% include tiers.sh
#% include way_binding.sh
#% include vpn.sh
#% include client_vpn.sh
#% include client_vpn_keeping.sh
#% include direct_connect.sh
#% include direct_connect_made.sh
#% include leaving.sh
#% include hybrid_leaving.sh

main() {
  begin_step "${BASH_SOURCE[0]}" "$@"
  on_side NETWORK
  start lead_own_network_in
  #% if CLIENT_VPN_SERVER_CERTIFICATE_ARN
  start keep_client_vpn
  #% else
  start take_client_vpn_away
  #% end
  await_started
}

lead_own_network_in() {
  #% if VPN_GATEWAY
  make_ways
  #% end
  await_step 1.vpc_deploy.sh
  take_ways_away
}

vpn_name() { printf '%s-vpn' "$VPC_NAME"; }

#% if VPN_GATEWAY
# The connection takes longest of all, so it is asked for as soon as there is a VPC that it is for.
make_ways() {
  local vpc
  vpc=$(needed NETWORK_VPC_ID)
  bind_vpn
  bind_direct_connect
  #% if VPN_DEVICE_IP
  start make_customer_gateway
  #% end
  #% if DX_GATEWAY_ASN
  start make_direct_connect_gateway
  #% end
  ensure NETWORK_VPN_GATEWAY_ID "$(vpn_name)" \
    aws ec2 create-vpn-gateway --type ipsec.1
  await_started
  #% if VPN_DEVICE_IP
  start make_connection
  #% end
  start attach "$vpc"
  await_started
}

# usage: attach VPC
attach() {
  local gateway tables=() table
  gateway=$(needed NETWORK_VPN_GATEWAY_ID)
  vpn_gateway::attached "$gateway" "$1"
  await_step 1.vpc_deploy.sh
  while read -r table; do tables+=("$table"); done < <(inner_tables)
  route_propagation::on "$1" "$gateway" ${tables[@]+"${tables[@]}"}
  #% if DIRECT_CONNECT
  associate
  #% end
}
#% end

#% if VPN_DEVICE_IP
# Its name is this deployment's alone: one that somebody else has made for the same device is another one.
make_customer_gateway() {
  local asn=(--bgp-asn "$VPN_DEVICE_ASN")
  if ((VPN_DEVICE_ASN > 2147483647)); then asn=(--bgp-asn-extended "$VPN_DEVICE_ASN"); fi
  ensure NETWORK_CUSTOMER_GATEWAY_ID "$(vpn_name)" \
    aws ec2 create-customer-gateway --type ipsec.1 --ip-address "$VPN_DEVICE_IP" "${asn[@]}" \
    --device-name "$DEPLOYMENT_TAG"
  customer_gateway::must_be_ours NETWORK_CUSTOMER_GATEWAY_ID "$(needed NETWORK_CUSTOMER_GATEWAY_ID)"
}

make_connection() {
  local block blocks=()
  while read -r block; do blocks+=("$block"); done < <(vpn_blocks)
  ensure NETWORK_VPN_CONNECTION_ID "$(vpn_name)" \
    aws ec2 create-vpn-connection --type ipsec.1 --customer-gateway-id "$(needed NETWORK_CUSTOMER_GATEWAY_ID)" \
    --vpn-gateway-id "$(needed NETWORK_VPN_GATEWAY_ID)" --pre-shared-key-storage SecretsManager \
    --options "$(vpn_connection::options "$(vpn_routing)")"
  #% if ALARM_EMAIL
  # Its alarms are made when it is available, and the others can be made now.
  let_others_go_on
  #% end
  #% if VPN_CIDRS
  await NETWORK_VPN_CONNECTION_ID available
  #% end
  vpn_connection::routes "$(needed NETWORK_VPN_CONNECTION_ID)" ${blocks[@]+"${blocks[@]}"}
}
#% end

main "$@"
