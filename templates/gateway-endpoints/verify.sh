#!/usr/bin/env bash
#
# Tests the deployment: whether the services are reached by the endpoints, how fast, with which policies, and what
# would happen without them. Asks AWS, and on request the network itself. Changes nothing.
#
# usage: ./verify.sh [--json] [--inside [N]] [--ssm INSTANCE] [--reachability ENI] [--bucket NAME]...
#   --json               print one JSON object and nothing else
#   --inside [N]         also ask the services N times (10) from this machine, which is in the VPC; needs curl, and
#                        measures that much also where there are no credentials
#   --ssm INSTANCE       the same on an instance of the VPC, by Systems Manager's Run Command
#   --reachability ENI   also have Reachability Analyzer look for the way from a network interface to each endpoint:
#                        AWS charges 0.10 USD for each of these analyses
#   --bucket NAME        also look at this bucket's policy and request metrics, besides those of S3_BUCKETS
#
# Four categories have 25 points each, spread evenly over their checks. A check that was not run is no pass: its
# points are not measured. PASS is 75 % of what was measured, and no failed critical check: the endpoints are
# available, their routes are in the tables, their policies are the template's. A critical question that AWS refused
# to answer is no pass, either. Exit code: 0 PASS, 1 not.

#% param S3_BUCKETS [BucketName]

#% include runtime/begin.sh
#% include endpoints.sh
#% include tables.sh
#% include making.sh
#% include asking.sh
#% include verify_checks.sh
#% include verify_addresses.sh
#% include verify_network.sh
#% include verify_connectivity.sh
#% include verify_filters.sh
#% include verify_security.sh
#% include verify_validation.sh
#% include verify_failover.sh
#% include verify_performance.sh
#% include verify_inside.sh
#% include verify_times.sh
#% include verify_analyzer.sh
#% include quoting.sh
#% include verify_score.sh

main() {
  read_options "$@"
  readonly FORM INSIDE TRIES INSTANCE INTERFACE BUCKETS
  RUN=$(mktemp -d)
  trap 'end_run "$?"' EXIT
  : >"$RUN/results"
  : >"$RUN/problems"
  know_deployment
  if [[ $CREDENTIALS == yes ]]; then
    ask_network "$VPC"
    check_connectivity "$VPC"
    check_filters "$VPC"
    check_security "$VPC"
    check_failover "$VPC"
    check_performance
    if [[ -n $INTERFACE ]]; then analyse_paths "$INTERFACE"; fi
  fi
  if [[ -n $INSTANCE ]]; then
    measure_there "$INSTANCE" "$TRIES"
  elif [[ $INSIDE == yes ]]; then
    measure_here "$TRIES"
  fi
  add_up
  if [[ $FORM == json ]]; then show_json; else show_text; fi
  [[ $VERDICT == PASS ]] || exit 1
}

# Sets FORM, INSIDE, TRIES, INSTANCE, INTERFACE and BUCKETS.
read_options() {
  FORM=text INSIDE=no TRIES=10 INSTANCE="" INTERFACE="" BUCKETS=(${S3_BUCKETS[@]+"${S3_BUCKETS[@]}"})
  while (($# > 0)); do
    case $1 in
      --json) FORM=json ;;
      --inside)
        INSIDE=yes
        if [[ ${2:-} =~ ^[0-9]+$ ]]; then
          [[ $2 =~ ^([1-9][0-9]?|100)$ ]] || fail "--inside takes a number of tries from 1 to 100, not $(shown "$2")"
          TRIES=$2
          shift
        fi
        ;;
      --ssm | --reachability | --bucket)
        (($# > 1)) || fail "$1 needs a value" "verify.sh --help tells more"
        take_value "$1" "$2"
        shift
        ;;
      -h | --help) print_header "${BASH_SOURCE[0]}" && exit ;;
      *) fail "verify.sh has no option $(shown "$1")" "verify.sh --help lists them" ;;
    esac
    shift
  done
}

# usage: take_value OPTION VALUE
take_value() {
  case $1 in
    --ssm)
      [[ $2 =~ ^i-[0-9a-f]{8,17}$ ]] || fail "$(shown "$2") is no instance's id (i-…)"
      INSTANCE=$2
      ;;
    --reachability)
      [[ $2 =~ ^eni-[0-9a-f]{8,17}$ ]] || fail "$(shown "$2") is no network interface's id (eni-…)"
      INTERFACE=$2
      ;;
    --bucket)
      [[ $2 =~ ^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$ ]] || fail "$(shown "$2") is no bucket's name"
      BUCKETS+=("$2")
      ;;
  esac
}

# Sets CREDENTIALS and VPC. On a machine in the VPC there may be no credentials: what can be measured there is.
know_deployment() {
  local account known
  use_side GATEWAY
  CREDENTIALS=yes VPC=$GATEWAY_VPC_ID
  known=$(recall GATEWAY_ACCOUNT_ID)
  if [[ -z $VPC ]]; then VPC=$(recall GATEWAY_VPC_ID); fi
  if ! account=$(account_at_hand); then
    [[ $INSIDE == yes && -z $INSTANCE ]] || exit 1
    CREDENTIALS=no
    complain "without credentials for the deployment's account only what this machine sees is measured"
    return
  fi
  if [[ -n $known ]]; then refuse_other_account "$account" "$known"; fi
  [[ $VPC =~ ^vpc-[0-9a-f]+$ ]] || fail "the VPC is not known yet" "run ./deploy_all.sh first"
}

# Whatever ends the run, nothing of it is left in the account.
# usage: end_run STATUS
end_run() {
  trap - EXIT
  delete_analyses
  rm -rf "$RUN"
  if (($1 == 0)); then exit 0; fi
  exit 1
}

main "$@"
