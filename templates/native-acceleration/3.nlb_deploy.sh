#!/usr/bin/env bash
#
# The load balancer that clients reach.
#
# Makes an internet-facing Network Load Balancer that passes TCP 443 on to the endpoint's two addresses.
# TLS goes through it untouched: the service's own certificate reaches the client. Its security group
# lets the clients in and lets 443 out to the endpoint.

#% param EXPOSE_ELASTIC_IPS Bool
#% param EXPOSE_ENDPOINT_ADDRESS_1 IPv4Address
#% param EXPOSE_ENDPOINT_ADDRESS_2 IPv4Address

#% include runtime/begin.sh
#% include way_in/load_balancer.sh

main() {
  begin_step "${BASH_SOURCE[0]}" "$@"
  on_side EXPOSE
  bind_values "DEPLOYMENT_NAME=$DEPLOYMENT_NAME" "EXPOSE_REGION=$EXPOSE_REGION" \
    "EXPOSE_ELASTIC_IPS=$EXPOSE_ELASTIC_IPS" "EXPOSE_ENDPOINT_ADDRESS_1=$EXPOSE_ENDPOINT_ADDRESS_1" \
    "EXPOSE_ENDPOINT_ADDRESS_2=$EXPOSE_ENDPOINT_ADDRESS_2"
  await_step 1.expose_vpc_deploy.sh more
  make_load_balancer "" "$EXPOSE_ENDPOINT_ADDRESS_1" "$EXPOSE_ENDPOINT_ADDRESS_2"
}

main "$@"
