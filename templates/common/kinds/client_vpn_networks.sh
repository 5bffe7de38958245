#!/usr/bin/env bash
#
# What a Client VPN endpoint leads to: a subnet in each zone, through which its clients come, each paid by the hour, and
# the blocks that they may call. A route to the VPC comes by itself with a subnet; a route without a block that is
# allowed leads nowhere. https://docs.aws.amazon.com/vpn/latest/clientvpn-admin/cvpn-working-target.html

# Those that are there, come or go: "SUBNET STATE ASSOCIATION MESSAGE", a line each, with tabs between.
# usage: client_vpn_networks::lines ENDPOINT
client_vpn_networks::lines() {
  tolerate InvalidClientVpnEndpointId.NotFound \
    aws ec2 describe-client-vpn-target-networks --client-vpn-endpoint-id "$1" --query \
    "ClientVpnTargetNetworks[?Status.Code!='disassociated'].[TargetNetworkId,Status.Code,AssociationId,Status.Message||'-']"
}

# Makes sure that the endpoint is associated with these subnets and no others, and waits for that.
# usage: client_vpn_networks::are ENDPOINT SUBNET...
client_vpn_networks::are() {
  local endpoint=$1 lines before left="" shown="" subnet started=$SECONDS
  if is_out_of_sight client_vpn_endpoint "$endpoint"; then return; fi
  shift
  if [[ -n $PLAN ]]; then
    for subnet in "$@"; do client_vpn_networks::put "$endpoint" "$subnet"; done
    remark "again and again, until all are associated:"
    client_vpn_networks::lines "$endpoint"
    return
  fi
  lines=$(if ! is_new "$endpoint"; then client_vpn_networks::lines "$endpoint"; fi)
  if [[ -n $CHECK ]]; then
    client_vpn_networks::compare "$endpoint" "$lines" "$@"
    return
  fi
  client_vpn_networks::take_off_others "$endpoint" "$lines" "$@"
  before=$lines
  while true; do
    # A zone has room for one: what is on its way out is waited for.
    if [[ $lines != *disassociating* ]]; then client_vpn_networks::put_missing "$endpoint" "$lines" "$@"; fi
    left=$(client_vpn_networks::unready "$lines" "$@")
    if [[ -z $left ]]; then break; fi
    if [[ $left != "$shown" ]]; then say "  client vpn: ${left//$'\n'/, } ($((SECONDS - started)) s)"; fi
    shown=$left
    if ((SECONDS - started >= CLIENT_VPN_SECONDS)); then
      fail "$endpoint is still not associated with all subnets after $CLIENT_VPN_SECONDS s: ${left//$'\n'/, }" \
        "run again to go on waiting"
    fi
    pause $((SECONDS - started))
    lines=$(client_vpn_networks::lines "$endpoint")
    client_vpn_networks::refuse_failed "$endpoint" "$lines" "$before"
  done
}

# Those of the subnets that are not associated yet: "SUBNET STATE", a line each.
# usage: client_vpn_networks::unready LINES SUBNET...
client_vpn_networks::unready() {
  local subnet state
  for subnet in "${@:2}"; do
    state=$(client_vpn_networks::state "$1" "$subnet")
    if [[ $state != associated ]]; then printf '%s %s\n' "$subnet" "${state:-missing}"; fi
  done
}

# usage: client_vpn_networks::state LINES SUBNET
client_vpn_networks::state() {
  awk -F '\t' -v subnet="$2" '$1 == subnet && $2 != "disassociating" { print $2; exit }' <<<"$1"
}

# usage: client_vpn_networks::compare ENDPOINT LINES SUBNET...
client_vpn_networks::compare() {
  local subnet state association message
  for subnet in "${@:3}"; do
    state=$(client_vpn_networks::state "$2" "$subnet")
    if [[ $state == associated ]]; then
      find_fact "Client VPN in $(name_of "$subnet")" "$state" true "$1"
    else
      find_difference "Client VPN in $(name_of "$subnet")" "${state:-missing}" "$1"
    fi
  done
  while IFS=$'\t' read -r subnet state association message; do
    if [[ -z $subnet || $state == disassociating || " ${*:3} " == *" $subnet "* ]]; then continue; fi
    find_difference "Client VPN in $(name_of "$subnet")" "no longer wanted" "$association"
  done <<<"$2"
}

# Takes off what a zone's subnet would find in its place: other subnets, and what failed in an earlier run.
# usage: client_vpn_networks::take_off_others ENDPOINT LINES SUBNET...
client_vpn_networks::take_off_others() {
  local subnet state association message
  while IFS=$'\t' read -r subnet state association message; do
    case $state in
      "" | disassociating) continue ;;
      association-failed) ;;
      *) if [[ " ${*:3} " == *" $subnet "* ]]; then continue; fi ;;
    esac
    start client_vpn_endpoint::take_off "$1" "$association"
  done <<<"$2"
  await_started
}

# usage: client_vpn_networks::put_missing ENDPOINT LINES SUBNET...
client_vpn_networks::put_missing() {
  local subnet
  for subnet in "${@:3}"; do
    if [[ -z $(client_vpn_networks::state "$2" "$subnet") ]]; then start client_vpn_networks::put "$1" "$subnet"; fi
  done
  await_started
}

# AWS may not show yet what it was asked for a moment ago; another one in the zone may be about to be gone.
# usage: client_vpn_networks::put ENDPOINT SUBNET
client_vpn_networks::put() {
  patiently InvalidClientVpnSubnetId.DuplicateAz tolerate InvalidClientVpnDuplicateAssociationException \
    aws ec2 associate-client-vpn-target-network --client-vpn-endpoint-id "$1" --subnet-id "$2" >/dev/null
  report made "Client VPN in a subnet" "$2"
}

# What failed in an earlier run was taken off in this one, and may be shown for a moment.
# usage: client_vpn_networks::refuse_failed ENDPOINT LINES LINES_BEFORE
client_vpn_networks::refuse_failed() {
  local subnet state association message
  while IFS=$'\t' read -r subnet state association message; do
    if [[ $state != association-failed || $3 == *"$association"* ]]; then continue; fi
    fail "$1 could not be associated with $subnet: $(shown "$message")" \
      "the subnet needs 20 free addresses; when the cause is gone, run again: it is taken off and associated anew"
  done <<<"$2"
}
