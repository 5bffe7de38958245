#!/usr/bin/env bash
#
# How the listener divides requests between the stable version and the canary. It is included, never run.
# https://docs.aws.amazon.com/elasticloadbalancing/latest/application/rule-action-types.html

# How it is divided now: "STABLE_WEIGHT CANARY_WEIGHT STICKY_SECONDS".
weights_now() {
  local answer stable canary
  stable=$(needed NETWORK_STABLE_TARGET_GROUP_ARN)
  canary=$(needed NETWORK_CANARY_TARGET_GROUP_ARN)
  answer=$(aws elbv2 describe-listeners --listener-arns "$(needed NETWORK_LISTENER_ARN)" --query \
    "Listeners[].DefaultActions[].ForwardConfig.[TargetGroups[?TargetGroupArn=='$stable'].Weight | [0] || \`0\`,TargetGroups[?TargetGroupArn=='$canary'].Weight | [0] || \`0\`,TargetGroupStickinessConfig.Enabled && TargetGroupStickinessConfig.DurationSeconds || \`0\`]") || return
  answer=$(tr '\t' ' ' <<<"$answer")
  [[ $answer =~ ^[0-9]{1,3}\ [0-9]{1,3}\ [0-9]{1,6}$ ]] ||
    fail "the listener divides its requests in another way than these scripts: $(shown "$answer")" \
      "./deploy_all.sh makes it anew when it was deleted"
  printf '%s' "$answer"
}

# The whole action each time: what is left out AWS takes away.
# usage: put_weights STABLE_WEIGHT CANARY_WEIGHT STICKY_SECONDS   (0: clients do not stay)
put_weights() {
  aws elbv2 modify-listener --listener-arn "$(needed NETWORK_LISTENER_ARN)" --default-actions "$(listener::forwarding "$3" \
    "$(needed NETWORK_STABLE_TARGET_GROUP_ARN)" "$1" "$(needed NETWORK_CANARY_TARGET_GROUP_ARN)" "$2")" >/dev/null
  say "  $1 % of the requests go to the stable version, $2 % to the canary"
}
