#!/usr/bin/env bash
#
# What the clients reach.
#
# Makes an Application Load Balancer across the zones, a target group for each of two versions of the model, and a
# listener that deals requests out between them: by HTTPS with your certificate, with another listener that sends clients
# of HTTP there, or by HTTP alone where there is no certificate. A request with the header X-Model-Version: canary goes to
# the version on trial. The weights of the two, and how long a client stays with one, are put once: ./shift.sh changes
# them from then on, and this script never does.

#% param HEALTH_PATH HealthCheckPath
#% param IDLE_TIMEOUT_SECONDS RequestIdleTimeout
#% param STICKY_SECONDS StickyDuration
#% param DELETION_PROTECTION Bool
#% param LOG_BUCKET BucketName?
#% param WEB_ACL_ARN WebACLARN?
#% param DEPLOYMENT_NAME DeploymentName

#% include runtime/begin.sh
#% include tiers.sh
#% include way_binding.sh
#% include load_balancer.sh
#% include load_balancer_scheme.sh
#% include listeners.sh
#% include leaving.sh

main() {
  begin_step "${BASH_SOURCE[0]}" "$@"
  on_side NETWORK
  bind_load_balancer
  #% if CANARY
  #% else
  refuse_split_traffic
  #% end

  #% if CDN
  await_step 1.vpc_deploy.sh
  #% else
  # The subnets of the public tier are there then.
  await_step 1.vpc_deploy.sh more
  #% end
  # The load balancer takes longest, so it comes before what it will need.
  keep_scheme
  make_load_balancer
  start keep_load_balancer
  start make_target_group STABLE "$STABLE_NAME"
  #% if CANARY
  start make_target_group CANARY "$CANARY_NAME"
  #% end
  await_started
  make_listeners

  # The servers can come to the groups: they boot while the load balancer comes up.
  let_others_go_on
  await NETWORK_LOAD_BALANCER_ARN 'active|active_impaired'
  keep_name
  web_acl::protects NETWORK_WEB_ACL "$(needed NETWORK_LOAD_BALANCER_ARN)" "$(web_acl::of_scope regional "$WEB_ACL_ARN")"
}

# The name that clients use, from the last look.
keep_name() {
  local balancer names
  if [[ -n $PLAN$CHECK ]]; then return; fi
  balancer=$(needed NETWORK_LOAD_BALANCER_ARN)
  seen_answer load_balancer "$balancer" >/dev/null
  read -r -a names <<<"$(load_balancer::names "$balancer")"
  if [[ $(recall NETWORK_LOAD_BALANCER_DNS_NAME) != "${names[0]:-}" ]]; then
    remember NETWORK_LOAD_BALANCER_DNS_NAME "${names[0]:-}"
  fi
}

make_load_balancer() {
  local subnet subnets=()
  while read -r subnet; do subnets+=("$subnet"); done < <(subnets_of "$(scheme_tier)")
  ensure NETWORK_LOAD_BALANCER_ARN "$LOAD_BALANCER_NAME" \
    aws elbv2 create-load-balancer --type application --name "$LOAD_BALANCER_NAME" --scheme "$(scheme)" \
    --ip-address-type ipv4 --security-groups "$(needed NETWORK_LOAD_BALANCER_GROUP_ID)" --subnets ${subnets[@]+"${subnets[@]}"}
}

# What of it is changed in place: first of all, where its log goes.
# https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_LoadBalancerAttribute.html
keep_load_balancer() {
  local balancer attribute attributes=() subnet subnets=()
  balancer=$(needed NETWORK_LOAD_BALANCER_ARN)
  while read -r attribute; do attributes+=("$attribute"); done < <(load_balancer::log "$LOG_BUCKET" "$DEPLOYMENT_NAME")
  # A header that is no header could be read in one way here and in another by the servers.
  load_balancer::attributes "$balancer" ${attributes[@]+"${attributes[@]}"} "deletion_protection.enabled=$DELETION_PROTECTION" \
    "idle_timeout.timeout_seconds=$IDLE_TIMEOUT_SECONDS" routing.http.drop_invalid_header_fields.enabled=true
  if [[ $(recall LOAD_BALANCER_LOG_BUCKET) != "$LOG_BUCKET" ]]; then remember LOAD_BALANCER_LOG_BUCKET "$LOG_BUCKET"; fi
  while read -r subnet; do subnets+=("$subnet"); done < <(subnets_of "$(scheme_tier)")
  load_balancer::stands_in "$balancer" ${subnets[@]+"${subnets[@]}"}
  load_balancer::has_group "$balancer" "$(needed NETWORK_LOAD_BALANCER_GROUP_ID)"
}

# Requests to a model take long, and not all alike: the next one goes where the fewest are under way.
# https://docs.aws.amazon.com/elasticloadbalancing/latest/application/edit-target-group-attributes.html
# usage: make_target_group VERSION NAME
make_target_group() {
  local group word checking=()
  while IFS= read -r word; do checking+=("$word"); done < <(target_group::checking "$HEALTH_PATH")
  ensure "NETWORK_${1}_TARGET_GROUP_ARN" "$2" \
    aws elbv2 create-target-group --name "$2" --vpc-id "$(needed NETWORK_VPC_ID)" \
    --target-type instance --protocol HTTP --port "$APP_PORT" ${checking[@]+"${checking[@]}"}
  group=$(needed "NETWORK_${1}_TARGET_GROUP_ARN")
  target_group::checks "$group" "$HEALTH_PATH"
  target_group::attributes "$group" \
    deregistration_delay.timeout_seconds=30 load_balancing.algorithm.type=least_outstanding_requests
}

main "$@"
