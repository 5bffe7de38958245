#!/usr/bin/env bash
#
# What training was launched with goes when it is no longer asked for, and no instance of it is left. It is included,
# after leaving.sh, never run.

#% include training_instances.sh

# Each before what it stands on.
readonly TRAINING_KEYS="NETWORK_TRAINING_TEMPLATE_ID NETWORK_TRAINING_PLACEMENT_GROUP_ID NETWORK_TRAINING_PROFILE_ARN NETWORK_TRAINING_ROLE_ARN"

take_training_away() {
  local key
  not_in_check_mode
  refuse_instances
  for key in $TRAINING_KEYS; do
    case $key in
      *_TEMPLATE_ID) take_away "$key" launch_template::delete ;;
      *_GROUP_ID) take_away "$key" placement_group::delete ;;
      *_PROFILE_ARN) take_away "$key" instance_profile::delete ;;
      *_ROLE_ARN) take_away "$key" iam_role::delete ;;
    esac
  done
  remember NETWORK_TRAINING_FACTS "" NETWORK_TRAINING_RESERVATION "" NETWORK_TRAINING_TEMPLATE_DATA ""
}

# They are paid for until they end, and no launch template and no role needs them to: AWS would let both go, and nothing
# of the deployment would tell of them any longer.
refuse_instances() {
  local lines ids
  not_in_check_mode
  if ! has_training; then return; fi
  lines=$(settled_instances)
  if [[ -z $lines ]]; then return; fi
  ids=$(cut -f 1 <<<"$lines")
  fail "training instances are there, and are paid for: $(shown "${ids//$'\n'/, }")" \
    "./train.sh down ends them, then run ./deploy_all.sh again; or put TRAINING_TYPE back"
}

# Who never had training is asked for nothing of it.
has_training() {
  local key VALUE
  for key in $TRAINING_KEYS NETWORK_TRAINING_INSTANCE_ID; do
    look_up "$key"
    if [[ -n $VALUE ]]; then return; fi
    look_up "${key}_ASKED"
    if [[ -n $VALUE ]]; then return; fi
  done
  return 1
}

# What would go, only told, and what would be refused.
find_training_to_go() {
  local key lines count
  if ! has_training; then return; fi
  for key in $TRAINING_KEYS; do take_away "$key" :; done
  lines=$(instances)
  if [[ -z $lines ]]; then return; fi
  count=$(grep -c . <<<"$lines")
  find_difference "training instances" "$count there" "${lines%%$'\t'*}"
}
