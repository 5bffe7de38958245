#!/usr/bin/env bash
#
# The network without ACLs of its own. It is included, never run.

# The tiers stand in the VPC's default ACL, which lets everything through; ACLs of before go.
# usage: leave_acls VPC
leave_acls() {
  local acls default subnets=() subnet tier tiers key
  acls=$(keys_like 'NETWORK_*_ACL_ID')
  if [[ -z $acls ]]; then return; fi
  tiers=$(tiers)
  default=$(network_acl::default "$1")
  network_acl::has "$1" "$default" "in 100 allow -1 - 0.0.0.0/0" "out 100 allow -1 - 0.0.0.0/0"
  for tier in $tiers; do
    while read -r subnet; do subnets+=("$subnet"); done < <(subnets_of "$tier")
  done
  network_acl::subnets "$1" "$default" ${subnets[@]+"${subnets[@]}"}
  for key in $acls; do take_away "$key" network_acl::delete; done
}
