#!/usr/bin/env bash
#
# Shows what the network carried: NAT gateways and the tunnels of a VPN connection, or given instances, in Mbit/s, with
# peaks, averages, connections and errors, as plots of text or a picture. Changes nothing.
#
# usage: ./metrics.sh [--hours N] [--period SECONDS] [--instances ID...] [--json] [--svg FILE]
#   --hours N            how far back (24), 1 to 1440
#   --period SECONDS     how long the periods are that CloudWatch adds up: a multiple of 60 (300; 3600 beyond 120 hours)
#   --instances ID...    what these EC2 instances sent and got, in place of NAT gateways and tunnels
#   --svg FILE           draw it
#   --json               print one JSON object and nothing else
#
# CloudWatch has bytes per period: Mbit/s = sum / seconds of the period x 8 / 1,000,000. A peak is that of the busiest
# period, so it grows as periods get shorter. A period without data is told, and counted as nothing: neither as zero.
# Exit code: 0, 1 when something fails or has no data at all, 2 for wrong usage.

#% include runtime/begin.sh
#% include report.sh
#% include quoting.sh
#% include tiers.sh
#% include metrics_asked.sh
#% include metrics_sums.sh
#% include metrics_report.sh
#% include metrics_json.sh
#% include metrics_plot.sh

main() {
  read_options "$@"
  # So the runtime lets no call through that changes something.
  if [[ -z $CHECK ]]; then ACCELGEN_CHECK=1 exec "$BASH" "$HERE/metrics.sh" "$@"; fi
  RUN=$(mktemp -d)
  trap unlock EXIT
  on_side NETWORK
  know_times
  ask_all
  if [[ -n $SVG ]]; then draw_metrics "$SVG" <"$RUN/facts"; fi
  if [[ $FORM == json ]]; then show_json <"$RUN/facts"; else show_text <"$RUN/facts"; fi
  grep -q '^point' "$RUN/facts" || exit 1
}

# Sets FORM, HOURS, PERIOD, SVG and INSTANCES.
read_options() {
  FORM=text HOURS=24 PERIOD="" SVG="" INSTANCES=()
  while (($# > 0)); do
    case $1 in
      --json) FORM=json ;;
      -h | --help) print_header "${BASH_SOURCE[0]}" && exit ;;
      --hours | --period | --svg)
        (($# > 1)) || wrong_usage "$1 needs a value"
        case $1 in
          --hours) HOURS=$2 ;;
          --period) PERIOD=$2 ;;
          --svg) SVG=$2 ;;
        esac
        shift
        ;;
      --instances)
        while [[ ${2:-} == i-* ]]; do
          [[ $2 =~ ^i-[0-9a-f]{8,17}$ ]] || wrong_usage "$2 is no instance's id (i-…)"
          INSTANCES+=("$2")
          shift
        done
        ((${#INSTANCES[@]} > 0)) || wrong_usage "--instances needs ids of instances (i-…)"
        ;;
      *) wrong_usage "metrics.sh has no option $1" ;;
    esac
    shift
  done
  check_options
  readonly FORM HOURS PERIOD SVG
}

check_options() {
  local folder=.
  if [[ ! $HOURS =~ ^[1-9][0-9]{0,3}$ ]] || ((HOURS > 1440)); then wrong_usage "--hours takes 1 to 1440, not '$HOURS'"; fi
  if [[ -z $PERIOD ]]; then PERIOD=$((HOURS > 120 ? 3600 : 300)); fi
  if [[ ! $PERIOD =~ ^[1-9][0-9]{1,4}$ ]] || ((PERIOD % 60 > 0 || PERIOD > 86400)); then
    wrong_usage "--period takes a multiple of 60, to 86400, not '$PERIOD'"
  fi
  # https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_GetMetricStatistics.html
  if ((HOURS * 3600 / PERIOD > 1440)); then wrong_usage "CloudWatch gives 1,440 periods at a time: take a longer --period"; fi
  if ((HOURS * 3600 < PERIOD)); then wrong_usage "a period of $PERIOD seconds is longer than $HOURS hours"; fi
  if ((HOURS > 360 && PERIOD % 300 > 0)); then wrong_usage "beyond 360 hours CloudWatch keeps multiples of 300 seconds"; fi
  # Others send only so often, and a shorter period would have all five minutes' bytes in one.
  if ((PERIOD < 300)) && { ((${#INSTANCES[@]} > 0)) || [[ -n $(recall NETWORK_VPN_CONNECTION_ID) ]]; }; then
    wrong_usage "instances and VPN connections tell their bytes every 300 seconds: --period cannot be shorter"
  fi
  if [[ $SVG == */* ]]; then folder=${SVG%/*}/; fi
  if [[ -n $SVG && (! -d $folder || ! -w $folder || -d $SVG) ]]; then wrong_usage "$SVG cannot be written"; fi
}

main "$@"
