#!/usr/bin/env bash
#
# Alarms that an instance refresh goes back for (kinds/alarm.sh has them).
# https://docs.aws.amazon.com/autoscaling/ec2/userguide/instance-refresh-rollback.html

# When all servers are new, the alarms are looked at for so long: they go off after some minutes on end.
readonly REFRESH_BAKE_SECONDS=600

# What a refresh is told of alarms, as a part of its preferences. AWS takes none that is on or knows nothing yet, and
# one that was on before says nothing of the new version.
# usage: auto_scaling_group::watched_by [ALARM...]
auto_scaling_group::watched_by() {
  local alarm off names=()
  off=$(auto_scaling_group::alarms_in OK "$@") || exit
  for alarm in "$@"; do
    if [[ $'\n'$off$'\n' == *$'\n'"$alarm"$'\n'* ]]; then
      names+=("$alarm")
    else
      complain "  warning: this refresh does not go back for the alarm $alarm, which is on already or knows nothing yet"
    fi
  done
  if ((${#names[@]} == 0)); then return; fi
  printf ',"AlarmSpecification":{"Alarms":%s},"BakeTime":%d' "$(json_list "${names[@]}")" "$REFRESH_BAKE_SECONDS"
}

# Those of some alarms that are in a state, a line each.
# usage: auto_scaling_group::alarms_in STATE [ALARM...]
auto_scaling_group::alarms_in() {
  local lines alarm
  if (($# == 1)); then return; fi
  lines=$(alarm::look_at_several "${@:2}") || return
  for alarm in "${@:2}"; do
    if [[ $'\n'$lines$'\n' == *$'\n'"$alarm"$'\t'"$1"$'\n'* ]]; then printf '%s\n' "$alarm"; fi
  done
}

# The alarm that a refresh went back for, or nothing: one of its own that AWS names, or else one that is on.
# usage: auto_scaling_group::alarm_of ITS_ALARMS REASON [ALARM...]   (ITS_ALARMS: with commas between them)
auto_scaling_group::alarm_of() {
  local alarm its=()
  for alarm in "${@:3}"; do
    if [[ ,$1, != *",$alarm,"* ]]; then continue; fi
    if [[ $2 == *"$alarm"* ]]; then
      printf '%s' "$alarm"
      return
    fi
    its+=("$alarm")
  done
  alarm=$(auto_scaling_group::alarms_in ALARM ${its[@]+"${its[@]}"}) || exit
  printf '%s' "${alarm%%$'\n'*}"
}

# What a status of a refresh means, where its name alone does not say it.
# usage: auto_scaling_group::tell_step STATUS VERSION ALARM
auto_scaling_group::tell_step() {
  case $1 in
    Baking) say "  all servers are of version $2; AWS goes on looking at the alarms for a while" ;;
    RollbackInProgress) complain "  the servers go back to the version before${3:+: the alarm $3 went off}" ;;
  esac
}
