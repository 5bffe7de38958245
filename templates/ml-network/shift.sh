#!/usr/bin/env bash
#
# Moves requests from the stable version of the model servers to the canary, little by little, and back by itself when
# the canary is not well. The servers of the canary are started before they get a request, and ended when they get none.
#
# usage: ./shift.sh PERCENT [--bake SECONDS] [--errors PERCENT]
#        ./shift.sh --schedule 10,50,100 [--bake SECONDS] [--errors PERCENT]
#        ./shift.sh status [--json] | rollback | promote
#   PERCENT       what the canary gets of the requests, 1 to 100
#   --schedule    one share after the other, each only when the one before it was well
#   --bake        how long a share is watched, in seconds (600); 0 does not watch
#   --errors      what share of its answers may be errors of the servers (5xx), in percent (1)
#   status        show the shares, the servers and what they answered in the last quarter of an hour
#   rollback      all requests to the stable version, and nobody is kept at the canary
#   promote       after a share of 100, if what the canary answered in the last quarter of an hour was well: the stable
#                 servers get its version, then all requests again
#
# The canary is not well when it has fewer healthy servers than its share needs, when an alarm of it goes off and not
# the stable version's as well, when more than --errors of its answers are errors and more than the stable version's, or
# when it is slower (p99) than LATENCY_MS and than the stable version. When nothing is known, for no request came, it is
# not promoted either.
#
# Exit code: 0 the share stands and was well, 1 something failed and nothing was moved back, 2 wrong usage, 3 moved back,
# 4 no request came: the share stands.
#
# ACCELGEN_POLL_SECONDS (5) is how often it looks while it waits (more often at first),
# ACCELGEN_TIMEOUT_SECONDS (900) how long it waits at most for the servers.

#% param HAS_CANARY Bool
#% param LATENCY_MS Milliseconds
#% param SERVER_COUNT InstanceCount
#% param SERVER_MAX InstanceCount
#% param STICKY_SECONDS StickyDuration

#% include runtime/begin.sh
#% include weights.sh
#% include shift_servers.sh
#% include shift_watch.sh
#% include shift_status.sh

main() {
  read_options "$@"
  [[ $HAS_CANARY == true ]] ||
    fail "this deployment has no servers for a second version" "set SERVER_TYPE and CANARY=\"true\", and deploy it first"
  if [[ $ACTION == status ]]; then
    # So the runtime lets no call through that changes something; and it may look while another run watches.
    if [[ -z $CHECK ]]; then ACCELGEN_CHECK=1 exec "$BASH" "$HERE/shift.sh" "$@"; fi
    RUN=$(mktemp -d)
    trap unlock EXIT
    on_side NETWORK
    show_state
    return
  fi
  lock
  stop_on_signals "what was moved stays: ./shift.sh status shows it, ./shift.sh rollback moves it back"
  on_side NETWORK
  needed NETWORK_LISTENER_ARN >/dev/null
  case $ACTION in
    rollback) roll_back ;;
    promote) promote ;;
    shift) shift_along ;;
  esac
}

# Sets ACTION, SHARES, BAKE, MOST_ERRORS and FORM.
read_options() {
  ACTION="" SHARES="" BAKE=600 MOST_ERRORS=1 FORM=text
  while (($# > 0)); do
    case $1 in
      -h | --help) print_header "$HERE/shift.sh" && exit ;;
      status | rollback | promote) one_action "$1" ;;
      --json) FORM=json ;;
      --schedule | --bake | --errors)
        (($# > 1)) || wrong_usage "$1 needs a value"
        case $1 in
          --schedule)
            one_action shift
            SHARES=$2
            ;;
          --bake) BAKE=$2 ;;
          --errors) MOST_ERRORS=$2 ;;
        esac
        shift
        ;;
      *)
        [[ $1 =~ ^[0-9]+%?$ ]] || wrong_usage "shift.sh knows no $1"
        one_action shift
        SHARES=${1%\%}
        ;;
    esac
    shift
  done
  check_options
  readonly ACTION SHARES BAKE MOST_ERRORS FORM
}

# usage: one_action ACTION
one_action() {
  [[ -z $ACTION ]] || wrong_usage "one of a share, --schedule, status, rollback and promote"
  ACTION=$1
}

