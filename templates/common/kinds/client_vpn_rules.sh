#!/usr/bin/env bash
#
# Which blocks the clients of a Client VPN endpoint may call. Without a rule they may call nothing.
# https://docs.aws.amazon.com/vpn/latest/clientvpn-admin/cvpn-working-rules.html

# "BLOCK STATE GROUP MESSAGE", a line each, with tabs between; the group is - where all clients may.
# usage: client_vpn_rules::lines ENDPOINT
client_vpn_rules::lines() {
  aws ec2 describe-client-vpn-authorization-rules --client-vpn-endpoint-id "$1" \
    --query "AuthorizationRules[].[DestinationCidr,Status.Code,GroupId||'-',Status.Message||'-']"
}

# Makes sure that all clients may call a block and no others, and waits for that.
# usage: client_vpn_rules::allow ENDPOINT BLOCK
client_vpn_rules::allow() {
  local endpoint=$1 block=$2 lines state asked="" started=$SECONDS
  if is_out_of_sight client_vpn_endpoint "$endpoint"; then return; fi
  if [[ -n $PLAN ]]; then
    client_vpn_rules::put "$endpoint" "$block"
    remark "again and again, until the rule is active:"
    client_vpn_rules::lines "$endpoint"
    return
  fi
  lines=$(if ! is_new "$endpoint"; then client_vpn_rules::lines "$endpoint"; fi)
  if [[ -n $CHECK ]]; then
    client_vpn_rules::compare "$endpoint" "$block" "$lines"
    return
  fi
  while true; do
    state=$(client_vpn_rules::state "$block" "$lines")
    case ${state%%$'\t'*} in
      active) break ;;
      "")
        client_vpn_rules::put "$endpoint" "$block"
        asked=1
        ;;
      failed)
        # One of an earlier run gives way to a new one.
        if [[ -n $asked ]]; then
          fail "AWS did not let the clients of $endpoint call $block: $(shown "${state#*$'\t'}")" \
            "when the cause is gone, run again"
        fi
        client_vpn_rules::take "$endpoint" "$block" -
        ;;
    esac
    if ((SECONDS - started >= CLIENT_VPN_SECONDS)); then
      fail "the clients of $endpoint may still not call $block after $CLIENT_VPN_SECONDS s: ${state%%$'\t'*}" \
        "run again to go on waiting"
    fi
    pause $((SECONDS - started))
    lines=$(client_vpn_rules::lines "$endpoint")
  done
  client_vpn_rules::take_others "$endpoint" "$block" "$lines"
}

# The state of the rule that lets all clients call a block, and AWS's words about it.
# usage: client_vpn_rules::state BLOCK LINES
client_vpn_rules::state() {
  awk -F '\t' -v block="$1" '$1 == block && $3 == "-" { print $2 "\t" $4; exit }' <<<"$2"
}

# usage: client_vpn_rules::compare ENDPOINT BLOCK LINES
client_vpn_rules::compare() {
  local block state group message
  state=$(client_vpn_rules::state "$2" "$3")
  state=${state%%$'\t'*}
  if [[ $state == active ]]; then
    find_fact "Client VPN may call $2" "$state" true "$1"
  else
    find_difference "Client VPN may call $2" "${state:-missing}" "$1"
  fi
  while IFS=$'\t' read -r block state group message; do
    if [[ -z $block || $state == revoking || ($block == "$2" && $group == -) ]]; then continue; fi
    find_difference "Client VPN may call $block" "no longer wanted" "$1"
  done <<<"$3"
}

# usage: client_vpn_rules::take_others ENDPOINT BLOCK LINES
client_vpn_rules::take_others() {
  local block state group message
  while IFS=$'\t' read -r block state group message; do
    if [[ -z $block || $state == revoking || ($block == "$2" && $group == -) ]]; then continue; fi
    client_vpn_rules::take "$1" "$block" "$group"
    report deleted "what the Client VPN may call" "$block"
  done <<<"$3"
}

# usage: client_vpn_rules::put ENDPOINT BLOCK
client_vpn_rules::put() {
  tolerate InvalidClientVpnDuplicateAuthorizationRule \
    aws ec2 authorize-client-vpn-ingress --client-vpn-endpoint-id "$1" --target-network-cidr "$2" \
    --authorize-all-groups >/dev/null
  report made "what the Client VPN may call" "$2"
}

# A rule of somebody's for a group: its name may be anything, so that it goes by what cannot be an option.
# usage: client_vpn_rules::take ENDPOINT BLOCK GROUP|-
client_vpn_rules::take() {
  local whose=(--revoke-all-groups)
  if [[ $3 != - ]]; then
    [[ $3 =~ ^[A-Za-z0-9][A-Za-z0-9-]*$ ]] ||
      fail "$1 lets the group $(shown "$3") call $2, which these scripts did not allow" "revoke that, then run again"
    whose=(--access-group-id "$3")
  fi
  tolerate InvalidClientVpnEndpointAuthorizationRuleNotFound \
    aws ec2 revoke-client-vpn-ingress --client-vpn-endpoint-id "$1" --target-network-cidr "$2" "${whose[@]}" >/dev/null
}
