#!/usr/bin/env bash
#
# Every resource of the deployment, in the order in which they are made, and where each is. It is sourced, never run.

#% param RESOURCE_REGION Region
#% param RESOURCE_PROFILE ProfileName?
#% param EXPOSE_REGION Region
#% param EXPOSE_PROFILE ProfileName?
#% param EXPOSE_NLB_NAME LoadBalancerName
#% param EXPOSE_TARGET_GROUP_NAME TargetGroupName

# The sides: each a region and the AWS CLI's profile for it.
readonly SIDES=(RESOURCE EXPOSE)

# The key in `env` and in the deployment's tag, the kind, the side, and the name by which it is found where tags
# cannot be searched.
readonly RESOURCES=(
  "RESOURCE_VPC_ID            vpc              RESOURCE"
  "RESOURCE_SUBNET_1_ID       subnet           RESOURCE"
  "RESOURCE_SUBNET_2_ID       subnet           RESOURCE"
  "RESOURCE_ROUTE_TABLE_ID    route_table      RESOURCE"
  "RESOURCE_SECURITY_GROUP_ID security_group   RESOURCE"
  "RESOURCE_VPC_ENDPOINT_ID   vpc_endpoint     RESOURCE"
  "EXPOSE_VPC_ID              vpc              EXPOSE"
  "EXPOSE_INTERNET_GATEWAY_ID internet_gateway EXPOSE"
  "EXPOSE_SUBNET_1_ID         subnet           EXPOSE"
  "EXPOSE_SUBNET_2_ID         subnet           EXPOSE"
  "EXPOSE_ROUTE_TABLE_ID      route_table      EXPOSE"
  "VPC_PEERING_CONNECTION_ID  vpc_peering      EXPOSE"
  "EXPOSE_SECURITY_GROUP_ID   security_group   EXPOSE"
  "EXPOSE_ELASTIC_IP_1_ID     elastic_ip       EXPOSE"
  "EXPOSE_ELASTIC_IP_2_ID     elastic_ip       EXPOSE"
  "EXPOSE_NLB_ARN             load_balancer    EXPOSE $EXPOSE_NLB_NAME"
  "EXPOSE_TARGET_GROUP_ARN    target_group     EXPOSE $EXPOSE_TARGET_GROUP_NAME"
  "EXPOSE_LISTENER_ARN        listener         EXPOSE"
  "RESOURCE_ALARM_TOPIC_ARN   sns_topic        RESOURCE"
  "RESOURCE_ALARM             alarm            RESOURCE"
  "EXPOSE_ALARM_TOPIC_ARN     sns_topic        EXPOSE"
  "EXPOSE_ALARM               alarm            EXPOSE"
  "EXPOSE_DASHBOARD           dashboard        EXPOSE"
)

# What cleanup.sh --alarms takes away.
readonly ALARM_KINDS="alarm dashboard sns_topic"
