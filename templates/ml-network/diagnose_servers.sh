#!/usr/bin/env bash
#
# The model servers, for diagnose.sh: whether the load balancer finds them healthy, and whether AWS can launch them. It
# is included, after diagnose_questions.sh, never run.

# So many activities of a group are looked at.
readonly NEWEST_ACTIVITIES=20

# The versions that have a target group and a group of servers each, a line each.
server_versions() {
  printf 'STABLE\n'
  #% if CANARY
  printf 'CANARY\n'
  #% end
}

# usage: words_for_version STABLE|CANARY
words_for_version() { if [[ $1 == STABLE ]]; then printf 'the stable version'; else printf 'the canary'; fi; }

ask_servers() {
  local version versions id
  versions=$(server_versions)
  for version in $versions; do
    id=$(recall "NETWORK_${version}_TARGET_GROUP_ARN")
    if [[ -n $id ]]; then
      ask_for "targets.$version" targets answer_with gone TargetGroupNotFound aws elbv2 describe-target-health \
        --target-group-arn "$id" --query \
        "TargetHealthDescriptions[].[Target.Id,TargetHealth.State,TargetHealth.Reason||'-',TargetHealth.Description||'-']"
    fi
    id=$(recall "NETWORK_${version}_SERVERS_ARN")
    if [[ -n $id ]]; then
      ask_for "activities.$version" launches answer_with gone ValidationError \
        aws autoscaling describe-scaling-activities --auto-scaling-group-name "${id##*/}" \
        --max-records "$NEWEST_ACTIVITIES" --query "Activities[].[StatusCode,StatusMessage||'-']"
    fi
  done
  id=$(recall NETWORK_LISTENER_ARN)
  if [[ -n $id ]]; then
    ask_for weights targets answer_with gone ListenerNotFound aws elbv2 describe-listeners --listener-arns "$id" \
      --query 'Listeners[].DefaultActions[].ForwardConfig.TargetGroups[].[TargetGroupArn,to_string(Weight)]'
  fi
}

# Whether what was asked for is not there any more.
# usage: is_gone_by_now NAME
is_gone_by_now() { grep -q '^gone ' "$RUN/said.$1"; }

check_targets() {
  local version versions
  versions=$(server_versions)
  for version in $versions; do
    # That it is not known has been said.
    if [[ -n $(recall "NETWORK_${version}_TARGET_GROUP_ARN") ]]; then check_targets_of "$version"; fi
  done
  if [[ -n $(recall NETWORK_LISTENER_ARN) ]]; then check_weights "$versions"; fi
}

# What is new is checked first, and what is on its way out is let go: neither is a fault.
# usage: check_targets_of STABLE|CANARY
check_targets_of() {
  local id state reason words version healthy new
  can_check targets "targets.$1" || return 0
  version=$(words_for_version "$1")
  if is_gone_by_now "targets.$1"; then
    finding targets problem "the target group of $version is gone" "$REPAIR"
    return
  fi
  while IFS=$'\t' read -r id state reason words; do
    case $state in
      "" | healthy | initial | draining) continue ;;
    esac
    finding targets problem "$id of $version is $state: $(words_for_reason "$reason") (AWS says: $reason, $words)" \
      "$(remedy_for_reason "$reason" "$id")"
  done <"$RUN/said.targets.$1"
  healthy=$(count_targets "$1" healthy)
  new=$(count_targets "$1" initial)
  if ((healthy > 0)); then finding targets ok "$healthy servers of $version are healthy"; fi
  if ((new > 0)); then finding targets ok "$new servers of $version are new, and being checked for the first time"; fi
  if [[ ! -s $RUN/said.targets.$1 ]]; then finding targets ok "there is no server of $version"; fi
}

# How many are in a state.
# usage: count_targets STABLE|CANARY STATE
count_targets() { awk -F '\t' -v state="$2" '$2 == state { count++ } END { print count + 0 }' "$RUN/said.targets.$1"; }

# https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_TargetHealth.html
# usage: words_for_reason CODE
words_for_reason() {
  case $1 in
    Target.Timeout) printf 'the load balancer gets no answer from port %s in time' "$APP_PORT" ;;
    Target.ResponseCodeMismatch) printf 'it answers, but not its health check (HEALTH_PATH) with a success' ;;
    Target.FailedHealthChecks) printf 'its port %s takes no connection, or answers something that is no HTTP' "$APP_PORT" ;;
    Target.NotInUse) printf 'no listener leads to it, or the load balancer is not in its zone' ;;
    Target.InvalidState) printf 'it is stopped or terminated' ;;
    Elb.InternalError) printf 'the load balancer itself has failed' ;;
    *) printf 'it gets no requests' ;;
  esac
}

