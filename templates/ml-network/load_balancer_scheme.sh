#!/usr/bin/env bash
#
# Who reaches the load balancer: the internet, or CloudFront alone. It is included, never run.

#% if CDN
# A VPC origin leads into private subnets. The app tier has them in each zone, with the servers, and has no way in from
# the internet, whatever a security group says.
# https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/private-content-vpc-origins.html
readonly LOAD_BALANCER_SCHEME=internal LOAD_BALANCER_TIER=APP
#% else
readonly LOAD_BALANCER_SCHEME=internet-facing LOAD_BALANCER_TIER=PUBLIC
#% end

# AWS cannot change it: a load balancer of the other scheme goes, and its listeners with it; the target groups stay, and
# so do the servers in them.
keep_scheme() {
  local balancer has call
  balancer=$(recall NETWORK_LOAD_BALANCER_ARN)
  if [[ -n $PLAN || -z $balancer ]]; then return; fi
  has=$(seen_answer load_balancer "$balancer") || exit
  if [[ -z $has || $has == *"scheme=$LOAD_BALANCER_SCHEME"* ]]; then return; fi
  if [[ -n $CHECK ]]; then
    find_difference "scheme of NETWORK_LOAD_BALANCER" changed "$balancer"
    return
  fi
  call=$(load_balancer::protected "$balancer")
  if [[ -n $call ]]; then
    fail "the load balancer is not $LOAD_BALANCER_SCHEME, which takes another one, and it is protected against deletion" \
      "put CDN back, or allow it to go: $call"
  fi
  complain "  warning: the load balancer cannot become $LOAD_BALANCER_SCHEME: another one takes its place, and clients are" \
    "cut off until that is done"
  load_balancer::delete "$balancer"
  await_gone load_balancer "$balancer"
  remember NETWORK_LISTENER_ARN "" NETWORK_REDIRECT_LISTENER_ARN "" NETWORK_CANARY_RULE_ARN ""
  no_longer_there NETWORK_LOAD_BALANCER_ARN "$balancer"
}
