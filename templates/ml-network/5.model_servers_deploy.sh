#!/usr/bin/env bash
#
# The model servers behind the load balancer.
#
# Makes what they are launched from: a role, by which Session Manager reaches them (no port is open for that), and a
# launch template with numbered versions. Then their groups in the app tier, which AWS keeps at their size: that of the
# stable version, which grows from SERVER_COUNT to SERVER_MAX with the requests that each server gets, and with CANARY
# that of a version on trial. What servers are launched with is changed by a new version: with CANARY it goes on trial,
# else the servers are replaced by such of the new version, a few at a time, and back where these do not come up or, with
# ALARM_EMAIL, answer with errors or slowly.
# https://docs.aws.amazon.com/autoscaling/ec2/userguide/what-is-amazon-ec2-auto-scaling.html

#% include runtime/begin.sh
#% include tiers.sh
#% include leaving.sh
#% include servers.sh
#% include server_groups.sh

main() {
  begin_step "${BASH_SOURCE[0]}" "$@"
  on_side NETWORK
  start make_server_role
  if [[ -z $CHECK ]]; then start look_up_server_type; fi
  await_started
  await_step 2.security_deploy.sh
  make_server_template
  # They load what they run when they begin, and are checked by the load balancer: both must be there.
  await_step 1.vpc_deploy.sh
  await_step 3.egress_deploy.sh
  await_step 4.load_balancer_deploy.sh more
  #% if CANARY
  # Before keep_canary notes the next one.
  TRIED_VERSION=$(recall NETWORK_CANARY_VERSION)
  start keep_canary
  #% else
  # The load balancer sends nobody there any longer.
  start take_canary_away
  #% end
  start keep_stable
  await_started
  await_step 4.load_balancer_deploy.sh
  await_stable
}

main "$@"
