#!/usr/bin/env bash
#
# A table that is put on an endpoint, or taken off, loses the open connections of its subnets to the service, and
# nothing resumes them; the service then sees other addresses. So who is about to lose them is said, and asked.
# https://docs.aws.amazon.com/vpc/latest/privatelink/gateway-endpoints.html

# The tables that would be switched: "on|off TABLE SERVICE_NAME", a line each.
# usage: planned_switches VPC
planned_switches() {
  local key service has wanted id
  while read -r key service; do
    has=$(tables_of_ours "$key") || exit
    wanted=$(tables_for "$1" "$key" "$service") || exit
    comm -13 <(printf '%s\n' "$has") <(printf '%s\n' "$wanted") | sed -n "s/^rtb-.*/on & $service/p"
    comm -23 <(printf '%s\n' "$has") <(printf '%s\n' "$wanted") | sed -n "s/^rtb-.*/off & $service/p"
  done < <(wanted_endpoints)
  while read -r key id; do
    if [[ -n $id ]]; then gateway_endpoint::tables_of "$id" | sed "s/.*/off & $key/"; fi
  done < <(unwanted_endpoints)
}

# The tables that an endpoint of ours is on, its successor in a rotation too, a line each, sorted.
# usage: tables_of_ours KEY
tables_of_ours() {
  local id ours
  ours=$(ours_of "$1") || exit
  for id in $ours; do gateway_endpoint::tables_of "$id" || exit; done | sort
}

# Says which tables of others are switched, and asks. What this deployment has made itself needs no asking, nor does a
# table that nothing is behind.
# usage: confirm_switches VPC
confirm_switches() {
  local switches
  if [[ -n ${ACCELGEN_SWITCH:-} ]]; then return; fi
  switches=$(planned_switches "$1")
  ask_to_switch "$1" "$switches"
}

# usage: ask_to_switch VPC LINES   ("on|off TABLE SERVICE_NAME")
ask_to_switch() {
  local direction table what lines=() own answer
  if [[ -n ${ACCELGEN_SWITCH:-} ]]; then return; fi
  own=$(recall GATEWAY_ROUTE_TABLE_ID)
  while read -r direction table what; do
    if [[ -z $table || $table == "$own" ]] || ! vpc_route_tables::is_in_use "$1" "$table"; then continue; fi
    lines+=("$table $direction $what: $(shown "$(vpc_route_tables::description "$1" "$table")")")
  done <<<"$2"
  if ((${#lines[@]} == 0)); then return; fi
  say "Open connections from these tables' subnets to the service break, and have to be made anew; policies that name"
  say "public source addresses no longer match:"
  for what in "${lines[@]}"; do say "  $what"; done
  if [[ ! -t 0 ]]; then
    fail "nobody is there to ask" "run with --yes to switch these tables"
  fi
  read -r -p "Switch them? [y/N] " answer || answer=""
  case $answer in
    y | Y | yes) export ACCELGEN_SWITCH=yes ;;
    *) fail "no table was switched" ;;
  esac
}
