#!/usr/bin/env bash
#
# What is different where capacity is reserved for training. It is included, never run.

# How the reservation is, as status.sh tells it.
find_reservation() {
  local facts state free total end is_well=true
  facts=$(capacity_reservation::facts "$TRAINING_RESERVATION_ID")
  IFS=$'\t' read -r state _ _ _ free total end _ <<<"$facts"
  if [[ -z $state ]] || capacity_reservation::is_over "$state"; then is_well=false; fi
  find_fact "capacity for training" "${state:-missing}" "$is_well" "$TRAINING_RESERVATION_ID"
  if [[ -n $state ]]; then find_fact "capacity for training free" "$free of $total" true "its end: $end"; fi
}

# A placement group from before: what is launched from now on is not in it.
take_group_away() {
  local id key=NETWORK_TRAINING_PLACEMENT_GROUP_ID left
  if [[ -n $PLAN ]]; then return; fi
  id=$(recall "$key")
  if [[ -z $id ]]; then return; fi
  if [[ -n $CHECK ]]; then
    find_difference "$key" "no longer wanted" "$id"
    return
  fi
  left=$(instances)
  if [[ -n $left ]]; then
    complain "  $id stays as long as training instances are there: ./train.sh down ends them, then deploy again"
    return
  fi
  placement_group::delete "$id"
  no_longer_there "$key" "$id"
}
