#!/usr/bin/env bash
#
# What Client VPN is for: who is let in, by the certificate of which server, with which addresses. It is included,
# never run.

#% param CLIENT_VPN_SERVER_CERTIFICATE_ARN CertificateARN?
#% param CLIENT_VPN_CLIENT_CA_ARN CertificateARN?
#% param CLIENT_VPN_CIDR CIDR?

# AWS changes neither the addresses nor the authority.
# https://docs.aws.amazon.com/vpn/latest/clientvpn-admin/cvpn-working-endpoint-modify.html
bind_client_vpn() {
  if [[ -z $CLIENT_VPN_SERVER_CERTIFICATE_ARN ]]; then return; fi
  bind_way CLIENT_VPN "$CLIENT_VPN_CIDR $CLIENT_VPN_CLIENT_CA_ARN" "Client VPN" "the Client VPN was made with" \
    "put the values back, or take it away first: set CLIENT_VPN_SERVER_CERTIFICATE_ARN=\"\", generate the scripts again and \
run ./deploy_all.sh; with the new values, its clients then need a new configuration" \
    NETWORK_CLIENT_VPN_ENDPOINT_ID
}
