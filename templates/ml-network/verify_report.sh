#!/usr/bin/env bash
#
# What verify.sh says of the times that it took. It is included, never run.

# "TRIES ANSWERS AWAY FAILED P50 P99 WORST CONNECTION_P50", times in microseconds; what is not known is -. A percentile is
# the nearest rank: the least value that so many of a hundred do not exceed. Answers are those with success. What was
# turned away (AWAY) may never have come to a server: CloudFront refuses a method that a path does not take, AWS WAF what a
# web ACL blocks, and whoever comes by HTTP may be sent to HTTPS. In place of a server the load balancer answers 502, 503
# or 504.
# https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/http-403-invalid-method.html
# https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-troubleshooting.html
# usage: sums_of WHO
sums_of() {
  local counts
  if [[ ! -f $RUN/tries.$1 ]]; then
    printf '0 0 0 0 - - - -'
    return
  fi
  awk '/^2/' "$RUN/tries.$1" >"$RUN/answered"
  counts=$(awk '
    /^2/ { answers++ }
    /^[34]/ { away++ }
    END { printf "%d %d %d %d", NR, answers, away, NR - answers - away }' "$RUN/tries.$1")
  printf '%s %s %s' "$counts" "$(ranks 3 50 99 100)" "$(ranks 2 50)"
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

# The codes of the answers and how many had each, of all codes or of some: "200 × 198, 503 × 2".
# usage: codes_of WHO [FROM TO]
codes_of() {
  if [[ ! -f $RUN/tries.$1 ]]; then return; fi
  awk -v from="${2:-100}" -v to="${3:-599}" '
    { count[$1]++ }
    END {
      for (code = from; code <= to; code++)
        if (code in count) { printf "%s%d × %d", separator, code, count[code]; separator = ", " }
      if (to == 599 && ("failed" in count)) printf "%sno answer × %d", separator, count["failed"]
    }' "$RUN/tries.$1"
}

# The exit code, as the header of verify.sh has it: what is known to be wrong counts more than what is not known. A canary
# without servers is none.
exit_code() {
  local who code=0
  if [[ $REDIRECT == missing ]]; then code=1; fi
  for who in clients canary; do
    if is_absent "$who" || is_within "$who"; then continue; fi
    if ! is_only_turned_away "$who"; then
      code=1
    elif ((code == 0)); then
      code=4
    fi
  done
  printf '%d' "$code"
}

# The canary gets servers when ./shift.sh begins: until then the load balancer answers 503 in its place.
# usage: is_absent WHO
is_absent() {
  if [[ $1 == clients ]]; then return 1; fi
  [[ ! -f $RUN/tries.$1 ]] || ! grep -q -v '^503 ' "$RUN/tries.$1"
}

# usage: is_within WHO
is_within() {
  local tries answers p99
  read -r tries answers _ _ _ p99 _ <<<"$(sums_of "$1")"
  ((answers > 0 && answers == tries)) && ! is_late "$p99"
}

# Whether nothing else is wrong.
# usage: is_only_turned_away WHO
is_only_turned_away() {
  local away failed p99
  read -r _ _ away failed _ p99 _ <<<"$(sums_of "$1")"
  ((away > 0 && failed == 0)) && ! is_late "$p99"
}

# usage: is_late MICROSECONDS|-
is_late() { [[ $1 != - ]] && (($1 > LATENCY_MS * 1000)); }

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
  read -r _ _ _ _ p50 p99 worst connection <<<"$(sums_of "$1")"
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
  tell_reasons
  if ((TRIES < 100)); then say "of fewer than 100 tries, p99 is the worst: ./verify.sh 200 tells more"; fi
}

# usage: verdict_of WHO
verdict_of() {
  local tries away failed p99
  if is_absent "$1"; then
    say "the canary has no servers now"
    return
  fi
  read -r tries _ away failed _ p99 _ <<<"$(sums_of "$1")"
  if is_within "$1"; then say "$1: p99 is within $LATENCY_MS ms"; fi
  if is_late "$p99"; then say "$1: p99 is $(milliseconds "$p99") ms, more than the $LATENCY_MS ms of LATENCY_MS"; fi
  if ((failed > 0)); then say "$1: not every answer was a server's"; fi
  if ((away > 0)); then
    say "$1: $away of $tries requests were turned away ($(codes_of "$1" 300 499)): they are not measured, and the" \
      "model need not have seen them"
  fi
}

# Why requests may have been turned away.
tell_reasons() {
  local codes elsewhere=' 3[0-9][0-9] ' refused=' 4[0-9][0-9] '
  codes=" $(codes_of clients 300 499), $(codes_of canary 300 499)"
  if [[ $codes =~ $elsewhere ]]; then say "  3xx: it is somewhere else: --url and --path take where this leads to"; fi
  if [[ $codes == *" 403 "* ]]; then
    #% if CDN
    say "  403: CloudFront takes POST (--data) everywhere but at /models/info*, /embeddings/* and /batch/results/*; or a" \
      "web ACL of AWS WAF blocks it, or the servers refuse it"
    #% else
    say "  403: a web ACL of AWS WAF blocks it (WEB_ACL_ARN), or the servers refuse it"
    #% end
  fi
  if [[ ${codes// 403 /} =~ $refused ]]; then
    say "  4xx: the servers, or what stands before them, do not take it: see --path and --data; no credentials are sent"
  fi
}

# --- In JSON ----------------------------------------------------------------------------------------

show_json() {
  local well=false redirects=null
  if [[ $(exit_code) == 0 ]]; then well=true; fi
  case $REDIRECT in
    well) redirects=true ;;
    missing) redirects=false ;;
  esac
  printf '{\n  "url": "%s",\n  "limitMilliseconds": %s,\n  "httpLeadsToHttps": %s,\n' "$URL$ASKED_PATH" "$LATENCY_MS" \
    "$redirects"
  json_row clients
  #% if HAS_CANARY
  json_row canary
  #% end
  printf '  "well": %s\n}\n' "$well"
}

# usage: json_row WHO
json_row() {
  local tries answers failed p50 p99 worst connection away
  read -r tries answers _ failed p50 p99 worst connection <<<"$(sums_of "$1")"
  away=$(codes_of "$1" 300 499 | sed 's/\([0-9]*\) × /"\1": /g')
  printf '  "%s": {"tries": %s, "answers": %s, "turnedAway": {%s}, "failed": %s, ' "$1" "$tries" "$answers" "$away" "$failed"
  printf '"p50": %s, "p99": %s, "worst": %s, "connecting": %s},\n' "$(exact "$p50")" "$(exact "$p99")" "$(exact "$worst")" \
    "$(exact "$connection")"
}

# Milliseconds to the microsecond.
# usage: exact MICROSECONDS|-
exact() {
  if [[ $1 == - ]]; then printf null && return; fi
  printf '%d.%03d' $(($1 / 1000)) $(($1 % 1000))
}
