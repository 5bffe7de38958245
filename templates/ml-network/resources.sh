#!/usr/bin/env bash
#
# Every resource of the deployment, in the order in which they are made, and where each is. It is sourced, never run.

#% param NETWORK_REGION Region
#% param NETWORK_PROFILE ProfileName?
#% param PEER_REGION Region?
#% param PEER_PROFILE ProfileName?
#% param FLOW_LOG_GROUP ResourceName
#% param FLOW_LOG_ROLE ResourceName
#% param TRAINING_ROLE ResourceName
#% param SERVER_ROLE ResourceName
#% param LOAD_BALANCER_NAME ResourceName
#% param STABLE_NAME ResourceName
#% param CANARY_NAME ResourceName

# The network's side, and the second Region's: its region and, where one is set, the AWS CLI's profile for it.
has_side NETWORK "$NETWORK_REGION" "$NETWORK_PROFILE"
if [[ -n $PEER_REGION ]]; then has_side PEER "$PEER_REGION" "$PEER_PROFILE"; fi
# CloudFront is in no Region; its calls are signed for this one, and so its certificates and alarms are there.
# https://docs.aws.amazon.com/general/latest/gr/cf_region.html
#% if CDN
has_side EDGE us-east-1 "$NETWORK_PROFILE"
#% else
#% if CDN_OFFERED
# There may still be one from before, where `env` says so, or was lost and does not say that there is none; then
# cleanup.sh looks for it, and nobody else does.
if [[ -n $(recall EDGE_ACCOUNT_ID) || $(recall DELIVERY) != none ]]; then
  has_side EDGE us-east-1 "$NETWORK_PROFILE"
