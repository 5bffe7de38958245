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

# With what it speaks, "PROTOCOL:PORT", and the target groups that it sends to. AWS names a single one twice, and several
# only in the second place:
# https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_Action.html
listener::look() {
  aws elbv2 describe-listeners --listener-arns "$1" --query \
    "Listeners[].[['present',join('',['speaks=',Protocol,':',to_string(Port)])],DefaultActions[].TargetGroupArn,DefaultActions[].ForwardConfig.TargetGroups[].TargetGroupArn][][]"
}

# Makes sure of its protocol and port, changed in place.
# https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_ModifyListener.html
# usage: listener::speaks LISTENER PROTOCOL PORT
listener::speaks() {
  local answer word has=""
  if [[ -n $PLAN ]] || is_new "$1" || is_out_of_sight listener "$1"; then return; fi
  answer=$(seen_answer listener "$1") || exit
  for word in $answer; do
    if [[ $word == speaks=* ]]; then has=${word#*=}; fi
  done
  if [[ -n $CHECK ]]; then
    find_whether "port of $(name_of "$1")" "$has" "$2:$3" "$1"
  elif [[ $has != "$2:$3" ]]; then
    aws elbv2 modify-listener --listener-arn "$1" --protocol "$2" --port "$3" >/dev/null
    report changed "port of $(name_of "$1")" "$2:$3"
  fi
}

# The target groups that the last look showed, each followed by a space.
# usage: listener::groups LISTENER
listener::groups() {
  local answer word
  answer=$(seen_answer listener "$1") || exit
  for word in $answer; do
    if [[ $word == arn:* ]]; then printf '%s\n' "$word"; fi
  done | sort -u | tr '\n' ' '
}

# Makes sure that it sends to this target group and nowhere else: that is its only action.
# usage: listener::leads_to LISTENER GROUP
listener::leads_to() {
  local has
  if [[ -n $PLAN ]] || is_new "$1" || is_out_of_sight listener "$1"; then return; fi
  has=$(listener::groups "$1")
  if [[ -n $CHECK ]]; then
    find_whether "groups of $(name_of "$1")" "$has" "$2 " "$1"
  elif [[ $has != "$2 " ]]; then
    aws elbv2 modify-listener --listener-arn "$1" --default-actions "Type=forward,TargetGroupArn=$2" >/dev/null
    report changed "groups of $(name_of "$1")" "$2"
  fi
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
