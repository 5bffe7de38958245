#!/usr/bin/env bash
#
# What verify.sh makes of the times that it took: medians, which way is faster, and the words or the
# JSON for it. All times are whole microseconds, which is all that bash can count. It is sourced, never
# run.

# The columns of a row of times.
readonly FIRST_BYTE_COLUMN=4 TOTAL_COLUMN=5
readonly PHASES=("" DNS connect TLS "first byte" total)
readonly PHASE_KEYS=("" dns connect tls firstByte total)

# By column: "MEDIAN P90 WORST LOW HIGH", or nothing when no try has succeeded.
DIRECT_STATISTICS=("" "" "" "" "" "")
ACCELERATED_STATISTICS=("" "" "" "" "" "")

# Sets VERDICT, GAIN and PERCENT for the total, and OPEN_VERDICT, OPEN_GAIN and OPEN_PERCENT for the
# first byte alone: what a client waits for that keeps its connection open.
compare_ways() {
  local column
  for column in 1 2 3 4 5; do
    DIRECT_STATISTICS[column]=$(statistics "$DIRECT_ROWS" "$column")
    ACCELERATED_STATISTICS[column]=$(statistics "$ACCELERATED_ROWS" "$column")
  done
  compare "$FIRST_BYTE_COLUMN"
  OPEN_VERDICT=$VERDICT OPEN_GAIN=$GAIN OPEN_PERCENT=$PERCENT
  compare "$TOTAL_COLUMN"
}

# usage: statistics ROWS COLUMN
statistics() {
  local sorted values=() value count rank
  sorted=$(printf '%s' "$1" | awk -v column="$2" '$1 != "failed" { print $column }' | sort -n)
  for value in $sorted; do values+=("$value"); done
  count=${#values[@]}
  if ((count == 0)); then return; fi
  # The values of this rank from below and from above enclose the true median with 95 % certainty,
  # whatever the distribution (of fewer than six values: least and greatest, with less). The rank is
  # (n + 1) / 2 - 0.98 * sqrt(n): https://doi.org/10.1136/bmj.296.6634.1454
  rank=$(((500 * (count + 1) - $(square_root $((960400 * count)))) / 1000))
  rank=$((rank < 1 ? 1 : rank))
  # p90 is the nearest rank: the least value that nine of ten do not exceed.
  printf '%d %d %d %d %d' $(((values[(count - 1) / 2] + values[count / 2]) / 2)) \
    "${values[(count * 9 + 9) / 10 - 1]}" "${values[count - 1]}" \
    "${values[rank - 1]}" "${values[count - rank]}"
}

# The least whole number whose square is not less.
# usage: square_root NUMBER
square_root() {
  local root=$1 next
  # Newton's method, from above.
  while next=$(((root + $1 / root) / 2)) && ((next < root)); do root=$next; done
  printf '%d' $((root * root < $1 ? root + 1 : root))
}

# One way is faster when the ranges in which the medians lie do not overlap; else the difference is
# noise. What is gained is positive when the load balancer is faster.
# usage: compare COLUMN
compare() {
  local direct direct_low direct_high accelerated low high
  read -r direct _ _ direct_low direct_high <<<"$(statistics_of direct "$1")"
  read -r accelerated _ _ low high <<<"$(statistics_of accelerated "$1")"
  VERDICT=none GAIN="" PERCENT=""
  if [[ -z $direct || -z $accelerated ]]; then return; fi
  GAIN=$((direct - accelerated))
  PERCENT=$(((200 * GAIN + (GAIN < 0 ? -direct : direct)) / (2 * (direct > 0 ? direct : 1))))
  if ((high < direct_low)); then
    VERDICT=faster
  elif ((low > direct_high)); then
    VERDICT=slower
  else
    VERDICT=noise
  fi
}

# usage: statistics_of direct|accelerated COLUMN
statistics_of() {
  case $1 in
    direct) printf '%s' "${DIRECT_STATISTICS[$2]}" ;;
    accelerated) printf '%s' "${ACCELERATED_STATISTICS[$2]}" ;;
  esac
}

