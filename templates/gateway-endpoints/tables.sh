#!/usr/bin/env bash
#
# Which route tables get the endpoints' routes.
#
# Somebody else's endpoint on a table is never changed: a table takes one endpoint for each service.
# https://docs.aws.amazon.com/vpc/latest/privatelink/gateway-endpoints.html

#% param GATEWAY_ROUTE_TABLES [RouteTableSelection]
#% param GATEWAY_FOREIGN_ENDPOINTS [ForeignEndpoints]

# The tables that the template means, each once, a line each.
# usage: meant_tables VPC
meant_tables() {
  local word tables all
  all=$(vpc_route_tables::all "$1") || exit
  for word in "${GATEWAY_ROUTE_TABLES[@]}"; do
    case $word in
      all) tables=$all ;;
      rtb-*) tables=$word ;;
      subnet-*) tables=$(table_of_subnet "$1" "$word") || exit ;;
      tag:*) tables=$(tables_with_tag "$1" "${word#tag:}") || exit ;;
    esac
    each_of_vpc "$1" "$all" "$tables" || exit
  done | sort -u
}

# usage: table_of_subnet VPC SUBNET
table_of_subnet() {
  local subnets
  subnets=$(vpc_route_tables::subnets "$1") || exit
  if [[ $'\n'$subnets$'\n' != *$'\n'"$2"$'\n'* ]]; then fail "$2 is no subnet of $1" "see GATEWAY_ROUTE_TABLES"; fi
  vpc_route_tables::of_subnet "$1" "$2"
}

# usage: tables_with_tag VPC KEY=VALUE
tables_with_tag() {
  local tables
  tables=$(vpc_route_tables::with_tag "$1" "${2%%=*}" "${2#*=}") || exit
  if [[ -z $tables ]]; then fail "no route table of $1 has the tag $(shown "$2")" "see GATEWAY_ROUTE_TABLES"; fi
  printf '%s' "$tables"
}

# Prints tables, after a look whether they are of the VPC and such that clients can be behind them.
# usage: each_of_vpc VPC ALL TABLES
each_of_vpc() {
  local table
  for table in $3; do
    if [[ $'\n'$2$'\n' != *$'\n'"$table"$'\n'* ]]; then
      fail "$table is no route table of $1 that a client can be behind" "see GATEWAY_ROUTE_TABLES"
    fi
    printf '%s\n' "$table"
  done
}

# The tables that the endpoint of a key shall be on: those that are meant, without those that an endpoint of somebody
# else holds.
# usage: tables_for VPC KEY SERVICE_NAME
tables_for() {
  local meant held
  if goes_past "$2"; then return; fi
  meant=$(meant_tables "$1") || exit
  held=$(held_tables "$@") || exit
  comm -23 <(printf '%s\n' "$meant") <(printf '%s\n' "$held") | sed '/^$/d'
}

# Of the tables that are meant, those that somebody else's endpoint for the service holds, a line each, sorted.
# usage: held_tables VPC KEY SERVICE_NAME
held_tables() {
  local meant others tables
  meant=$(meant_tables "$1") || exit
  others=$(others_of "$@") || exit
  tables=$(while read -r _ tables; do tr ',' '\n' <<<"$tables"; done <<<"$others" | sort -u)
  comm -12 <(printf '%s\n' "$meant") <(printf '%s\n' "$tables") | sed '/^$/d'
}

# Somebody else's endpoints for a service: "ID TABLE,TABLE…", a line each.
# usage: others_of VPC KEY SERVICE_NAME
others_of() {
  local ours
  ours=$(ours_of "$2") || exit
  vpc_gateway_endpoints::of_others "$1" "$3" "$ours"
}

# Refuses to go on where somebody else's endpoint holds a table, unless the template says what to do then.
# usage: refuse_foreign VPC
refuse_foreign() {
  local key service held others id tables lines=()
  if [[ " ${GATEWAY_FOREIGN_ENDPOINTS[*]} " == *" use "* ]]; then return; fi
  while read -r key service; do
    held=$(held_tables "$1" "$key" "$service")
    if [[ -z $held ]]; then continue; fi
    others=$(others_of "$1" "$key" "$service")
    while read -r id tables; do
      if is_to_be_adopted "$id"; then continue; fi
      lines+=("$id ($service) is on ${tables//,/, }; its tags: $(vpc_gateway_endpoints::name_of "$id")")
    done <<<"$others"
  done < <(wanted_endpoints)
  if ((${#lines[@]} == 0)); then return; fi
  fail "a route table takes one endpoint for each service, and some have one that is not this deployment's" \
    "${lines[@]}" "GATEWAY_FOREIGN_ENDPOINTS=use leaves them these tables; with their ids they become this deployment's"
}

# usage: is_to_be_adopted ENDPOINT
is_to_be_adopted() { [[ " ${GATEWAY_FOREIGN_ENDPOINTS[*]} " == *" $1 "* ]]; }
