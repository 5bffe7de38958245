#!/usr/bin/env bash
#
# The model servers go when none are asked for any longer. It is included, never run.

# Those of both versions, then what they were launched from, each before what it stands on. Where this compares, it
# only tells.
take_servers_away() {
  if [[ -n $PLAN ]]; then return; fi
  start take_away NETWORK_CANARY_SERVERS_ARN auto_scaling_group::delete
  start take_away NETWORK_STABLE_SERVERS_ARN auto_scaling_group::delete
  await_started
  take_away NETWORK_SERVER_TEMPLATE_ID launch_template::delete
  take_away NETWORK_SERVER_PROFILE_ARN instance_profile::delete
  take_away NETWORK_SERVER_ROLE_ARN iam_role::delete
  remember NETWORK_SERVER_FACTS "" NETWORK_SERVER_IMAGE "" NETWORK_SERVER_TEMPLATE_DATA "" \
    NETWORK_STABLE_VERSION "" NETWORK_CANARY_VERSION ""
}
