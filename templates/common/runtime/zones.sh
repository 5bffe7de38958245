#!/usr/bin/env bash
#
# A zone that AWS lists as available and then refuses for good is kept out from then on, and the next one is taken.

# The zones that a refusal names, where a kind of the stack knows its words, or nothing.
# usage: refused_zones CODE MESSAGE SERVICE OPERATION [OPTION...]
refused_zones() {
  local kind zones
  for kind in $(kinds_of_stack); do
    if ! has_function "$kind::refused_zones"; then continue; fi
    zones=$("$kind::refused_zones" "$@")
    if [[ $zones =~ ^[a-z0-9-]+(\ [a-z0-9-]+)*$ ]]; then
      printf '%s' "$zones"
      return
    fi
  done
}

# Notes zones, and that deploy_all.sh shall begin again without them.
# usage: keep_out "ZONE..."
keep_out() {
  local key="${SIDE}_REFUSED_ZONES" zone refused
  refused=$(recall "$key")
  for zone in $1; do
    if [[ " $refused " == *" $zone "* ]]; then continue; fi
    refused+="${refused:+ }$zone"
    : >"$RUN/kept_out"
  done
  remember "$key" "$refused"
}
