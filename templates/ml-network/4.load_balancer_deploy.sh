#!/usr/bin/env bash
#
# What the clients reach: an Application Load Balancer across the zones, and the groups of servers behind it.

#% param APP_PORT Port

#% include runtime/begin.sh
#% include tiers.sh
#% include load_balancer_scheme.sh

main() {
  begin_step "${BASH_SOURCE[0]}" "$@"
  on_side NETWORK
  local subnet subnets=()
  keep_scheme
  while read -r subnet; do subnets+=("$subnet"); done < <(subnets_of "$LOAD_BALANCER_TIER")
  # The load balancer takes longest, so it comes before what it will need.
  ensure NETWORK_LOAD_BALANCER_ARN "$LOAD_BALANCER_NAME" \
    aws elbv2 create-load-balancer --type application --name "$LOAD_BALANCER_NAME" --scheme "$LOAD_BALANCER_SCHEME" \
    --ip-address-type ipv4 --security-groups "$(needed NETWORK_LOAD_BALANCER_GROUP_ID)" --subnets "${subnets[@]}"
  start make_target_group STABLE "$STABLE_NAME"
  start make_target_group CANARY "$CANARY_NAME"
  await_started
  make_listener
  await NETWORK_LOAD_BALANCER_ARN active
}

# usage: make_target_group VERSION NAME
make_target_group() {
  ensure "NETWORK_${1}_TARGET_GROUP_ARN" "$2" \
    aws elbv2 create-target-group --name "$2" --vpc-id "$(needed NETWORK_VPC_ID)" \
    --target-type instance --protocol HTTP --port "$APP_PORT"
}

# The weights are put once: ./shift.sh changes them from then on.
make_listener() {
  ensure NETWORK_LISTENER_ARN "$LOAD_BALANCER_NAME" \
    aws elbv2 create-listener --load-balancer-arn "$(needed NETWORK_LOAD_BALANCER_ARN)" --protocol HTTP --port 80 \
    --default-actions "$(forward 100 0 3600)"
}

# The listener's action, whole: AWS takes what is left out for nothing.
# usage: forward STABLE_WEIGHT CANARY_WEIGHT STICKY_SECONDS
forward() {
  printf '[{"Type":"forward","ForwardConfig":{"TargetGroups":[{"TargetGroupArn":"%s","Weight":%s},{"TargetGroupArn":"%s","Weight":%s}],"TargetGroupStickinessConfig":{"Enabled":true,"DurationSeconds":%s}}}]' \
    "$(needed NETWORK_STABLE_TARGET_GROUP_ARN)" "$1" "$(needed NETWORK_CANARY_TARGET_GROUP_ARN)" "$2" "$3"
}

main "$@"
