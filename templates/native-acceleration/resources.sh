#!/usr/bin/env bash
#
# Every resource of the deployment, in the order in which they are made, and where each is. It is sourced, never run.

#% param EXPOSE_REGION Region
#% param EXPOSE_PROFILE ProfileName?
#% param EXPOSE_NLB_NAME LoadBalancerName
#% param EXPOSE_TARGET_GROUP_NAME TargetGroupName

# The one side: its region and, where one is set, the AWS CLI's profile for it.
has_side EXPOSE "$EXPOSE_REGION" "$EXPOSE_PROFILE"

# The key in `env` and in the deployment's tag, the kind, the side, and the name by which it is found where tags
# cannot be searched.
has_resource EXPOSE_VPC_ID vpc EXPOSE
has_resource EXPOSE_INTERNET_GATEWAY_ID internet_gateway EXPOSE
has_resource EXPOSE_SUBNET_1_ID subnet EXPOSE
has_resource EXPOSE_SUBNET_2_ID subnet EXPOSE
has_resource EXPOSE_ROUTE_TABLE_ID route_table EXPOSE
has_resource EXPOSE_SECURITY_GROUP_ID security_group EXPOSE
has_resource EXPOSE_ELASTIC_IP_1_ID elastic_ip EXPOSE
has_resource EXPOSE_ELASTIC_IP_2_ID elastic_ip EXPOSE
has_resource EXPOSE_ENDPOINT_SECURITY_GROUP_ID security_group EXPOSE
has_resource EXPOSE_VPC_ENDPOINT_ID vpc_endpoint EXPOSE
has_resource EXPOSE_NLB_ARN load_balancer EXPOSE "$EXPOSE_NLB_NAME"
has_resource EXPOSE_TARGET_GROUP_ARN target_group EXPOSE "$EXPOSE_TARGET_GROUP_NAME"
has_resource EXPOSE_LISTENER_ARN listener EXPOSE
has_resource EXPOSE_ALARM_TOPIC_ARN sns_topic EXPOSE
has_resource EXPOSE_ALARM alarm EXPOSE
has_resource EXPOSE_DASHBOARD dashboard EXPOSE
has_alarms alarm dashboard sns_topic
