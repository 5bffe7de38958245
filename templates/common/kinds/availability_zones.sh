#!/usr/bin/env bash
#
# Availability Zones. https://docs.aws.amazon.com/global-infrastructure/latest/regions/az-ids.html

# Chooses two Availability Zones that the account has, that are not kept out, and that are among those offered where
# some are given. The choice is kept, so that a later run makes the same.
# usage: availability_zones::choose KEY_1 KEY_2 [--not ZONE_ID...] [--among ZONE...]
availability_zones::choose() {
  local zones name id kept_out="" offered="" list="" chosen=() seen=""
  not_in_check_mode
  if [[ -n $(recall "$2") ]]; then return; fi
  local key_1=$1 key_2=$2
  shift 2
  while (($# > 0)); do
    case $1 in
      --not | --among) list=$1 ;;
      *) if [[ $list == --not ]]; then kept_out+=" $1 "; else offered+=" $1 "; fi ;;
    esac
    shift
  done
  remark "$key_1 and $key_2: the first two zones that all of these show"
  zones=$(aws ec2 describe-availability-zones \
    --filters Name=zone-type,Values=availability-zone Name=state,Values=available \
    --query 'sort_by(AvailabilityZones,&ZoneName)[].[ZoneName,ZoneId]')
  if [[ -n $PLAN ]]; then return; fi

  while read -r name id; do
    seen+=" $name ($id)"
    if [[ $kept_out == *" $id "* || (-n $offered && $offered != *" $name "*) ]]; then continue; fi
    chosen+=("$name")
  done <<<"$zones"
  if ((${#chosen[@]} < 2)); then
    fail "two Availability Zones are needed in $REGION, and there are ${#chosen[@]}" \
      "the account has:$seen" ${offered:+"the service has:$offered"} ${kept_out:+"kept out:$kept_out"}
  fi
  remember "$key_1" "${chosen[0]}" "$key_2" "${chosen[1]}"
}
