#!/usr/bin/env bash
#
# The groups of model servers: that of the stable version, and with CANARY that of the version on trial, which is empty
# until ./shift.sh needs it. Each is launched from a version of the template by its number. It is included, never run.

#% param SERVER_COUNT InstanceCount
#% param SERVER_MAX InstanceCount
#% param SERVER_GRACE_SECONDS GracePeriod
#% param REQUESTS_PER_SERVER RequestCount

# After so many seconds in service a new server is counted as one that takes its share.
readonly SERVER_WARMUP_SECONDS=60

# Makes a group; how many servers it begins with is said once, for later that is for what makes it grow.
# usage: ensure_group STABLE|CANARY NAME VERSION LEAST
ensure_group() {
  ensure "NETWORK_${1}_SERVERS_ARN" "$2" \
    aws autoscaling create-auto-scaling-group --auto-scaling-group-name "$2" --launch-template "$(template_at "$3")" \
    --min-size "$4" --max-size "$SERVER_MAX" --desired-capacity "$4" --vpc-zone-identifier "$(server_subnets)" \
    --target-group-arns "$(json_list "$(needed "NETWORK_${1}_TARGET_GROUP_ARN")")" \
    --health-check-type ELB --health-check-grace-period "$SERVER_GRACE_SECONDS" \
    --default-instance-warmup "$SERVER_WARMUP_SECONDS"
}

# usage: template_at VERSION
template_at() { printf '{"LaunchTemplateId":"%s","Version":"%s"}' "$(needed NETWORK_SERVER_TEMPLATE_ID)" "$1"; }

# The app tier's subnets, with commas between them.
server_subnets() { subnets_of APP | paste -s -d , -; }

# What both groups have.
# usage: keep_values STABLE|CANARY NAME [KEY=VALUE...]
keep_values() {
  local group
  group=$(needed "NETWORK_${1}_SERVERS_ARN")
  auto_scaling_group::has "$group" health=ELB "grace=$SERVER_GRACE_SECONDS" "warmup=$SERVER_WARMUP_SECONDS" \
    "subnets=$(server_subnets)" "${@:3}"
  auto_scaling_group::serves "$group" "$(needed "NETWORK_${1}_TARGET_GROUP_ARN")"
  auto_scaling_group::tells_metrics "$group" "$2"
}

keep_stable() {
  local group version
  version=$(stable_version)
  ensure_group STABLE "$STABLE_NAME" "$version" "$SERVER_COUNT"
  group=$(needed NETWORK_STABLE_SERVERS_ARN)
  keep_values STABLE "$STABLE_NAME" "min=$SERVER_COUNT" "max=$SERVER_MAX"
  auto_scaling_group::tracks "$group" "$STABLE_NAME" "$(needed NETWORK_LOAD_BALANCER_ARN)" \
    "$(needed NETWORK_STABLE_TARGET_GROUP_ARN)" "$REQUESTS_PER_SERVER"
  if [[ -z $PLAN ]] && ! is_out_of_sight auto_scaling_group "$group"; then keep_stable_version "$group" "$version"; fi
}

# With a version on trial, the stable one stays what it is until ./shift.sh promotes another. What `env` has lost, the
# group tells.
stable_version() {
  #% if CANARY
  local version newest
  version=$(recall NETWORK_STABLE_VERSION)
  newest=$(newest_version)
  # A template that had to be made anew has none of the versions of before.
  if [[ ! $version =~ ^[1-9][0-9]*$ ]] || ((version > newest)); then version=$newest; fi
  printf '%s' "$version"
  #% else
  newest_version
  #% end
}

# usage: keep_stable_version GROUP VERSION
keep_stable_version() {
  local answer has known wanted=$2
  known=$(recall NETWORK_STABLE_VERSION)
  if is_new "$1"; then
    if [[ -z $CHECK ]]; then remember NETWORK_STABLE_VERSION "$wanted"; fi
    return
  fi
  answer=$(seen_answer auto_scaling_group "$1") || exit
  has=$(auto_scaling_group::value "$answer" version)
  if ! is_of_template "$answer"; then
    lead_to_template "$1" "$answer"
    if [[ -z $CHECK ]]; then remember NETWORK_STABLE_VERSION "$(newest_version)"; fi
    return
  fi
  #% if CANARY
  # That of the version on trial, ./shift.sh has given it.
  if [[ $has =~ ^[1-9][0-9]*$ && (-z $known || $has == "$TRIED_VERSION") ]]; then wanted=$has; fi
  #% end
  if [[ -n $CHECK ]]; then
    find_whether "version of $(name_of "$1")" "$has" "$wanted" "$1"
    return
  fi
  if [[ $has != "$wanted" ]]; then change_version "$1" "$has" "$known" "$wanted"; fi
  if [[ $known != "$wanted" ]]; then remember NETWORK_STABLE_VERSION "$wanted"; fi
}

# Whether a group is launched from the template that there is.
# usage: is_of_template ANSWER
is_of_template() { [[ $(auto_scaling_group::value "$1" template) == "$(needed NETWORK_SERVER_TEMPLATE_ID)" ]]; }

