#!/usr/bin/env bash
#
# What AWS tells of the type that trains, and of what is reserved for it: asked once, and kept. It is included, never
# run.

#% param TRAINING_IMAGE InstanceImage?

# Looks whether the zone has the type, and what the type has; keeps "TYPE EFA_ADAPTERS ARCHITECTURE VCPUS ZONE".
look_up_type() {
  local zone facts strategies efa architecture vcpus
  not_in_check_mode
  zone=$(zone_of_training)
  if [[ $(recall NETWORK_TRAINING_FACTS) =~ ^"$TRAINING_TYPE "[0-9]+\ [a-z0-9_]+\ [0-9]+\ "$zone"$ ]]; then return; fi
  check_zone_has_type "$zone"
  facts=$(instance_type::facts "$TRAINING_TYPE")
  if [[ -n $PLAN ]]; then return; fi
  read -r efa architecture vcpus strategies <<<"$facts"
  [[ $efa,$vcpus =~ ^[0-9]{1,3},[0-9]{1,4}$ && $architecture =~ ^[a-z0-9_]+$ ]] ||
    fail "$SIDE_REGION has no instance type $TRAINING_TYPE" "choose another TRAINING_TYPE"
  [[ ,$strategies, == *,cluster,* ]] ||
    fail "$TRAINING_TYPE cannot be in a cluster placement group" \
      "choose a TRAINING_TYPE for training: https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/placement-strategies.html"
  remember NETWORK_TRAINING_FACTS "$TRAINING_TYPE $efa $architecture $vcpus $zone"
}

# usage: check_zone_has_type ZONE
check_zone_has_type() {
  local zones
  zones=$(zones_of_type)
  if [[ -n $PLAN || $'\n'$zones$'\n' == *$'\n'"$1"$'\n'* ]]; then return; fi
  fail "$1, the zone that training stands in, has no $TRAINING_TYPE" \
    "these have: $(shown "${zones:-none of $SIDE_REGION}")" "set TRAINING_ZONE to another zone's number, or choose another type"
}

# Looks whether what is reserved is of this type and zone, and what it is; keeps "ID TYPE ZONE KIND GROUP".
look_up_reservation() {
  local zone facts state type its_zone kind free total end arn tenancy platform group=none
  not_in_check_mode
  zone=$(zone_of_training)
  if [[ $(recall NETWORK_TRAINING_RESERVATION) == "$TRAINING_RESERVATION_ID $TRAINING_TYPE $zone "* ]]; then return; fi
  facts=$(capacity_reservation::facts "$TRAINING_RESERVATION_ID")
  if [[ -n $PLAN ]]; then return; fi
  IFS=$'\t' read -r state type its_zone kind free total end arn tenancy platform <<<"$facts"
  refuse_over "$state"
  [[ $type == "$TRAINING_TYPE" ]] ||
    fail "$TRAINING_RESERVATION_ID is for $(shown "$type"), and TRAINING_TYPE is $TRAINING_TYPE" "make them the same"
  [[ $its_zone == "$zone" ]] || refuse_zone "$its_zone" "$zone"
  [[ $tenancy == default ]] ||
    fail "$TRAINING_RESERVATION_ID is for dedicated hardware (its tenancy is $(shown "$tenancy"))" \
      "name one of the tenancy default: instances are launched with that"
  # train.sh ends them by a script that runs there.
  [[ $platform != Windows* ]] ||
    fail "$TRAINING_RESERVATION_ID is for $(shown "$platform"), where instances would not end by themselves" \
      "name one for a Linux"
  # What is started from an image of the user's own, the user knows.
  [[ -n $TRAINING_IMAGE || $platform == Linux/UNIX ]] ||
    fail "$TRAINING_RESERVATION_ID is for $(shown "$platform"), and Amazon Linux is Linux/UNIX" \
      "name another, or set TRAINING_IMAGE to an image of its platform"
  if [[ $arn != none ]]; then group=${arn##*:placement-group/}; fi
  [[ $group =~ ^[A-Za-z0-9._-]+$ ]] ||
    fail "$TRAINING_RESERVATION_ID was made in a placement group with a name that these scripts cannot use: $(shown "$group")" \
      "name a reservation in a group whose name has letters, digits and . _ - only, or in none"
  [[ $kind == capacity-block ]] || kind=default
  remember NETWORK_TRAINING_RESERVATION "$TRAINING_RESERVATION_ID $type $zone $kind $group"
  say "  $TRAINING_RESERVATION_ID: $(shown "$free of $total") of $type are free in $zone, it is $(shown "$state"), its end: $(shown "$end")"
}

# usage: refuse_over STATE
refuse_over() {
  [[ -n $1 ]] ||
    fail "there is no capacity reservation $TRAINING_RESERVATION_ID in $SIDE_REGION" \
      "is TRAINING_RESERVATION_ID right? $(call_line ec2 describe-capacity-reservations) lists them"
  if capacity_reservation::is_over "$1"; then
    fail "$TRAINING_RESERVATION_ID is $(shown "$1"): nothing can be launched into it any more" \
      "name another in TRAINING_RESERVATION_ID, or none"
  fi
}

# usage: refuse_zone ITS_ZONE ZONE
refuse_zone() {
  local number advice="the network has no zone there: set TRAINING_RESERVATION_ID to one in another zone, or run ./cleanup.sh and deploy again"
  for number in 1 2 3 4 5 6; do
    if [[ $(recall "NETWORK_ZONE_$number") == "$1" ]]; then advice="set TRAINING_ZONE=\"$number\""; fi
  done
  fail "$TRAINING_RESERVATION_ID is in $(shown "$1"), and training stands in $2" "$advice"
}
