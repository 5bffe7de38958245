#!/usr/bin/env bash
#
# Says what may be wrong with the network when something is slow or does not answer: asks AWS how it is now, and tells
# what was found, and what to do about it. Changes nothing.
#
# usage: ./diagnose.sh SYMPTOM [--from TIER --to TIER [--port PORT]] [--type INSTANCE_TYPE] [--hours N] [--json]
#   --from TIER --to TIER   look at this way through the security groups and network ACLs alone; a tier is
#                           load-balancer, app, data, training or access. Without: load-balancer to app, app to data,
#                           training to itself, and the ways in and out
#   --port PORT             the TCP port of that way, where it is another one than these scripts open
#   --type INSTANCE_TYPE    look at what the network of such instances can do, in place of the deployment's own types
#   --hours N               how far back metrics are looked at (24), 1 to 360
#   --json                  print one JSON object and nothing else
#
# What is looked at, by SYMPTOM (all: everything):
#                         latency  bandwidth  timeouts  intermittent  cross-region
#   nat-gateways                                 x           x             x        their state, why they failed
#   routes                                       x           x             x        lead nowhere, or are missing
#   subnets                  x                   x                                  each has the table meant for it
#   zones                    x         x                     x                      NAT in another zone than the subnet
#   security-groups                              x                                  both ends of a way
#   network-acls                                 x           x                      both ends, and the answers
#   block-public-access                          x                         x        what the account stops, and excludes
#   gateway-endpoints        x         x         x                                  S3 and DynamoDB past NAT
#   interface-endpoints      x                   x                                  their state, private DNS
#   dns                      x                   x                                  of the VPC
#   nat-metrics                        x         x           x                      ports, packets, idle connections
#   rejects                                      x           x                      the flow log's last hour
#   targets                  x                   x           x                      servers that are not healthy, and why
#   launches                 x                   x           x                      servers that AWS cannot launch
#   instance-type            x         x                                            of servers and training, or --type
#   placement                x         x                                            training instances near each other
#   peering                                                                x        its state, routes on both sides
#   vpn                      x                   x           x                      its tunnels
#   client-vpn                                   x           x                      its subnets, what it may call
#   direct-connect           x                   x           x                      association, port, virtual interface
#   distance                                                               x        what it means
#
# It knows what `env` knows. Exit code: 0 no problem, 1 problems, or something that is not known or that AWS did not
# tell, 2 wrong usage.

#% param CLIENT_CIDRS [CIDR]
#% param VPC_CIDR CIDR
#% param S3_SERVICE_NAME EndpointServiceName?
#% param DYNAMODB_SERVICE_NAME EndpointServiceName?

#% include runtime/begin.sh
#% include report.sh
#% include quoting.sh
#% include asking.sh
#% include kinds/vpc_route_tables.sh
#% include tiers.sh
#% include client_ports.sh
#% include load_balancer.sh
#% include block_public_access.sh
#% include diagnose_findings.sh
#% include diagnose_questions.sh
#% include diagnose_ways_out.sh
#% include diagnose_endpoints.sh
#% include diagnose_walls.sh
#% include diagnose_acls.sh
#% include diagnose_traffic.sh
#% if SERVER_TYPE
#% include diagnose_servers.sh
#% end
#% include diagnose_far.sh
#% include diagnose_training.sh
#% include diagnose_client_vpn.sh
#% include vpn.sh
#% include direct_connect.sh
#% include direct_connect_port.sh
#% include diagnose_direct_connect.sh

main() {
  read_options "$@"
  # So the runtime lets no call through that changes something.
  if [[ -z $CHECK ]]; then ACCELGEN_CHECK=1 exec "$BASH" "$HERE/diagnose.sh" "$@"; fi
  RUN=$(mktemp -d)
  trap unlock EXIT
  : >"$RUN/diagnosis"
  on_side NETWORK
  if know_network; then
    ask_network "$VPC"
    judge_network
  fi
  sort_diagnosis
  if [[ $FORM == json ]]; then show_json; else show_text; fi
  if [[ -e $RUN/not-told ]] || grep -q '^problem' "$RUN/diagnosis"; then exit 1; fi
}

