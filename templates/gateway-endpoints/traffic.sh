#!/usr/bin/env bash
#
# Says, from VPC flow logs, how many bytes to S3 and DynamoDB pass the gateway endpoint, how many a NAT gateway bills,
# and who still goes round: files that were fetched, a log group, or a folder of S3.
#
# usage: ./traffic.sh FILE... [--network FILE | --no-network] [--save-network FILE] [--format FIELDS] [--hours] [--json]
#        ./traffic.sh --insights LOG_GROUP [--last HOURS] [--yes] [--network FILE] [--hours] [--json]
#        ./traffic.sh --athena S3_PATH [--results S3_PATH] [--last HOURS] [--yes] [--network FILE] [--hours] [--json]
#        ./traffic.sh --save-network FILE
#   FILE                  a flow log as text, gzip or not; a folder with such files; - for standard input, not gzip.
#                         Of one flow log: two logs of the same VPC hold the same bytes twice
#   --network FILE        what is known of the network, in place of asking AWS: a line for each
#                           prefix SERVICE CIDR                    nat NAT INTERFACE|- ADDRESS
#                           route ROUTE_TABLE SERVICE ENDPOINT     subnet SUBNET ROUTE_TABLE DEFAULT|- [NAME]
#                           interface INTERFACE SUBNET [WHAT]      interface-endpoint ENDPOINT SERVICE INTERFACE ADDRESS
#   --save-network FILE   keep what AWS said for the next time, or for another machine
#   --no-network          go by AWS's labels in the records alone: S3 of other regions is counted, too
#   --format FIELDS       the names of the fields, where the records have no header and another order than ours
#   --hours               also each hour
#   --json                print one JSON object and nothing else
#   --insights LOG_GROUP  let CloudWatch Logs Insights add up, which costs by what it scans: it asks before
#   --athena S3_PATH      print the table and the query for Athena, s3://…/AWSLogs/ACCOUNT/vpcflowlogs/REGION/;
#                         with --yes run them. Hive-compatible paths are not read
#   --results S3_PATH     where Athena writes its results (accelgen-athena/ in the same bucket)
#   --last HOURS          how far back Insights and Athena look (24)
#   --yes                 do not ask
#
# How it counts: a NAT gateway bills what passes between its own address and the service's prefix list; a client's
# way is said by what it sends (traffic-path), and what it receives takes that of the same flow, else the only way
# of its interface in that hour. Exit code: 0, 1 when something fails, 2 for wrong usage.

#% param GATEWAY_VPC_ID VPCID?

#% include runtime/begin.sh
#% include traffic_addresses.sh
#% include traffic_counting.sh
#% include traffic_analysis.sh
#% include traffic_network.sh
#% include files.sh
#% include report.sh
#% include quoting.sh
#% include traffic_report.sh
#% include traffic_json.sh
#% include scan.sh
#% include insights.sh
#% include traffic_sums.sh
#% include traffic_insights.sh
#% include traffic_athena.sh

main() {
  read_options "$@"
  check_options
  readonly FORM HOURS NETWORK SAVE FORMAT LAST YES INSIGHTS ATHENA RESULTS
  RUN=$(mktemp -d)
  trap 'end_traffic "$?"' EXIT
  find_records
  know_network
  if [[ -n $INSIGHTS ]]; then
    ask_insights "$INSIGHTS" "$LAST"
  elif [[ -n $ATHENA ]]; then
    ask_athena "$ATHENA" "$LAST" "$RESULTS"
  elif ((${#FILES[@]} == 0)); then
    return
  fi
  if [[ -n $INSIGHTS$ATHENA ]]; then
    NOTES=$SUMS_NOTE
    sums_as_records <"$RUN/sums" | analyse_records "$NETWORK_FILE" >"$RUN/facts"
  else
    feed_files $'\n#file\n' "" | analyse_records "$NETWORK_FILE" "$FORMAT" >"$RUN/facts"
  fi
  show_report "$FORM" "$HOURS" <"$RUN/facts"
  if ! grep -q '^span' "$RUN/facts"; then fail "no record could be read"; fi
}

# usage: end_traffic STATUS
end_traffic() {
  stop_athena
  end_run "$1"
}

# What the report adds to what the records cannot tell.
NOTES=""
PATHS=()

read_options() {
  FORM=text HOURS=false NETWORK="" SAVE="" FORMAT="" LAST=24 YES=false INSIGHTS="" ATHENA="" RESULTS=""
  while (($# > 0)); do
    case $1 in
      --json) FORM=json ;;
      --hours) HOURS=true ;;
      --yes) YES=true ;;
      --no-network) NETWORK=none ;;
      -h | --help) print_header "${BASH_SOURCE[0]}" && exit ;;
      --network | --save-network | --format | --last | --insights | --athena | --results)
        (($# > 1)) || wrong_usage "$1 needs a value"
        case $1 in
          --network) NETWORK="file $2" ;;
          --save-network) SAVE=$2 ;;
          --format) FORMAT=$2 ;;
          --last) LAST=$2 ;;
          --insights) INSIGHTS=$2 ;;
          --athena) ATHENA=${2%/}/ ;;
          --results) RESULTS=${2%/}/ ;;
        esac
        shift
        ;;
      -?*) wrong_usage "traffic.sh has no option $1" ;;
      *) PATHS+=("$1") ;;
    esac
    shift
  done
}

check_options() {
  local path='^s3://[a-z0-9][a-z0-9.-]+/([A-Za-z0-9_.=/-]*/)?$'
  [[ $LAST =~ ^[1-9][0-9]{0,4}$ ]] || wrong_usage "--last takes a number of hours, not '$LAST'"
  [[ $FORMAT =~ ^[a-z0-9\ \$\{\}-]*$ ]] || wrong_usage "--format takes names of fields, not '$FORMAT'"
  if [[ -n $INSIGHTS && ! $INSIGHTS =~ ^[A-Za-z0-9_/.#][A-Za-z0-9_/.#-]{0,511}$ ]]; then
    wrong_usage "'$INSIGHTS' is no name of a log group"
  fi
  if [[ -n $ATHENA ]]; then
    if [[ -z $RESULTS && $ATHENA == s3://*/* ]]; then
      RESULTS=${ATHENA#s3://}
      RESULTS="s3://${RESULTS%%/*}/accelgen-athena/"
    fi
    [[ $ATHENA =~ $path && $RESULTS =~ $path ]] || wrong_usage "--athena and --results take s3://BUCKET/FOLDER/"
  fi
  if [[ -n $INSIGHTS && -n $ATHENA ]] || ((${#PATHS[@]} > 0)) && [[ -n $INSIGHTS$ATHENA ]]; then
    wrong_usage "files, --insights or --athena: one of them"
  fi
  if [[ -n $INSIGHTS$ATHENA && $NETWORK == none ]]; then
    wrong_usage "--insights and --athena need the prefix lists: no --no-network"
  fi
  if [[ -z $INSIGHTS$ATHENA$SAVE ]] && ((${#PATHS[@]} == 0)); then wrong_usage "which flow log?"; fi
}

# Sets NETWORK_FILE.
know_network() {
  case $NETWORK in
    none) return ;;
    "file "*) read_network_file "${NETWORK#file }" ;;
    *) ask_network ;;
  esac
  if [[ -n $SAVE ]]; then save_network "$SAVE"; fi
}

main "$@"
