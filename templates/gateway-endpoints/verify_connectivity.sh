#!/usr/bin/env bash
#
# Whether the endpoints are there, and the routes to them. It is included, never run.

# usage: check_connectivity VPC
check_connectivity() {
  check_endpoints
  check_routes "$1"
  check_subnets
  check_shadowing
  check_dns
}

check_endpoints() {
  local word id state type
  if can_check connectivity available endpoints; then
    while read -r word _ id _; do
      state=$(endpoint_field "$id" 3)
      if [[ $state != available ]]; then
        problem connectivity available error "$word: the endpoint ($id) is ${state:-not there}" \
          "./deploy_all.sh makes what is missing"
      fi
    done < <(services)
    judge connectivity available "each endpoint is available"
  fi
  if can_check connectivity type endpoints; then
    while read -r word _ id _; do
      type=$(endpoint_field "$id" 2)
      if [[ -n $type && $type != Gateway ]]; then
        problem connectivity type error "$word: $id is of the type $type, which is paid by the hour and the gigabyte" \
          "./cleanup.sh, then ./deploy_all.sh: the scripts make gateway endpoints only"
      fi
    done < <(services)
    judge connectivity type "each endpoint is a gateway"
  fi
}

# Each table that is meant has active routes to each endpoint: one, or with dualstack two.
# usage: check_routes VPC
check_routes() {
  local word key id service table count wanted active
  can_check connectivity routes endpoints tables subnets || return 0
  if ! knows meant; then
    problem connectivity routes error "which tables are meant cannot be told" "see GATEWAY_ROUTE_TABLES in the template"
    judge connectivity routes "the tables that are meant"
    return
  fi
  while read -r word key id service; do
    wanted=1
    if [[ $(endpoint_field "$id" 5) == dualstack ]]; then wanted=2; fi
    active=$(vpc_route_tables::routes_to "$1" "$id")
    while read -r table; do
      count=$(awk -v table="$table" '$1 == table && $2 ~ /^pl-/ && !seen[$2]++ { n++ } END { print n + 0 }' <<<"$active")
      if ((count < wanted)); then explain_missing "$word" "$key" "$service" "$id" "$table" "$count" "$wanted"; fi
    done <"$RUN/said.meant"
  done < <(services)
  judge connectivity routes "each table that is meant has active routes to the endpoints"
}

# usage: explain_missing SERVICE KEY SERVICE_NAME ENDPOINT TABLE COUNT WANTED
explain_missing() {
  local holder what="$1 in $5: $6 of $7 routes to $4 are active"
  holder=$(holder_of "$3" "$5")
  if goes_past "$2"; then
    problem connectivity routes error "$what, for ./failover.sh has sent $1 past its endpoint" \
      "./failover.sh $1 --to endpoint goes back"
  elif [[ -z $holder ]]; then
    problem connectivity routes error "$what" "./3.update_route_tables.sh puts them there; who takes them out again?"
  elif [[ " ${GATEWAY_FOREIGN_ENDPOINTS[*]} " != *" use "* ]]; then
    problem connectivity routes error "$what, for somebody else's endpoint $holder holds the table" \
      "GATEWAY_FOREIGN_ENDPOINTS=use leaves it the table; with its id it becomes this deployment's"
  fi
}

# Somebody else's gateway endpoint that holds a table, or nothing.
# usage: holder_of SERVICE_NAME TABLE
holder_of() {
  awk -F '\t' -v service="$1" -v table="$2" -v ours="$(our_ids)" '
    $2 == "Gateway" && $4 == service && index("," $7 ",", "," table ",") && !index(ours, " " $1 " ") { print $1; exit }
  ' "$RUN/said.endpoints"
}

# The ids of our endpoints, also of one that is just taking another's place, with a blank round each.
our_ids() {
  local key id ids=" "
  while read -r _ key id _; do ids+="$id $(recall "$(next_key "$key")") "; done < <(services)
  printf '%s' "$ids"
}

# Each subnet's table in effect, which may be the main one, leads to an endpoint for the service. Who has an internet
# gateway, and is not meant, goes to the service at no cost, too.
check_subnets() {
  local word service table rest subnets
  can_check connectivity subnets endpoints tables subnets meant || return 0
  while read -r word _ _ service; do
    while IFS=$'\t' read -r table rest subnets; do
      problem connectivity subnets warning "$word: no endpoint for$subnets ($table, the rest to $rest)" \
        "put $table into GATEWAY_ROUTE_TABLES, unless nothing there needs $word, and run ./deploy_all.sh"
    done < <(uncovered "$service")
  done < <(services)
  judge connectivity subnets "each client subnet's table in effect leads to an endpoint"
}

