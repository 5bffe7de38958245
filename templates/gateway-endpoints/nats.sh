#!/usr/bin/env bash
#
# The NAT gateways that the tables lead to which the template means. It is included, never run.

# Each once, a line each.
# usage: nats_of VPC
nats_of() {
  local meant lines
  meant=$(meant_tables "$1") || exit
  lines=$(vpc_route_tables::lines "$1") || exit
  awk -F '\t' '
    NR == FNR { meant[$1]; next }
    $1 == "table" { here = $2 in meant }
    here && $1 == "route" && $3 ~ /^nat-[0-9a-f]+$/ { print $3 }
  ' <(printf '%s\n' "$meant") <(printf '%s\n' "$lines") | sort -u
}
