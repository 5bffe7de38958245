#!/usr/bin/env bash
#
# What is known about the kinds of resources of this stack: every call that is not a create, a kind at a time, and
# how their APIs take tags. It is sourced, never run.

#% include services/ec2.sh

#% include kinds/availability_zones.sh
#% include kinds/vpc.sh
#% include kinds/subnet.sh
#% include kinds/internet_gateway.sh
#% include kinds/route_table.sh
#% include kinds/route_tables.sh
#% include kinds/endpoint.sh
#% include kinds/gateway_endpoint.sh
#% include kinds/gateway_endpoint_tables.sh
#% include kinds/vpc_endpoint.sh
#% include kinds/vpc_endpoint_subnets.sh
#% include kinds/network_interface.sh
#% include kinds/prefix_list.sh
#% include kinds/security_group.sh
#% include kinds/security_group_tiers.sh
#% include kinds/network_acl.sh
#% include kinds/network_acl_subnets.sh
#% include kinds/elastic_ip.sh
#% include kinds/nat_gateway.sh
#% include kinds/customer_gateway.sh
#% include kinds/vpn_gateway.sh
#% include kinds/vpn_connection.sh
#% include kinds/route_propagation.sh
