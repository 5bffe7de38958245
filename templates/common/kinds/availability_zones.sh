#!/usr/bin/env bash
#
# Availability Zones. https://docs.aws.amazon.com/global-infrastructure/latest/regions/az-ids.html

# Chooses an Availability Zone for each key: zones that the account has, that are not kept out, and that are among those
# offered where some are given. The choice is kept, with the zones' ids, so that a later run makes the same; in place of
# one that was left, the next one is taken. Where `env` was lost, it is read off the subnets that are there.
# usage: availability_zones::choose KEY... [--not ZONE_ID...] [--among ZONE...]
availability_zones::choose() {
  local keys=() taken="" zones name id kept_out="" offered="" refused list="" free=() ids=() seen="" choice=()
  local missing=0 number VALUE
  not_in_check_mode
  while (($# > 0)); do
    case $list,$1 in
      *,--not | *,--among) list=$1 ;;
      --not,*) kept_out+=" $1 " ;;
      --among,*) offered+=" $1 " ;;
      *)
        keys+=("$1")
        name=$(recall "$1")
        taken+=" $name"
        if [[ -z $name ]]; then missing=$((missing + 1)); fi
        ;;
    esac
    shift
  done
  if ((missing == 0)); then return; fi
  refused=$(recall "${SIDE}_REFUSED_ZONES")
  if [[ -z $PLAN ]]; then
    availability_zones::know_of_subnets "$kept_out"
    for number in 1 2 3 4 5 6; do
      look_up "${SIDE}_ZONE_$number"
      taken+=" $VALUE"
    done
  fi
  remark "${keys[0]} and so on: the first ${#keys[@]} zones that all of these show"
  zones=$(availability_zones::usable)
  if [[ -n $PLAN ]]; then return; fi

  while read -r name id; do
    seen+=" $name ($id)"
    if [[ $kept_out == *" $id "* || " $refused $taken " == *" $name "* ]]; then continue; fi
    if [[ -z $offered || $offered == *" $name "* ]]; then
      free+=("$name")
      ids+=("$id")
    fi
  done <<<"$zones"
  for name in ${keys[@]+"${keys[@]}"}; do
    if [[ -n $(recall "$name") ]]; then continue; fi
    if ((${#free[@]} == 0)); then
      fail "${#keys[@]} Availability Zones are needed in $SIDE_REGION, and there are not as many" "the account has:$seen" \
        ${offered:+"the service has:$offered"} ${kept_out:+"kept out:$kept_out"} ${refused:+"refused by AWS: $refused"}
    fi
    choice+=("$name" "${free[0]}" "${name/_ZONE_/_ZONE_ID_}" "${ids[0]}")
    free=(${free[@]+"${free[@]:1}"})
    ids=(${ids[@]+"${ids[@]:1}"})
  done
  remember ${choice[@]+"${choice[@]}"}
}

# The zones that the account can use in the region at hand: "NAME<tab>ID", a line each, by name.
availability_zones::usable() {
  not_in_check_mode
  once "zones.$SIDE_REGION" aws ec2 describe-availability-zones \
    --filters Name=zone-type,Values=availability-zone Name=state,Values=available \
    --query 'sort_by(AvailabilityZones,&ZoneName)[].[ZoneName,ZoneId]'
}

# The zone of a subnet of the side at hand, as `env` knows it.
# usage: availability_zones::of_subnet SUBNET
availability_zones::of_subnet() {
  local number key
  for number in 1 2 3 4 5 6; do
    for key in $(availability_zones::subnets "$number"); do
      if [[ $(recall "$key") == "$1" ]]; then recall "${SIDE}_ZONE_$number"; fi
    done
  done
}

# The zones of the side at hand, as `env` knows them, that are none of those with these ids.
# usage: availability_zones::other_than "ZONE_ID ZONE_ID…"
availability_zones::other_than() {
  local number zone id others=""
  for number in 1 2 3 4 5 6; do
    zone=$(recall "${SIDE}_ZONE_$number")
    id=$(recall "${SIDE}_ZONE_ID_$number")
    if [[ -n $zone && -n $id && " $1 " != *" $id "* ]]; then others+="${others:+ }$zone"; fi
  done
  printf '%s' "$others"
}

# The numbers of the zones of the side at hand that AWS has refused, a line each.
availability_zones::refused() {
  local number zone refused
  refused=$(recall "${SIDE}_REFUSED_ZONES")
  for number in 1 2 3 4 5 6; do
    zone=$(recall "${SIDE}_ZONE_$number")
    if [[ -n $zone && " $refused " == *" $zone "* ]]; then printf '%s\n' "$number"; fi
  done
}

# Leaves these zones: the subnets there go, and the next zone can be chosen.
availability_zones::leave_refused() {
  local number numbers key keys subnet
  not_in_check_mode
  numbers=$(availability_zones::refused)
  for number in $numbers; do
    availability_zones::must_be_empty "$number"
    keys=$(availability_zones::subnets "$number")
    for key in $keys; do
      subnet=$(recall "$key")
      if [[ -n $subnet ]]; then
        subnet::delete "$subnet"
        note_state "$subnet" deleted
        report deleted "$key" "$subnet"
      fi
      remember "$key" ""
    done
    remember "${SIDE}_ZONE_$number" "" "${SIDE}_ZONE_ID_$number" ""
  done
}

# The keys of the subnets in a zone of the side at hand, a line each.
# usage: availability_zones::subnets ZONE_NUMBER
availability_zones::subnets() {
  local key
  for key in $(keys_of "$SIDE"); do
    if [[ $key == *_SUBNET_"$1"_ID ]]; then printf '%s\n' "$key"; fi
  done
}
