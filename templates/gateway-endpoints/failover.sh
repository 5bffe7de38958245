#!/usr/bin/env bash
#
# Sends a service past its endpoint, or back.
#
# With --to nat the endpoint is taken off its route tables: the service is then reached by what else they say, their
# default routes, and what goes through a NAT gateway is paid by the gigabyte. The endpoint stays, but its policy limits
# nothing, and bucket policies that name it or the VPC refuse. Where a table has no default route nothing is changed.
# It stays so, whatever runs, and status.sh tells of it, until --to endpoint puts the tables back. Killed at any time,
# it goes on when it is run again, as deploy_all.sh does.
#
# Open connections to the service break each time. For how long no source says: a probe measures it.
#
# usage: ./failover.sh s3|dynamodb|s3express --to nat|endpoint [--yes] [--probe COMMAND] [--bucket NAME]...
#   --to nat|endpoint   past the endpoint, or back to it
#   --yes               do not ask
#   --probe COMMAND     run a command of yours again and again meanwhile, such as a request from within the VPC, and
#                       say how long it failed
#   --bucket NAME       also look whether this bucket's policy names the endpoint or the VPC

#% include runtime/begin.sh
#% include endpoints.sh
#% include tables.sh
#% include switches.sh
#% include routes.sh
#% include passage.sh

main() {
  local vpc next
  read_passage_options failover.sh "$@"
  [[ $TO == nat || $TO == endpoint ]] || fail "--to takes nat or endpoint${TO:+, not $(shown "$TO")}"
  lock
  stop_on_signals "run it again to go on"
  on_side GATEWAY
  vpc=$(the_vpc)
  next=$(successor_of "$KEY")
  if [[ -n $next ]]; then
    fail "the endpoint is being replaced" "run ./rotate.sh $WORD first, which ends that"
  fi
  if [[ $TO == nat ]]; then leave_endpoint "$vpc"; else come_back "$vpc"; fi
}

# usage: leave_endpoint VPC
leave_endpoint() {
  local endpoint tables switches
  endpoint=$(needed "$KEY")
  tables=$(gateway_endpoint::tables_of "$endpoint")
  if [[ -n $tables ]]; then
    refuse_dead_ends "$1" "$endpoint" "$tables"
    show_pins "$endpoint" "$1"
    switches=$(printf '%s\n' "$tables" | sed "s/.*/off & $SERVICE_NAME/")
    ask_to_switch "$1" "$switches"
  fi
  start_probe
  # Before anything is changed: whatever runs next goes on with it.
  remember "${KEY%_ENDPOINT_ID}_PATH" nat
  update_tables "$1" "$KEY" "$SERVICE_NAME"
  end_probe
}

# usage: come_back VPC
come_back() {
  local tables switches
  # So that the tables are those that are meant.
  tables=$(held_tables "$1" "$KEY" "$SERVICE_NAME")
  if [[ -n $tables ]]; then refuse_foreign "$1"; fi
  tables=$(meant_tables "$1" | comm -23 - <(printf '%s\n' "$tables"))
  switches=$(printf '%s\n' "$tables" | sed "s/.*/on & $SERVICE_NAME/")
  if goes_past "$KEY"; then ask_to_switch "$1" "$switches"; fi
  start_probe
  remember "${KEY%_ENDPOINT_ID}_PATH" ""
  update_tables "$1" "$KEY" "$SERVICE_NAME"
  end_probe
  say "${SERVICE_NAME##*.}: by the endpoint"
}

# Refuses where a table would be left with nothing that leads to the service.
# usage: refuse_dead_ends VPC ENDPOINT TABLES
refuse_dead_ends() {
  local table addresses lines=()
  addresses=$(gateway_endpoint::word addresses "$2")
  for table in $3; do
    if ! vpc_route_tables::is_in_use "$1" "$table" || vpc_route_tables::has_way_out "$1" "$table" "$addresses"; then
      continue
    fi
    lines+=("$table: $(shown "$(vpc_route_tables::description "$1" "$table")")")
  done
  if ((${#lines[@]} == 0)); then return; fi
  fail "past the endpoint nothing would lead to ${SERVICE_NAME##*.} from these tables; nothing was changed" \
    "${lines[@]}" "give them a default route, or take them out of GATEWAY_ROUTE_TABLES"
}

main "$@"
