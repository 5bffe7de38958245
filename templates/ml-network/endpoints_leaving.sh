#!/usr/bin/env bash
#
# Interface endpoints that are no longer wanted. It is included, never run.

# usage: take_endpoints_away " KEY KEY… "   (those that stay)
take_endpoints_away() {
  local key keys id
  if [[ -n $PLAN ]]; then return; fi
  keys=$(keys_like 'NETWORK_*_INTERFACE_ENDPOINT_ID')
  for key in $keys; do
    if [[ $1 == *" $key "* ]]; then continue; fi
    id=$(recall "$key")
    if [[ -n $CHECK ]]; then
      find_difference "$key" "no longer wanted" "$id"
    elif [[ -n $id ]]; then
      vpc_endpoint::delete "$id"
      no_longer_there "$key" "$id"
      remember "${key%_ID}_ZONES" ""
    fi
  done
}
