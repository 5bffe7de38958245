#!/usr/bin/env bash
#
# Instance refresh: an Auto Scaling group's servers replaced by such of another version, a few at a time.
# https://docs.aws.amazon.com/autoscaling/ec2/userguide/instance-refresh-overview.html

# AWS gives one up that gets no further for an hour.
auto_scaling_group::refresh_deadline() { printf '%d' "$((TIMEOUT_SECONDS > 4200 ? TIMEOUT_SECONDS : 4200))"; }

# The newest one of a group: "ID STATUS VERSION PERCENT REASON", with tabs between, or nothing.
# usage: auto_scaling_group::refresh GROUP
auto_scaling_group::refresh() {
  aws autoscaling describe-instance-refreshes --auto-scaling-group-name "${1##*/}" --max-records 1 --query \
    "InstanceRefreshes[].[InstanceRefreshId,Status,DesiredConfiguration.LaunchTemplate.Version||'none',to_string(PercentageComplete||\`0\`),join(' ',[RollbackDetails.RollbackReason||'',StatusReason||''])]"
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
# up; one to another version is called off.
# usage: auto_scaling_group::roll GROUP TEMPLATE VERSION
auto_scaling_group::roll() {
  local line
  line=$(auto_scaling_group::refresh "$1") || exit
  if auto_scaling_group::is_refreshing "$line"; then
    if [[ $(cut -f 3 <<<"$line") == "$3" ]]; then
      say "  the refresh to version $3 goes on"
      auto_scaling_group::await_refresh "$1" "$3"
      return
    fi
    auto_scaling_group::call_off "$1" "$line"
  fi
  auto_scaling_group::begin_refresh "$1" "$2" "$3"
  auto_scaling_group::await_refresh "$1" "$3"
}

# So many stay in service; what fails goes back to the version before. A server that somebody put into standby is left
# to them, one that is protected from scaling in is replaced.
# usage: auto_scaling_group::begin_refresh GROUP TEMPLATE VERSION
auto_scaling_group::begin_refresh() {
  local answer
  answer=$(seen_answer auto_scaling_group "$1") || exit
  auto_scaling_group::must_launch "$1" "$answer"
  # Refused like this one goes on: the answer was lost.
  tolerate InstanceRefreshInProgress aws autoscaling start-instance-refresh --auto-scaling-group-name "${1##*/}" \
    --desired-configuration "{\"LaunchTemplate\":{\"LaunchTemplateId\":\"$2\",\"Version\":\"$3\"}}" \
    --preferences '{"MinHealthyPercentage":90,"AutoRollback":true,"SkipMatching":true,"ScaleInProtectedInstances":"Refresh","StandbyInstances":"Ignore"}' \
    >/dev/null
  report changed "version of $(name_of "$1")" "to $3, a few servers at a time"
}

# usage: auto_scaling_group::await_refresh GROUP VERSION
auto_scaling_group::await_refresh() {
  local line status version percent reason shown="" limit old failure="" before started=$SECONDS since=$SECONDS
  limit=$(auto_scaling_group::refresh_deadline)
  old=$(auto_scaling_group::failure "$1") || exit
  while true; do
    line=$(auto_scaling_group::refresh "$1") || exit
    IFS=$'\t' read -r _ status version percent reason <<<"$line"
    if [[ "$status $percent" != "$shown" ]]; then
      say "  refresh of $(name_of "$1"): $(shown "$status"), $(shown "$percent") % ($((SECONDS - started)) s)"
      shown="$status $percent" since=$SECONDS
    fi
    case $status in
      Successful) break ;;
      Failed | Cancelled | RollbackSuccessful | RollbackFailed)
        auto_scaling_group::tell_refresh "$1" "$2" "$status" "$reason"
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

# usage: auto_scaling_group::tell_refresh GROUP VERSION STATUS REASON
auto_scaling_group::tell_refresh() {
  local told="the servers are partly of version $2, partly of the one before"
  if [[ $3 == RollbackSuccessful ]]; then told="all servers are of the version before again"; fi
  fail "the refresh of ${1##*/} to version $2 came to nothing: $3" "AWS says: $(shown "$4")" "$told" \
    "does the new version answer the load balancer's health checks? Mend it, or put the values back, then run ./deploy_all.sh again"
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
