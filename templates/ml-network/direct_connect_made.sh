#!/usr/bin/env bash
#
# How the VPN gateway is associated with a Direct Connect gateway: one that is given, or one that is made. It is included,
# never run.

#% param VPC_CIDR CIDR

# What the VPC tells Direct Connect of its addresses.
allowed_block() { printf '%s' "$VPC_CIDR"; }

#% if DX_GATEWAY_ASN
# Its name is the deployment's alone, for it is of the whole account: letters, digits and hyphens.
make_direct_connect_gateway() {
  ensure NETWORK_DX_GATEWAY_ID "$(vpn_name)" aws directconnect create-direct-connect-gateway \
    --direct-connect-gateway-name "${DEPLOYMENT_TAG//[:_]/-}" --amazon-side-asn "$DX_GATEWAY_ASN"
  await NETWORK_DX_GATEWAY_ID available
}
#% end

#% if DIRECT_CONNECT
# One that is given is neither tagged nor deleted: the association alone is this deployment's.
direct_connect_gateway() {
  if [[ -n $DX_GATEWAY_ID ]]; then printf '%s' "$DX_GATEWAY_ID"; else needed NETWORK_DX_GATEWAY_ID; fi
}

# In the VPN gateway's Region, once that is attached. It takes half an hour: deploy_all.sh waits for it last.
# https://docs.aws.amazon.com/cli/latest/reference/directconnect/create-direct-connect-gateway-association.html
associate() {
  ensure NETWORK_DX_ASSOCIATION_ID "$(vpn_name)" aws directconnect create-direct-connect-gateway-association \
    --direct-connect-gateway-id "$(direct_connect_gateway)" --gateway-id "$(needed NETWORK_VPN_GATEWAY_ID)" \
    --add-allowed-prefixes-to-direct-connect-gateway "$(direct_connect_association::prefixes "$(allowed_block)")"
  direct_connect_association::allows NETWORK_DX_ASSOCIATION_ID "$(allowed_block)"
}
#% end
