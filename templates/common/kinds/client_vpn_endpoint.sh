#!/usr/bin/env bash
#
# Client VPN endpoint: where people's own machines come in, each with a certificate of its own. What it leads to is
# in kinds/client_vpn_networks.sh. https://docs.aws.amazon.com/vpn/latest/clientvpn-admin/cvpn-working-endpoints.html

# Its interfaces stand in subnets, and have the groups.
client_vpn_endpoint::needs() { printf 'subnet security_group vpc'; }
client_vpn_endpoint::is_id() { [[ $1 =~ ^cvpn-endpoint-[0-9a-f]+$ ]]; }
client_vpn_endpoint::id() { printf ClientVpnEndpointId; }
client_vpn_endpoint::token_option() { printf -- --client-token; }
client_vpn_endpoint::proves() { :; }
client_vpn_endpoint::goes_first() { :; }

# To associate a subnet, and to take it off again, AWS needs ten minutes and more:
# https://github.com/hashicorp/terraform-provider-aws/issues/15680
readonly CLIENT_VPN_SECONDS=$((TIMEOUT_SECONDS > 1800 ? TIMEOUT_SECONDS : 1800))
client_vpn_endpoint::deadline() { printf '%d' "$CLIENT_VPN_SECONDS"; }

# What of it can be changed comes last, by name.
client_vpn_endpoint::look() {
  aws ec2 describe-client-vpn-endpoints --client-vpn-endpoint-ids "$1" --query \
    "ClientVpnEndpoints[].[[Status.Code,VpcId],SecurityGroupIds,[join('',['authority=',join(',',AuthenticationOptions[].MutualAuthentication.ClientRootCertificateChain)]),join('',['certificate=',ServerCertificateArn]),join('',['groups=',join(',',SecurityGroupIds||\`[]\`)]),join('',['splits=',to_string(SplitTunnel)])]][][]"
}

client_vpn_endpoint::fixed() {
  aws ec2 describe-client-vpn-endpoints --client-vpn-endpoint-ids "$1" \
    --query "ClientVpnEndpoints[].['--client-cidr-block',ClientCidrBlock]"
}

# How clients prove who they are: with a certificate of an authority.
# usage: client_vpn_endpoint::by_certificate AUTHORITY
client_vpn_endpoint::by_certificate() {
  printf '[{"Type":"certificate-authentication","MutualAuthentication":{"ClientRootCertificateChainArn":"%s"}}]' "$1"
}

# Makes what the scripts say of it exactly this; what they do not say (its log, its DNS servers) is left as it is.
# Who lets clients in cannot be changed.
# usage: client_vpn_endpoint::has ENDPOINT AUTHORITY SERVER_CERTIFICATE VPC GROUP
client_vpn_endpoint::has() {
  local endpoint=$1 authority=$2 certificate=$3 vpc=$4 group=$5 answer word
  local its_authority="" its_certificate="" its_vpc="" its_groups="" splits="" options=() changed=""
  if [[ -n $PLAN ]] || is_new "$endpoint" || is_out_of_sight client_vpn_endpoint "$endpoint"; then return; fi
  answer=$(seen_answer client_vpn_endpoint "$endpoint") || exit
  read -r _ its_vpc _ <<<"$answer"
  for word in $answer; do
    case $word in
      authority=*) its_authority=${word#*=} ;;
      certificate=*) its_certificate=${word#*=} ;;
      groups=*) its_groups=${word#*=} ;;
      splits=*) splits=${word#*=} ;;
    esac
  done
  if [[ -n $CHECK ]]; then
    find_whether "authority of the clients" "$its_authority" "$authority" "$endpoint"
    find_whether "server certificate" "$its_certificate" "$certificate" "$endpoint"
    find_whether "groups of the Client VPN" "$its_vpc $its_groups" "$vpc $group" "$endpoint"
    find_whether "split tunnel" "$splits" true "$endpoint"
    return
  fi
  if [[ $its_authority != "$authority" ]]; then client_vpn_endpoint::refuse_authority "$endpoint" "$its_authority"; fi
  if [[ $its_certificate != "$certificate" ]]; then
    options+=(--server-certificate-arn "$certificate")
    changed+=", server certificate"
  fi
  if [[ "$its_vpc $its_groups" != "$vpc $group" ]]; then
    options+=(--vpc-id "$vpc" --security-group-ids "$group")
    changed+=", groups"
  fi
  if [[ $splits != true ]]; then
    options+=(--split-tunnel)
    changed+=", split tunnel"
  fi
  if ((${#options[@]} == 0)); then return; fi
  aws ec2 modify-client-vpn-endpoint --client-vpn-endpoint-id "$endpoint" "${options[@]}" >/dev/null
  report changed "${changed#, } of the Client VPN" "$endpoint"
}

# usage: client_vpn_endpoint::refuse_authority ENDPOINT AUTHORITY
client_vpn_endpoint::refuse_authority() {
  : >"$RUN/unbind"
  fail "$1 lets in those with a certificate of $(shown "${2:-nobody}"), which cannot be changed" \
    "put that value back, or take the Client VPN away first"
}

# It goes when no subnet is associated with it any longer, and holds its groups until it is gone.
client_vpn_endpoint::delete() {
  client_vpn_endpoint::take_off_all "$1" || return
  patiently IncorrectState tolerate InvalidClientVpnEndpointId.NotFound \
    aws ec2 delete-client-vpn-endpoint --client-vpn-endpoint-id "$1" >/dev/null || return
  await_gone client_vpn_endpoint "$1"
}

# AWS's pages call the code this, its API that.
# usage: client_vpn_endpoint::take_off ENDPOINT ASSOCIATION
client_vpn_endpoint::take_off() {
  tolerate 'InvalidClientVpnAssociationId\.?NotFound|InvalidClientVpnEndpointId.NotFound' \
    aws ec2 disassociate-client-vpn-target-network --client-vpn-endpoint-id "$1" --association-id "$2" >/dev/null
}

# Takes all off, and waits until they are.
# usage: client_vpn_endpoint::take_off_all ENDPOINT
client_vpn_endpoint::take_off_all() {
  local lines shown="" subnet state association message started=$SECONDS
  while true; do
    lines=$(client_vpn_networks::lines "$1") || return
    if [[ -z $lines ]]; then return; fi
    while IFS=$'\t' read -r subnet state association message; do
      if [[ $state != disassociating ]]; then client_vpn_endpoint::take_off "$1" "$association" || return; fi
    done <<<"$lines"
    if ((SECONDS - started >= CLIENT_VPN_SECONDS)); then
      complain "error: $1 is still associated after $CLIENT_VPN_SECONDS s:" "$(shown "$lines")"
      return 1
    fi
    if [[ -z $shown ]]; then say "  waiting until no subnet is associated with $1"; fi
    shown=$lines
    pause $((SECONDS - started))
  done
}

client_vpn_endpoint::remedy() {
  if [[ $1 == ClientVpnEndpointLimitExceeded ]]; then
    printf 'delete a Client VPN endpoint that is not needed: a Region has 5, or ask for more'
  fi
}
