#!/usr/bin/env bash
#
# Every resource of the deployment, in the order in which they are made, and where each is. It is sourced, never run.

#% param GATEWAY_REGION Region
#% param GATEWAY_PROFILE ProfileName?

# The one side: its region and, where one is set, the AWS CLI's profile for it.
has_side GATEWAY "$GATEWAY_REGION" "$GATEWAY_PROFILE"

# The key in `env` and in the deployment's tag, the kind, and the side.
#% if GATEWAY_VPC_NAME
has_resource GATEWAY_VPC_ID vpc GATEWAY
has_resource GATEWAY_SUBNET_1_ID subnet GATEWAY
has_resource GATEWAY_SUBNET_2_ID subnet GATEWAY
has_resource GATEWAY_ROUTE_TABLE_ID route_table GATEWAY
#% end
has_resource GATEWAY_S3_ENDPOINT_ID gateway_endpoint GATEWAY
has_resource GATEWAY_DYNAMODB_ENDPOINT_ID gateway_endpoint GATEWAY
has_resource GATEWAY_S3EXPRESS_ENDPOINT_ID gateway_endpoint GATEWAY
has_resource GATEWAY_SECURITY_GROUP_ID security_group GATEWAY
