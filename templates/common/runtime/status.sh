#!/usr/bin/env bash
#
# How status.sh runs the numbered steps in check mode, in which they compare and change nothing, and shows what
# they found.

# usage: show_status STEPS_FUNCTION [--json]
show_status() {
  local json=false side option steps=$1
  shift
  for option in "$@"; do
    case $option in
      --json) json=true ;;
      -h | --help) print_header "$HERE/status.sh" && exit ;;
      # Not with 1, which says that something is not well.
      *) wrong_usage "status.sh has no option $option" ;;
    esac
  done
  if [[ -z $CHECK ]]; then ACCELGEN_CHECK=1 exec "$BASH" "$HERE/status.sh" "$@"; fi
  RUN=$(mktemp -d)
  trap unlock EXIT
  export ACCELGEN_RUN=$RUN ACCELGEN_SAVED_AT=""

  for side in "${SIDES[@]%% *}"; do on_side "$side"; done
  look_at_all_sides
  "$steps"
  sort_findings
  if [[ $json == true ]]; then show_json; else show_table; fi
  if [[ -e $RUN/unseen ]]; then fail "not all could be compared" "the reasons stand further up; what was is shown"; fi
  if grep -q $'\tfalse\t' "$RUN/sorted"; then exit 1; fi
}

# What the others find is shown, too, when one fails.
# usage: check_steps STEP...
check_steps() {
  local step
  for step in "$@"; do start nice "$BASH" "$HERE/$step"; done
  await_started || : >"$RUN/unseen"
}

# A side after the other; first the resources in the order of the table, then what belongs to them by name.
sort_findings() {
  local side
  touch "$RUN/findings"
  for side in "${SIDES[@]%% *}"; do
    awk -F '\t' -v side="$side" -v keys="${RESOURCES[*]%% *}" '
      BEGIN { count = split(keys, row, " "); for (i = 1; i <= count; i++) gsub(/\*/, ".*", row[i]) }
      $1 != side { next }
      {
        for (i = 1; i <= count; i++) if ($2 ~ "^" row[i] "$") break
        if (i > count || !seen[$2]++) printf "%04d\t%s\n", i, $0
      }' "$RUN/findings" | sort -u | cut -f 2-
  done >"$RUN/sorted"
}

show_table() {
  local side name state ok id shown="" mark
  while IFS=$'\t' read -r side name state ok id; do
    use_side "$side"
    if [[ $side != "$shown" ]]; then printf '%s\n' "$SIDE_REGION"; fi
    shown=$side
    # What is not well catches the eye.
    if [[ $ok == true ]]; then mark=' '; else mark='!'; fi
    printf '%s %-34s %-12s %s\n' "$mark" "$name" "$state" "$id"
  done <"$RUN/sorted"
}

show_json() {
  local side name state ok id lines="" all=true
  if [[ -e $RUN/unseen ]]; then all=false; fi
  while IFS=$'\t' read -r side name state ok id; do
    use_side "$side"
    if [[ $ok != true ]]; then all=false; fi
    lines+=$(printf ',\n    {"name": %s, "region": %s, "id": %s, "state": %s, "ok": %s}' \
      "$(json_text "$name")" "$(json_text "$SIDE_REGION")" "$(json_text "$id")" "$(json_text "$state")" "$ok")
  done <"$RUN/sorted"
  printf '{\n  "deployment": %s,\n  "ok": %s,\n  "resources": [%s\n  ]\n}\n' \
    "$(json_text "$DEPLOYMENT_TAG")" "$all" "${lines#,}"
}

# A text as JSON has it. What was found has no control characters.
json_text() {
  local text=${1//\\/\\\\}
  printf '"%s"' "${text//\"/\\\"}"
}

# Alarms that are there although nobody is to be told any longer: deploy_all.sh would take them away.
find_alarms_to_go() {
  local side key id
  for side in "${SIDES[@]%% *}"; do
    use_side "$side"
    for key in $(keys_of "$side"); do
      id=$(recall "$key")
      if [[ -n $id ]] && select_resource "$key" && [[ $key == *_ARN ]] && is_alarm_kind "$KIND"; then
        find_difference "$key" "no longer wanted" "$id"
      fi
    done
  done
}