# usage: remedy_for_reason CODE SERVER
remedy_for_reason() {
  local look="look at what runs there"
  if [[ $2 =~ ^i-[0-9a-f]+$ ]]; then look+=" by Session Manager: $(call_line ssm start-session --target "$2")"; fi
  case $1 in
    Target.Timeout)
      printf '%s' "./diagnose.sh timeouts --from load-balancer --to app looks at the groups and ACLs between them; if" \
        " these let it through, nothing listens on port $APP_PORT (APP_PORT), or it is too slow: $look"
      ;;
    Target.ResponseCodeMismatch)
      printf '%s' "have the server answer HEALTH_PATH with a success (200 to 299), or set that to a path that it does" \
        " answer so, then run accelgen and ./deploy_all.sh; $look"
      ;;
    Target.FailedHealthChecks)
      printf '%s' "has the server started, does it listen on port $APP_PORT (APP_PORT) on all addresses, and speak HTTP" \
        " there, not HTTPS? $look"
      ;;
    Elb.InternalError) printf 'AWS Health tells whether its zones are well; if it stays so, ask AWS' ;;
    *) printf '%s' "$REPAIR" ;;
  esac
}

# Where the listener leads to, and whether somebody answers there.
# usage: check_weights VERSIONS
check_weights() {
  local version group weight leads=""
  can_check targets weights || return 0
  for version in $1; do
    group=$(recall "NETWORK_${version}_TARGET_GROUP_ARN")
    weight=$(told_of weights "${group:--}" 2)
    # Of a group that is not known nobody can say whether requests go there.
    if [[ -z $group || $weight =~ ^[1-9][0-9]{0,2}$ ]]; then leads=true; fi
    if [[ $weight =~ ^[1-9][0-9]{0,2}$ ]]; then check_some_are_healthy "$version" "$weight"; fi
  done
  if [[ -z $leads ]]; then
    finding targets problem "the load balancer's listener is gone, or sends requests to none of these servers" "$REPAIR"
  fi
}

# https://docs.aws.amazon.com/elasticloadbalancing/latest/application/target-group-health-checks.html
# usage: check_some_are_healthy STABLE|CANARY WEIGHT
check_some_are_healthy() {
  local remedy
  # That its answer is not there, or the group is gone, has been said.
  if ! knows "targets.$1" || is_gone_by_now "targets.$1" || (($(count_targets "$1" healthy) > 0)); then return; fi
  if [[ ! -s $RUN/said.targets.$1 ]]; then
    remedy="clients get 503 until there is one; what is told of launches says whether AWS can launch any"
    if [[ $1 == CANARY ]]; then remedy+="; ./shift.sh rollback sends all requests to the stable version"; fi
  elif (($(count_targets "$1" initial) > 0)); then
    remedy="some are being checked for the first time: look again in a minute"
  else
    remedy="the remedy of each is told with it; until one is healthy, requests go to all of them as they are"
  fi
  finding targets problem "requests go to $(words_for_version "$1") (its weight is $2), which has no healthy server" "$remedy"
}

# What cannot be launched is told in the groups' activities alone, and AWS tries again and again.
# https://docs.aws.amazon.com/autoscaling/ec2/userguide/CHAP_Troubleshooting.html
check_launches() {
  local version versions group
  versions=$(server_versions)
  for version in $versions; do
    group=$(recall "NETWORK_${version}_SERVERS_ARN")
    if [[ -n $group ]]; then check_launches_of "$version" "${group##*/}"; fi
  done
}

# usage: check_launches_of STABLE|CANARY NAME
check_launches_of() {
  local message count=0
  can_check launches "activities.$1" || return 0
  if is_gone_by_now "activities.$1"; then
    finding launches problem "$2, the group of servers of $(words_for_version "$1"), is gone" "$REPAIR"
    return
  fi
  while IFS= read -r message; do
    count=$((count + 1))
    finding launches problem "AWS cannot launch servers of $2: $message" "$(auto_scaling_group::advice "$message")"
  done < <(newest_failures "$1")
  if ((count == 0)); then finding launches ok "the newest activity of $2 did not fail"; fi
}

# Why a group's newest activities failed, if the newest of all did: each reason once, a line each.
# usage: newest_failures STABLE|CANARY
newest_failures() { awk -F '\t' '$1 != "Failed" { exit } !told[$2]++ { print $2 }' "$RUN/said.activities.$1"; }
