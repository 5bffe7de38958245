#!/usr/bin/env bash
#
# Several route tables: looked at in one call, and routes that are no longer wanted.
# https://docs.aws.amazon.com/vpc/latest/userguide/WorkWithRouteTables.html

# usage: route_table::look_at_several TABLE...
route_table::look_at_several() {
  local table lines
  lines=$(aws ec2 describe-route-tables --filters "Name=route-table-id,Values=$(with_commas "$@")" \
    --query "$ROUTE_TABLE_LINES") || exit
  for table in "$@"; do
    if [[ $lines != *"$table"* ]]; then continue; fi
    keep_note "$RUN/table.$table" "$(awk -F '\t' -v id="$table" '
      $1 == "table" { here = $3 == id }
      here' <<<"$lines")"
    printf '%s\t' "$table"
    route_table::proof <"$RUN/table.$table"
    printf '\n'
  done
}

# Makes sure that a table sends a destination to no NAT gateway.
# usage: route_table::without_nat TABLE DESTINATION
route_table::without_nat() {
  local current
  if [[ -n $PLAN ]] || is_new "$1" || is_out_of_sight route_table "$1"; then return; fi
  current=$(route_table::target "$1" "$2")
  if [[ $current != nat-* ]]; then return; fi
  if [[ -n $CHECK ]]; then
    find_difference "route $2 of $(name_of "$1")" "no longer wanted" "${current% *}"
    return
  fi
  tolerate 'InvalidRoute.NotFound' aws ec2 delete-route --route-table-id "$1" --destination-cidr-block "$2"
  report deleted "route $2" "${current% *}"
}

# Deletes a table that no subnet of the deployment uses any longer. AWS refuses that while somebody else's does.
# usage: route_table::delete_unused TABLE
route_table::delete_unused() {
  patiently DependencyViolation tolerate InvalidRouteTableID.NotFound \
    aws ec2 delete-route-table --route-table-id "$1" >/dev/null
}
