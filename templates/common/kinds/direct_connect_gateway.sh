#!/usr/bin/env bash
#
# Direct Connect gateway: where virtual interfaces of Direct Connect end, of the whole account, in front of virtual
# private gateways of any Region. It costs nothing, and is known by its name and its tag.
# https://docs.aws.amazon.com/directconnect/latest/UserGuide/direct-connect-gateways-intro.html

direct_connect_gateway::service() { printf directconnect; }
direct_connect_gateway::needs() { :; }
direct_connect_gateway::is_id() { [[ $1 =~ ^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$ ]]; }
direct_connect_gateway::id() { printf directConnectGateway.directConnectGatewayId; }

# Without a name in the table only what `env` knows is looked for.
direct_connect_gateway::find() {
  local name
  name=$(known_name)
  if [[ -z $name ]]; then return; fi
  aws directconnect describe-direct-connect-gateways --query \
    "directConnectGateways[?directConnectGatewayName=='$name'&&directConnectGatewayState!='deleting'].[directConnectGatewayId]"
}

direct_connect_gateway::fixed() {
  aws directconnect describe-direct-connect-gateways --direct-connect-gateway-id "$1" \
    --query "directConnectGateways[].['--amazon-side-asn',amazonSideAsn]"
}

# One that is not there is no error.
direct_connect_gateway::look() {
  aws directconnect describe-direct-connect-gateways --direct-connect-gateway-id "$1" \
    --query 'directConnectGateways[].[directConnectGatewayState]'
}

# Virtual interfaces are the user's. AWS deletes no gateway that has some: that is found before anything is deleted.
# usage: direct_connect_gateway::protected GATEWAY
direct_connect_gateway::protected() {
  local state lines interface region
  # Of one that is gone AWS tells nothing but that.
  state=$(seen_state direct_connect_gateway "$1") || exit
  if [[ -z $state || $state == deleted ]]; then return; fi
  lines=$(once "interfaces.$1" aws directconnect describe-direct-connect-gateway-attachments \
    --direct-connect-gateway-id "$1" --query \
    "directConnectGatewayAttachments[?attachmentState!='detached'].[virtualInterfaceId,virtualInterfaceRegion]") || return
  read -r interface region <<<"$lines"
  if [[ ! $interface =~ ^dxvif-[0-9a-z]+$ || ! $region =~ ^[a-z0-9-]+$ ]]; then return; fi
  SIDE_REGION=$region call_line directconnect delete-virtual-interface --virtual-interface-id "$interface"
}

# AWS has one code for all that it refuses, so what is gone already is looked for.
direct_connect_gateway::delete() {
  local state
  state=$(state_of direct_connect_gateway "$1") || return
  if [[ -z $state || $state == deleted ]]; then return; fi
  if [[ $state != deleting ]]; then
    aws directconnect delete-direct-connect-gateway --direct-connect-gateway-id "$1" >/dev/null || return
  fi
  await_gone direct_connect_gateway "$1"
}

# usage: direct_connect_gateway::remedy CODE OPERATION MESSAGE
direct_connect_gateway::remedy() {
  case $2 in
    create-direct-connect-gateway-association)
      printf 'is the Direct Connect gateway in this account, with less than 20 virtual private gateways and without a transit gateway? That of another account takes a proposal, which these scripts do not make'
      ;;
    delete-direct-connect-gateway)
      printf 'take away what others have with this Direct Connect gateway (virtual interfaces, associations), then run again'
      ;;
  esac
}
