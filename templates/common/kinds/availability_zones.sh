#!/usr/bin/env bash
#
# Availability Zones. https://docs.aws.amazon.com/global-infrastructure/latest/regions/az-ids.html

# Chooses two Availability Zones that the account has, that are not kept out, and that are among those offered where
# some are given. The choice is kept, so that a later run makes the same; in place of one that was left, the next one
# is taken.
# usage: availability_zones::choose KEY_1 KEY_2 [--not ZONE_ID...] [--among ZONE...]
availability_zones::choose() {
  local key_1=$1 key_2=$2 taken zones name id kept_out="" offered="" refused list="" free=() seen="" choice=()
  not_in_check_mode
  taken="$(recall "$1") $(recall "$2")"
  if [[ $taken == *[a-z]" "[a-z]* ]]; then return; fi
  shift 2
  while (($# > 0)); do
    case $1 in
      --not | --among) list=$1 ;;
      *) if [[ $list == --not ]]; then kept_out+=" $1 "; else offered+=" $1 "; fi ;;
    esac
    shift
  done
  refused=$(recall "${SIDE}_REFUSED_ZONES")
  remark "$key_1 and $key_2: the first two zones that all of these show"
  zones=$(availability_zones::usable)
  if [[ -n $PLAN ]]; then return; fi

  while read -r name id; do
    seen+=" $name ($id)"
    if [[ $kept_out == *" $id "* || " $refused $taken " == *" $name "* ]]; then continue; fi
    if [[ -z $offered || $offered == *" $name "* ]]; then free+=("$name"); fi
  done <<<"$zones"
  for name in "$key_1" "$key_2"; do
    if [[ -n $(recall "$name") ]]; then continue; fi
    if ((${#free[@]} == 0)); then
      fail "two Availability Zones are needed in $REGION, and there are not as many" "the account has:$seen" \
        ${offered:+"the service has:$offered"} ${kept_out:+"kept out:$kept_out"} ${refused:+"refused by AWS: $refused"}
    fi
    choice+=("$name" "${free[0]}")
    free=(${free[@]+"${free[@]:1}"})
  done
  remember ${choice[@]+"${choice[@]}"}
}

# The zones that the account can use in the region at hand: "NAME<tab>ID", a line each, by name.
availability_zones::usable() {
  not_in_check_mode
  once "zones.$REGION" aws ec2 describe-availability-zones \
    --filters Name=zone-type,Values=availability-zone Name=state,Values=available \
    --query 'sort_by(AvailabilityZones,&ZoneName)[].[ZoneName,ZoneId]'
}

# The numbers of the subnets of the side at hand that stand in a zone that AWS has refused, a line each.
availability_zones::refused() {
  local number zone refused
  refused=$(recall "${SIDE}_REFUSED_ZONES")
  for number in 1 2; do
    zone=$(recall "${SIDE}_ZONE_$number")
    if [[ -n $zone && " $refused " == *" $zone "* ]]; then printf '%s\n' "$number"; fi
  done
}

# Leaves these zones: the subnet there goes, and the next zone can be chosen.
availability_zones::leave_refused() {
  local number numbers subnet
  not_in_check_mode
  numbers=$(availability_zones::refused)
  for number in $numbers; do
    subnet=$(recall "${SIDE}_SUBNET_${number}_ID")
    if [[ -n $subnet ]]; then
      subnet::delete "$subnet"
      note_state "$subnet" deleted
      report deleted "${SIDE}_SUBNET_${number}_ID" "$subnet"
    fi
    remember "${SIDE}_SUBNET_${number}_ID" "" "${SIDE}_ZONE_$number" ""
  done
}
