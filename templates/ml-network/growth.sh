#!/usr/bin/env bash
#
# What the network was made with, and may only grow from. It is included, never run.

# The network may grow in place. It cannot shrink: what stands in a subnet is the user's.
bind_growth() {
  local zones tiers known tier zone lost=""
  if [[ -n $PLAN ]]; then return; fi
  tiers=$(tiers)
  tiers=${tiers//$'\n'/ }
  zones=$(recall ZONE_COUNT)
  known=$(recall TIERS)
  for tier in $known; do
    if [[ " $tiers " != *" $tier "* ]]; then lost+=", $tier"; fi
  done
  if [[ $zones =~ ^[2-6]$ ]]; then
    for ((zone = ZONE_COUNT + 1; zone <= zones; zone++)); do lost+=", zone $zone"; done
  fi
  if [[ -n $CHECK ]]; then
    if [[ -n $lost ]]; then find_difference "tiers and zones" "there are more: ${lost#, }"; fi
    return
  fi
  if [[ -n $lost ]] && has_resources; then
    fail "the network cannot shrink, and these would go: ${lost#, }" \
      "put them back into TIERS and ZONE_COUNT and generate the scripts again, or run ./cleanup.sh first"
  fi
  if [[ "$zones $known" != "$ZONE_COUNT $tiers" ]]; then remember ZONE_COUNT "$ZONE_COUNT" TIERS "$tiers"; fi
}
