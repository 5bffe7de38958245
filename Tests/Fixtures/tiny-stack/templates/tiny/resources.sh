#!/usr/bin/env bash
#
# Every resource of the deployment, in the order in which they are made. It is sourced, never run.

#% param NETWORK_REGION Region
#% param NETWORK_PROFILE ProfileName?

has_side NETWORK "$NETWORK_REGION" "$NETWORK_PROFILE"

has_resource NETWORK_VPC_ID vpc NETWORK
has_resource NETWORK_SUBNET_ID subnet NETWORK
has_resource NETWORK_SECURITY_GROUP_ID security_group NETWORK
