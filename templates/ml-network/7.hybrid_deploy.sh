#!/usr/bin/env bash
#
# The ways in from outside: a site-to-site VPN for a network of your own, Client VPN for people's machines.
#
# Makes a customer gateway, which stands for your device, a virtual private gateway at the VPC, and the connection
# between them: two tunnels, IKEv2 alone. The keys are made by AWS and kept in Secrets Manager; ./vpn_config.sh writes
# them down for the device. App, data and training get the routes. When VPN_DEVICE_IP is empty, all of it goes.
# https://docs.aws.amazon.com/vpn/latest/s2svpn/SetUpVPNConnections.html
#
# Client VPN gets a subnet of app in each zone and the access group, and its clients may call the VPC alone. It lets in
# whoever has a certificate of CLIENT_VPN_CLIENT_CA_ARN's authority. Without CLIENT_VPN_SERVER_CERTIFICATE_ARN it goes.
# https://docs.aws.amazon.com/vpn/latest/clientvpn-admin/scenario-vpc.html

#% param VPC_NAME ResourceName

#% include runtime/begin.sh
#% include tiers.sh
#% include vpn.sh
#% include client_vpn.sh
#% include client_vpn_keeping.sh

main() {
  begin_step "${BASH_SOURCE[0]}" "$@"
  on_side NETWORK
  #% if VPN_DEVICE_IP
  start keep_vpn
  #% else
  start take_vpn_away
  #% end
  #% if CLIENT_VPN_SERVER_CERTIFICATE_ARN
  start keep_client_vpn
  #% else
  start take_client_vpn_away
  #% end
  await_started
}

vpn_name() { printf '%s-vpn' "$VPC_NAME"; }

#% if VPN_DEVICE_IP
keep_vpn() {
  local vpc
  vpc=$(needed NETWORK_VPC_ID)
  bind_vpn
  start make_customer_gateway
  ensure NETWORK_VPN_GATEWAY_ID "$(vpn_name)" \
    aws ec2 create-vpn-gateway --type ipsec.1
  await_started
  # The one takes minutes, and so does the other.
  start attach "$vpc"
  start make_connection
  await_started
}

# Its name is this deployment's alone: one that somebody else has made for the same device is another one.
make_customer_gateway() {
  local asn=(--bgp-asn "$VPN_DEVICE_ASN")
  if ((VPN_DEVICE_ASN > 2147483647)); then asn=(--bgp-asn-extended "$VPN_DEVICE_ASN"); fi
  ensure NETWORK_CUSTOMER_GATEWAY_ID "$(vpn_name)" \
    aws ec2 create-customer-gateway --type ipsec.1 --ip-address "$VPN_DEVICE_IP" "${asn[@]}" \
    --device-name "$DEPLOYMENT_TAG"
  customer_gateway::must_be_ours NETWORK_CUSTOMER_GATEWAY_ID "$(needed NETWORK_CUSTOMER_GATEWAY_ID)"
}

# usage: attach VPC
attach() {
  local gateway tables=() table
  gateway=$(needed NETWORK_VPN_GATEWAY_ID)
  vpn_gateway::attached "$gateway" "$1"
  while read -r table; do tables+=("$table"); done < <(inner_tables)
  route_propagation::on "$1" "$gateway" ${tables[@]+"${tables[@]}"}
}

make_connection() {
  local block blocks=()
  while read -r block; do blocks+=("$block"); done < <(vpn_blocks)
  ensure NETWORK_VPN_CONNECTION_ID "$(vpn_name)" \
    aws ec2 create-vpn-connection --type ipsec.1 --customer-gateway-id "$(needed NETWORK_CUSTOMER_GATEWAY_ID)" \
    --vpn-gateway-id "$(needed NETWORK_VPN_GATEWAY_ID)" --pre-shared-key-storage SecretsManager \
    --options "$(vpn_connection::options "$(vpn_routing)")"
  #% if VPN_CIDRS
  await NETWORK_VPN_CONNECTION_ID available
  #% end
  vpn_connection::routes "$(needed NETWORK_VPN_CONNECTION_ID)" ${blocks[@]+"${blocks[@]}"}
}
#% else
take_vpn_away() {
  local key id gone=""
  if [[ -n $PLAN ]]; then return; fi
  for key in NETWORK_VPN_CONNECTION_ID NETWORK_VPN_GATEWAY_ID NETWORK_CUSTOMER_GATEWAY_ID; do
    id=$(recall "$key")
    if [[ -n $CHECK ]]; then
      if [[ -n $id ]]; then find_difference "$key" "no longer wanted" "$id"; fi
      continue
    fi
    if [[ -z $id && -n $(recall "${key}_ASKED") ]]; then id=$(find_living "$key"); fi
    if [[ -z $id ]]; then continue; fi
    case $key in
      *_VPN_CONNECTION_ID) vpn_connection::delete "$id" ;;
      *_VPN_GATEWAY_ID) vpn_gateway::delete "$id" ;;
      *) customer_gateway::delete "$id" ;;
    esac
    no_longer_there "$key" "$id"
    gone=1
  done
  if [[ -n $gone ]]; then remember VPN_DEVICE ""; fi
}
#% end

main "$@"
