#!/usr/bin/env bash
#
# A zone that is not to be used any more, while something stands in it: AWS refuses it for something new, or the user
# keeps it out now.

# Ends the run where a zone is to be left and something stands in its subnets: they could not all be deleted, and those
# that were would be missed. That the zone was refused is forgotten: with the values from before, all is as it was.
# usage: availability_zones::must_be_empty ZONE_NUMBER
availability_zones::must_be_empty() {
  local zone left
  left=$(availability_zones::what_stands_in "$1")
  if [[ -z $left ]]; then return; fi
  zone=$(recall "${SIDE}_ZONE_$1")
  availability_zones::forget_refusal "$zone"
  fail "AWS refuses $zone for what was asked for, and the zone cannot be left: something stands in its subnets" \
    "$(shown "$left")" \
    "nothing was taken away; to go on as before, put the value back that brought the refusal, generate the scripts" \
    "again and run ./deploy_all.sh. To leave the zone, take out what stands there, then run ./deploy_all.sh again." \
    "Or take all away (./cleanup.sh) and deploy in other zones: EXCLUDED_ZONE_IDS keeps out the one whose id this tells:" \
    "$(call_line ec2 describe-availability-zones --zone-names "$zone" --query 'AvailabilityZones[].ZoneId')"
}

# usage: availability_zones::forget_refusal ZONE
availability_zones::forget_refusal() {
  local other refused=""
  for other in $(recall "${SIDE}_REFUSED_ZONES"); do
    if [[ $other != "$1" ]]; then refused+="${refused:+ }$other"; fi
  done
  remember "${SIDE}_REFUSED_ZONES" "$refused"
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

# Refuses to go on in a zone that a key of env.template keeps out now: a subnet stays in its zone for good. A zone that
# was chosen, but in which nothing was asked for yet, is given up for the next one. Those that AWS has refused are left
# anyway. https://docs.aws.amazon.com/vpc/latest/userguide/configure-subnets.html
# usage: availability_zones::stay_out_of KEY [ZONE_ID...]
availability_zones::stay_out_of() {
  local by=$1 number zone id refused in_use=""
  shift
  if [[ -n $PLAN || $# == 0 ]]; then return; fi
  if [[ -z $CHECK ]]; then availability_zones::know_ids; fi
  refused=$(recall "${SIDE}_REFUSED_ZONES")
  for number in 1 2 3 4 5 6; do
    zone=$(recall "${SIDE}_ZONE_$number")
    id=$(recall "${SIDE}_ZONE_ID_$number")
    if [[ -z $zone || " $* " != *" $id "* || " $refused " == *" $zone "* ]]; then continue; fi
    if availability_zones::is_in_use "$number"; then
      in_use+="${in_use:+, }$id ($zone)"
    elif [[ -z $CHECK ]]; then
      remember "${SIDE}_ZONE_$number" "" "${SIDE}_ZONE_ID_$number" ""
    fi
  done
  if [[ -z $in_use ]]; then return; fi
  if [[ -n $CHECK ]]; then
    find_difference "$by" "has zones in use: $in_use"
    return
  fi
  fail "$by has zones in use, which what is deployed cannot leave: $in_use" \
    "take them out of it again and generate the scripts again, or run ./cleanup.sh first"
}

# Whether something was made in a zone of the side at hand, or may have been.
# usage: availability_zones::is_in_use ZONE_NUMBER
availability_zones::is_in_use() {
  local key
  for key in $(availability_zones::subnets "$1"); do
    if [[ -n $(recall "$key")$(recall "${key}_ASKED") ]]; then return; fi
  done
  return 1
}

# Finds out the ids of the zones that were chosen, where `env` is of scripts that did not keep them.
availability_zones::know_ids() {
  local number zone name id zones
  not_in_check_mode
  for number in 1 2 3 4 5 6; do
    zone=$(recall "${SIDE}_ZONE_$number")
    id=$(recall "${SIDE}_ZONE_ID_$number")
    if [[ -z $zone || -n $id ]]; then continue; fi
    zones=$(availability_zones::usable)
    while read -r name id; do
      if [[ $name == "$zone" ]]; then remember "${SIDE}_ZONE_ID_$number" "$id"; fi
    done <<<"$zones"
  done
}

# Finds out the zones of this deployment's subnets that are there, where `env` knows of neither: they are adopted, and a
# zone that would be chosen now, in place of one that was refused then, need not be theirs. What is refused or kept out
# is never chosen so.
# usage: availability_zones::know_of_subnets "KEPT_OUT_ZONE_ID…"
availability_zones::know_of_subnets() {
  local lines key id subnets=() zones zone refused shape="^${SIDE}_([A-Z0-9_]+_)?SUBNET_([1-6])_ID$"
  not_in_check_mode
  lines=$(inventory) || return
  while IFS=$'\t' read -r key id; do
    if [[ $key =~ $shape ]] && subnet::is_id "$id" && ! is_deleted "$id"; then subnets+=("$id"); fi
  done <<<"$lines"
  if ((${#subnets[@]} == 0)); then return; fi
  zones=$(subnet::zones "${subnets[@]}") || return
  refused=$(recall "${SIDE}_REFUSED_ZONES")
  while IFS=$'\t' read -r key id; do
    if [[ ! $key =~ $shape ]]; then continue; fi
    key="${SIDE}_ZONE_${BASH_REMATCH[2]}"
    zone=$(awk -F '\t' -v subnet="$id" '$1 == subnet { print $2, $3 }' <<<"$zones")
    if [[ -z $zone || -n $(recall "$key") || " $refused " == *" ${zone% *} "* || " $1 " == *" ${zone#* } "* ]]; then
      continue
    fi
    remember "$key" "${zone% *}" "${key/_ZONE_/_ZONE_ID_}" "${zone#* }"
  done <<<"$lines"
}
