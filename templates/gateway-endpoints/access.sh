#!/usr/bin/env bash
#
# Says, from CloudTrail's records, who does what with S3 and DynamoDB through the gateway endpoint and past it; with
# --policy, which policy of the endpoint would allow what was seen and nothing else; with --bucket-policy, how a bucket
# can refuse who does not come from the VPC, without locking anybody out.
#
# usage: ./access.sh FILE... [--endpoint ID]... [--nat ADDRESS]... [--json | --policy SERVICE [--pretty] [--prefixes]]
#        ./access.sh --insights LOG_GROUP [--last HOURS] [--yes] [--endpoint ID]... [--nat ADDRESS]... [--json | …]
#        ./access.sh --bucket-policy BUCKET --role ARN [--role ARN]...
#   FILE                  a file of a trail, gzip or not; a folder with such files; - for standard input, not gzip
#   --insights LOG_GROUP  let CloudWatch Logs Insights add up what a trail sends there, which costs by what it scans:
#                         it asks before
#   --last HOURS          how far back Insights looks (24)
#   --yes                 do not ask
#   --endpoint ID         an endpoint that is ours, besides those of this deployment
#   --nat ADDRESS         the public address of a NAT gateway of ours: what comes from there goes round the endpoint
#   --policy SERVICE      print a policy for the endpoint of s3, s3express or dynamodb, as S3_POLICY_FILE and
#                         DYNAMODB_POLICY_FILE take it: what passed our endpoints and our NAT gateways, and what only
#                         the endpoint's policy refused
#   --pretty              over many lines, for people
#   --prefixes            allow in a bucket only what the keys that were seen begin with, up to a slash
#   --json                print one JSON object and nothing else
#   --bucket-policy BUCKET
#                         print a statement for this bucket's own policy, and change nothing
#   --role ARN            a role that it does not hold for: an administrator's, a replication's, your pipeline's
#
# A trail has objects and items (data events) only where they were asked for, and what an endpoint's policy refuses only
# with network activity events. Exit code: 0, 1 when something fails, 2 for wrong usage.

#% param PARTITION Partition

#% include runtime/begin.sh
#% include json_reader.sh
#% include access_actions.sh
#% include access_events.sh
#% include access_judging.sh
#% include access_needs.sh
#% include files.sh
#% include report.sh
#% include quoting.sh
#% include access_report.sh
#% include access_json.sh
#% include access_policy.sh
#% include access_bucket.sh
#% include scan.sh
#% include insights.sh
#% include access_insights.sh

main() {
  read_options "$@"
  check_options
  readonly FORM LAST YES INSIGHTS POLICY PRETTY PREFIXES BUCKET
  if [[ -n $BUCKET ]]; then
    show_bucket_policy "$BUCKET" ${ROLES[@]+"${ROLES[@]}"}
    return
  fi
  RUN=$(mktemp -d)
  trap 'end_run "$?"' EXIT
  use_side GATEWAY
  find_records
  know_endpoints
  if [[ -n $INSIGHTS ]]; then
    ask_insights "$INSIGHTS" "$LAST"
    facts_of rows <"$RUN/sums" >"$RUN/facts"
  else
    feed_files "" $'"\036"\n' | facts_of >"$RUN/facts"
  fi
  if [[ -n $POLICY ]]; then
    show_policy "$POLICY" "$PRETTY" "$PREFIXES" "$RUN/facts"
  else
    show_report "$FORM" <"$RUN/facts"
  fi
  if ! grep -q '^span' "$RUN/facts"; then fail "no event of S3 or DynamoDB in $SIDE_REGION was found"; fi
}

# usage: facts_of [rows] <JSON
facts_of() {
  AWK_REGION=$SIDE_REGION AWK_PARTITION=$PARTITION AWK_ENDPOINTS="${ENDPOINTS[*]-}" AWK_NATS="${NATS[*]-}" \
    analyse_events "${1:-}"
}

# The deployment's own, besides those that were named.
know_endpoints() {
  local key id
  for key in GATEWAY_S3_ENDPOINT_ID GATEWAY_DYNAMODB_ENDPOINT_ID GATEWAY_S3EXPRESS_ENDPOINT_ID; do
    id=$(recall "$key")
    if [[ -n $id ]]; then ENDPOINTS+=("$id"); fi
  done
}

PATHS=()
ENDPOINTS=()
NATS=()
ROLES=()

read_options() {
  FORM=text LAST=24 YES=false INSIGHTS="" POLICY="" PRETTY=false PREFIXES=false BUCKET=""
  while (($# > 0)); do
    case $1 in
      --json) FORM=json ;;
      --yes) YES=true ;;
      --pretty) PRETTY=true ;;
      --prefixes) PREFIXES=true ;;
      -h | --help) print_header "${BASH_SOURCE[0]}" && exit ;;
      --insights | --last | --endpoint | --nat | --policy | --bucket-policy | --role)
        (($# > 1)) || wrong_usage "$1 needs a value"
        case $1 in
          --insights) INSIGHTS=$2 ;;
          --last) LAST=$2 ;;
          --endpoint) ENDPOINTS+=("$2") ;;
          --nat) NATS+=("$2") ;;
          --policy) POLICY=$2 ;;
          --bucket-policy) BUCKET=$2 ;;
          --role) ROLES+=("$2") ;;
        esac
        shift
        ;;
      -?*) wrong_usage "access.sh has no option $1" ;;
      *) PATHS+=("$1") ;;
    esac
    shift
  done
}

check_options() {
  local word
  check_bucket_options
  if [[ -n $BUCKET ]]; then return; fi
  [[ $LAST =~ ^[1-9][0-9]{0,4}$ ]] || wrong_usage "--last takes a number of hours, not '$LAST'"
  [[ $POLICY =~ ^(s3|s3express|dynamodb)?$ ]] || wrong_usage "--policy takes s3, s3express or dynamodb, not '$POLICY'"
  if [[ -n $INSIGHTS && ! $INSIGHTS =~ ^[A-Za-z0-9_/.#][A-Za-z0-9_/.#-]{0,511}$ ]]; then
    wrong_usage "'$INSIGHTS' is no name of a log group"
  fi
  for word in ${ENDPOINTS[@]+"${ENDPOINTS[@]}"}; do
    [[ $word =~ ^vpce-[0-9a-f]+$ ]] || wrong_usage "--endpoint takes the id of an endpoint (vpce-…), not '$word'"
  done
  for word in ${NATS[@]+"${NATS[@]}"}; do
    [[ $word =~ ^[0-9a-fA-F:.]{3,45}$ ]] || wrong_usage "--nat takes an address, not '$word'"
  done
  if [[ -n $POLICY && $FORM == json ]]; then wrong_usage "--policy is JSON in any case: no --json"; fi
  if [[ -z $POLICY && $PRETTY$PREFIXES == *true* ]]; then wrong_usage "--pretty and --prefixes go with --policy"; fi
  if [[ -n $INSIGHTS && $PREFIXES == true ]]; then wrong_usage "--prefixes needs files: sums have no keys"; fi
  if [[ -n $INSIGHTS ]] && ((${#PATHS[@]} > 0)); then wrong_usage "files or --insights: one of them"; fi
  if [[ -z $INSIGHTS ]] && ((${#PATHS[@]} == 0)); then wrong_usage "which files of CloudTrail?"; fi
}

main "$@"
