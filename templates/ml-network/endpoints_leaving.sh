#!/usr/bin/env bash
#
# Interface endpoints that are no longer wanted. It is included, never run.

# usage: take_endpoints_away " KEY KEY… "   (those that stay)
take_endpoints_away() {
  local key keys
  if [[ -n $PLAN ]]; then return; fi
  keys=$(keys_like 'NETWORK_*_INTERFACE_ENDPOINT_ID')
  for key in $keys; do
    if [[ $1 == *" $key "* ]]; then continue; fi
    take_away "$key" vpc_endpoint::delete
    if [[ -z $CHECK ]]; then remember "${key%_ID}_ZONES" ""; fi
  done
}
