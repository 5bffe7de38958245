#!/usr/bin/env bash
#
# Security groups of a VPC, looked at together, with the one that AWS makes. It is included, never run.

# One look at all groups of the side at hand that are there: each new one has no rules yet.
# usage: look_at_known_rules [GROUP]
look_at_known_rules() {
  local key id groups=() KIND="" KNOWN_NAME=""
  if [[ -n $PLAN ]]; then return; fi
  while read -r key id; do
    if select_resource "$key" && [[ $KIND == security_group ]] && ! is_new "$id"; then groups+=("$id"); fi
  done < <(known_of "$SIDE")
  if ((${#groups[@]} > 0)); then security_group::look_at_rules "${groups[@]}" ${1:+"$1"}; fi
}

# The VPC's own, of which nobody but AWS knows the id at first.
# usage: default_group VPC
default_group() {
  local group
  group=$(recall "${SIDE}_VPC_DEFAULT_GROUP")
  if [[ -n $PLAN ]]; then group=$(unknown_value DEFAULT_GROUP_ID); fi
  if [[ -z $group && -n $1 ]] && ! is_out_of_sight vpc "$1"; then
    group=$(security_group::default "$1")
    remember "${SIDE}_VPC_DEFAULT_GROUP" "$group"
  fi
  printf '%s' "$group"
}
