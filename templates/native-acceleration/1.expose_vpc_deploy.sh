#!/usr/bin/env bash
#
# The VPC near the clients.
#
# Makes a VPC in the region near the clients with an internet gateway, two public subnets in two
# Availability Zones and one route table for both, for the endpoint and the load balancer to stand in; and
# the Elastic IPs and the security group that the load balancer must be given when it is made or never.

#% include runtime/begin.sh
#% include zones.sh
#% include way_in/vpc.sh

main() {
  begin_step "${BASH_SOURCE[0]}" "$@"
  on_side EXPOSE
  make_expose_vpc
}

main "$@"
