#!/usr/bin/env bash
#
# Association of a Direct Connect gateway with a virtual private gateway. It has no tags, and a virtual private gateway
# has one at most: that of the deployment's is the deployment's.
# https://docs.aws.amazon.com/directconnect/latest/UserGuide/virtualgateways.html

direct_connect_association::service() { printf directconnect_untagged; }
direct_connect_association::needs() { printf 'vpn_gateway direct_connect_gateway'; }
direct_connect_association::is_id() { direct_connect_gateway::is_id "$1"; }
direct_connect_association::id() { printf directConnectGatewayAssociation.associationId; }
direct_connect_association::proves() { :; }
direct_connect_association::goes_first() { :; }
# How it goes is seen to when it is deleted, also where that has begun before.
direct_connect_association::looks_when_deleted() { :; }

# To come and to go takes it half an hour: https://github.com/hashicorp/terraform-provider-aws/pull/14144
direct_connect_association::deadline() { printf '%d' "$((TIMEOUT_SECONDS > 2400 ? TIMEOUT_SECONDS : 2400))"; }

# That of the virtual private gateway whose key stands as the name in the table. One that is going is waited for:
# until then the gateway takes no other, nor can it go.
direct_connect_association::find() {
  local key gateway gateways
  key=$(known_name)
  if [[ -z $key ]]; then return; fi
  gateways=$(recall "$key")
  if [[ -z $gateways ]]; then gateways=$(tagged "$key") || return; fi
  for gateway in $gateways; do
    direct_connect_association::of "$gateway" || return
  done
}

# usage: direct_connect_association::of VPN_GATEWAY
direct_connect_association::of() {
  local lines limit started=$SECONDS
  limit=$(direct_connect_association::deadline)
  while true; do
    lines=$(aws directconnect describe-direct-connect-gateway-associations --associated-gateway-id "$1" --query \
      "directConnectGatewayAssociations[?associationState!='disassociated'].[associationId,associationState]") || return
    if [[ $lines != *disassociating* ]]; then break; fi
    if ((SECONDS - started >= limit)); then
      complain "error: still there after $limit s: $(shown "$lines")"
      return 1
    fi
    pause $((SECONDS - started))
  done
  cut -f 1 <<<"$lines"
}

direct_connect_association::fixed() {
  aws directconnect describe-direct-connect-gateway-associations --association-id "$1" \
    --query "directConnectGatewayAssociations[].['--direct-connect-gateway-id',directConnectGatewayId]"
}

# Its state, the virtual private gateway, and the prefixes that it lets through. What AWS calls disassociating and
# disassociated is deleting and deleted.
direct_connect_association::look() {
  local answer
  answer=$(aws directconnect describe-direct-connect-gateway-associations --association-id "$1" --query \
    "directConnectGatewayAssociations[].[associationState,associatedGateway.id,join(',',sort(allowedPrefixesToDirectConnectGateway[].cidr||\`[]\`))]") ||
    return
  printf '%s' "${answer/#disassociat/delet}"
}

# Makes sure that it lets exactly a block through to Direct Connect: changed in place.
# https://docs.aws.amazon.com/directconnect/latest/UserGuide/allowed-to-prefixes.html
# usage: direct_connect_association::allows KEY BLOCK
direct_connect_association::allows() {
  local id has add=() remove=() prefix
  id=$(needed "$1")
  if is_new "$id" || is_out_of_sight direct_connect_association "$id"; then return; fi
  has=$(seen_answer direct_connect_association "$id") || exit
  has=$(cut -f 3 <<<"$has")
  if [[ -n $CHECK ]]; then
    find_whether "prefixes of $(name_of "$id")" "$has" "$2" "$id"
    return
  elif [[ $has == "$2" ]]; then
    return
  fi
  for prefix in ${has//,/ }; do
    # Nothing but a block becomes part of a call.
    if [[ $prefix != "$2" && $prefix =~ ^[0-9a-f.:]+/[0-9]+$ ]]; then remove+=("$prefix"); fi
  done
  if [[ ,$has, != *",$2,"* ]]; then add=("$2"); fi
  # It takes no change while it is coming.
  await "$1" associated
  aws directconnect update-direct-connect-gateway-association --association-id "$id" \
    --add-allowed-prefixes-to-direct-connect-gateway "$(direct_connect_association::prefixes ${add[@]+"${add[@]}"})" \
    --remove-allowed-prefixes-to-direct-connect-gateway \
    "$(direct_connect_association::prefixes ${remove[@]+"${remove[@]}"})" >/dev/null
  forget_state "$id"
  report changed "prefixes of $(name_of "$id")" "$id"
}

# Blocks as its calls take them.
# usage: direct_connect_association::prefixes [BLOCK...]
direct_connect_association::prefixes() {
  local list=""
  if (($# > 0)); then list=$(printf ',{"cidr":"%s"}' "$@"); fi
  printf '[%s]' "${list#,}"
}

# One that is still coming, or changing, may not be let go yet: it is asked again until AWS does.
direct_connect_association::delete() {
  local state limit asked="" started=$SECONDS
  limit=$(direct_connect_association::deadline)
  while true; do
    state=$(state_of direct_connect_association "$1") || return
    case $state in
      "" | deleted) return ;;
      deleting) ;;
      associating | updating)
        tolerate DirectConnectClientException \
          aws directconnect delete-direct-connect-gateway-association --association-id "$1" >/dev/null || return
        ;;
      *)
        if [[ -z $asked ]]; then
          aws directconnect delete-direct-connect-gateway-association --association-id "$1" >/dev/null || return
        fi
        asked=1
        ;;
    esac
    if ((SECONDS - started >= limit)); then
      complain "error: $1 is still $state after $limit s"
      return 1
    fi
    pause $((SECONDS - started))
  done
}