fi
#% end
#% end
readonly DELIVERY_NAME=${DEPLOYMENT_TAG//[:_]/-}

# The key in `env` and in the deployment's tag, the kind, the side, and the name by which it is found where tags
# cannot be searched. Where a key has a *, there is one for each tier, zone or service.
has_resource NETWORK_VPC_ID vpc NETWORK
has_resource NETWORK_INTERNET_GATEWAY_ID internet_gateway NETWORK
has_resource 'NETWORK_*_SUBNET_*_ID' subnet NETWORK
has_resource NETWORK_PUBLIC_ROUTE_TABLE_ID route_table NETWORK
has_resource 'NETWORK_PRIVATE_ROUTE_TABLE_*_ID' route_table NETWORK
has_resource NETWORK_DATA_ROUTE_TABLE_ID route_table NETWORK
has_resource NETWORK_S3_ENDPOINT_ID gateway_endpoint NETWORK
has_resource NETWORK_DYNAMODB_ENDPOINT_ID gateway_endpoint NETWORK
has_resource NETWORK_LOAD_BALANCER_GROUP_ID security_group NETWORK
has_resource NETWORK_APP_GROUP_ID security_group NETWORK
has_resource NETWORK_DATA_GROUP_ID security_group NETWORK
has_resource NETWORK_TRAINING_GROUP_ID security_group NETWORK
has_resource NETWORK_ACCESS_GROUP_ID security_group NETWORK
has_resource NETWORK_ENDPOINT_GROUP_ID security_group NETWORK
has_resource 'NETWORK_*_ACL_ID' network_acl NETWORK
has_resource 'NETWORK_NAT_ADDRESS_*_ID' elastic_ip NETWORK
has_resource 'NETWORK_NAT_GATEWAY_*_ID' nat_gateway NETWORK
has_resource 'NETWORK_*_INTERFACE_ENDPOINT_ID' vpc_endpoint NETWORK
has_resource NETWORK_CUSTOMER_GATEWAY_ID customer_gateway NETWORK
has_resource NETWORK_VPN_GATEWAY_ID vpn_gateway NETWORK
has_resource NETWORK_VPN_CONNECTION_ID vpn_connection NETWORK
has_resource NETWORK_CLIENT_VPN_ENDPOINT_ID client_vpn_endpoint NETWORK
#% if DIRECT_CONNECT
has_resource NETWORK_DX_GATEWAY_ID direct_connect_gateway NETWORK "${DEPLOYMENT_TAG//[:_]/-}"
# Found by the gateway that it belongs to.
has_resource NETWORK_DX_ASSOCIATION_ID direct_connect_association NETWORK NETWORK_VPN_GATEWAY_ID
#% else
# Without names: only what `env` knows of is looked for, and goes.
has_resource NETWORK_DX_GATEWAY_ID direct_connect_gateway NETWORK
has_resource NETWORK_DX_ASSOCIATION_ID direct_connect_association NETWORK
#% end
#% if PEER_REGION
has_resource PEER_VPC_ID vpc PEER
has_resource PEER_SUBNET_1_ID subnet PEER
has_resource PEER_SUBNET_2_ID subnet PEER
has_resource PEER_ROUTE_TABLE_ID route_table PEER
has_resource PEER_GROUP_ID security_group PEER
has_resource PEER_S3_ENDPOINT_ID gateway_endpoint PEER
has_resource VPC_PEERING_CONNECTION_ID vpc_peering NETWORK
#% end
has_resource NETWORK_LOAD_BALANCER_ARN load_balancer NETWORK "$LOAD_BALANCER_NAME"
has_resource NETWORK_STABLE_TARGET_GROUP_ARN target_group NETWORK "$STABLE_NAME"
has_resource NETWORK_CANARY_TARGET_GROUP_ARN target_group NETWORK "$CANARY_NAME"
# These are found on what they belong to, by the key that they carry.
has_resource NETWORK_LISTENER_ARN listener NETWORK NETWORK_LISTENER_ARN
has_resource NETWORK_REDIRECT_LISTENER_ARN listener NETWORK NETWORK_REDIRECT_LISTENER_ARN
has_resource NETWORK_CLOSED_RULE_ARN listener_rule NETWORK NETWORK_CLOSED_RULE_ARN
has_resource NETWORK_CANARY_RULE_ARN listener_rule NETWORK NETWORK_CANARY_RULE_ARN
has_resource EDGE_VPC_ORIGIN_ID vpc_origin EDGE "$DELIVERY_NAME"
has_resource 'EDGE_OLD_VPC_ORIGIN_*_ID' vpc_origin EDGE
has_resource EDGE_MODELS_CACHE_POLICY_ID cache_policy EDGE "$DELIVERY_NAME-models"
has_resource EDGE_EMBEDDINGS_CACHE_POLICY_ID cache_policy EDGE "$DELIVERY_NAME-embeddings"
has_resource EDGE_RESULTS_CACHE_POLICY_ID cache_policy EDGE "$DELIVERY_NAME-results"
has_resource EDGE_DISTRIBUTION_ID distribution EDGE "$DELIVERY_NAME"
has_resource NETWORK_SERVER_ROLE_ARN iam_role NETWORK "$SERVER_ROLE"
has_resource NETWORK_SERVER_PROFILE_ARN instance_profile NETWORK "$SERVER_ROLE-profile"
has_resource NETWORK_SERVER_TEMPLATE_ID launch_template NETWORK
has_resource NETWORK_STABLE_SERVERS_ARN auto_scaling_group NETWORK "$STABLE_NAME"
has_resource NETWORK_CANARY_SERVERS_ARN auto_scaling_group NETWORK "$CANARY_NAME"
# Their servers, and the disks of these, by what they are launched with.
has_resource NETWORK_SERVER_INSTANCE_ID instance NETWORK
has_resource NETWORK_SERVER_VOLUME_ID volume NETWORK
has_resource NETWORK_TRAINING_ROLE_ARN iam_role NETWORK "$TRAINING_ROLE"
has_resource NETWORK_TRAINING_PROFILE_ARN instance_profile NETWORK "$TRAINING_ROLE-profile"
has_resource NETWORK_TRAINING_PLACEMENT_GROUP_ID placement_group NETWORK
has_resource NETWORK_TRAINING_TEMPLATE_ID launch_template NETWORK
has_resource NETWORK_TRAINING_INSTANCE_ID instance NETWORK
has_resource NETWORK_FLOW_LOG_GROUP_ARN log_group NETWORK "$FLOW_LOG_GROUP"
has_resource NETWORK_FLOW_LOG_ROLE_ARN iam_role NETWORK "$FLOW_LOG_ROLE"
has_resource NETWORK_FLOW_LOG_ID flow_log NETWORK
has_resource NETWORK_ALARM_TOPIC_ARN sns_topic NETWORK
has_resource NETWORK_ALARM alarm NETWORK
has_resource NETWORK_DASHBOARD dashboard NETWORK
# In one region with the network it has its alarm there.
if [[ $NETWORK_REGION != us-east-1 ]]; then
  has_resource EDGE_ALARM_TOPIC_ARN sns_topic EDGE
  has_resource EDGE_ALARM alarm EDGE
fi
has_alarms alarm dashboard sns_topic
