#!/usr/bin/env bash
#
# Asks the model servers as a client does, from this machine, and says how long answers take: the half of them (p50)
# and 99 of 100 (p99) beside LATENCY_MS, for what clients get and for the canary alone. The certificate is checked, no
# proxy is used, and the way from HTTP to HTTPS is looked at. Needs curl, and no credentials.
#
# usage: ./verify.sh [N] [--path PATH] [--data FILE] [--url URL] [--json]
#   N             how often each is asked (200)
#   --path PATH   what is asked for (HEALTH_PATH)
#   --data FILE   what is sent with it, as JSON by POST
#   --url URL     http:// or https:// and a host, where the deployment's own is not the one that clients use
#   --json        print one JSON object and nothing else
#
# Each try is a connection of its own. A request's time is from when the connection is there (TLS included) to the end
# of the answer; what making the connection takes besides is shown, too. It is the time from here: AWS's own metric,
# TargetResponseTime, leaves out the way to the load balancer. Only success (2xx) is an answer of the model's: what was
# turned away (3xx, 4xx) is told, and not measured.
#
# Exit code: 0 p99 is within LATENCY_MS and every request was answered with success, 1 not so, 2 wrong usage, 4 it is not
# known: requests were turned away, which the servers need not have seen, and nothing else was wrong.

#% param LATENCY_MS Milliseconds
#% param HEALTH_PATH HealthCheckPath

#% include runtime/begin.sh
#% include model_version.sh
#% include verify_report.sh

# A try that takes longer has failed: the load balancer's own patience is that of IDLE_TIMEOUT_SECONDS.
readonly TRY_SECONDS=60

main() {
  read_options "$@"
  RUN=$(mktemp -d)
  trap unlock EXIT
  find_address
  # Not counted: whoever comes first would pay for what DNS has not at hand.
  try - || tell_no_answer
  check_redirect
  take_tries
  if [[ $FORM == json ]]; then show_json; else show_text; fi
  exit "$(exit_code)"
}

tell_no_answer() {
  #% if CDN
  fail "no answer from $URL: $REASON" "if the name is yours: does its record in the DNS lead to the distribution?"
  #% else
  fail "no answer from $URL: $REASON" "is this machine's address in CLIENT_CIDRS?"
  #% end
}

# Sets TRIES, ASKED_PATH, DATA, URL and FORM.
read_options() {
  TRIES=200 ASKED_PATH=$HEALTH_PATH DATA="" URL="" FORM=text
  while (($# > 0)); do
    case $1 in
      --json) FORM=json ;;
      -h | --help) print_header "$HERE/verify.sh" && exit ;;
      --path | --data | --url)
        (($# > 1)) || wrong_usage "$1 needs a value"
        case $1 in
          --path) ASKED_PATH=$2 ;;
          --data) DATA=$2 ;;
          --url) URL=${2%/} ;;
        esac
        shift
        ;;
      *)
        [[ $1 =~ ^[1-9][0-9]{0,4}$ ]] || wrong_usage "verify.sh knows no $1"
        TRIES=$1
        ;;
    esac
    shift
  done
  check_options
  readonly TRIES ASKED_PATH DATA FORM
}

