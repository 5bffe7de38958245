#!/usr/bin/env bash
#
# What would otherwise fail halfway: seconds of questions before anything is made. deploy_all.sh begins with
# it; of a deployment that has begun it asks only what can still matter.
#
# It looks whether the AWS CLI knows all calls, whether the credentials work, whether the VPC is this account's and
# resolves AWS's names, whether the region offers the services by gateway, and which route tables another endpoint
# holds. It shows each table that is meant, and where the rest of its traffic goes.

#% include runtime/begin.sh
#% include runtime/preflight.sh
#% include endpoints.sh
#% include tables.sh

main() {
  begin_step "${BASH_SOURCE[0]}" "$@"
  check_aws_cli ec2 modify-vpc-endpoint
  on_side GATEWAY
  if [[ -n $(unmade_endpoints) ]]; then start check_offer; fi
  #% if GATEWAY_VPC_NAME
  # Which block does not matter here: it was looked at when this was generated.
  start may GATEWAY_VPC_ID aws ec2 create-vpc --cidr-block 10.0.0.0/16
  await_started
  #% else
  start check_vpc "$GATEWAY_VPC_ID"
  start vpc_route_tables::lines "$GATEWAY_VPC_ID" >/dev/null
  start vpc_gateway_endpoints::lines "$GATEWAY_VPC_ID" >/dev/null
  await_started
  refuse_foreign "$GATEWAY_VPC_ID"
  show_tables "$GATEWAY_VPC_ID"
  check_rights "$GATEWAY_VPC_ID"
  #% end
}

# What is wanted and not there yet, as far as `env` knows.
unmade_endpoints() {
  local key service
  while read -r key service; do
    if [[ -z $(recall "$key") ]]; then printf '%s\n' "$service"; fi
  done < <(wanted_endpoints)
}

# Whether the region has the services as gateways: S3 and DynamoDB have interface endpoints under the same names.
check_offer() {
  local offered key service
  offered=$(aws ec2 describe-vpc-endpoint-services --filters Name=service-type,Values=Gateway --query 'ServiceNames')
  while read -r key service; do
    if [[ $'\t'${offered//$'\n'/$'\t'}$'\t' != *$'\t'"$service"$'\t'* ]]; then
      fail "$SIDE_REGION offers no gateway endpoint for $service" "take it out of GATEWAY_SERVICES ($key)"
    fi
  done < <(wanted_endpoints)
}

#% if GATEWAY_VPC_NAME
#% else
# Whether the VPC is there, is this account's (who only shares its subnets cannot change its tables), and resolves the
# services' public names as AWS does.
# https://docs.aws.amazon.com/vpc/latest/userguide/vpc-sharing.html
check_vpc() {
  local owner account name value
  owner=$(tolerate InvalidVpcID.NotFound aws ec2 describe-vpcs --vpc-ids "$1" --query 'Vpcs[].OwnerId')
  if [[ -z $owner ]]; then fail "$SIDE_REGION has no VPC $1" "see GATEWAY_VPC_ID and GATEWAY_REGION"; fi
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
#% end

main "$@"
