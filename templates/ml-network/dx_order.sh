#!/usr/bin/env bash
#
# Orders a port at a Direct Connect location: what Direct Connect begins with, and what nothing else here orders. AWS
# charges for a port by the hour until it is deleted. AWS has no call that orders the same port once: so an order is
# noted in `env` before it is made, and as long as its outcome is not known, or a port is there, none is made.
# https://docs.aws.amazon.com/directconnect/latest/UserGuide/dedicated_connection.html
#
# usage: ./dx_order.sh --list
#        ./dx_order.sh --location CODE --speed SPEED [--yes]
#        ./dx_order.sh --status | --loa | --cancel [--yes] | --forget
#   --list             the locations of the network's Region, and the speeds that they have
#   --location CODE    where, as --list names it
#   --speed SPEED      how fast: 1Gbps, 10Gbps, 100Gbps or 400Gbps; it cannot be changed later
#   --status           what was ordered, and how far it is
#   --loa              save the letter of authorization (LOA-CFA), for the cross connect, to direct_connect_loa.pdf
#   --cancel           delete the port
#   --yes              do it: without, what would be done is shown
#   --forget           an order whose outcome is not known was not carried out: you have made sure of that with AWS
#
# ACCELGEN_POLL_SECONDS (5) is how often it looks while it waits,
# ACCELGEN_TIMEOUT_SECONDS (900) how long it looks for an order whose outcome is not known.
#
# Exit code: 0, 1 when something fails, 2 for wrong usage.

#% include runtime/begin.sh
#% include report.sh
#% include vpn.sh
#% include direct_connect.sh
#% include direct_connect_port.sh
#% include direct_connect_order.sh

main() {
  local action="" location="" speed="" yes=false
  while (($# > 0)); do
    case $1 in
      --list | --status | --loa | --cancel | --forget)
        [[ -z $action ]] || wrong_usage "$action or $1: one of them"
        action=$1
        ;;
      --location | --speed)
        (($# > 1)) || wrong_usage "$1 needs a value"
        if [[ $1 == --location ]]; then location=$2; else speed=$2; fi
        shift
        ;;
      --yes) yes=true ;;
      -h | --help) print_header "$HERE/dx_order.sh" && exit ;;
      *) wrong_usage "dx_order.sh has no option $1" ;;
    esac
    shift
  done
  check_order "$action" "$location" "$speed" "$yes"
  if [[ $action == --list ]]; then
    RUN=$(mktemp -d)
    trap unlock EXIT
    use_side NETWORK
    list_locations
    return
  fi
  #% if DIRECT_CONNECT
  lock
  stop_on_signals "run ./dx_order.sh --status to see what there is"
  on_side NETWORK
  act "$action" "$location" "$speed" "$yes"
  #% else
  fail "this network has no Direct Connect" \
    "set DX_GATEWAY_ASN or DX_GATEWAY_ID, generate the scripts again and run ./deploy_all.sh"
  #% end
}

# usage: check_order ACTION LOCATION SPEED YES
check_order() {
  if [[ -n $1 ]]; then
    [[ -z $2$3 ]] || wrong_usage "--location and --speed belong to an order, not to $1"
    [[ $4 == false || $1 == --cancel ]] || wrong_usage "--yes belongs to an order or to --cancel, not to $1"
    return
  fi
  [[ -n $2 && -n $3 ]] || wrong_usage "an order takes --location and --speed; --list names the locations"
  [[ $2 =~ ^[A-Za-z0-9][A-Za-z0-9-]{0,63}$ ]] || wrong_usage "$2 is no location: --list names them by codes such as EqDC2"
  [[ $3 =~ ^(1|10|100|400)Gbps$ ]] || wrong_usage "--speed takes 1Gbps, 10Gbps, 100Gbps or 400Gbps, not '$3'"
}

#% if DIRECT_CONNECT
# usage: act ACTION LOCATION SPEED YES
act() {
  case $1 in
    --status) show_ports ;;
    --loa) save_loa ;;
    --cancel) cancel_port "$4" ;;
    --forget) forget_order ;;
    *) if [[ $4 == true ]]; then order_port "$2" "$3"; else show_order "$2" "$3"; fi ;;
  esac
}
#% end

# "CODE NAME SPEEDS", a line each.
list_locations() {
  aws directconnect describe-locations \
    --query "locations[].[locationCode,join(' ',availablePortSpeeds||\`[]\`),locationName]" |
    sort | awk -F '\t' '{ printf "%-16s %-20s %s\n", $1, $2, $3 }' | show_lines
}

main "$@"