check_options() {
  local share before=0
  [[ -n $ACTION ]] || wrong_usage "a share of the requests, or status, rollback or promote"
  [[ $BAKE =~ ^(0|[1-9][0-9]{0,5})$ ]] || wrong_usage "--bake takes a number of seconds, not '$BAKE'"
  if [[ ! $MOST_ERRORS =~ ^(0|[1-9][0-9]?)$ ]]; then wrong_usage "--errors takes 0 to 99, not '$MOST_ERRORS'"; fi
  if [[ $FORM == json && $ACTION != status ]]; then wrong_usage "--json is for status"; fi
  if [[ $ACTION != shift ]]; then return; fi
  [[ $SHARES =~ ^[1-9][0-9]{0,2}(,[1-9][0-9]{0,2})*$ ]] || wrong_usage "a share is 1 to 100, not '$SHARES'; 0 is ./shift.sh rollback"
  for share in ${SHARES//,/ }; do
    if ((share > 100 || share <= before)); then wrong_usage "shares grow, to 100 at most: '$SHARES'"; fi
    before=$share
  done
  if [[ $SHARES == *,* && $BAKE == 0 ]]; then wrong_usage "a schedule needs a --bake: without a look there is no next share"; fi
}

# One share after the other.
shift_along() {
  local share all count
  refuse_same_version
  refuse_older_servers
  if ((BAKE > 0)); then ALARMS_BEFORE=$(alarms_on); fi
  for share in ${SHARES//,/ }; do
    all=$(all_servers)
    count=$(servers_for "$share" "$all")
    shift_to "$share" "$count" "$(servers_for $((100 - share)) "$all")"
    if ((BAKE > 0)); then watch_share "$share" "$count"; fi
  done
  if ((share == 100)); then
    say "all requests go to the canary: ./shift.sh promote gives its version to the stable servers"
  fi
}

# Servers come before the requests that need them, and go after those.
# usage: shift_to SHARE CANARY_SERVERS STABLE_SERVERS
shift_to() {
  local weights
  weights=$(weights_now)
  say "==> $1 % to the canary"
  grow_canary "$2"
  await_healthy CANARY "$2"
  # Of a greater share than before, the stable version needs more servers than it may have shrunk to.
  if ((${weights%% *} < 100 - $1)); then
    grow_stable "$3"
    await_healthy STABLE "$3"
  fi
  put_weights $((100 - $1)) "$1" "$STICKY_SECONDS"
  # Of an earlier, greater share there may be more than this one needs.
  size_canary "$2"
}

# All requests to the stable version, which may have shrunk meanwhile; a promotion that has begun is undone.
roll_back() {
  local count
  # The way back does not end where one look at the servers fails.
  count=$(all_servers) || count=$SERVER_COUNT
  say "==> back to the stable version"
  let_clients_go
  grow_stable "$count"
  size_canary 0
  undo_promotion
  #% if CDN
  tell_of_cache
  #% end
}

#% if CDN
# What clients got of the canary without asking for it by name CloudFront may have kept, and it gives that to others.
# https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/Invalidation.html
tell_of_cache() {
  local distribution side=$SIDE
  distribution=$(recall EDGE_DISTRIBUTION_ID)
  if [[ -z $distribution ]]; then return; fi
  use_side EDGE
  say "CloudFront may give answers of the canary that it has kept, until their time is over; this empties its cache:"
  say "  $(call_line cloudfront create-invalidation --distribution-id "$distribution" --paths '/*')"
  use_side "$side"
}
#% end

# The stable servers, which get no new client now, are started anew with the canary's version; then they get all. A run
# that was killed on the way is taken up.
promote() {
  local weights version stable count
  weights=$(weights_now)
  version=$(servers_of CANARY)
  version=${version%% *}
  stable=$(servers_of STABLE)
  stable=${stable%% *}
  if [[ $weights == "0 "* ]]; then
    refuse_older_servers
    if [[ $stable != "$version" ]]; then refuse_unknown "$version"; fi
    count=$(all_servers)
    say "==> version $version becomes the stable one"
    auto_scaling_group::roll "$(needed NETWORK_STABLE_SERVERS_ARN)" "$(needed NETWORK_SERVER_TEMPLATE_ID)" "$version"
    remember NETWORK_STABLE_VERSION "$version"
    grow_stable "$count"
    await_healthy STABLE "$count"
  elif [[ $weights != *" 0 "* || $stable != "$version" ]]; then
    fail "the stable version still gets requests: its weight is ${weights%% *}" "./shift.sh 100 moves them first"
  fi
  let_clients_go
  size_canary 0
}

# All requests to the stable version, before the canary's servers end. Who was kept there is let go: a weight of 0 alone
# leaves them there, at an empty group, for as long as clients stay.
let_clients_go() { put_weights 100 0 0; }

main "$@"
