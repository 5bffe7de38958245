#!/usr/bin/env bash
#
# What clients reach goes when there are no servers any longer, and the group of the version on trial when there is none.
# It is included, never run.

# Each before what it stands on; the servers have gone before. status.sh only tells of it.
leave_load_balancer() {
  if [[ -n $PLAN ]]; then return; fi
  #% if SERVER_TYPE
  #% if CANARY
  #% else
  take_away NETWORK_CANARY_TARGET_GROUP_ARN target_group::delete
  #% end
  #% else
  local key
  take_away NETWORK_LOAD_BALANCER_ARN load_balancer::delete
  # These go with it.
  for key in NETWORK_CLOSED_RULE_ARN NETWORK_CANARY_RULE_ARN NETWORK_REDIRECT_LISTENER_ARN NETWORK_LISTENER_ARN; do take_away "$key" :; done
  take_away NETWORK_STABLE_TARGET_GROUP_ARN target_group::delete
  take_away NETWORK_CANARY_TARGET_GROUP_ARN target_group::delete
  for key in LOAD_BALANCER LISTENER_CERTIFICATE LOAD_BALANCER_LOG_BUCKET NETWORK_WEB_ACL; do
    if [[ -n $(recall "$key") ]]; then remember "$key" ""; fi
  done
  #% end
}

#% if SERVER_TYPE
#% else
# That it is protected is told before anything is changed for its end.
refuse_protected_load_balancer() {
  local balancer call
  balancer=$(recall NETWORK_LOAD_BALANCER_ARN)
  if [[ -n $PLAN || -z $balancer ]]; then return; fi
  call=$(load_balancer::protected "$balancer")
  if [[ -n $call ]]; then
    fail "the load balancer is protected against deletion, so it stays" \
      "set DELETION_PROTECTION=\"false\" with SERVER_TYPE as it was and run ./deploy_all.sh, or: $call"
  fi
}
#% end
