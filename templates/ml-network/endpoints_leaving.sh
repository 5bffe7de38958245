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

# AWS takes the interfaces of endpoints out minutes after these, and they hold the group until then. (Who waits for all
# of a VPC, as cleanup.sh does, would wait for those of a load balancer that stays.)
# usage: await_endpoint_interfaces GROUP
await_endpoint_interfaces() {
  local interfaces shown="" started=$SECONDS
  not_in_check_mode
  while true; do
    interfaces=$(aws ec2 describe-network-interfaces \
      --filters "Name=group-id,Values=$1" Name=interface-type,Values=vpc_endpoint \
      --query 'NetworkInterfaces[].[NetworkInterfaceId,Description]')
    if [[ -z $interfaces ]]; then return; fi
    if ((SECONDS - started >= TIMEOUT_SECONDS)); then
      fail "interfaces of endpoints are still in $1 after $TIMEOUT_SECONDS s: $(shown "$interfaces")" \
        "an endpoint that is not of these scripts takes another group; then, or later, run again"
    fi
    if [[ $interfaces != "$shown" ]]; then
      say "  waiting until AWS has taken the interfaces of endpoints out of $1 ($((SECONDS - started)) s)"
      shown=$interfaces
    fi
    pause $((SECONDS - started))
  done
}
