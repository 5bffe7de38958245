#!/usr/bin/env bash
#
# What is known about the kinds of resources of this stack: every call that is not a create, a kind at a time, and
# how their APIs take tags. It is sourced, never run.

#% include services/ec2.sh
#% include services/elbv2.sh
#% include services/sns.sh
#% include services/cloudwatch.sh

#% include kinds/availability_zones.sh
#% include kinds/availability_zones_in_use.sh
#% include kinds/vpc.sh
#% include kinds/subnet.sh
#% include kinds/internet_gateway.sh
#% include kinds/route_table.sh
#% include kinds/vpc_peering.sh
#% include kinds/security_group.sh
#% include kinds/elastic_ip.sh
#% include kinds/endpoint.sh
#% include kinds/vpc_endpoint.sh
#% include kinds/vpc_endpoint_settings.sh
#% include kinds/network_interface.sh
#% include kinds/load_balancer.sh
#% include kinds/target_group.sh
#% include kinds/targets.sh
#% include kinds/listener.sh
#% include kinds/listener_tcp.sh
#% include kinds/sns_topic.sh
#% include kinds/alarm.sh
#% include kinds/dashboard.sh
