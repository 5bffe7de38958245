#!/usr/bin/env bash
#
# The load balancer that clients reach.
#
# Makes an internet-facing Network Load Balancer that passes TCP 443 on to the endpoint's two addresses.
# TLS goes through it untouched: the service's own certificate reaches the client. Its security group
# lets the clients in and lets 443 out to the endpoint.

#% param EXPOSE_ELASTIC_IPS Bool
#% param RESOURCE_ENDPOINT_ADDRESS_1 IPv4Address
#% param RESOURCE_ENDPOINT_ADDRESS_2 IPv4Address

#% include runtime/begin.sh
#% include way_in/load_balancer.sh

main() {
  begin_step "${BASH_SOURCE[0]}" "$@"
  on_side EXPOSE
  bind_values "DEPLOYMENT_NAME=$DEPLOYMENT_NAME" "EXPOSE_REGION=$EXPOSE_REGION" \
    "EXPOSE_ELASTIC_IPS=$EXPOSE_ELASTIC_IPS" "RESOURCE_ENDPOINT_ADDRESS_1=$RESOURCE_ENDPOINT_ADDRESS_1" \
    "RESOURCE_ENDPOINT_ADDRESS_2=$RESOURCE_ENDPOINT_ADDRESS_2"
  await_step 3.expose_vpc_deploy.sh more
  make_load_balancer all "$RESOURCE_ENDPOINT_ADDRESS_1" "$RESOURCE_ENDPOINT_ADDRESS_2"
}

main "$@"