# A group that names another one, which is gone or somebody's, gets the newest version of this; its servers stay.
# usage: lead_to_template GROUP ANSWER
lead_to_template() {
  if [[ -n $CHECK ]]; then
    find_difference "template of $(name_of "$1")" changed "$(auto_scaling_group::value "$2" template)"
  else
    auto_scaling_group::launches "$1" "$(needed NETWORK_SERVER_TEMPLATE_ID)" "$(newest_version)"
  fi
}

# What is known to be there was changed by somebody: it is put back. What is new is rolled out.
# usage: change_version GROUP HAS KNOWN WANTED
change_version() {
  local template line
  not_in_check_mode
  # What the run saw when it began may be over: a refresh that has ended since gave the group its version.
  forget_state "$1"
  line=$(seen_answer auto_scaling_group "$1") || exit
  if [[ $(auto_scaling_group::value "$line" version) == "$4" ]]; then return; fi
  template=$(needed NETWORK_SERVER_TEMPLATE_ID)
  #% if CANARY
  line=$(auto_scaling_group::refresh "$1") || exit
  if auto_scaling_group::is_refreshing "$line"; then
    say "  a refresh of ${1##*/} to version $(shown "$(cut -f 3 <<<"$line")") goes on, and is left to itself"
    return
  fi
  auto_scaling_group::launches "$1" "$template" "$4"
  #% else
  if [[ $3 != "$4" && $2 =~ ^[1-9][0-9]*$ ]]; then
    roll_out "$1" "$template" "$4"
    return
  fi
  line=$(auto_scaling_group::refresh "$1") || exit
  if auto_scaling_group::is_refreshing "$line"; then auto_scaling_group::call_off "$1" "$line"; fi
  # From what is no number there is no way back.
  auto_scaling_group::launches "$1" "$template" "${3:-$4}"
  if [[ -n $3 && $3 != "$4" ]]; then roll_out "$1" "$template" "$4"; fi
  #% end
}

#% if CANARY
# How many servers it has at least is ./shift.sh's, but never more than SERVER_MAX; like the stable version's they become
# more with what they are asked. Those that are on trial already stay of their version.
keep_canary() {
  local group version answer="" least has limits=("max=$SERVER_MAX")
  version=$(newest_version)
  ensure_group CANARY "$CANARY_NAME" "$version" 0
  group=$(needed NETWORK_CANARY_SERVERS_ARN)
  if ! is_new "$group" && ! is_out_of_sight auto_scaling_group "$group"; then
    answer=$(seen_answer auto_scaling_group "$group") || exit
    least=$(auto_scaling_group::value "$answer" min)
    # AWS refuses fewer servers at most than at least.
    if [[ $least =~ ^[0-9]+$ ]] && ((least > SERVER_MAX)); then limits+=("min=$SERVER_MAX"); fi
  fi
  keep_values CANARY "$CANARY_NAME" "${limits[@]}"
  auto_scaling_group::tracks "$group" "$CANARY_NAME" "$(needed NETWORK_LOAD_BALANCER_ARN)" \
    "$(needed NETWORK_CANARY_TARGET_GROUP_ARN)" "$REQUESTS_PER_SERVER"
  if [[ -n $PLAN ]] || is_out_of_sight auto_scaling_group "$group"; then return; fi
  if ! is_new "$group"; then
    has=$(auto_scaling_group::value "$answer" version)
    if ! is_of_template "$answer"; then
      lead_to_template "$group" "$answer"
    elif [[ -n $CHECK ]]; then
      find_whether "version of $(name_of "$group")" "$has" "$version" "$group"
    elif [[ $has != "$version" ]]; then
      auto_scaling_group::launches "$group" "$(needed NETWORK_SERVER_TEMPLATE_ID)" "$version"
      say "  ./shift.sh lets clients try version $version"
    fi
  fi
  if [[ -z $CHECK && $(recall NETWORK_CANARY_VERSION) != "$version" ]]; then
    remember NETWORK_CANARY_VERSION "$version"
  fi
}
#% else
# Nobody has tried a version that is rolled out without a canary: AWS goes back when the alarms of the stable version's
# answers go off, which watch_serving.sh makes.
# usage: roll_out GROUP TEMPLATE VERSION
roll_out() {
  local alarms=()
  #% if ALARM_EMAIL
  alarms=("$DEPLOYMENT_TAG:stable-errors" "$DEPLOYMENT_TAG:stable-latency")
  #% end
  auto_scaling_group::roll "$@" ${alarms[@]+"${alarms[@]}"}
}

# With its servers.
take_canary_away() {
  if [[ -n $PLAN ]]; then return; fi
  take_away NETWORK_CANARY_SERVERS_ARN auto_scaling_group::delete
  remember NETWORK_CANARY_VERSION ""
}
#% end

# At least SERVER_COUNT of them answer. One that is not ready when its time of grace is over is replaced, and another
# is waited for.
await_stable() {
  auto_scaling_group::await_servers "$(needed NETWORK_STABLE_SERVERS_ARN)" "$SERVER_COUNT" \
    "$(needed NETWORK_STABLE_TARGET_GROUP_ARN)" "$((TIMEOUT_SECONDS + SERVER_GRACE_SECONDS))"
}