# "TABLE DEFAULT SUBNETS", with tabs between, of the tables in effect that lead to no endpoint for a service.
# usage: uncovered SERVICE_NAME
uncovered() {
  awk -F '\t' -v service="$1" '
    FILENAME ~ /said[.]endpoints$/ { if ($2 == "Gateway" && $4 == service) endpoint[$1] }
    FILENAME ~ /said[.]meant$/ { meant[$1] }
    FILENAME ~ /said[.]tables$/ && $1 == "table" { table = $2 }
    FILENAME ~ /said[.]tables$/ && $1 == "uses" { if ($2 == "true") main = table; else own[$3] = table }
    FILENAME ~ /said[.]tables$/ && $1 == "route" {
      if ($2 == "0.0.0.0/0") rest[table] = $3
      if ($2 ~ /^pl-/ && $4 == "active" && $3 in endpoint) covered[table]
    }
    FILENAME ~ /said[.]subnets$/ {
      table = $1 in own ? own[$1] : main
      if (table in covered || (rest[table] ~ /^igw-/ && !(table in meant))) next
      if (!(table in behind)) order[++n] = table
      behind[table] = behind[table] " " $1
    }
    END { for (i = 1; i <= n; i++) print order[i] "\t" (rest[order[i]] == "" ? "nowhere" : rest[order[i]]) "\t" behind[order[i]] }
  ' "$RUN/said.endpoints" "$RUN/said.meant" "$RUN/said.tables" "$RUN/said.subnets"
}

# The longest prefix wins: a route to a part of a list's block, or to all of it, goes before the endpoint's.
check_shadowing() {
  local table destination target word block
  can_check connectivity shadowing tables subnets meant blocks || return 0
  while read -r table destination target word block; do
    problem connectivity shadowing error "$word in $table: the route to $destination by $target goes before the endpoint's ($block)" \
      "take that route out of $table, or leave it if that part of $word shall go there"
  done < <(shadowing_routes)
  judge connectivity shadowing "no route of a table goes before the endpoints'"
}

# "TABLE DESTINATION TARGET SERVICE BLOCK", a line each.
shadowing_routes() {
  awk -F '[ \t]' "$(address_program)"'
    FILENAME ~ /said[.]blocks$/ { service[++n] = $1; text[n] = $2; block[n] = block_of($2) }
    FILENAME ~ /said[.]meant$/ { meant[$1] }
    FILENAME ~ /said[.]tables$/ && $1 == "table" { table = $2 }
    FILENAME ~ /said[.]tables$/ && $1 == "route" && table in meant && $2 ~ /\// {
      route = block_of($2)
      for (i = 1; i <= n; i++)
        if (route != "" && lies_in(route, block[i])) { print table, $2, $3, service[i], text[i]; break }
    }
  ' "$RUN/said.blocks" "$RUN/said.meant" "$RUN/said.tables"
}

# The services have no names in the VPC: its machines use the public ones, as AWS's own DNS gives them.
check_dns() {
  local name servers
  if can_check connectivity dns-attributes support hostnames; then
    for name in support hostnames; do
      if [[ $(<"$RUN/said.$name") != True ]]; then
        problem connectivity dns-attributes error "DNS $name is off in $VPC" \
          "switch it on: $(call_line ec2 modify-vpc-attribute --vpc-id "$VPC" "--enable-dns-$name" Value=true)"
      fi
    done
    judge connectivity dns-attributes "both DNS attributes of the VPC are on"
  fi
  can_check connectivity dns-servers vpc || return 0
  if ! knows dns; then
    leave_out connectivity dns-servers "the VPC has no set of DHCP options, or AWS did not tell"
    return
  fi
  servers=$(tr '\n' ' ' <"$RUN/said.dns")
  if [[ $servers == "AmazonProvidedDNS " ]]; then
    judge connectivity dns-servers "the VPC's machines ask AWS's own DNS"
  else
    problem connectivity dns-servers warning "the VPC's machines ask DNS servers of your own: $servers" \
      "they must give AWS's public addresses for the services: --inside, or --ssm INSTANCE, shows what they give"
    leave_out connectivity dns-servers "what your own DNS servers answer cannot be seen from here"
  fi
}
