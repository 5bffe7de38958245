#!/usr/bin/env bash
#
# What diagnose.sh looks at by symptom, what it finds, and how it says so. It is included, never run.

# "CHECK SYMPTOM...", as the header of diagnose.sh has them.
readonly CHECKS=(
  "nat-gateways timeouts intermittent cross-region"
  "routes timeouts intermittent cross-region"
  "subnets latency timeouts"
  "zones latency bandwidth intermittent"
  "security-groups timeouts"
  "network-acls timeouts intermittent"
  "block-public-access timeouts cross-region"
  "gateway-endpoints latency bandwidth timeouts"
  "interface-endpoints latency timeouts"
  "dns latency timeouts"
  "nat-metrics bandwidth timeouts intermittent"
  "rejects timeouts intermittent"
  "targets latency timeouts intermittent"
  "launches latency timeouts intermittent"
  "instance-type latency bandwidth"
  "placement latency bandwidth"
  "peering cross-region"
  "vpn latency timeouts intermittent"
  "client-vpn timeouts intermittent"
  "direct-connect latency timeouts intermittent"
  "distance cross-region"
)

# What most remedies are: the steps compare all that they made, and repair it.
readonly REPAIR="./deploy_all.sh puts it right; ./status.sh shows what else has changed"

# Whether a check is about the symptom.
# usage: concerns CHECK
concerns() {
  local row
  for row in "${CHECKS[@]}"; do
    if [[ ${row%% *} == "$1" ]]; then
      [[ $SYMPTOM == all || "$row " == *" $SYMPTOM "* ]]
      return
    fi
  done
  return 1
}

# What was found. What comes from AWS is made fit to show; no field can pose as another.
# usage: finding CHECK problem|ok|unknown FOUND [REMEDY]
finding() { printf '%s\t%s\t%s\t%s\n' "$2" "$1" "$(shown "$3")" "$(shown "${4:-}")" >>"$RUN/diagnosis"; }

# The same of what should be known and is not.
# usage: not_told CHECK FOUND REMEDY
not_told() {
  finding "$1" unknown "$2" "$3"
  : >"$RUN/not-told"
}

# Whether answers are there; if one is not, the check that needs them is not made.
# usage: can_check CHECK ANSWER...
can_check() {
  local answer
  for answer in "${@:2}"; do
    if ! knows "$answer"; then
      not_told "$1" "AWS did not tell ($answer)" "what it said stands above"
      return 1
    fi
  done
}

# Whether a check has found a problem.
# usage: has_problem CHECK
has_problem() { grep -q "^problem"$'\t'"$1"$'\t' "$RUN/diagnosis"; }

# Problems first, then what is not known; each in the order in which it was found.
sort_diagnosis() {
  local verdict
  for verdict in problem unknown ok; do
    awk -F '\t' -v verdict="$verdict" '$1 == verdict' "$RUN/diagnosis"
  done >"$RUN/sorted"
}

show_text() {
  local verdict check found remedy mark
  printf '%s in %s: %s\n' "$DEPLOYMENT_TAG" "$SIDE_REGION" "$SYMPTOM"
  # A field can be empty: tabs by themselves would fall together.
  while IFS= read -r found; do
    verdict=${found%%$'\t'*}
    found=${found#*$'\t'}
    check=${found%%$'\t'*}
    found=${found#*$'\t'}
    remedy=${found#*$'\t'}
    # What is not well catches the eye.
    if [[ $verdict == problem ]]; then mark='!'; else mark=' '; fi
    printf '%s %-8s %-20s %s\n' "$mark" "$verdict" "$check" "${found%%$'\t'*}"
    if [[ -n $remedy ]]; then printf '%31s %s\n' "remedy:" "$remedy"; fi
  done <"$RUN/sorted"
  awk -F '\t' '
    { count[$1]++ }
    END { printf "%d problems, %d unknown, %d ok\n", count["problem"], count["unknown"], count["ok"] }' "$RUN/sorted"
}

show_json() {
  awk -F '\t' -v symptom="$SYMPTOM" "$(quoting_program)"'
    BEGIN { printf "{\n  \"symptom\": %s,\n  \"findings\": [", text(symptom) }
    {
      printf "%s\n    {\"check\": %s, \"verdict\": %s, \"found\": %s, \"remedy\": %s}", (NR > 1 ? "," : ""),
        text($2), text($1), text($3), text($4)
    }
    END { printf "%s]\n}\n", (NR ? "\n  " : "") }' "$RUN/sorted"
}
