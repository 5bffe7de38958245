#!/usr/bin/env bash
#
# Instance refresh: an Auto Scaling group's servers replaced by such of another version, a few at a time.
# https://docs.aws.amazon.com/autoscaling/ec2/userguide/instance-refresh-overview.html

# AWS gives one up that gets no further for an hour.
auto_scaling_group::refresh_deadline() { printf '%d' "$((TIMEOUT_SECONDS > 4200 ? TIMEOUT_SECONDS : 4200))"; }

# The newest one of a group: "ID STATUS VERSION PERCENT ALARMS REASON", with tabs between, or nothing.
# usage: auto_scaling_group::refresh GROUP
auto_scaling_group::refresh() {
  aws autoscaling describe-instance-refreshes --auto-scaling-group-name "${1##*/}" --max-records 1 --query \
    "InstanceRefreshes[].[InstanceRefreshId,Status,DesiredConfiguration.LaunchTemplate.Version||'none',to_string(PercentageComplete||\`0\`),join(',',Preferences.AlarmSpecification.Alarms||['none']),join(' ',[RollbackDetails.RollbackReason||'',StatusReason||''])]"
}

# Whether one goes on.
# usage: auto_scaling_group::is_refreshing LINE
auto_scaling_group::is_refreshing() {
  case $(cut -f 2 <<<"$1") in
    Pending | InProgress | Cancelling | RollbackInProgress | Baking) ;;
    *) return 1 ;;
  esac
}

# Replaces the servers by such of another version, and waits for that. One that a run before this one began is taken
# up; one to another version is called off. AWS goes back when one of the alarms goes off.
# usage: auto_scaling_group::roll GROUP TEMPLATE VERSION [ALARM...]
auto_scaling_group::roll() {
  local line begun=""
  line=$(auto_scaling_group::refresh "$1") || exit
  if auto_scaling_group::is_refreshing "$line"; then
    if [[ $(cut -f 3 <<<"$line") == "$3" ]]; then
      say "  the refresh to version $3 goes on"
      auto_scaling_group::await_refresh "$1" "$3" "${@:4}"
      return
    fi
    auto_scaling_group::call_off "$1" "$line"
  fi
  auto_scaling_group::begin_refresh "$@"
  auto_scaling_group::await_refresh "$1" "$3" "${@:4}"
}

# So many stay in service; what fails goes back to the version before. A server that somebody put into standby is left
# to them, one that is protected from scaling in is replaced.
# usage: auto_scaling_group::begin_refresh GROUP TEMPLATE VERSION [ALARM...]
auto_scaling_group::begin_refresh() {
  local answer watched preferences
  answer=$(seen_answer auto_scaling_group "$1") || exit
  auto_scaling_group::must_launch "$1" "$answer"
  preferences='{"MinHealthyPercentage":90,"AutoRollback":true,"SkipMatching":true,"ScaleInProtectedInstances":"Refresh","StandbyInstances":"Ignore"'
  watched=$(auto_scaling_group::watched_by "${@:4}") || exit
  preferences+="$watched}"
  # Refused like this one goes on: the answer was lost.
  begun=$(tolerate InstanceRefreshInProgress aws autoscaling start-instance-refresh --auto-scaling-group-name "${1##*/}" \
    --desired-configuration "{\"LaunchTemplate\":{\"LaunchTemplateId\":\"$2\",\"Version\":\"$3\"}}" \
    --preferences "$preferences" --query InstanceRefreshId)
  report changed "version of $(name_of "$1")" "to $3, a few servers at a time"
}

# usage: auto_scaling_group::await_refresh GROUP VERSION [ALARM...]
auto_scaling_group::await_refresh() {
  local line id status version percent alarms reason shown="" limit old failure="" before alarm=""
  local started=$SECONDS since=$SECONDS
  limit=$(auto_scaling_group::refresh_deadline)
  old=$(auto_scaling_group::failure "$1") || exit
  while true; do
    line=$(auto_scaling_group::refresh "$1") || exit
    IFS=$'\t' read -r id status version percent alarms reason <<<"$line"
    # Until the one that was just begun is listed, the newest is one of before.
    if [[ -n $begun && $id != "$begun" ]]; then status=Pending percent=0; fi
    if [[ "$status $percent" != "$shown" ]]; then
      say "  refresh of $(name_of "$1"): $(shown "$status"), $(shown "$percent") % ($((SECONDS - started)) s)"
      if [[ $status != "${shown% *}" ]]; then
        if [[ $status == Rollback* && -z $alarm ]]; then
          alarm=$(auto_scaling_group::alarm_of "$alarms" "$reason" "${@:3}") || exit
        fi
        auto_scaling_group::tell_step "$status" "$2" "$alarm"
      fi
      shown="$status $percent" since=$SECONDS
    fi
    case $status in
      Successful) break ;;
      Failed | Cancelled | RollbackSuccessful | RollbackFailed)
        auto_scaling_group::tell_refresh "$1" "$2" "$status" "$reason" "$alarm"
        ;;
    esac
    before=$failure
    failure=$(auto_scaling_group::failure "$1") || exit
    if [[ -n $before && -n $failure && $failure != "$old" ]]; then
      complain "  the refresh goes on without this run, and AWS rolls it back when it gets no further for an hour"
      auto_scaling_group::tell_failure "$1" "$failure"
    fi
    if ((SECONDS - since >= limit)); then
      fail "the refresh of ${1##*/} to version $version is still $(shown "$status") after $limit s without a step" \
        "run ./deploy_all.sh again to go on waiting"
    fi
    pause $((SECONDS - started))
  done
  forget_state "$1"
}

# usage: auto_scaling_group::tell_refresh GROUP VERSION STATUS REASON ALARM
auto_scaling_group::tell_refresh() {
  local what="came to nothing" did="was to be rolled back"
  local told="the servers are partly of version $2, partly of the one before"
  local why="does the new version answer the load balancer's health checks?"
  if [[ $3 == RollbackSuccessful ]]; then
    did="was rolled back"
    told="all servers are of the version before again"
  fi
  if [[ -n $5 ]]; then
    what="$did because the alarm $5 went off"
    why="the new version answered, but worse than this alarm allows."
  fi
  fail "the refresh of ${1##*/} to version $2 $what: $3" "AWS says: $(shown "$4")" "$told" \
    "$why Mend it, or put the values back, then run ./deploy_all.sh again"
}

# What it has done stays, until the next one.
# usage: auto_scaling_group::call_off GROUP LINE
auto_scaling_group::call_off() {
  local line=$2 limit started=$SECONDS
  say "  a refresh to version $(cut -f 3 <<<"$line") goes on, and is called off"
  tolerate ActiveInstanceRefreshNotFound \
    aws autoscaling cancel-instance-refresh --auto-scaling-group-name "${1##*/}" >/dev/null
  limit=$(auto_scaling_group::deadline)
  while auto_scaling_group::is_refreshing "$line"; do
    if ((SECONDS - started >= limit)); then
      fail "the refresh of ${1##*/} that was called off still goes on after $limit s" "run ./deploy_all.sh again"
    fi
    pause $((SECONDS - started))
    line=$(auto_scaling_group::refresh "$1") || exit
  done
}
