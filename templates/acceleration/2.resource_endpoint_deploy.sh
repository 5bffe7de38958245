#!/usr/bin/env bash
#
# The service's endpoint.
#
# Makes an interface VPC endpoint for the service: one network interface in each subnet, at an address
# that is fixed beforehand, so that the load balancer can be made before the endpoint is ready. Its
# security group lets in the load balancer's subnets only; a rule cannot name the load balancer's own
# group, which is in another region.

#% param DEPLOYMENT_NAME DeploymentName
#% param RESOURCE_SERVICE_NAME EndpointServiceName
#% param RESOURCE_VPC_ENDPOINT_NAME ResourceName
#% param RESOURCE_ENDPOINT_ADDRESS_1 IPv4Address
#% param RESOURCE_ENDPOINT_ADDRESS_2 IPv4Address
#% param EXPOSE_SUBNET_1_CIDR CIDR
#% param EXPOSE_SUBNET_2_CIDR CIDR

#% include runtime/begin.sh

main() {
  begin_step "${BASH_SOURCE[0]}" "$@"
  on_side RESOURCE
  bind_values "DEPLOYMENT_NAME=$DEPLOYMENT_NAME" "RESOURCE_REGION=$RESOURCE_REGION" \
    "RESOURCE_SERVICE_NAME=$RESOURCE_SERVICE_NAME" \
    "RESOURCE_ENDPOINT_ADDRESS_1=$RESOURCE_ENDPOINT_ADDRESS_1" \
    "RESOURCE_ENDPOINT_ADDRESS_2=$RESOURCE_ENDPOINT_ADDRESS_2" "EXPOSE_SUBNET_1_CIDR=$EXPOSE_SUBNET_1_CIDR" \
    "EXPOSE_SUBNET_2_CIDR=$EXPOSE_SUBNET_2_CIDR"

  local vpc subnet_1 subnet_2 group
  vpc=$(needed RESOURCE_VPC_ID)
  subnet_1=$(needed RESOURCE_SUBNET_1_ID)
  subnet_2=$(needed RESOURCE_SUBNET_2_ID)

  ensure RESOURCE_SECURITY_GROUP_ID "$DEPLOYMENT_NAME-endpoint" \
    aws ec2 create-security-group --vpc-id "$vpc" --group-name "$DEPLOYMENT_NAME-endpoint" \
    --description "HTTPS from the subnets of the load balancer"
  group=$(needed RESOURCE_SECURITY_GROUP_ID)
  start security_group::has "$group" "in 443 block $EXPOSE_SUBNET_1_CIDR" "in 443 block $EXPOSE_SUBNET_2_CIDR"

  # Private DNS stays off: no client is in this VPC, and the load balancer's targets are addresses.
  local create=(aws ec2 create-vpc-endpoint --vpc-endpoint-type Interface --vpc-id "$vpc"
    --service-name "$RESOURCE_SERVICE_NAME" --ip-address-type ipv4 --no-private-dns-enabled
    --security-group-ids "$group" --subnet-ids "$subnet_1" "$subnet_2" --subnet-configurations
    "SubnetId=$subnet_1,Ipv4=$RESOURCE_ENDPOINT_ADDRESS_1"
    "SubnetId=$subnet_2,Ipv4=$RESOURCE_ENDPOINT_ADDRESS_2")
  #% if RESOURCE_ENDPOINT_POLICY_FILE
  create+=(--policy-document "$(<"$HERE/endpoint_policy.json")")
  #% end
  start ensure RESOURCE_VPC_ENDPOINT_ID "$RESOURCE_VPC_ENDPOINT_NAME" "${create[@]}"
  await_started

  #% if RESOURCE_ENDPOINT_POLICY_FILE
  endpoint::policy vpc_endpoint "$(needed RESOURCE_VPC_ENDPOINT_ID)" "$HERE/endpoint_policy.json"
  #% else
  endpoint::policy vpc_endpoint "$(needed RESOURCE_VPC_ENDPOINT_ID)"
  #% end
  vpc_endpoint::has "$(needed RESOURCE_VPC_ENDPOINT_ID)" "$group" false
}

main "$@"
