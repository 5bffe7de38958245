#!/usr/bin/env bash
#
# The servers of both versions, as shift.sh needs them. It is included, never run.

# How many servers a share of the requests needs, of those that all requests need.
# usage: servers_for SHARE
servers_for() {
  local count=$(((SERVER_COUNT * $1 + 99) / 100))
  printf '%s' "$((count > 0 ? count : 1))"
}

# "VERSION MINIMUM DESIRED IN_SERVICE" of a group of servers.
# usage: servers_of STABLE|CANARY
servers_of() {
  local name answer
  name=$CANARY_NAME
  if [[ $1 == STABLE ]]; then name=$STABLE_NAME; fi
  answer=$(aws autoscaling describe-auto-scaling-groups --auto-scaling-group-names "$name" --query \
    "AutoScalingGroups[].[LaunchTemplate.Version,MinSize,DesiredCapacity,length(Instances[?LifecycleState=='InService'])]")
  answer=$(tr '\t' ' ' <<<"$answer")
  [[ $answer =~ ^[0-9]+\ [0-9]+\ [0-9]+\ [0-9]+$ ]] ||
    fail "there are no servers named $name: $(shown "$answer")" "run ./deploy_all.sh first"
  printf '%s' "$answer"
}

# How many servers of a version the load balancer calls healthy.
# usage: healthy_of STABLE|CANARY
healthy_of() {
  aws elbv2 describe-target-health --target-group-arn "$(needed "NETWORK_${1}_TARGET_GROUP_ARN")" \
    --query "length(TargetHealthDescriptions[?TargetHealth.State=='healthy'])"
}

# Waits until so many of a version answer; what keeps them from it is told.
# usage: await_healthy STABLE|CANARY COUNT
await_healthy() {
  local group
  group=$(needed "NETWORK_${1}_SERVERS_ARN")
  rm -f "$(state_note "$group")"
  auto_scaling_group::await_servers "$group" "$2" "$(needed "NETWORK_${1}_TARGET_GROUP_ARN")" "$TIMEOUT_SECONDS"
}

# Both versions the same is no trial.
refuse_same_version() {
  local stable canary
  stable=$(servers_of STABLE)
  canary=$(servers_of CANARY)
  [[ ${stable%% *} != "${canary%% *}" ]] ||
    fail "both versions are the launch template's version ${stable%% *}, so there is nothing to try" \
      "change what the servers start from (SERVER_USER_DATA_FILE, SERVER_IMAGE, SERVER_TYPE), run accelgen and ./deploy_all.sh"
}

# At least so many servers, before they are needed.
# usage: grow_canary COUNT
grow_canary() {
  local minimum
  read -r _ minimum _ <<<"$(servers_of CANARY)"
  if ((minimum < $1)); then size_canary "$1"; fi
}

# So many at least; more where requests have made it grow by itself, and none where that is what is asked for.
# usage: size_canary COUNT
size_canary() {
  local minimum desired wanted=$1
  read -r _ minimum desired _ <<<"$(servers_of CANARY)"
  if (($1 > 0 && minimum <= $1 && desired > $1)); then wanted=$desired; fi
  if ((minimum == $1 && desired == wanted)); then return; fi
  aws autoscaling update-auto-scaling-group --auto-scaling-group-name "$CANARY_NAME" --min-size "$1" \
    --desired-capacity "$wanted"
  say "  servers of the canary: $wanted"
}