# usage: rows_of direct|accelerated
rows_of() {
  case $1 in
    direct) printf '%s' "$DIRECT_ROWS" ;;
    accelerated) printf '%s' "$ACCELERATED_ROWS" ;;
  esac
}

# usage: failures_of direct|accelerated
failures_of() { rows_of "$1" | awk '$1 == "failed" { count++ } END { print count + 0 }'; }

# Milliseconds with one decimal, for people.
# usage: rounded [MICROSECONDS]
rounded() {
  local tenths
  if [[ -z $1 ]]; then printf -- - && return; fi
  tenths=$((($1 + 50) / 100))
  printf '%d.%d' $((tenths / 10)) $((tenths % 10))
}

# Milliseconds to the microsecond, for programs.
# usage: exact [MICROSECONDS]
exact() {
  if [[ -z $1 ]]; then printf null && return; fi
  if (($1 < 0)); then printf -- -; fi
  printf '%d.%03d' $((${1#-} / 1000)) $((${1#-} % 1000))
}

# --- In words ---------------------------------------------------------------------------------------

show_text() {
  local column way median widest=0
  # Asked here: inside of a command substitution standard output is never a terminal.
  ON_TERMINAL=false
  if [[ -t 1 ]]; then ON_TERMINAL=true; fi
  say "==> $TRIES tries each way, in turns"
  say "  direct       $HOST (${DIRECT_SEEN:-no answer})"
  say "  accelerated  $NLB (${ACCELERATED_SEEN:-no answer})"
  for way in direct accelerated; do
    read -r median _ <<<"$(statistics_of "$way" "$TOTAL_COLUMN")"
    widest=$((${median:-0} > widest ? median : widest))
  done
  say ""
  printf '%-24s %8s %8s %8s\n' milliseconds median p90 worst
  for column in 1 2 3 4 5; do
    # What was not looked up was not timed.
    if [[ ${PHASES[column]} == DNS && -n $DIRECT_IP ]]; then continue; fi
    show_row "${PHASES[column]}" direct "$column" "$widest"
    show_row "" accelerated "$column" "$widest"
  done
  say ""
  show_failures direct "direct tries" "$DIRECT_REASON"
  show_failures accelerated "tries through the load balancer" "$ACCELERATED_REASON"
  if [[ $VERDICT == none ]]; then
    complain "error: one way never answered, so there is nothing to compare"
    return
  fi
  say "$(verdict), until the first byte"
  say "on a connection that is open already: $(difference "$OPEN_VERDICT" "$OPEN_GAIN" "$OPEN_PERCENT")"
  if [[ $VERDICT == noise ]]; then
    say "more tries may tell the ways apart: ./verify.sh $((TRIES * 4))"
  elif ((TRIES < 6)); then
    say "so few tries may mislead: ./verify.sh tries each way 20 times"
  fi
}

# usage: show_row PHASE WAY COLUMN WIDEST
show_row() {
  local median p90 worst
  read -r median p90 worst _ <<<"$(statistics_of "$2" "$3")"
  printf '%-11s %-12s %8s %8s %8s%s\n' "$1" "$2" "$(rounded "$median")" "$(rounded "$p90")" \
    "$(rounded "$worst")" "$(bar "${median:-0}" "$4")"
}

# A bar after the numbers, on a terminal only: in a file it is noise.
# usage: bar MEDIAN WIDEST
bar() {
  local length block='#' blocks="" i
  [[ $ON_TERMINAL == true ]] || return 0
  length=$(($2 > 0 ? ($1 * 28 + $2 / 2) / $2 : 0))
  case $ACCELGEN_LOCALE in *[Uu][Tt][Ff]8* | *[Uu][Tt][Ff]-8*) block='█' ;; esac
  for ((i = 0; i < length; i++)); do blocks+=$block; done
  printf '%s' "${blocks:+  $blocks}"
}

# usage: show_failures WAY WHICH REASON
show_failures() {
  local failures
  failures=$(failures_of "$1")
  if ((failures > 0)); then say "$failures of $TRIES $2 failed, the first with $3"; fi
}

# In one sentence.
verdict() {
  case $VERDICT in
    none) printf 'one way never answered' ;;
    noise) printf 'through the load balancer: %s' "$(difference "$VERDICT" "$GAIN" "$PERCENT")" ;;
    *) printf 'through the load balancer is %s' "$(difference "$VERDICT" "$GAIN" "$PERCENT")" ;;
  esac
}

