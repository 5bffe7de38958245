#!/usr/bin/env bash
#
# A load balancer for others than those that reach it. It is included, after load_balancer.sh, never run.

# AWS cannot change its scheme: one of another scheme goes, and its listeners with it; the target groups stay, and so do
# the servers in them.
keep_scheme() {
  local balancer
  balancer=$(recall NETWORK_LOAD_BALANCER_ARN)
  if [[ -n $PLAN ]] || has_its_scheme "$balancer"; then return; fi
  if [[ -n $CHECK ]]; then
    find_difference "scheme of NETWORK_LOAD_BALANCER" "not $(scheme)" "$balancer"
    return
  fi
  refuse_protected_scheme
  complain "  warning: the load balancer cannot become $(scheme): another one takes its place, which begins with all" \
    "requests at the stable version, and clients are cut off until it is there"
  load_balancer::delete "$balancer"
  await_gone load_balancer "$balancer"
  remember NETWORK_LISTENER_ARN "" NETWORK_REDIRECT_LISTENER_ARN "" NETWORK_CLOSED_RULE_ARN "" \
    NETWORK_CANARY_RULE_ARN "" LISTENER_CERTIFICATE "" LOAD_BALANCER_LOG_BUCKET "" NETWORK_WEB_ACL ""
  no_longer_there NETWORK_LOAD_BALANCER_ARN "$balancer"
}

# Whether there is nothing to change: one that is gone is made anew anyway.
# usage: has_its_scheme LOAD_BALANCER|""
has_its_scheme() {
  local has
  if [[ -z $1 ]]; then return; fi
  has=$(seen_answer load_balancer "$1") || exit
  [[ -z $has || $has == *"scheme=$(scheme)"* ]]
}

# That it is protected is told before anything goes.
refuse_protected_scheme() {
  local balancer call
  balancer=$(recall NETWORK_LOAD_BALANCER_ARN)
  if has_its_scheme "$balancer"; then return; fi
  call=$(load_balancer::protected "$balancer")
  if [[ -n $call ]]; then
    fail "the load balancer cannot become $(scheme): another one would take its place, and it is protected against deletion" \
      "put CDN back; or set DELETION_PROTECTION=\"false\" with CDN as it was and run ./deploy_all.sh, or: $call"
  fi
}
