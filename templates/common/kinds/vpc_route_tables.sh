#!/usr/bin/env bash
#
# The route tables of a VPC that may be somebody else's: they are read, never tagged, changed or deleted.
# https://docs.aws.amazon.com/vpc/latest/userguide/subnet-route-tables.html

# What AWS shows, one answer for all: for each table "table ID NAME", then "uses IS_MAIN SUBNET GATEWAY" for what it is
# associated with, and "route DESTINATION TARGET STATE", with tabs between. The name is text in JSON.
# usage: vpc_route_tables::lines VPC
vpc_route_tables::lines() {
  once "tables.$1" aws ec2 describe-route-tables --filters "Name=vpc-id,Values=$1" --query \
    "RouteTables[].[[['table',RouteTableId,to_string(Tags[?Key=='Name'].Value)]],Associations[].['uses',to_string(Main),SubnetId,GatewayId],Routes[].['route',DestinationCidrBlock||DestinationIpv6CidrBlock||DestinationPrefixListId,GatewayId||NatGatewayId||TransitGatewayId||VpcPeeringConnectionId||NetworkInterfaceId||EgressOnlyInternetGatewayId,State]][][]"
}

# usage: vpc_route_tables::forget VPC
vpc_route_tables::forget() { rm -f "$RUN/tables.$1"; }

# The tables that clients can be behind: not those of what comes in through a gateway.
# usage: vpc_route_tables::all VPC
vpc_route_tables::all() {
  local lines
  lines=$(vpc_route_tables::lines "$1") || exit
  awk -F '\t' '
    $1 == "table" { table[++count] = $2 }
    $1 == "uses" && $4 != "None" { edge[count] = 1 }
    END { for (i = 1; i <= count; i++) if (!edge[i]) print table[i] }' <<<"$lines"
}

# The table in effect in a subnet: that of its own association, else the VPC's main one.
# usage: vpc_route_tables::of_subnet VPC SUBNET
vpc_route_tables::of_subnet() {
  local lines
  lines=$(vpc_route_tables::lines "$1") || exit
  awk -F '\t' -v subnet="$2" '
    $1 == "table" { table = $2 }
    $1 == "uses" && $2 == "true" { main = table }
    $1 == "uses" && $3 == subnet { own = table }
    END { print own ? own : main }' <<<"$lines"
}

# The tables with a tag. In a filter, * and ? would stand for anything.
# usage: vpc_route_tables::with_tag VPC KEY VALUE
vpc_route_tables::with_tag() {
  local value=${3//\\/\\\\} filters
  value=${value//\*/\\*}
  value=${value//\?/\\?}
  filters="{\"Name\":$(vpc_route_tables::json "tag:$2"),\"Values\":[$(vpc_route_tables::json "$value")]}"
  filters="[{\"Name\":\"vpc-id\",\"Values\":[\"$1\"]},$filters]"
  aws ec2 describe-route-tables --filters "$filters" --query 'RouteTables[].[RouteTableId]'
}

# A text as JSON has it; tags hold no control characters.
# usage: vpc_route_tables::json TEXT
vpc_route_tables::json() {
  local text=${1//\\/\\\\}
  printf '"%s"' "${text//\"/\\\"}"
}

# The tables in which routes to an endpoint are active, "TABLE LIST", a line each.
# usage: vpc_route_tables::routes_to VPC ENDPOINT
vpc_route_tables::routes_to() {
  local lines
  lines=$(vpc_route_tables::lines "$1") || exit
  awk -F '\t' -v endpoint="$2" '
    $1 == "table" { table = $2 }
    $1 == "route" && $3 == endpoint && $4 == "active" { print table, $2 }' <<<"$lines"
}

# What a table is, in a line for people: name, subnets, where everything else goes.
# usage: vpc_route_tables::description VPC TABLE
vpc_route_tables::description() {
  local lines
  lines=$(vpc_route_tables::lines "$1") || exit
  awk -F '\t' -v wanted="$2" '
    $1 == "table" { here = $2 == wanted; if (here) name = $3 }
    !here { next }
    $1 == "uses" && $2 == "true" { main = 1 }
    $1 == "uses" && $3 != "None" { subnets++ }
    $1 == "route" && ($2 == "0.0.0.0/0" || $2 == "::/0") { rest = $3 }
    END {
      gsub(/^\["?|"?\]$/, "", name)
      printf "%s%s%d subnets%s, the rest to %s\n", name, name == "" ? "" : ", ", subnets,
        main ? " and those without a table of their own" : "", rest == "" ? "nowhere" : rest
    }' <<<"$lines"
}

# Whether a subnet is behind a table: one that is associated with it or, as it is the main one, one that is associated
# with none.
# usage: vpc_route_tables::is_in_use VPC TABLE
vpc_route_tables::is_in_use() {
  local lines main_table subnets
  lines=$(vpc_route_tables::lines "$1") || exit
  if awk -F '\t' -v wanted="$2" '
    $1 == "table" { here = $2 == wanted }
    here && $1 == "uses" && $3 != "None" { found = 1 }
    END { exit !found }' <<<"$lines"; then return; fi
  main_table=$(vpc_route_tables::of_subnet "$1" "") || exit
  if [[ $main_table != "$2" ]]; then return 1; fi
  subnets=$(vpc_route_tables::subnets "$1") || exit
  awk -F '\t' '
    NR == FNR { if ($1 == "uses") has_table[$3] = 1; next }
    $1 != "" && !has_table[$1] { found = 1 }
    END { exit !found }' <(printf '%s\n' "$lines") <(printf '%s\n' "$subnets")
}

# The subnets of a VPC, a line each.
# usage: vpc_route_tables::subnets VPC
vpc_route_tables::subnets() {
  once "subnets.$1" aws ec2 describe-subnets --filters "Name=vpc-id,Values=$1" --query 'Subnets[].[SubnetId]'
}

# Whether a table sends everything else somewhere, that is, has an active default route: for addresses of both kinds
# where both are used.
# usage: vpc_route_tables::has_way_out VPC TABLE ipv4|dualstack|ipv6
vpc_route_tables::has_way_out() {
  local lines
  lines=$(vpc_route_tables::lines "$1") || exit
  awk -F '\t' -v wanted="$2" -v addresses="$3" '
    $1 == "table" { here = $2 == wanted }
    here && $1 == "route" && $4 == "active" { out[$2] = 1 }
    END { exit !((addresses == "ipv6" || out["0.0.0.0/0"]) && (addresses == "ipv4" || out["::/0"])) }' <<<"$lines"
}
