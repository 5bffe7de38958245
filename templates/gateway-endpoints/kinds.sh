#!/usr/bin/env bash
#
# What is known about the kinds of resources of this stack: every call that is not a create, a kind at a time, and
# how their APIs take tags. It is sourced, never run.

#% include services/ec2.sh
#% include services/flow_logs.sh
#% include services/iam.sh
#% include services/logs.sh
#% include services/sns.sh
#% include services/events.sh
#% include services/cloudwatch.sh

#% if GATEWAY_VPC_NAME
#% include kinds/availability_zones.sh
#% include kinds/availability_zones_in_use.sh
#% include kinds/vpc.sh
#% include kinds/subnet.sh
#% include kinds/route_table.sh
#% end
#% include kinds/vpc_route_tables.sh
#% include kinds/endpoint.sh
#% include kinds/gateway_endpoint.sh
#% include kinds/vpc_gateway_endpoints.sh
#% if GATEWAY_SECURITY_GROUP
#% include kinds/prefix_list.sh
#% end
#% include kinds/security_group.sh
#% include kinds/log_group.sh
#% include kinds/iam_role.sh
#% include kinds/flow_log.sh
#% include kinds/flow_log_kept.sh
#% include kinds/sns_topic.sh
#% include kinds/topic_policy.sh
#% include kinds/event_rule.sh
#% include kinds/alarm.sh
#% include kinds/alarm_math.sh
#% include kinds/dashboard.sh
