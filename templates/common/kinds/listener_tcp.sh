#!/usr/bin/env bash
#
# What a listener of a Network Load Balancer has.
# https://docs.aws.amazon.com/elasticloadbalancing/latest/network/load-balancer-listeners.html

# It is found on its load balancer, by its port.
# usage: listener::find aws elbv2 create-listener OPTION...
listener::find() {
  local load_balancer port
  load_balancer=$(option_of --load-balancer-arn "$@")
  port=$(option_of --port "$@")
  tolerate LoadBalancerNotFound aws elbv2 describe-listeners --load-balancer-arn "$load_balancer" \
    --query "Listeners[?Port==\`$port\`].ListenerArn"
}

listener::look() {
  aws elbv2 describe-listeners --listener-arns "$1" \
    --query "Listeners[].['present',DefaultActions[0].TargetGroupArn][]"
}

# Makes sure that attributes have these values.
# usage: listener::attributes LISTENER KEY=VALUE...
listener::attributes() {
  # What a listener comes with.
  # https://docs.aws.amazon.com/elasticloadbalancing/latest/network/update-idle-timeout.html
  local listener=$1 current=tcp.idle_timeout.seconds=350 missing=()
  if is_out_of_sight listener "$listener"; then return; fi
  shift
  if ! is_new "$listener"; then
    current=$(aws elbv2 describe-listener-attributes --listener-arn "$listener" \
      --query "Attributes[].join('=', [Key, Value])")
  fi
  read -r -a missing <<<"$(missing_attributes "$current" "$@")"
  if [[ -n $CHECK ]]; then
    find_attributes "$(name_of "$listener")" "$listener" ${missing[@]+"${missing[@]}"}
  elif ((${#missing[@]} > 0)); then
    aws elbv2 modify-listener-attributes --listener-arn "$listener" --attributes "${missing[@]}" >/dev/null
  fi
}
