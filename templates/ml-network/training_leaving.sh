#!/usr/bin/env bash
#
# What training was launched with goes when it is no longer asked for. It is included, never run.

# Each before what it stands on.
readonly TRAINING_KEYS="NETWORK_TRAINING_TEMPLATE_ID NETWORK_TRAINING_PLACEMENT_GROUP_ID NETWORK_TRAINING_PROFILE_ARN NETWORK_TRAINING_ROLE_ARN"

# AWS refuses that while instances are there.
take_training_away() {
  local key id
  for key in $TRAINING_KEYS; do
    id=$(recall "$key")
    if [[ -z $id ]]; then continue; fi
    case $key in
      *_TEMPLATE_ID) launch_template::delete "$id" ;;
      *_GROUP_ID) placement_group::delete "$id" ;;
      *_PROFILE_ARN) instance_profile::delete "$id" ;;
      *_ROLE_ARN) iam_role::delete "$id" ;;
    esac
    no_longer_there "$key" "$id"
  done
  remember NETWORK_TRAINING_FACTS "" NETWORK_TRAINING_RESERVATION "" NETWORK_TRAINING_TEMPLATE_DATA ""
}

# The same, only told.
find_training_to_go() {
  local key id
  for key in $TRAINING_KEYS; do
    id=$(recall "$key")
    if [[ -n $id ]]; then find_difference "$key" "no longer wanted" "$id"; fi
  done
}
