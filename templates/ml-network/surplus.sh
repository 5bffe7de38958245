#!/usr/bin/env bash
#
# What other values needed and these do not. It goes when nothing leads there any longer: NAT gateways, then their
# addresses, route tables that no subnet uses, endpoints. It is included, after leaving.sh and endpoints_leaving.sh,
# never run.

take_away_surplus() {
  local key keys known VALUE
  if [[ -n $PLAN ]]; then return; fi
  keys=$(keys_of NETWORK)
  for key in $keys; do
    look_up "$key"
    known=$VALUE
    look_up "${key}_ASKED"
    if [[ -n $known$VALUE ]] && ! is_wanted "$key"; then start take_away "$key" take_surplus "$key"; fi
  done
  await_started
}

# Of what depends on NAT and on the endpoints, whether it is wanted; all else is.
# usage: is_wanted KEY
is_wanted() {
  case $1 in
    NETWORK_NAT_GATEWAY_*_ID | NETWORK_NAT_ADDRESS_*_ID)
      nat_keys | grep -q -x "${1/ADDRESS/GATEWAY}"
      ;;
    NETWORK_PRIVATE_ROUTE_TABLE_*_ID)
      private_table_keys | grep -q -x "$1"
      ;;
    #% if S3_SERVICE_NAME
    #% else
    NETWORK_S3_ENDPOINT_ID) return 1 ;;
    #% end
    #% if DYNAMODB_SERVICE_NAME
    #% else
    NETWORK_DYNAMODB_ENDPOINT_ID) return 1 ;;
    #% end
    #% if INTERFACE_SERVICE_NAMES
    #% else
    NETWORK_ENDPOINT_GROUP_ID) return 1 ;;
    #% end
  esac
}

# usage: take_surplus KEY ID
take_surplus() {
  local gateway
  case $1 in
    NETWORK_NAT_GATEWAY_*) nat_gateway::delete "$2" ;;
    NETWORK_NAT_ADDRESS_*)
      # Held until its NAT gateway is gone.
      gateway=$(known_or_asked "${1/ADDRESS/GATEWAY}")
      if [[ -n $gateway ]]; then nat_gateway::delete "$gateway"; fi
      elastic_ip::delete "$2"
      ;;
    *_ROUTE_TABLE_*) route_table::delete_unused "$2" ;;
    *_GROUP_ID)
      await_endpoint_interfaces "$2"
      security_group::delete "$2"
      ;;
    *) gateway_endpoint::delete "$2" ;;
  esac
}
