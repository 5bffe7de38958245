#!/usr/bin/env bash
#
# Every resource of the deployment, in the order in which they are made, and where each is. It is sourced, never run.

#% param GATEWAY_REGION Region
#% param GATEWAY_PROFILE ProfileName?
#% param FLOW_LOG_ROLE ResourceName
#% param FLOW_LOG_GROUP ResourceName
#% param GATEWAY_CHANGE_RULE ResourceName

# The one side: its region and, where one is set, the AWS CLI's profile for it.
has_side GATEWAY "$GATEWAY_REGION" "$GATEWAY_PROFILE"

# The key in `env` and in the deployment's tag, the kind, the side, and the name by which it is found where tags
# cannot be searched.
#% if GATEWAY_VPC_NAME
has_resource GATEWAY_VPC_ID vpc GATEWAY
has_resource GATEWAY_SUBNET_1_ID subnet GATEWAY
has_resource GATEWAY_SUBNET_2_ID subnet GATEWAY
has_resource GATEWAY_ROUTE_TABLE_ID route_table GATEWAY
#% end
has_resource GATEWAY_S3_ENDPOINT_ID gateway_endpoint GATEWAY
has_resource GATEWAY_DYNAMODB_ENDPOINT_ID gateway_endpoint GATEWAY
has_resource GATEWAY_S3EXPRESS_ENDPOINT_ID gateway_endpoint GATEWAY
# While rotate.sh replaces one, its successor.
has_resource GATEWAY_S3_NEXT_ENDPOINT_ID gateway_endpoint GATEWAY
has_resource GATEWAY_DYNAMODB_NEXT_ENDPOINT_ID gateway_endpoint GATEWAY
has_resource GATEWAY_S3EXPRESS_NEXT_ENDPOINT_ID gateway_endpoint GATEWAY
has_resource GATEWAY_SECURITY_GROUP_ID security_group GATEWAY
has_resource GATEWAY_FLOW_LOG_GROUP_ARN log_group GATEWAY "$FLOW_LOG_GROUP"
has_resource GATEWAY_FLOW_LOG_ROLE_ARN iam_role GATEWAY "$FLOW_LOG_ROLE"
has_resource GATEWAY_FLOW_LOG_ID flow_log GATEWAY
has_resource GATEWAY_ALARM_TOPIC_ARN sns_topic GATEWAY
has_resource GATEWAY_EVENT_RULE_ARN event_rule GATEWAY "$GATEWAY_CHANGE_RULE"
has_resource GATEWAY_ALARM alarm GATEWAY
has_resource GATEWAY_DASHBOARD dashboard GATEWAY
has_alarms alarm event_rule dashboard sns_topic
