#!/usr/bin/env bash
#
# The checks, their results and what they find. It is included, never run.

# "CATEGORY ID critical|other", in the order of the report. Each has its part of its category's 25 points.
readonly CHECKS=(
  "connectivity available critical"
  "connectivity type other"
  "connectivity routes critical"
  "connectivity subnets other"
  "connectivity shadowing other"
  "connectivity dns-attributes other"
  "connectivity dns-servers other"
  "connectivity network-acls other"
  "connectivity security-group other"
  "connectivity inside other"
  "connectivity analyzer other"
  "performance nat-bytes other"
  "performance s3-requests other"
  "performance connect-time other"
  "performance answer-time other"
  "security policy critical"
  "security allow critical"
  "security open-policy other"
  "security validation other"
  "security other-tables other"
  "security foreign-endpoints other"
  "failover default-route other"
  "failover may-switch other"
  "failover pins other"
  "failover unfinished other"
)

# Notes what is not as it should be. What comes from AWS is made fit to show; no field can pose as another.
# usage: problem CATEGORY ID error|warning|note WHAT REMEDY
problem() {
  printf '%s\t%s\t%s\t%s\t%s\n' "$1" "$2" "$3" "$(shown "$4")" "$(shown "$5")" >>"$RUN/problems"
}

# The result of a check: it has failed where it has an error or a warning.
# usage: judge CATEGORY ID WHAT
judge() {
  local result=passed
  if grep -q -E "^$1"$'\t'"$2"$'\t'"(error|warning)"$'\t' "$RUN/problems"; then result=failed; fi
  printf '%s\t%s\t%s\t%s\n' "$1" "$2" "$result" "$(shown "$3")" >>"$RUN/results"
}

# usage: leave_out CATEGORY ID WHY
leave_out() { printf '%s\t%s\tnot run\t%s\n' "$1" "$2" "$(shown "$3")" >>"$RUN/results"; }

# Whether answers are there; if one is not, the check that needs them is left out.
# usage: can_check CATEGORY ID ANSWER...
can_check() {
  local answer
  for answer in "${@:3}"; do
    if ! knows "$answer"; then
      leave_out "$1" "$2" "AWS did not tell (${answer%%.*})"
      return 1
    fi
  done
}

# The services with the endpoints that `env` knows, "WORD KEY ENDPOINT SERVICE_NAME", a line each; the endpoint is "-"
# where there is none.
services() {
  local key service id
  while read -r key service; do
    id=$(recall "$key")
    printf '%s %s %s %s\n' "${service##*.}" "$key" "${id:--}" "$service"
  done < <(wanted_endpoints)
}
