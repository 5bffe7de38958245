#!/usr/bin/env bash
#
# Gateway VPC endpoint, and the route tables that it is on: AWS puts a route to the service into each of them, and
# takes it out again. https://docs.aws.amazon.com/vpc/latest/privatelink/gateway-endpoints.html

gateway_endpoint::needs() { printf 'route_table vpc'; }
gateway_endpoint::is_id() { [[ $1 =~ ^vpce-[0-9a-f]+$ ]]; }
gateway_endpoint::id() { printf VpcEndpoint.VpcEndpointId; }
gateway_endpoint::tag_type() { printf vpc-endpoint; }
gateway_endpoint::token_option() { printf -- --client-token; }
gateway_endpoint::proves() { :; }
# Tables, and the subnets that use them, wait for it.
gateway_endpoint::goes_first() { :; }

gateway_endpoint::fixed() {
  aws ec2 describe-vpc-endpoints --vpc-endpoint-ids "$1" \
    --query "VpcEndpoints[].[['--service-name',ServiceName],['--vpc-id',VpcId]][]"
}

# The tables prove nothing: they may be somebody else's. The policy comes last: it may hold anything.
readonly GATEWAY_ENDPOINT_LINES="VpcEndpoints[].[VpcEndpointId,State,VpcId,join('',['addresses=',IpAddressType||'ipv4']),join(',',['tables=',RouteTableIds[]][]),join('',['policy=',PolicyDocument||''])]"

gateway_endpoint::look() {
  local line
  line=$(aws ec2 describe-vpc-endpoints --vpc-endpoint-ids "$1" --query "$GATEWAY_ENDPOINT_LINES") || return
  printf '%s' "${line#*$'\t'}"
}

# usage: gateway_endpoint::look_at_several ENDPOINT...
gateway_endpoint::look_at_several() {
  aws ec2 describe-vpc-endpoints --filters "Name=vpc-endpoint-id,Values=$(with_commas "$@")" \
    --query "$GATEWAY_ENDPOINT_LINES"
}

# The tables that the endpoint is on, as the last look showed them, a line each.
# usage: gateway_endpoint::tables_of ENDPOINT
gateway_endpoint::tables_of() {
  local tables
  tables=$(gateway_endpoint::word tables "$1") || exit
  tr ',' '\n' <<<"$tables" | sed '/^$/d'
}

# usage: gateway_endpoint::word addresses|tables ENDPOINT
gateway_endpoint::word() {
  local answer word
  answer=$(seen_answer gateway_endpoint "$2") || exit
  for word in ${answer%%policy=*}; do
    if [[ $word == "$1="* ]]; then printf '%s' "${word#*=}"; fi
  done
}

# Makes sure that the endpoint has routes for these addresses.
# usage: gateway_endpoint::addresses ENDPOINT ipv4|dualstack|ipv6
gateway_endpoint::addresses() {
  local has
  if [[ -n $PLAN ]] || is_new "$1" || is_out_of_sight gateway_endpoint "$1"; then return; fi
  has=$(gateway_endpoint::word addresses "$1")
  if [[ -n $CHECK ]]; then
    find_whether "addresses of $(name_of "$1")" "$has" "$2" "$1"
  elif [[ $has != "$2" ]]; then
    aws ec2 modify-vpc-endpoint --vpc-endpoint-id "$1" --ip-address-type "$2" >/dev/null
    report changed "addresses of $(name_of "$1")" "$2"
  fi
}

# Puts the endpoint on a table, or takes it off. Whoever holds a table already is told by AWS in the same words,
# also when that is this endpoint, by a call whose answer was lost; so what came of it is looked at afterwards.
# usage: gateway_endpoint::put_on ENDPOINT TABLE...
gateway_endpoint::put_on() {
  tolerate RouteAlreadyExists aws ec2 modify-vpc-endpoint --vpc-endpoint-id "$1" \
    --add-route-table-ids "${@:2}" >/dev/null
}

# A table that is gone has lost its route with it; AWS says so in either of two ways.
# https://github.com/hashicorp/terraform-provider-aws/issues/26502
# usage: gateway_endpoint::take_off ENDPOINT TABLE
gateway_endpoint::take_off() {
  tolerate 'InvalidRouteTableI[dD]\.NotFound|InvalidParameter' aws ec2 modify-vpc-endpoint --vpc-endpoint-id "$1" \
    --remove-route-table-ids "$2" >/dev/null
}

# Its routes go with it, which may take a moment: before, a table takes no other endpoint for the service.
gateway_endpoint::delete() {
  endpoint::take_away "$1" || return
  await_gone gateway_endpoint "$1"
}

# usage: gateway_endpoint::remedy CODE OPERATION MESSAGE
gateway_endpoint::remedy() {
  case $1,$2 in
    InvalidParameter,delete-vpc-endpoints)
      printf '%s' "an interface endpoint for S3 whose private DNS is for inbound resolvers only needs it: delete that" \
        " one first, or switch its private DNS, then run again"
      ;;
    VpcEndpointLimitExceeded,*)
      printf 'delete a gateway endpoint that is not needed, or ask for a higher quota (vpc, gateway endpoints per Region)'
      ;;
    RouteLimitExceeded,*)
      printf 'that table is full: delete routes that are not needed, or ask for a higher quota (vpc, L-93826ACB)'
      ;;
    UnauthorizedOperation,modify-vpc-endpoint)
      printf 'allow this action; where the VPC is shared, only the account that owns it can do this'
      ;;
  esac
}
