#!/usr/bin/env bash
#
# Proves the gain, from this machine: looks whether the deployment is well, then asks the service
# directly and through the load balancer, in turns, and says which way is faster and by how much. The
# certificate is checked on both ways, and no proxy is used. Needs curl.
#
# usage: ./verify.sh [N] [--json] [--svg FILE] [--direct-ip ADDRESS] [--no-status]
#   N                     how often each way is tried (20)
#   --json                print one JSON object and nothing else
#   --svg FILE            also draw the times into FILE
#   --direct-ip ADDRESS   an address of the service itself; needed when this machine's hosts file
#                         sends the service's name to the load balancer already
#   --no-status           leave out status.sh, for a client without credentials for the deployment
#
# Each try is a connection of its own. DNS (the name's address is looked up), connect (TCP), TLS (the
# handshake) and first byte (from the request to the answer) are each phase's own time; total is their
# sum, from the start to the first byte. Any answer of the service counts, be it a refusal of an
# unsigned request. p90 is what nine tries of ten do not exceed.

#% include runtime/begin.sh
# shellcheck source-path=SCRIPTDIR source=verify_report.sh
source "$HERE/verify_report.sh" || exit
# shellcheck source-path=SCRIPTDIR source=verify_plot.sh
source "$HERE/verify_plot.sh" || exit

# A try that takes longer has failed.
readonly TRY_SECONDS=20

main() {
  read_options "$@"
  readonly TRIES JSON SVG_FILE DIRECT_IP STATUS
  HOST=$(recall RESOURCE_SERVICE_HOSTNAME)
  NLB=$(recall EXPOSE_NLB_DNS_NAME)
  NLB_ADDRESSES="$(recall EXPOSE_NLB_ADDRESS_1) $(recall EXPOSE_NLB_ADDRESS_2)"
  readonly HOST NLB NLB_ADDRESSES
  check_inputs
  check_health
  take_tries
  compare_ways
  if [[ $JSON == true ]]; then show_json; else show_text; fi
  if [[ -n $SVG_FILE ]]; then draw_plot; fi
  [[ $VERDICT != none ]]
}

# Sets TRIES, JSON, SVG_FILE, DIRECT_IP and STATUS.
read_options() {
  local tries=""
  TRIES=20 JSON=false SVG_FILE="" DIRECT_IP="" STATUS=true
  while (($# > 0)); do
    case $1 in
      --json) JSON=true ;;
      --no-status) STATUS=false ;;
      --svg | --direct-ip)
        (($# > 1)) || fail "$1 needs a value" "verify.sh --help tells more"
        if [[ $1 == --svg ]]; then SVG_FILE=$2; else DIRECT_IP=$2; fi
        shift
        ;;
      -h | --help) print_header "${BASH_SOURCE[0]}" && exit ;;
      -*) fail "verify.sh has no option $1" "verify.sh --help lists them" ;;
      *)
        [[ -z $tries ]] || fail "one number of tries is enough: $tries or $1?"
        [[ $1 =~ ^[1-9][0-9]{0,3}$ ]] || fail "'$1' is not a number of tries: 1 to 9999"
        tries=$1
        ;;
    esac
    shift
  done
  TRIES=${tries:-$TRIES}
  if [[ -n $DIRECT_IP && ! $DIRECT_IP =~ ^([0-9]+(\.[0-9]+){3}|[0-9a-fA-F]*:[0-9a-fA-F:.]+)$ ]]; then
    fail "--direct-ip takes an address, not '$DIRECT_IP'"
  fi
}

