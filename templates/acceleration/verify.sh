#!/usr/bin/env bash
#
# Measures from this machine how long the service takes to answer, directly and through the load
# balancer, in turns, and says which way is faster. The certificate is checked on both. Needs curl.
#
# usage: ./verify.sh [N]
#   N   how often each way is tried (20)

# shellcheck source-path=SCRIPTDIR source=lib.sh
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh" || exit

main() {
  local count=${1:-20} host nlb i direct="" accelerated="" failures_direct=0 failures_accelerated=0
  case $count in
    -h | --help) print_header "${BASH_SOURCE[0]}" && exit ;;
    *[!0-9]* | 0*) fail "'$count' is not a number of tries" ;;
  esac
  command -v curl >/dev/null || fail "curl is not installed"
  nlb=$(needed EXPOSE_NLB_DNS_NAME)
  host=$(recall RESOURCE_SERVICE_HOSTNAME)
  [[ -n $host ]] || fail "the service has no one hostname that could be measured"

  say "$host, $count times each way"
  for ((i = 0; i < count; i++)); do
    direct+=$(measure "$host" "$host")$'\n' || failures_direct=$((failures_direct + 1))
    accelerated+=$(measure "$host" "$nlb")$'\n' || failures_accelerated=$((failures_accelerated + 1))
  done
  say "milliseconds           median     p90   failures"
  say_row "direct, connect" "$direct" 1 "$failures_direct"
  say_row "direct, TLS" "$direct" 2 "$failures_direct"
  say_row "direct, first byte" "$direct" 3 "$failures_direct"
  say_row "NLB, connect" "$accelerated" 1 "$failures_accelerated"
  say_row "NLB, TLS" "$accelerated" 2 "$failures_accelerated"
  say_row "NLB, first byte" "$accelerated" 3 "$failures_accelerated"
  verdict "$(percentile 50 "$direct" 3)" "$(percentile 50 "$accelerated" 3)"
}

# One request: microseconds until connected, until TLS stands, until the first byte. Any answer of the
# service counts, be it a refusal of an unsigned request.
# usage: measure HOST THROUGH
measure() {
  local times
  times=$(LC_ALL=C curl --disable --silent --show-error --output /dev/null --max-time 30 \
    --connect-to "$1:443:$2:443" --write-out '%{time_connect} %{time_appconnect} %{time_starttransfer}' \
    "https://$1/") || return
  [[ $times =~ ^[0-9.\ ]+$ ]] || return
  # Seconds with six decimals become whole microseconds, which is all that bash can count.
  printf '%s' "${times//./}"
}

# The value below which so many per cent of a column lie.
# usage: percentile PERCENT ROWS COLUMN
percentile() {
  local sorted values=() value
  sorted=$(printf '%s' "$2" | tr -s '\n' | cut -d ' ' -f "$3" | sort -n)
  for value in $sorted; do values+=("$((10#$value))"); done
  if ((${#values[@]} == 0)); then return; fi
  # The nearest rank: the least value that so many per cent do not exceed.
  printf '%s' "${values[$(((${#values[@]} * $1 + 99) / 100 - 1))]}"
}

# usage: say_row NAME ROWS COLUMN FAILURES
say_row() {
  printf '%-20s %8s %7s %10s\n' "$1" "$(milliseconds "$(percentile 50 "$2" "$3")")" \
    "$(milliseconds "$(percentile 90 "$2" "$3")")" "$4"
}

# usage: milliseconds MICROSECONDS
milliseconds() {
  if [[ -z $1 ]]; then printf -- - && return; fi
  printf '%d.%d' $(($1 / 1000)) $(($1 % 1000 / 100))
}

# usage: verdict DIRECT ACCELERATED   (medians until the first byte, in microseconds)
verdict() {
  if [[ -z $1 || -z $2 ]]; then fail "one way never answered, so there is nothing to compare"; fi
  local difference=$(($1 - $2))
  if ((difference >= 0)); then
    say "through the load balancer is faster by $(milliseconds $difference) ms ($((difference * 100 / $1)) %)"
  else
    say "through the load balancer is slower by $(milliseconds $((-difference))) ms ($((-difference * 100 / $1)) %)"
  fi
}

main "$@"
