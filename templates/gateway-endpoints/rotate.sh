#!/usr/bin/env bash
#
# Replaces the endpoint of a service by a new one.
#
# Rarely needed: policy, tables and kinds of addresses are changed in place by deploy_all.sh. A new endpoint is made
# without tables; then each table is taken off the old one and put on the new one, for it takes only one; then the old
# one is deleted. Between the two calls a table's other routes hold: its default route, or nothing. Killed at any time,
# it goes on when it is run again, as deploy_all.sh does.
#
# Open connections to the service break. For how long no source says: a probe measures it.
#
# usage: ./rotate.sh s3|dynamodb|s3express [--yes] [--probe COMMAND] [--bucket NAME]...
#   --yes             do not ask
#   --probe COMMAND   run a command of yours again and again meanwhile, such as a request from within the VPC, and say
#                     how long it failed
#   --bucket NAME     also look whether this bucket's policy names the endpoint

#% include runtime/begin.sh
#% include endpoints.sh
#% include tables.sh
#% include switches.sh
#% include routes.sh
#% include making.sh
#% include passage.sh

main() {
  local vpc next
  read_passage_options rotate.sh "$@"
  [[ -z $TO ]] || fail "rotate.sh has no option --to" "rotate.sh --help lists them"
  lock
  stop_on_signals "run it again to go on"
  on_side GATEWAY
  vpc=$(the_vpc)
  if goes_past "$KEY"; then
    fail "$WORD goes past its endpoint" "run ./failover.sh $WORD --to endpoint first"
  fi
  next=$(successor_of "$KEY")
  if [[ -z $next ]]; then begin_rotation "$vpc"; fi
  start_probe
  finish_rotation "$vpc" "$KEY" "$SERVICE_NAME"
  update_tables "$vpc" "$KEY" "$SERVICE_NAME"
  end_probe
}

# usage: begin_rotation VPC
begin_rotation() {
  local old tables switches
  old=$(needed "$KEY")
  tables=$(gateway_endpoint::tables_of "$old")
  show_pins "$old"
  switches=$(printf '%s\n' "$tables" | sed -n "s/^rtb-.*/on & a new endpoint of $SERVICE_NAME/p")
  ask_to_switch "$1" "$switches"
  ensure_endpoint "$1" "$(next_key "$KEY")" "$SERVICE_NAME"
}

main "$@"