# usage: difference faster|slower|noise GAIN PERCENT
difference() {
  case $1 in
    noise) printf 'no difference beyond noise (%s ms, %d %%)' "$(rounded "${2#-}")" "${3#-}" ;;
    *) printf '%s by %s ms (%d %%)' "$1" "$(rounded "${2#-}")" "${3#-}" ;;
  esac
}

# --- In JSON ----------------------------------------------------------------------------------------

show_json() {
  local resources=null
  if [[ $STATUS == true ]]; then resources='"well"'; fi
  say "{"
  printf '  "host": "%s",\n  "loadBalancer": "%s",\n  "tries": %d,\n  "unit": "ms",\n' \
    "$HOST" "$NLB" "$TRIES"
  printf '  "health": {"resources": %s, "handshake": "verified"},\n' "$resources"
  show_json_way direct "$DIRECT_SEEN" "$DIRECT_REASON"
  show_json_way accelerated "$ACCELERATED_SEEN" "$ACCELERATED_REASON"
  printf '  "verdict": "%s",\n  "gain": %s,\n  "gainPercent": %s,\n' \
    "$VERDICT" "$(exact "$GAIN")" "${PERCENT:-null}"
  printf '  "openConnection": {"verdict": "%s", "gain": %s, "gainPercent": %s}\n' \
    "$OPEN_VERDICT" "$(exact "$OPEN_GAIN")" "${OPEN_PERCENT:-null}"
  say "}"
}

# usage: show_json_way WAY ADDRESSES REASON
show_json_way() {
  local way=$1 addresses="" reason=null column statistics address total totals=""
  for address in $2; do addresses+="${addresses:+, }\"$(json_text "$address")\""; done
  if [[ -n $3 ]]; then reason="\"$(json_text "$3")\""; fi
  printf '  "%s": {\n    "addresses": [%s],\n' "$way" "$addresses"
  printf '    "failures": %d,\n    "reason": %s,\n' "$(failures_of "$way")" "$reason"
  for column in 1 2 3 4 5; do
    statistics=$(statistics_of "$way" "$column")
    if [[ ${PHASES[column]} == DNS && -n $DIRECT_IP ]]; then statistics=""; fi
    show_json_phase "${PHASE_KEYS[column]}" "$statistics"
  done
  while read -r _ _ _ _ total; do
    totals+="${totals:+, }$(exact "$total")"
  done <<<"$(rows_of "$way")"
  printf '    "totals": [%s]\n  },\n' "$totals"
}

# usage: show_json_phase KEY STATISTICS
show_json_phase() {
  local median p90 worst low high
  read -r median p90 worst low high <<<"$2"
  printf '    "%s": {"median": %s, "medianRange": [%s, %s], "p90": %s, "worst": %s},\n' "$1" \
    "$(exact "$median")" "$(exact "$low")" "$(exact "$high")" "$(exact "$p90")" "$(exact "$worst")"
}

# A text as it stands between the quotes of JSON.
# usage: json_text TEXT
json_text() { printf '%s' "$1" | LC_ALL=C tr '\000-\037' ' ' | LC_ALL=C sed 's/[\\"]/\\&/g'; }
