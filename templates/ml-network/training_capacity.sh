#!/usr/bin/env bash
#
# Whether there is room for the instances that train: in the account's quota, or in what is reserved. It is included,
# never run.

#% param TRAINING_COUNT InstanceCount

warn_of_vcpus() {
  local lack
  lack=$(lack_for_training "$TRAINING_COUNT")
  if [[ -n $lack ]]; then complain "  warning: $lack"; fi
}

# Before N instances are launched for some hours.
# usage: check_capacity N HOURS
check_capacity() {
  #% if TRAINING_RESERVATION_ID
  check_reservation "$1" "$2"
  #% else
  local lack
  lack=$(lack_for_training "$1")
  [[ -z $lack ]] || fail "$lack"
  #% end
}

# The same of N instances for training.
# usage: lack_for_training N
lack_for_training() {
  local vcpus
  read -r _ _ _ vcpus _ <<<"$(recall NETWORK_TRAINING_FACTS)"
  lack_of_vcpus "$1" "$TRAINING_TYPE" "$vcpus"
}

# usage: check_reservation N HOURS
check_reservation() {
  local facts state kind free end left
  facts=$(capacity_reservation::facts "$TRAINING_RESERVATION_ID")
  IFS=$'\t' read -r state _ _ kind free _ end _ <<<"$facts"
  refuse_over "$state"
  [[ $state == active ]] ||
    fail "$TRAINING_RESERVATION_ID has not begun: it is $(shown "$state")" "run this again when it is active"
  if [[ ! $free =~ ^[0-9]{1,6}$ ]] || (($1 > free)); then
    fail "$TRAINING_RESERVATION_ID has $(shown "$free") free instances, and $1 are asked for" \
      "ask for fewer, or end others that run in it; what was terminated is free after some minutes"
  fi
  left=$(minutes_left "$end" "$kind")
  if [[ -z $left ]]; then return; fi
  ((left > 0)) || fail "$TRAINING_RESERVATION_ID takes no more instances: it ends at $(shown "$end")" "name another"
  if ((left < $2 * 60)) && [[ $kind == capacity-block ]]; then
    complain "  warning: AWS terminates them in $((left / 60)) hours and $((left % 60)) minutes already, half an hour" \
      "before the Capacity Block ends ($(shown "$end"))"
  elif ((left < $2 * 60)); then
    complain "  warning: what is reserved ends at $(shown "$end"), before they do: from then on they are on demand"
  fi
}

# Minutes until nothing of a reservation can be used any more, or nothing: the instances of a Capacity Block are
# terminated from half an hour before its end.
# https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/capacity-blocks-how.html
# usage: minutes_left END KIND
minutes_left() {
  local end now
  end=$(capacity_reservation::minutes "$1")
  if [[ -z $end ]]; then return; fi
  if [[ $2 == capacity-block ]]; then end=$((end - 30)); fi
  now=$(date +%s)
  printf '%s' "$((end - now / 60))"
}
