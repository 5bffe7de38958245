#!/usr/bin/env bash
#
# What shift.sh says of both versions. It is included, never run.

show_state() {
  local weights stable_weight canary_weight sticky
  weights=$(weights_now)
  read -r stable_weight canary_weight sticky <<<"$weights"
  ask_recent_answers
  if [[ $FORM == json ]]; then
    printf '{\n  "stickySeconds": %s,\n  "lookBackSeconds": %s,\n' "$sticky" "$LOOK_BACK"
    json_of_version stable "$stable_weight"
    printf ',\n'
    json_of_version canary "$canary_weight"
    printf '\n}\n'
    return
  fi
  line_of_version stable "$stable_weight"
  line_of_version canary "$canary_weight"
  if ((sticky > 0)); then
    printf 'clients stay with their version for %s s\n' "$sticky"
  else
    printf 'clients do not stay with a version\n'
  fi
}

# usage: line_of_version VERSION WEIGHT
line_of_version() {
  local layer servers version in_service healthy
  layer=$(tr '[:lower:]' '[:upper:]' <<<"$1")
  servers=$(servers_of "$layer")
  read -r version _ _ in_service <<<"$servers"
  healthy=$(healthy_of "$layer")
  printf '%s  version %-4s weight %-4s %s servers in service, %s healthy; in %s minutes %s\n' "$1" "$version" "$2" \
    "$in_service" "$healthy" $((LOOK_BACK / 60)) "$(answers_in_words "$1")"
}

# usage: json_of_version VERSION WEIGHT
json_of_version() {
  local layer servers version minimum desired in_service healthy requests p99=null
  layer=$(tr '[:lower:]' '[:upper:]' <<<"$1")
  servers=$(servers_of "$layer")
  read -r version minimum desired in_service <<<"$servers"
  healthy=$(healthy_of "$layer")
  requests=$(answers_of "$1" requests)
  if ((requests > 0)); then p99=$(answers_of "$1" p99); fi
  printf '  "%s": {"version": %s, "weight": %s, "minimum": %s, "desired": %s, "inService": %s, "healthy": %s, "requests": %s, "errors": %s, "p99Milliseconds": %s}' \
    "$1" "$version" "$2" "$minimum" "$desired" "$in_service" "$healthy" "$requests" "$(answers_of "$1" errors)" "$p99"
}
