#!/usr/bin/env bash
#
# What verify.sh says of the times that it took. It is included, never run.

# "TRIES ANSWERS FAILED P50 P99 WORST CONNECTION_P50", times in microseconds; what is not known is -. A percentile is the
# nearest rank: the least value that so many of a hundred do not exceed. Answers by the load balancer in place of a
# server (502, 503, 504) are none of a server's.
# usage: sums_of WHO
sums_of() {
  local tries answers
  if [[ ! -f $RUN/tries.$1 ]]; then
    printf '0 0 0 - - - -'
    return
  fi
  awk '$1 != "failed" && $1 < 500' "$RUN/tries.$1" >"$RUN/answered"
  tries=$(awk 'END { print NR }' "$RUN/tries.$1")
  answers=$(awk 'END { print NR }' "$RUN/answered")
  printf '%s %s %s %s %s' "$tries" "$answers" $((tries - answers)) "$(ranks 3 50 99 100)" "$(ranks 2 50)"
}

# The values of a column that so many of a hundred do not exceed.
# usage: ranks COLUMN PERCENT...
ranks() {
  sort -n -k "$1,$1" "$RUN/answered" | awk -v column="$1" -v percents="${*:2}" '
    { value[NR] = $column }
    END {
      n = split(percents, percent, " ")
      for (i = 1; i <= n; i++) printf "%s%s", (i > 1 ? " " : ""), NR ? value[int((NR * percent[i] + 99) / 100)] : "-"
    }'
}

# The codes of the answers and how many had each: "200 × 198, 503 × 2".
# usage: codes_of WHO
codes_of() {
  if [[ ! -f $RUN/tries.$1 ]]; then return; fi
  awk '
    { count[$1]++ }
    END {
      for (code = 100; code < 600; code++)
        if (code in count) { printf "%s%d × %d", separator, code, count[code]; separator = ", " }
      if ("failed" in count) printf "%sno answer × %d", separator, count["failed"]
    }' "$RUN/tries.$1"
}

# Whether all is as it shall be. A canary without servers is none.
is_well() {
  local who
  if [[ $REDIRECT == missing ]]; then return 1; fi
  for who in clients canary; do
    if ! is_absent "$who" && ! is_within "$who"; then return 1; fi
  done
}

# The canary gets servers when ./shift.sh begins: until then the load balancer answers 503 in its place.
# usage: is_absent WHO
is_absent() {
  if [[ $1 == clients ]]; then return 1; fi
  [[ ! -f $RUN/tries.$1 ]] || ! grep -q -v '^503 ' "$RUN/tries.$1"
}

# usage: is_within WHO
is_within() {
  local answers failed p99
  read -r _ answers failed _ p99 _ <<<"$(sums_of "$1")"
  ((answers > 0 && failed == 0)) && ((p99 <= LATENCY_MS * 1000))
}

# --- In words ---------------------------------------------------------------------------------------

show_text() {
  say "==> $TRIES tries each at $URL$ASKED_PATH"
  printf '%-10s %9s %9s %9s %12s   %s\n' milliseconds p50 p99 worst connecting answers
  show_row clients
  #% if HAS_CANARY
  show_row canary
  #% end
  case $REDIRECT in
    well) say "HTTP leads to HTTPS" ;;
    missing) say "HTTP does not lead to HTTPS" ;;
  esac
  verdict
}

# usage: show_row WHO
show_row() {
  local p50 p99 worst connection
  read -r _ _ _ p50 p99 worst connection <<<"$(sums_of "$1")"
  printf '%-12s %9s %9s %9s %12s   %s\n' "$1" "$(milliseconds "$p50")" "$(milliseconds "$p99")" "$(milliseconds "$worst")" \
    "$(milliseconds "$connection")" "$(codes_of "$1")"
  if [[ -f $RUN/reason.$1 ]]; then printf '             the first without an answer: %s\n' "$(shown "$(<"$RUN/reason.$1")")"; fi
}

# With one decimal.
# usage: milliseconds MICROSECONDS|-
milliseconds() {
  if [[ $1 == - ]]; then printf -- - && return; fi
  printf '%d.%d' $((($1 + 50) / 1000)) $((($1 + 50) / 100 % 10))
}

verdict() {
  verdict_of clients
  #% if HAS_CANARY
  verdict_of canary
  #% end
  if ((TRIES < 100)); then say "of fewer than 100 tries, p99 is the worst: ./verify.sh 200 tells more"; fi
}

# usage: verdict_of WHO
verdict_of() {
  local p99
  read -r _ _ _ _ p99 _ <<<"$(sums_of "$1")"
  if is_absent "$1"; then
    say "the canary has no servers now"
  elif is_within "$1"; then
    say "$1: p99 is within $LATENCY_MS ms"
  elif [[ $p99 != - ]] && ((p99 > LATENCY_MS * 1000)); then
    say "$1: p99 is $(milliseconds "$p99") ms, more than the $LATENCY_MS ms of LATENCY_MS"
  else
    say "$1: not every answer was a server's"
  fi
}

# --- In JSON ----------------------------------------------------------------------------------------

show_json() {
  local well=false
  if is_well; then well=true; fi
  printf '{\n  "url": "%s",\n  "limitMilliseconds": %s,\n  "httpLeadsToHttps": %s,\n' "$URL$ASKED_PATH" "$LATENCY_MS" \
    "$(case $REDIRECT in well) printf true ;; missing) printf false ;; *) printf null ;; esac)"
  json_row clients
  #% if HAS_CANARY
  json_row canary
  #% end
  printf '  "well": %s\n}\n' "$well"
}

# usage: json_row WHO
json_row() {
  local tries answers failed p50 p99 worst connection
  read -r tries answers failed p50 p99 worst connection <<<"$(sums_of "$1")"
  printf '  "%s": {"tries": %s, "answers": %s, "failed": %s, "p50": %s, "p99": %s, "worst": %s, "connecting": %s},\n' "$1" \
    "$tries" "$answers" "$failed" "$(exact "$p50")" "$(exact "$p99")" "$(exact "$worst")" "$(exact "$connection")"
}

# Milliseconds to the microsecond.
# usage: exact MICROSECONDS|-
exact() {
  if [[ $1 == - ]]; then printf null && return; fi
  printf '%d.%03d' $(($1 / 1000)) $(($1 % 1000))
}
