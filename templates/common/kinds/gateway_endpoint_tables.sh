#!/usr/bin/env bash
#
# The route tables of a gateway endpoint in a VPC of the deployment's own: exactly those that it names.
# https://docs.aws.amazon.com/vpc/latest/privatelink/gateway-endpoints.html

# Makes sure that an endpoint is on these tables, and on no others.
# usage: gateway_endpoint::is_on ENDPOINT TABLE...
gateway_endpoint::is_on() {
  local endpoint=$1 table has absent=()
  shift
  if [[ -n $PLAN ]] || is_new "$endpoint" || is_out_of_sight gateway_endpoint "$endpoint"; then return; fi
  has=$(gateway_endpoint::tables_of "$endpoint")
  if [[ -n $CHECK ]]; then
    find_whether "tables of $(name_of "$endpoint")" "$(sort <<<"$has")" "$(printf '%s\n' "$@" | sort)" "$endpoint"
    return
  fi
  for table in "$@"; do
    if [[ $'\n'$has$'\n' != *$'\n'"$table"$'\n'* ]]; then absent+=("$table"); fi
  done
  if ((${#absent[@]} > 0)); then
    gateway_endpoint::put_on "$endpoint" "${absent[@]}"
    report changed "tables of $(name_of "$endpoint")" "${absent[*]}"
  fi
  for table in $has; do
    if [[ " $* " == *" $table "* ]]; then continue; fi
    gateway_endpoint::take_off "$endpoint" "$table"
    report changed "tables of $(name_of "$endpoint")" "no longer $table"
  done
}