check_options() {
  command -v curl >/dev/null || fail "curl is not installed"
  [[ $ASKED_PATH =~ ^/[A-Za-z0-9._~/?=\&%+,:@-]*$ ]] ||
    wrong_usage "--path takes a path that begins with /, not '$ASKED_PATH'"
  if [[ -n $URL && ! $URL =~ ^https?://[A-Za-z0-9.-]+(:[0-9]{1,5})?$ ]]; then
    wrong_usage "--url takes http:// or https:// and a host, not '$URL'"
  fi
  if [[ -n $DATA && ! -r $DATA ]]; then wrong_usage "$DATA cannot be read"; fi
}

# Sets URL to where clients go, unless it was given.
find_address() {
  local host
  if [[ -z $URL ]]; then
    #% if CDN
    host=$(recall EDGE_VIEWER_HOSTNAME)
    [[ -n $host ]] || fail "the distribution's name is not known yet" "run ./deploy_all.sh first, or give --url"
    #% else
    host=$(recall NETWORK_LOAD_BALANCER_DNS_NAME)
    [[ -n $host ]] || fail "the load balancer's name is not known yet" "run ./deploy_all.sh first, or give --url"
    #% end
    [[ $host =~ ^[A-Za-z0-9.-]+$ ]] || fail "$STATE_FILE holds no host name: $(shown "$host")"
    #% if CDN
    URL="https://$host"
    #% else
    #% if CERTIFICATE_ARN
    fail "which name its certificate is for is not known here" "give it: ./verify.sh --url https://NAME"
    #% else
    URL="http://$host"
    #% end
    #% end
  fi
  readonly URL
}

# Whether whoever comes by HTTP is led to HTTPS.
check_redirect() {
  local answer
  REDIRECT=none
  if [[ $URL != https://* ]]; then return; fi
  answer=$(LC_ALL=C curl --disable --noproxy '*' --silent --output /dev/null --max-time "$TRY_SECONDS" \
    --write-out '%{http_code} %{redirect_url}' "http://${URL#https://}$ASKED_PATH") || answer=""
  REDIRECT=missing
  if [[ $answer =~ ^30[128]\ https:// ]]; then REDIRECT=well; fi
}

# What clients get and the canary in turns, so that what changes on the way meets both alike. Leaves a line a try in
# the run's folder: "CODE CONNECTION REQUEST" in microseconds, or "failed".
take_tries() {
  local i
  for ((i = 1; i <= TRIES; i++)); do
    if [[ -t 2 ]]; then printf '\r==> try %d of %d' "$i" "$TRIES" >&2; fi
    note_try clients -
    #% if HAS_CANARY
    note_try canary canary
    #% end
  done
  if [[ -t 2 ]]; then printf '\r\033[K' >&2; fi
}

# usage: note_try WHO VERSION
note_try() {
  if try "$2"; then
    printf '%s\n' "$TIMES" >>"$RUN/tries.$1"
  else
    printf 'failed\n' >>"$RUN/tries.$1"
    if [[ ! -f $RUN/reason.$1 ]]; then printf '%s' "$REASON" >"$RUN/reason.$1"; fi
  fi
}

# One request on a connection of its own. Sets TIMES, or fails and sets REASON. It is called in conditions, where bash
# would go on after an error, so each step says what becomes of it.
# usage: try VERSION   (-: whichever the load balancer chooses)
try() {
  local output code connection handshake whole options=()
  #% if CANARY
  if [[ $1 != - ]]; then options+=(--header "$VERSION_HEADER: $1"); fi
  #% end
  if [[ -n $DATA ]]; then options+=(--header "Content-Type: application/json" --data-binary "@$DATA"); fi
  # --disable: no ~/.curlrc, which might say "insecure".
  output=$(LC_ALL=C curl --disable --noproxy '*' --silent --show-error --output /dev/null --max-time "$TRY_SECONDS" \
    ${options[@]+"${options[@]}"} --write-out \
    '\n%{http_code} %{time_connect} %{time_appconnect} %{time_total}' "$URL$ASKED_PATH" 2>&1) || {
    REASON="curl: ${output##*curl: }"
    REASON=${REASON%%$'\n'*}
    return 1
  }
  read -r code connection handshake whole <<<"${output##*$'\n'}"
  REASON="curl does not tell its times: ${output##*$'\n'}"
  connection=$(microseconds "$connection") || return 1
  handshake=$(microseconds "$handshake") || return 1
  whole=$(microseconds "$whole") || return 1
  # Without TLS curl says 0 for the handshake. Its time_pretransfer would leave out the request's way: it is taken when
  # the request is sent.
  if ((handshake > connection)); then connection=$handshake; fi
  ((connection <= whole)) || return 1
  TIMES="$code $connection $((whole - connection))"
}

# curl writes six decimals, old versions three.
# usage: microseconds SECONDS
microseconds() {
  local fraction
  [[ $1 =~ ^([0-9]+)\.([0-9]+)$ ]] || return
  fraction=${BASH_REMATCH[2]}000000
  printf '%d' $((10#${BASH_REMATCH[1]} * 1000000 + 10#${fraction:0:6}))
}

main "$@"
