#!/usr/bin/env bash
#
# What Direct Connect is for: a Direct Connect gateway, given or made, and the blocks behind it. It is included, after
# vpn.sh, never run.

#% param DX_GATEWAY_ID DirectConnectGatewayID?
#% param DX_GATEWAY_ASN AutonomousSystemNumber?
#% param DX_CIDRS [CIDR]

has_direct_connect() { [[ -n $DX_GATEWAY_ID$DX_GATEWAY_ASN ]]; }

# The blocks of your own network behind Direct Connect, a line each.
direct_connect_blocks() {
  if has_direct_connect && ((${#DX_CIDRS[@]} > 0)); then printf '%s\n' "${DX_CIDRS[@]}"; fi
}

# The blocks of your own network that may call training, each once: the VPN may lead to the same ones.
own_blocks() {
  {
    vpn_blocks
    direct_connect_blocks
  } | awk '!seen[$0]++'
}

# The VPN gateway has one association at most, and a Direct Connect gateway keeps its number.
bind_direct_connect() {
  if ! has_direct_connect; then return; fi
  bind_way DX_GATEWAY "$(direct_connect_choice)" "Direct Connect gateway" "Direct Connect was set up with" \
    "put the value back, or take it away first, which takes half an hour: set DX_GATEWAY_ID=\"\" and \
DX_GATEWAY_ASN=\"\", generate the scripts again and run ./deploy_all.sh" \
    NETWORK_DX_GATEWAY_ID NETWORK_DX_ASSOCIATION_ID
}

# The Direct Connect gateway in words that `env` keeps.
direct_connect_choice() {
  if [[ -n $DX_GATEWAY_ID ]]; then
    printf 'the given gateway %s' "$DX_GATEWAY_ID"
  else
    printf 'a gateway of its own, ASN %s' "$DX_GATEWAY_ASN"
  fi
}
