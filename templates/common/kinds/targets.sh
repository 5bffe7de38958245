#!/usr/bin/env bash
#
# The targets of a target group.
# https://docs.aws.amazon.com/elasticloadbalancing/latest/network/target-group-register-targets.html

# Makes the targets of a group exactly these addresses. For those outside the load balancer's VPC, AWS demands the
# Availability Zone "all"; for those in it, it finds the zone itself, and none is given ("").
# usage: targets::registered TARGET_GROUP PORT ZONE ADDRESS...
targets::registered() {
  local target_group=$1 port=$2 zone=${3:+,AvailabilityZone=$3} health="" address state missing=() surplus=()
  if is_out_of_sight target_group "$target_group"; then return; fi
  shift 3
  if ! is_new "$target_group"; then
    health=$(targets::health "$target_group")
    keep_note "$RUN/health.${target_group##*/}" "$health"
  fi
  if [[ -n $CHECK ]]; then
    targets::compare "$health" "$@"
    return
  fi
  for address in "$@"; do
    # One that is on its way out is registered anew.
    if [[ $'\n'$health != *$'\n'"$address "* || $'\n'$health == *$'\n'"$address draining"* ]]; then
      missing+=("Id=$address,Port=$port$zone")
    fi
  done
  while read -r address state; do
    if [[ -n $address && $state != draining && " $* " != *" $address "* ]]; then
      surplus+=("Id=$address,Port=$port$zone")
    fi
  done <<<"$health"
  if ((${#missing[@]} > 0)); then
    aws elbv2 register-targets --target-group-arn "$target_group" --targets "${missing[@]}"
  fi
  if ((${#surplus[@]} > 0)); then
    aws elbv2 deregister-targets --target-group-arn "$target_group" --targets "${surplus[@]}"
  fi
}

# An active load balancer sends traffic even when no target is healthy, so the targets count for themselves.
# usage: targets::compare HEALTH ADDRESS...
targets::compare() {
  local address state health=$1 wanted
  shift
  wanted=" $* "
  while read -r address state; do
    if [[ -z $address ]]; then continue; fi
    if [[ $wanted != *" $address "* ]]; then
      if [[ $state != draining ]]; then find_difference target "not ours" "$address"; fi
    elif [[ $state == healthy ]]; then
      find_fact target healthy true "$address"
    else
      find_difference target "$state" "$address"
    fi
    wanted=${wanted/ $address / }
  done <<<"$health"
  for address in $wanted; do find_difference target missing "$address"; done
}

# The targets of a group: "ADDRESS STATE", a line each.
targets::health() {
  aws elbv2 describe-target-health --target-group-arn "$1" \
    --query "TargetHealthDescriptions[].[join(' ', [Target.Id, TargetHealth.State])]"
}

# Waits until targets are healthy. Who waits in vain is told where to look.
# usage: targets::await TARGET_GROUP ADDRESS... -- CAUSE...
targets::await() {
  local target_group=$1 note="$RUN/health.${1##*/}" health shown="" addresses=() started=$SECONDS
  shift
  while [[ $1 != -- ]]; do
    addresses+=("$1")
    shift
  done
  shift
  if [[ -n $PLAN ]]; then
    remark "again and again, until all targets are healthy:"
    targets::health "$target_group"
    return
  fi
  # targets::registered has looked, which is enough when nothing has changed since.
  if [[ -f $note && ! -e $RUN/changed ]]; then
    health=$(<"$note")
  else
    health=$(targets::health "$target_group")
  fi
  until targets::are_healthy "$health" "${addresses[@]}"; do
    if [[ $health != "$shown" ]]; then
      say "  targets: ${health//$'\n'/, } ($((SECONDS - started)) s)"
      shown=$health
    fi
    if ((SECONDS - started >= TIMEOUT_SECONDS)); then
      fail "the targets are not healthy after $TIMEOUT_SECONDS s: ${health//$'\n'/, }" \
        "look whether (./status.sh shows most of it)" "$@"
    fi
    pause $((SECONDS - started))
    health=$(targets::health "$target_group")
  done
  say "  targets: healthy ($((SECONDS - started)) s)"
}

# usage: targets::are_healthy HEALTH ADDRESS...
targets::are_healthy() {
  local health=$'\n'$1$'\n' address
  shift
  for address in "$@"; do
    if [[ $health != *$'\n'"$address healthy"$'\n'* ]]; then return 1; fi
  done
}
