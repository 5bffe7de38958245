#!/usr/bin/env bash
#
# What is asked before anything is made in a VPC that is there.

# Whether the VPC is there, is this account's (who only shares its subnets cannot change its tables), and resolves the
# services' public names as AWS does.
# https://docs.aws.amazon.com/vpc/latest/userguide/vpc-sharing.html
check_vpc() {
  local owner account name value
  owner=$(tolerate InvalidVpcID.NotFound aws ec2 describe-vpcs --vpc-ids "$1" --query 'Vpcs[].OwnerId')
  if [[ -z $owner ]]; then fail "$REGION has no VPC $1" "see GATEWAY_VPC_ID and GATEWAY_REGION"; fi
  account=$(recall GATEWAY_ACCOUNT_ID)
  if [[ -n $account && $owner != "$account" ]]; then
    fail "$1 is of account $owner, and these credentials are of $account" \
      "who shares a VPC's subnets cannot change its route tables: deploy with the owner's credentials"
  fi
  for name in enableDnsSupport enableDnsHostnames; do
    value=$(aws ec2 describe-vpc-attribute --vpc-id "$1" --attribute "$name" \
      --query 'EnableDnsSupport.Value||EnableDnsHostnames.Value')
    if [[ $value != True ]]; then
      complain "  warning: $name is off in $1: clients find the services by AWS's own DNS"
    fi
  done
}

# usage: show_tables VPC
show_tables() {
  local table tables key service holder
  tables=$(meant_tables "$1")
  for table in $tables; do
    say "  $table: $(shown "$(vpc_route_tables::description "$1" "$table")")"
    while read -r key service; do
      holder=$(holder_of "$1" "$service" "$table")
      if [[ -n $holder ]]; then say "    ${service##*.} by $holder"; fi
    done < <(wanted_endpoints)
  done
}

# The endpoint that a table is on, or nothing.
# usage: holder_of VPC SERVICE_NAME TABLE
holder_of() {
  local lines id tables
  lines=$(vpc_gateway_endpoints::of_others "$1" "$2")
  while read -r id tables; do
    if [[ ,$tables, == *",$3,"* ]]; then printf '%s' "$id"; fi
  done <<<"$lines"
}

# Asks AWS whether the endpoints may be made, without making them.
# usage: check_rights VPC
check_rights() {
  local key service
  while read -r key service; do
    start may "$key" \
      aws ec2 create-vpc-endpoint --vpc-endpoint-type Gateway --vpc-id "$1" --service-name "$service"
  done < <(wanted_endpoints)
  await_started
}
