#!/usr/bin/env bash
#
# Endpoints and the DNS that leads to them, for diagnose.sh. It is included, never run.

check_gateway_endpoints() {
  can_check gateway-endpoints tables endpoints || return 0
  check_gateway_endpoint S3 "$S3_SERVICE_NAME" NETWORK_S3_ENDPOINT_ID
  check_gateway_endpoint DynamoDB "$DYNAMODB_SERVICE_NAME" NETWORK_DYNAMODB_ENDPOINT_ID
}

# Whether the inner tables have the service's routes. Through NAT gateways each byte is billed, and these are the
# narrower way.
# usage: check_gateway_endpoint NAME SERVICE KEY
check_gateway_endpoint() {
  local id state table key missing=""
  id=$(recall "$3")
  if [[ -z $2 ]]; then
    # Whether somebody uses tables of DynamoDB nobody knows; data of training is in S3.
    if [[ $1 == S3 && $NAT != none ]]; then
      finding gateway-endpoints problem "what goes to S3 passes NAT gateways, which bill each gigabyte: it has no gateway endpoint" \
        'GATEWAY_ENDPOINTS="s3,dynamodb" costs nothing; then ./deploy_all.sh'
    fi
    return
  fi
  if [[ -z $id ]]; then
    not_told gateway-endpoints "the endpoint of $1 is not known ($3)" "./deploy_all.sh finds it again, or makes it"
    return
  fi
  state=$(told_of endpoints "$id" 2 | tr '[:upper:]' '[:lower:]')
  if [[ $state != available ]]; then
    finding gateway-endpoints problem "$id (to $1) is ${state:-gone}" "$REPAIR"
    return
  fi
  for key in $(private_table_keys) NETWORK_DATA_ROUTE_TABLE_ID; do
    table=$(recall "$key")
    if [[ -z $table ]] || has_route "$table" "$id"; then continue; fi
    missing+="${missing:+, }$table"
  done
  if [[ -n $missing ]]; then
    finding gateway-endpoints problem "no route to $id ($1) in $missing: what goes there passes NAT gateways, or has no way" "$REPAIR"
  else
    finding gateway-endpoints ok "$1 is reached by $id from every inner table"
  fi
}

# Whether an active route of a table leads to something. The routes are read whole first: behind a pipe, who has found one
# and goes makes whoever still writes fail, and with it the pipe.
# usage: has_route TABLE TARGET
has_route() {
  local routes
  routes=$(routes_of "$1")
  [[ $routes$'\n' == *" $2 active"$'\n'* ]]
}

check_interface_endpoints() {
  local key keys id state
  can_check interface-endpoints endpoints || return 0
  keys=$(keys_like 'NETWORK_*_INTERFACE_ENDPOINT_ID')
  for key in $keys; do
    id=$(recall "$key")
    if [[ -z $id ]]; then continue; fi
    state=$(told_of endpoints "$id" 2 | tr '[:upper:]' '[:lower:]')
    if [[ $state != available ]]; then
      finding interface-endpoints problem "$id (${key%_INTERFACE_ENDPOINT_ID}) is ${state:-gone}" "$REPAIR"
    elif [[ $(told_of endpoints "$id" 3) != true ]]; then
      finding interface-endpoints problem "$id has no private DNS: clients go past it, through NAT gateways" \
        "aws ec2 modify-vpc-endpoint --vpc-endpoint-id $id --private-dns-enabled --region $SIDE_REGION"
    else
      finding interface-endpoints ok "$id is available, with private DNS"
    fi
  done
}

# Without the first no name is resolved by the VPC; without both no private DNS of an endpoint works.
# https://docs.aws.amazon.com/vpc/latest/userguide/AmazonDNS-concepts.html
check_dns() {
  local answer name
  can_check dns support hostnames || return 0
  for answer in support hostnames; do
    if [[ $(cat "$RUN/said.$answer") == True ]]; then continue; fi
    if [[ $answer == support ]]; then name=enableDnsSupport; else name=enableDnsHostnames; fi
    finding dns problem "$name of $VPC is off: private names of endpoints are not resolved" "$REPAIR"
  done
  if ! has_problem dns; then finding dns ok "the VPC resolves names, those of endpoints included"; fi
}