# Sets SYMPTOM, FORM, FROM, TO, PORT, TYPE and HOURS.
read_options() {
  SYMPTOM="" FORM=text FROM="" TO="" PORT="" TYPE="" HOURS=24
  while (($# > 0)); do
    case $1 in
      --json) FORM=json ;;
      -h | --help) print_header "${BASH_SOURCE[0]}" && exit ;;
      --from | --to | --port | --type | --hours)
        (($# > 1)) || wrong_usage "$1 needs a value"
        case $1 in
          --from) FROM=$2 ;;
          --to) TO=$2 ;;
          --port) PORT=$2 ;;
          --type) TYPE=$2 ;;
          --hours) HOURS=$2 ;;
        esac
        shift
        ;;
      latency | bandwidth | timeouts | intermittent | cross-region | all)
        [[ -z $SYMPTOM ]] || wrong_usage "one symptom at a time: $SYMPTOM or $1, or all"
        SYMPTOM=$1
        ;;
      -*) wrong_usage "diagnose.sh has no option $1" ;;
      *) wrong_usage "$1 is none of latency, bandwidth, timeouts, intermittent, cross-region and all" ;;
    esac
    shift
  done
  check_options
  readonly SYMPTOM FORM FROM TO PORT TYPE HOURS
}

check_options() {
  local tier
  [[ -n $SYMPTOM ]] || wrong_usage "what is wrong: latency, bandwidth, timeouts, intermittent, cross-region, or all?"
  if [[ ! $HOURS =~ ^[1-9][0-9]{0,2}$ ]] || ((HOURS > 360)); then wrong_usage "--hours takes 1 to 360, not '$HOURS'"; fi
  [[ $TYPE =~ ^([a-z][a-z0-9-]*\.[a-z0-9-]+)?$ ]] || wrong_usage "$TYPE is no instance type (such as m5.large)"
  [[ -n $FROM || -z $TO$PORT ]] || wrong_usage "--to and --port belong to --from"
  [[ -z $FROM || -n $TO ]] || wrong_usage "--from needs --to"
  if [[ ! $PORT =~ ^([1-9][0-9]{0,4})?$ ]] || ((${PORT:-1} > 65535)); then
    wrong_usage "--port takes 1 to 65535, not '$PORT'"
  fi
  for tier in $FROM $TO; do
    case $tier in
      load-balancer | app | access) ;;
      data | training) [[ -n $(blocks_of "$(tier_of "$tier")") ]] || wrong_usage "the network has no tier $tier" ;;
      *) wrong_usage "$tier is none of load-balancer, app, data, training and access" ;;
    esac
  done
  [[ -z $FROM ]] || concerns security-groups || concerns network-acls ||
    wrong_usage "--from and --to belong to timeouts, intermittent or all"
}

judge_network() {
  check_known
  if concerns nat-gateways; then check_nat_gateways; fi
  if concerns routes; then check_routes; fi
  if concerns subnets; then check_subnets; fi
  if concerns zones; then check_zones; fi
  if concerns security-groups; then check_groups; fi
  if concerns network-acls; then check_acls; fi
  if concerns block-public-access; then check_block_public_access; fi
  if concerns gateway-endpoints; then check_gateway_endpoints; fi
  if concerns interface-endpoints; then check_interface_endpoints; fi
  if concerns dns; then check_dns; fi
  if concerns nat-metrics; then check_nat_metrics; fi
  #% if FLOW_LOG_DAYS
  if concerns rejects; then check_rejects; fi
  #% end
  #% if SERVER_TYPE
  if concerns targets; then check_targets; fi
  if concerns launches; then check_launches; fi
  #% end
  if concerns instance-type; then check_types; fi
  #% if TRAINING_TYPE
  if concerns placement; then check_placement; fi
  #% end
  if concerns peering; then check_peering; fi
  if concerns vpn; then check_vpn; fi
  if concerns client-vpn; then check_client_vpn; fi
  #% if DIRECT_CONNECT
  if concerns direct-connect; then check_direct_connect; fi
  #% end
  if concerns distance; then tell_distance; fi
}

main "$@"
