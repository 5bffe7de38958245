#!/usr/bin/env bash
#
# What is known about the kinds of resources of this stack: every call that is not a create, a kind at a time, and
# how their APIs take tags. It is sourced, never run.

#% include services/ec2.sh
#% include services/elbv2.sh
#% include services/cloudfront.sh
#% include services/directconnect.sh
#% include services/flow_logs.sh
#% include services/iam.sh
#% include services/instance_profiles.sh
#% include services/logs.sh
#% include services/sns.sh
#% include services/cloudwatch.sh

#% include kinds/availability_zones.sh
#% include kinds/availability_zones_in_use.sh
#% include kinds/vpc.sh
#% include kinds/subnet.sh
#% include kinds/internet_gateway.sh
#% include kinds/route_table.sh
#% include kinds/route_tables.sh
#% if PEER_REGION
#% include kinds/vpc_peering.sh
#% end
#% include kinds/endpoint.sh
#% include kinds/gateway_endpoint.sh
#% include kinds/gateway_endpoint_tables.sh
#% include kinds/vpc_endpoint.sh
#% include kinds/vpc_endpoint_subnets.sh
#% include kinds/vpc_endpoint_settings.sh
#% include kinds/network_interface.sh
#% include kinds/prefix_list.sh
#% include kinds/security_group.sh
#% include kinds/security_group_tiers.sh
#% include kinds/network_acl.sh
#% include kinds/network_acl_subnets.sh
#% include kinds/elastic_ip.sh
#% include kinds/nat_gateway.sh
#% include kinds/load_balancer.sh
#% include kinds/target_group.sh
#% include kinds/listener.sh
#% include kinds/vpc_origin.sh
#% include kinds/vpc_origin_network.sh
#% include kinds/cache_policy.sh
#% include kinds/distribution.sh
#% include kinds/distribution_settings.sh
#% include kinds/customer_gateway.sh
#% include kinds/vpn_gateway.sh
#% include kinds/vpn_connection.sh
#% include kinds/vpn_connection_routes.sh
#% include kinds/vpn_tunnels.sh
#% include kinds/route_propagation.sh
#% include kinds/client_vpn_endpoint.sh
#% include kinds/client_vpn_networks.sh
#% include kinds/client_vpn_rules.sh
#% include kinds/direct_connect_gateway.sh
#% include kinds/direct_connect_association.sh
#% include kinds/log_group.sh
#% include kinds/iam_role.sh
#% include kinds/iam_role_managed.sh
#% include kinds/instance_profile.sh
#% include kinds/placement_group.sh
#% include kinds/launch_template.sh
#% include kinds/instance.sh
#% include kinds/instance_type.sh
#% include kinds/capacity_reservation.sh
#% include kinds/flow_log.sh
#% include kinds/flow_log_kept.sh
#% include kinds/sns_topic.sh
#% include kinds/alarm.sh
#% include kinds/alarm_math.sh
#% include kinds/alarm_below.sh
#% include kinds/dashboard.sh
