#!/usr/bin/env bash
#
# The VPC near the clients: an internet gateway, two public subnets, and what the load balancer must be given when it
# is made.

#% param DEPLOYMENT_NAME DeploymentName
#% param EXPOSE_VPC_NAME ResourceName
#% param EXPOSE_VPC_CIDR CIDR
#% param EXPOSE_SUBNET_1_CIDR CIDR
#% param EXPOSE_SUBNET_2_CIDR CIDR
#% param EXPOSE_ELASTIC_IPS Bool

make_expose_vpc() {
  bind_values "DEPLOYMENT_NAME=$DEPLOYMENT_NAME" "EXPOSE_REGION=$EXPOSE_REGION" \
    "EXPOSE_VPC_CIDR=$EXPOSE_VPC_CIDR" "EXPOSE_SUBNET_1_CIDR=$EXPOSE_SUBNET_1_CIDR" \
    "EXPOSE_SUBNET_2_CIDR=$EXPOSE_SUBNET_2_CIDR" "EXPOSE_ELASTIC_IPS=$EXPOSE_ELASTIC_IPS"

  local vpc gateway zone_1 zone_2 table
  if [[ -z $CHECK ]]; then leave_refused_zones; fi
  start choose_expose_zones
  # What stands on nothing is made beside the VPC.
  start ensure EXPOSE_INTERNET_GATEWAY_ID "$EXPOSE_VPC_NAME" \
    aws ec2 create-internet-gateway
  #% if EXPOSE_ELASTIC_IPS
  # Elastic IPs keep the addresses the same for as long as the deployment lives: for hosts files.
  start ensure EXPOSE_ELASTIC_IP_1_ID "$EXPOSE_NLB_NAME-1" aws ec2 allocate-address --domain vpc
  start ensure EXPOSE_ELASTIC_IP_2_ID "$EXPOSE_NLB_NAME-2" aws ec2 allocate-address --domain vpc
  #% end
  ensure EXPOSE_VPC_ID "$EXPOSE_VPC_NAME" \
    aws ec2 create-vpc --cidr-block "$EXPOSE_VPC_CIDR"
  await_started
  gateway=$(needed EXPOSE_INTERNET_GATEWAY_ID)
  zone_1=$(needed EXPOSE_ZONE_1)
  zone_2=$(needed EXPOSE_ZONE_2)
  vpc=$(needed EXPOSE_VPC_ID)

  # What the load balancer is given when it is made, and what AWS refuses it without.
  let_others_begin
  start ensure EXPOSE_SUBNET_1_ID "$EXPOSE_VPC_NAME-1" \
    aws ec2 create-subnet --vpc-id "$vpc" --availability-zone "$zone_1" \
    --cidr-block "$EXPOSE_SUBNET_1_CIDR"
  start ensure EXPOSE_SUBNET_2_ID "$EXPOSE_VPC_NAME-2" \
    aws ec2 create-subnet --vpc-id "$vpc" --availability-zone "$zone_2" \
    --cidr-block "$EXPOSE_SUBNET_2_CIDR"
  start ensure EXPOSE_SECURITY_GROUP_ID "$DEPLOYMENT_NAME-nlb" \
    aws ec2 create-security-group --vpc-id "$vpc" --group-name "$DEPLOYMENT_NAME-nlb" \
    --description "HTTPS from the clients to the endpoint"
  start internet_gateway::attached "$gateway" "$vpc" "$(recall EXPOSE_ROUTE_TABLE_ID)"
  await_started
  let_others_go_on

  ensure EXPOSE_ROUTE_TABLE_ID "$EXPOSE_VPC_NAME" \
    aws ec2 create-route-table --vpc-id "$vpc"
  table=$(needed EXPOSE_ROUTE_TABLE_ID)
  start route_table::route "$table" 0.0.0.0/0 --gateway-id "$gateway"
  start route_table::subnets "$table" "$(needed EXPOSE_SUBNET_1_ID)" "$(needed EXPOSE_SUBNET_2_ID)"
  await_started
}
