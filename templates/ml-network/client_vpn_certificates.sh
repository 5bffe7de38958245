#!/usr/bin/env bash
#
# Whether AWS has the certificates of Client VPN, and they hold. It is included, never run.
# https://docs.aws.amazon.com/vpn/latest/clientvpn-admin/mutual.html

# What is in use already is not asked for again.
check_client_vpn_certificates() {
  if [[ -z $CLIENT_VPN_SERVER_CERTIFICATE_ARN ]]; then return; fi
  if [[ $(recall CLIENT_VPN_CERTIFICATE) != "$CLIENT_VPN_SERVER_CERTIFICATE_ARN" ]]; then
    start check_certificate CLIENT_VPN_SERVER_CERTIFICATE_ARN "$CLIENT_VPN_SERVER_CERTIFICATE_ARN"
  fi
  if ! is_made NETWORK_CLIENT_VPN_ENDPOINT_ID && [[ $CLIENT_VPN_CLIENT_CA_ARN != "$CLIENT_VPN_SERVER_CERTIFICATE_ARN" ]]; then
    start check_certificate CLIENT_VPN_CLIENT_CA_ARN "$CLIENT_VPN_CLIENT_CA_ARN"
  fi
  await_started
}
