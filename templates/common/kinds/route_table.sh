#!/usr/bin/env bash
#
# Route table, its routes and the subnets that use it.
# https://docs.aws.amazon.com/vpc/latest/userguide/VPC_Route_Tables.html

# Before the subnets: one that goes takes its association along, and what is asked for here would come too late.
route_table::needs() { printf 'subnet vpc'; }
route_table::goes_with() { printf 'vpc'; }
route_table::is_id() { [[ $1 =~ ^rtb-[0-9a-f]+$ ]]; }
route_table::id() { printf RouteTable.RouteTableId; }
route_table::token_option() { printf -- --client-token; }
route_table::proves() { :; }
route_table::looks_when_deleted() { :; }

# One state and what it proves: its VPC, its subnets, and the internet gateway of a route that is active, attached.
route_table::look() {
  local lines
  rm -f "$RUN/table.$1"
  lines=$(route_table::lines "$1") || return
  route_table::proof <<<"$lines"
}

route_table::proof() {
  local kind first target state
  while read -r kind first target state; do
    case $kind,$target,$state in
      table,*) printf 'present %s ' "$first" ;;
      subnet,*) printf '%s ' "$first" ;;
      route,igw-*,active) printf '%s ' "$target" ;;
    esac
  done
}

# What it holds: "table VPC ID", "subnet ID" and "route DESTINATION TARGET STATE", a line each, with tabs between.
readonly ROUTE_TABLE_LINES="RouteTables[].[[['table',VpcId,RouteTableId]],Associations[?SubnetId].['subnet',SubnetId],Routes[].['route',DestinationCidrBlock,VpcPeeringConnectionId||NatGatewayId||GatewayId,State]][][]"

# usage: route_table::lines TABLE
route_table::lines() {
  once "table.$1" aws ec2 describe-route-tables --route-table-ids "$1" --query "$ROUTE_TABLE_LINES"
}

# Makes sure that subnets use the table.
# usage: route_table::subnets TABLE SUBNET...
route_table::subnets() {
  local table=$1 subnet
  if is_out_of_sight route_table "$table"; then return; fi
  shift
  for subnet in "$@"; do
    if [[ -n $CHECK ]]; then
      if is_out_of_sight subnet "$subnet"; then continue; fi
      if route_table::has_subnet "$table" "$subnet"; then
        find_fact "routes of $(name_of "$subnet")" present true "$table"
      else
        find_difference "routes of $(name_of "$subnet")" changed "$table"
      fi
    elif is_new "$table" || ! route_table::has_subnet "$table" "$subnet"; then
      start route_table::associate "$table" "$subnet"
    fi
  done
  await_started
}

# usage: route_table::has_subnet TABLE SUBNET
route_table::has_subnet() {
  local lines
  lines=$(route_table::lines "$1") || exit
  [[ $lines == *subnet$'\t'"$2"* ]]
}

# Puts a subnet on the table, also when somebody has put it on another one.
# usage: route_table::associate TABLE SUBNET
route_table::associate() {
  local made other association
  made=$(tolerate Resource.AlreadyAssociated aws ec2 associate-route-table \
    --route-table-id "$1" --subnet-id "$2" --query AssociationId)
  if [[ -n $PLAN || -n $made ]]; then return; fi
  other=$(aws ec2 describe-route-tables --filters "Name=association.subnet-id,Values=$2" --query \
    "RouteTables[?RouteTableId!='$1'].Associations[]|[?SubnetId=='$2'].[RouteTableAssociationId,RouteTableId]")
  if [[ -z $other ]]; then return; fi
  read -r association other <<<"$other"
  # Refused like this it has been replaced already: the answer was lost.
  tolerate InvalidAssociationID.NotFound aws ec2 replace-route-table-association \
    --association-id "$association" --route-table-id "$1" >/dev/null
  report changed "$2" "from $other to $1"
}

# Makes sure that the table sends a destination to a target.
# usage: route_table::route TABLE DESTINATION --gateway-id|--nat-gateway-id|--vpc-peering-connection-id TARGET
route_table::route() {
  local table=$1 destination=$2 target=$4 current="" name
  local route=(--route-table-id "$table" --destination-cidr-block "$destination" "$3" "$target")
  if is_out_of_sight route_table "$table"; then return; fi
  if ! is_new "$table"; then current=$(route_table::target "$table" "$destination"); fi
  if [[ -n $CHECK ]]; then
    name="route $destination of $(name_of "$table")"
    case $current in
      "$target active") find_fact "$name" active true "$target" ;;
      "$target "*) find_difference "$name" "${current#* }" "$target" ;;
      *) find_whether "$name" "$current" "$target active" "${current% *}" ;;
    esac
  elif [[ $current == "$target active" ]]; then
    report kept "route $destination" "$target"
  elif [[ -z $current ]]; then
    tolerate RouteAlreadyExists aws ec2 create-route "${route[@]}" >/dev/null
    report made "route $destination" "$target"
  else
    aws ec2 replace-route "${route[@]}" >/dev/null
    report changed "route $destination" "$target"
  fi
}

# Where the table sends a destination: "TARGET STATE", or nothing.
# usage: route_table::target TABLE DESTINATION
route_table::target() {
  local lines kind destination target state
  lines=$(route_table::lines "$1")
  while read -r kind destination target state; do
    if [[ $kind == route && $destination == "$2" ]]; then printf '%s %s\n' "$target" "$state"; fi
  done <<<"$lines"
}

# Its subnets are taken off first. For a while AWS may still call it in use.
route_table::delete() {
  local answer association
  answer=$(tolerate InvalidRouteTableID.NotFound aws ec2 describe-route-tables --route-table-ids "$1" \
    --query 'RouteTables[].[RouteTableId,Associations[].RouteTableAssociationId][][]') || return
  if [[ -z $answer ]]; then return; fi
  for association in ${answer#"$1"}; do
    tolerate InvalidAssociationID.NotFound \
      aws ec2 disassociate-route-table --association-id "$association" >/dev/null || return
  done
  patiently DependencyViolation tolerate InvalidRouteTableID.NotFound \
    aws ec2 delete-route-table --route-table-id "$1" >/dev/null
}
