#!/usr/bin/env bash
#
# The servers of both versions, as shift.sh needs them. It is included, never run.

# How many servers all requests need: SERVER_COUNT, or as many as the load has made of a version for its share of them.
all_servers() {
  local weights stable_weight canary_weight all=$SERVER_COUNT
  weights=$(weights_now) || exit
  read -r stable_weight canary_weight _ <<<"$weights"
  all=$(all_after STABLE "$stable_weight" "$all") || exit
  all=$(all_after CANARY "$canary_weight" "$all") || exit
  printf '%d' "$((all < SERVER_MAX ? all : SERVER_MAX))"
}

# As many as follow from a version that the load has made grow, and no less than LEAST.
# usage: all_after STABLE|CANARY SHARE LEAST
all_after() {
  local servers minimum desired
  servers=$(servers_of "$1") || exit
  read -r _ minimum desired _ <<<"$servers"
  if ((desired > minimum)); then scaled "$desired" "$2" "$3"; else printf '%d' "$3"; fi
}

# What as many servers as a share has are for all requests, and no less than LEAST. Of no share nothing follows.
# usage: scaled SERVERS SHARE LEAST
scaled() {
  local all=$3
  if (($2 > 0)); then all=$((($1 * 100 + $2 - 1) / $2)); fi
  printf '%d' "$((all > $3 ? all : $3))"
}

# How many servers a share of the requests needs, of those that all requests do.
# usage: servers_for SHARE ALL
servers_for() { printf '%d' "$((($2 * $1 + 99) / 100))"; }

# usage: group_name STABLE|CANARY
group_name() { if [[ $1 == STABLE ]]; then printf '%s' "$STABLE_NAME"; else printf '%s' "$CANARY_NAME"; fi; }

# "VERSION MINIMUM DESIRED IN_SERVICE" of a group of servers.
# usage: servers_of STABLE|CANARY
servers_of() {
  local name answer
  name=$(group_name "$1")
  answer=$(aws autoscaling describe-auto-scaling-groups --auto-scaling-group-names "$name" --query \
    "AutoScalingGroups[].[LaunchTemplate.Version,MinSize,DesiredCapacity,length(Instances[?LifecycleState=='InService'])]") || return
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
  forget_state "$group"
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

# The version that a group launches, then those that its servers were launched from. What is on its way out does not count.
# usage: versions_of STABLE|CANARY
versions_of() {
  aws autoscaling describe-auto-scaling-groups --auto-scaling-group-names "$(group_name "$1")" --query \
    "AutoScalingGroups[].[[LaunchTemplate.Version],Instances[?!starts_with(LifecycleState,'Terminating')].[LaunchTemplate.Version||'none'][]][][]"
}

# What clients try is what is promoted: servers of before say nothing of a version that deploy_all.sh has brought since.
refuse_older_servers() {
  local version versions each
  versions=$(versions_of CANARY)
  read -r version _ <<<"${versions//$'\n'/ }"
  for each in $versions; do
    [[ $each == "$version" ]] ||
      fail "the canary's servers are of version $(shown "$each"), and ./deploy_all.sh has brought version $version since" \
        "./shift.sh rollback ends them; then ./shift.sh has clients try version $version"
  done
}

# A promotion that is under way is called off, and the servers that it has replaced are replaced once more. Where it went
# on without its run and is through, AWS has given its version to the group: `env` says which one was stable before.
# https://docs.aws.amazon.com/autoscaling/ec2/userguide/instance-refresh-overview.html
undo_promotion() {
  local group servers version line versions each
  group=$(needed NETWORK_STABLE_SERVERS_ARN)
  version=$(recall NETWORK_STABLE_VERSION)
  if [[ ! $version =~ ^[1-9][0-9]*$ ]]; then
    servers=$(servers_of STABLE)
    version=${servers%% *}
  fi
  line=$(auto_scaling_group::refresh "$group") || exit
  if auto_scaling_group::is_refreshing "$line" && [[ $(cut -f 3 <<<"$line") != "$version" ]]; then
    auto_scaling_group::call_off "$group" "$line"
  fi
  versions=$(versions_of STABLE)
  for each in $versions; do
    if [[ $each != "$version" ]]; then
      say "==> all stable servers are of version $version again"
      auto_scaling_group::roll "$group" "$(needed NETWORK_SERVER_TEMPLATE_ID)" "$version"
      return
    fi
  done
}

# So many stable servers at least, before requests or with them. It is the load that takes away what is too many.
# usage: grow_stable COUNT
grow_stable() {
  local servers desired
  servers=$(servers_of STABLE)
  read -r _ _ desired _ <<<"$servers"
  if ((desired >= $1)); then return; fi
  aws autoscaling update-auto-scaling-group --auto-scaling-group-name "$STABLE_NAME" --desired-capacity "$1"
  say "  servers of the stable version: $1"
}

# At least so many servers, before they are needed.
# usage: grow_canary COUNT
grow_canary() {
  local servers minimum
  servers=$(servers_of CANARY)
  read -r _ minimum _ <<<"$servers"
  if ((minimum < $1)); then size_canary "$1"; fi
}

# So many at least; more where requests have made it grow by itself, and none where that is what is asked for.
# usage: size_canary COUNT
size_canary() {
  local servers minimum desired wanted=$1
  servers=$(servers_of CANARY)
  read -r _ minimum desired _ <<<"$servers"
  if (($1 > 0 && minimum <= $1 && desired > $1)); then wanted=$desired; fi
  if ((minimum == $1 && desired == wanted)); then return; fi
  aws autoscaling update-auto-scaling-group --auto-scaling-group-name "$CANARY_NAME" --min-size "$1" \
    --desired-capacity "$wanted"
  say "  servers of the canary: $wanted"
}
