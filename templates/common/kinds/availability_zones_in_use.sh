#!/usr/bin/env bash
#
# A zone that AWS refuses for something new, while other things stand in it.

# Ends the run where a zone is to be left and something stands in its subnets: they could not all be deleted, and those
# that were would be missed. That the zone was refused is forgotten: with the values from before, all is as it was.
# usage: availability_zones::must_be_empty ZONE_NUMBER
availability_zones::must_be_empty() {
  local zone left refused="" other
  left=$(availability_zones::what_stands_in "$1")
  if [[ -z $left ]]; then return; fi
  zone=$(recall "${SIDE}_ZONE_$1")
  for other in $(recall "${SIDE}_REFUSED_ZONES"); do
    if [[ $other != "$zone" ]]; then refused+="${refused:+ }$other"; fi
  done
  remember "${SIDE}_REFUSED_ZONES" "$refused"
  fail "AWS refuses $zone for what was asked for, and the zone cannot be left: something stands in its subnets" \
    "$(shown "$left")" \
    "nothing was taken away; to go on as before, put the value back that brought the refusal, generate the scripts" \
    "again and run ./deploy_all.sh. To leave the zone, take out what stands there, then run ./deploy_all.sh again." \
    "Or take all away (./cleanup.sh) and deploy in other zones: EXCLUDED_ZONE_IDS keeps out the one whose id this tells:" \
    "$(call_line ec2 describe-availability-zones --zone-names "$zone" --query 'AvailabilityZones[].ZoneId')"
}

# The interfaces in the subnets of a zone, a line each; those of what was just deleted go within moments.
# usage: availability_zones::what_stands_in ZONE_NUMBER
availability_zones::what_stands_in() {
  local key keys subnet subnets=() left started=$SECONDS
  keys=$(availability_zones::subnets "$1")
  for key in $keys; do
    subnet=$(recall "$key")
    if [[ -n $subnet ]]; then subnets+=("$subnet"); fi
  done
  if ((${#subnets[@]} == 0)); then return; fi
  while true; do
    left=$(aws ec2 describe-network-interfaces --filters "Name=subnet-id,Values=$(with_commas "${subnets[@]}")" \
      --query 'NetworkInterfaces[].[NetworkInterfaceId,SubnetId,InterfaceType,Description]')
    if [[ -z $left ]] || ((SECONDS - started >= SETTLE_SECONDS)); then break; fi
    pause
  done
  if [[ -n $left ]]; then printf '%s\n' "$left"; fi
}
