#!/usr/bin/env bash
#
# The targets of a target group.
# https://docs.aws.amazon.com/elasticloadbalancing/latest/network/target-group-register-targets.html

# Makes the targets of a group exactly these addresses at this port. AWS knows a target by both, and has an address at
# several ports for several targets:
# https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_TargetDescription.html
# For those outside the load balancer's VPC, AWS demands the Availability Zone "all"; for those in it, it finds the zone
# itself, and none is given ("").
# usage: targets::registered TARGET_GROUP PORT ZONE ADDRESS...
targets::registered() {
  local target_group=$1 port=$2 zone=${3:+,AvailabilityZone=$3} health="" address target state
  local wanted=() missing=() surplus=()
  if is_out_of_sight target_group "$target_group"; then return; fi
  shift 3
  for address in "$@"; do wanted+=("$address:$port"); done
  if ! is_new "$target_group"; then health=$(targets::health "$target_group"); fi
  if [[ -n $CHECK ]]; then
    targets::compare "$health" ${wanted[@]+"${wanted[@]}"}
    return
  fi
  for target in ${wanted[@]+"${wanted[@]}"}; do
    # One that is on its way out is registered anew.
    if [[ $'\n'$health != *$'\n'"$target "* || $'\n'$health == *$'\n'"$target draining"* ]]; then
      missing+=("Id=${target%:*},Port=$port$zone")
    fi
  done
  while read -r target state; do
    if [[ -n $target && $state != draining && " ${wanted[*]-} " != *" $target "* ]]; then
      surplus+=("Id=${target%:*},Port=${target##*:}$zone")
    fi
  done <<<"$health"
  if ((${#missing[@]} > 0)); then
    aws elbv2 register-targets --target-group-arn "$target_group" --targets "${missing[@]}"
  fi
  if ((${#surplus[@]} > 0)); then
    aws elbv2 deregister-targets --target-group-arn "$target_group" --targets "${surplus[@]}"
  fi
  # What was seen is enough for targets::await, unless it was changed.
  if ((${#missing[@]} + ${#surplus[@]} == 0)); then keep_note "$RUN/health.${target_group##*/}" "$health"; fi
}

# An active load balancer sends traffic even when no target is healthy, so the targets count for themselves.
# usage: targets::compare HEALTH ADDRESS:PORT...
targets::compare() {
  local target state health=$1 wanted
  shift
  wanted=" $* "
  while read -r target state; do
    if [[ -z $target ]]; then continue; fi
    if [[ $wanted != *" $target "* ]]; then
      if [[ $state != draining ]]; then find_difference target "not ours" "$target"; fi
    elif [[ $state == healthy ]]; then
      find_fact target healthy true "$target"
    else
      find_difference target "$state" "$target"
    fi
    wanted=${wanted/ $target / }
  done <<<"$health"
  for target in $wanted; do find_difference target missing "$target"; done
}

# The targets of a group: "ADDRESS:PORT STATE", a line each.
targets::health() {
  aws elbv2 describe-target-health --target-group-arn "$1" \
    --query "TargetHealthDescriptions[].[join('', [Target.Id, ':', to_string(Target.Port), ' ', TargetHealth.State])]"
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
  # targets::registered has looked and changed nothing, which is enough when nothing else has changed since.
  if [[ -f $note && ! -e $RUN/changed ]]; then
    health=$(<"$note")
  else
    health=$(targets::health "$target_group")
  fi
  until targets::are_healthy "$health" ${addresses[@]+"${addresses[@]}"}; do
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

# Whether each address is healthy, at every port but those from which it is on its way out.
# usage: targets::are_healthy HEALTH ADDRESS...
targets::are_healthy() {
  local target state healthy=" " address
  while read -r target state; do
    case $state in
      healthy) healthy+="${target%:*} " ;;
      draining) ;;
      *) if [[ " ${*:2} " == *" ${target%:*} "* ]]; then return 1; fi ;;
    esac
  done <<<"$1"
  for address in "${@:2}"; do
    if [[ $healthy != *" $address "* ]]; then return 1; fi
  done
}
