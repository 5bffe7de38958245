#!/usr/bin/env bash
#
# The gateway endpoints of a VPC, ours and others': a route table takes one for each service.

# Those that live: "ID SERVICE TABLE,TABLE…", a line each. Where an answer has no type, it is a gateway endpoint.
# usage: vpc_gateway_endpoints::lines VPC
vpc_gateway_endpoints::lines() {
  once "endpoints.$1" aws ec2 describe-vpc-endpoints --filters "Name=vpc-id,Values=$1" --query \
    "VpcEndpoints[?(VpcEndpointType||'Gateway')=='Gateway' && (State=='available' || State=='pending')].[VpcEndpointId,ServiceName,join(',',RouteTableIds)]"
}

# usage: vpc_gateway_endpoints::forget VPC
vpc_gateway_endpoints::forget() { rm -f "$RUN/endpoints.$1"; }

# Somebody else's endpoints of a service: "ID TABLE,TABLE…", a line each.
# usage: vpc_gateway_endpoints::of_others VPC SERVICE_NAME OURS
vpc_gateway_endpoints::of_others() {
  local lines id service tables
  lines=$(vpc_gateway_endpoints::lines "$1") || exit
  while read -r id service tables; do
    if [[ $service == "$2" && $id != "${3:-}" ]]; then printf '%s %s\n' "$id" "$tables"; fi
  done <<<"$lines"
}

# What somebody else has called an endpoint.
# usage: vpc_gateway_endpoints::name_of ENDPOINT
vpc_gateway_endpoints::name_of() {
  local name
  name=$(aws ec2 describe-vpc-endpoints --vpc-endpoint-ids "$1" --query "VpcEndpoints[].to_string(Tags)")
  shown "$name"
}
