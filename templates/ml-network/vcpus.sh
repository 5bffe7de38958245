#!/usr/bin/env bash
#
# Whether the account may run as many instances. It is included, never run.

# Why N instances of a type are more than the account may run, or nothing; what runs already is not counted. Who may
# not read quotas goes without this check.
# usage: lack_of_vcpus N TYPE VCPUS
lack_of_vcpus() {
  local code quota
  code=$(instance_type::quota "$2")
  if [[ -z $code || ! $3 =~ ^[0-9]{1,4}$ ]]; then return; fi
  quota=$(quota_of ec2 "$code")
  if [[ -z $quota ]] || (($1 * $3 <= quota)); then return; fi
  printf '%s' "the account may run instances like $2 with $quota vCPUs in $SIDE_REGION, and $1 of them have" \
    " $(($1 * $3)); ask for more: $(quota_request ec2 "$code" $(($1 * $3)))"
}