# What would otherwise fail after minutes.
check_inputs() {
  local folder=.
  command -v curl >/dev/null || stop "curl is not installed"
  [[ -n $NLB ]] || stop "EXPOSE_NLB_DNS_NAME is not known yet" "run ./deploy_all.sh first"
  [[ -n $HOST ]] || stop "the service has no one hostname that could be measured"
  [[ $HOST$NLB =~ ^[A-Za-z0-9.-]+$ ]] || stop "$STATE_FILE holds no host names: $HOST, $NLB"
  if [[ -n $SVG_FILE ]]; then
    if [[ $SVG_FILE == */* ]]; then folder=${SVG_FILE%/*}/; fi
    if [[ -e $SVG_FILE ]]; then folder=$SVG_FILE; fi
    [[ -w $folder && ! -d $SVG_FILE ]] || stop "$SVG_FILE cannot be written"
  fi
}

# Whether there is something to measure: every resource and target well, the load balancer answering
# under the service's name, and the direct way not leading through it, too.
check_health() {
  local text="" well=true
  if [[ $STATUS == true ]]; then
    if [[ $JSON == true ]]; then
      text=$("$BASH" "$HERE/status.sh") || well=false
    else
      say "==> status"
      "$BASH" "$HERE/status.sh" || well=false
    fi
    if [[ $well == false ]]; then
      if [[ -n $text ]]; then complain "$text"; fi
      stop "status.sh does not find the deployment well, so there is nothing to measure" \
        "./deploy_all.sh brings it in order; without credentials on this machine: --no-status"
    fi
  fi

  # These two are not counted: whoever comes first would pay for what DNS has not at hand.
  try accelerated || stop "no TLS handshake for $HOST through $NLB: $REASON" \
    "is this machine's address in EXPOSE_CLIENT_CIDRS?" ${PROXY_NOTE:+"$PROXY_NOTE"}
  if [[ $JSON == false ]]; then
    say "==> TLS handshake for $HOST through the load balancer: certificate verified"
  fi
  try direct || complain "directly: $REASON" ${PROXY_NOTE:+"($PROXY_NOTE)"}
}

# Ends the script with an error, also in JSON.
# usage: stop MESSAGE [LINE...]
stop() {
  if [[ $JSON == true ]]; then
    printf '{\n  "host": "%s",\n  "loadBalancer": "%s",\n  "verdict": "none",\n  "error": "%s"\n}\n' \
      "$(json_text "$HOST")" "$(json_text "$NLB")" "$(json_text "$1")"
  fi
  fail "$@"
}

# --- The tries --------------------------------------------------------------------------------------

# The addresses that answered.
DIRECT_SEEN=""
ACCELERATED_SEEN=""
# A row a try, in their order: the times of the phases and their sum in microseconds, or "failed".
DIRECT_ROWS=""
ACCELERATED_ROWS=""
# Why the first try of each way that failed did so.
DIRECT_REASON=""
ACCELERATED_REASON=""

# A way out that is not measured may be the only one that there is.
PROXY_NOTE=""
if [[ -n ${HTTPS_PROXY:-}${https_proxy:-}${ALL_PROXY:-}${all_proxy:-} ]]; then
  PROXY_NOTE="the proxy of this shell is not used: a way through it would be a third one"
fi
readonly PROXY_NOTE

# Both ways in turns, so that what changes on the way meets both alike.
take_tries() {
  local i
  for ((i = 1; i <= TRIES; i++)); do
    if [[ -t 2 ]]; then printf '\r==> try %d of %d' "$i" "$TRIES" >&2; fi
    if try direct; then
      DIRECT_ROWS+="$TIMES"$'\n'
    else
      DIRECT_ROWS+=$'failed\n'
      DIRECT_REASON=${DIRECT_REASON:-$REASON}
    fi
    if try accelerated; then
      ACCELERATED_ROWS+="$TIMES"$'\n'
    else
      ACCELERATED_ROWS+=$'failed\n'
      ACCELERATED_REASON=${ACCELERATED_REASON:-$REASON}
    fi
  done
  if [[ -t 2 ]]; then printf '\r\033[K' >&2; fi
}

# One request on a connection of its own. Sets TIMES to a row, or fails and sets REASON. It is called in
# conditions, where bash would go on after an error, so each step says what becomes of it.
# usage: try direct|accelerated
try() {
  local output connect_to="" lookup connect handshake first address
  if [[ $1 == accelerated ]]; then
    connect_to=$NLB
  elif [[ -n $DIRECT_IP ]]; then
    connect_to=$DIRECT_IP
    if [[ $connect_to == *:* ]]; then connect_to="[$connect_to]"; fi
  fi
  # --disable: no ~/.curlrc, which might say "insecure".
  output=$(LC_ALL=C curl --disable --noproxy '*' --silent --show-error --output /dev/null \
    --max-time "$TRY_SECONDS" ${connect_to:+--connect-to "$HOST:443:$connect_to:443"} --write-out \
    '\n%{time_namelookup} %{time_connect} %{time_appconnect} %{time_starttransfer} %{remote_ip}' \
    "https://$HOST/" 2>&1) || {
    REASON="curl: ${output##*curl: }"
    REASON=${REASON%%$'\n'*}
    return 1
  }
  REASON="curl does not tell its times: ${output##*$'\n'}"
  read -r lookup connect handshake first address <<<"${output##*$'\n'}"
  lookup=$(microseconds "$lookup") || return 1
  connect=$(microseconds "$connect") || return 1
  handshake=$(microseconds "$handshake") || return 1
  first=$(microseconds "$first") || return 1
  ((lookup <= connect && connect < handshake && handshake <= first)) || return 1
  note_address "$1" "$address"
  # An address that is given is not looked up, so the lookup counts on neither way.
  TIMES="$((connect - lookup)) $((handshake - connect)) $((first - handshake))"
  if [[ -n $DIRECT_IP ]]; then
    TIMES="0 $TIMES $((first - lookup))"
  else
    TIMES="$lookup $TIMES $first"
  fi
}

# curl writes six decimals, old versions three.
# usage: microseconds SECONDS
microseconds() {
  local fraction
  [[ $1 =~ ^([0-9]+)\.([0-9]+)$ ]] || return
  fraction=${BASH_REMATCH[2]}000000
  printf '%d' $((10#${BASH_REMATCH[1]} * 1000000 + 10#${fraction:0:6}))
}

# Keeps the addresses that answer apart: where the direct way ends at the load balancer, it is none.
# usage: note_address direct|accelerated ADDRESS
note_address() {
  local address
  if [[ $1 == direct ]]; then
    DIRECT_SEEN=$(with_word "$DIRECT_SEEN" "$2")
  else
    ACCELERATED_SEEN=$(with_word "$ACCELERATED_SEEN" "$2")
  fi
  for address in $DIRECT_SEEN; do
    if [[ " $NLB_ADDRESSES $ACCELERATED_SEEN " == *" $address "* ]]; then
      if [[ -t 2 ]]; then printf '\r\033[K' >&2; fi
      stop "this machine goes through the load balancer already: $address answers for $HOST" \
        "its hosts file or its DNS says so, and there is no direct way to compare with" \
        "'nslookup $HOST' asks DNS and not the hosts file;" \
        "give the service's own address that it shows: ./verify.sh --direct-ip ADDRESS"
    fi
  done
}

# A list of words with one more, unless it is there.
# usage: with_word LIST WORD
with_word() {
  if [[ " $1 " == *" $2 "* ]]; then printf '%s' "$1"; else printf '%s' "${1:+$1 }$2"; fi
}

main "$@"
