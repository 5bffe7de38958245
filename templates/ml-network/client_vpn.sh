#!/usr/bin/env bash
#
# What Client VPN is for: who is let in, by the certificate of which server, with which addresses. It is included,
# never run.

#% param CLIENT_VPN_SERVER_CERTIFICATE_ARN CertificateARN?
#% param CLIENT_VPN_CLIENT_CA_ARN CertificateARN?
#% param CLIENT_VPN_CIDR CIDR?

# What cannot be changed of it; nothing without Client VPN.
client_vpn_choice() {
  if [[ -n $CLIENT_VPN_SERVER_CERTIFICATE_ARN ]]; then printf '%s %s' "$CLIENT_VPN_CIDR" "$CLIENT_VPN_CLIENT_CA_ARN"; fi
}

# Refuses other addresses, or another authority, while what was made with the old ones is there.
# https://docs.aws.amazon.com/vpn/latest/clientvpn-admin/cvpn-working-endpoint-modify.html
bind_client_vpn() {
  local known wanted
  wanted=$(client_vpn_choice)
  if [[ -n $PLAN || -z $wanted ]]; then return; fi
  known=$(recall CLIENT_VPN)
  if [[ $known == "$wanted" ]]; then return; fi
  if [[ -n $CHECK ]]; then
    if [[ -n $known ]]; then find_difference "Client VPN" "was $known"; fi
    return
  fi
  if [[ -n $known && -n "$(recall NETWORK_CLIENT_VPN_ENDPOINT_ID)$(recall NETWORK_CLIENT_VPN_ENDPOINT_ID_ASKED)" ]]; then
    fail "the Client VPN was made with $known, and cannot be changed to $wanted" \
      "put the values back, or take it away first: set CLIENT_VPN_SERVER_CERTIFICATE_ARN=\"\", generate the scripts" \
      "again and run ./deploy_all.sh; with the new values, its clients then need a new configuration"
  fi
  printf '%s\n' CLIENT_VPN "$wanted" >>"$RUN/bound"
  remember CLIENT_VPN "$wanted"
}
