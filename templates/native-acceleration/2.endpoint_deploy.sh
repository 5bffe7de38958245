#!/usr/bin/env bash
#
# The service's endpoint.
#
# Makes an interface VPC endpoint near the clients for the service in the far region: AWS carries what goes in
# there over its own backbone. It has one network interface in each subnet, at an address that is fixed
# beforehand, so that the load balancer can be made before the endpoint is ready. Its security group lets in the
# load balancer's subnets only.

#% param DEPLOYMENT_NAME DeploymentName
#% param EXPOSE_VPC_ENDPOINT_NAME ResourceName
#% param EXPOSE_ENDPOINT_ADDRESS_1 IPv4Address
#% param EXPOSE_ENDPOINT_ADDRESS_2 IPv4Address
#% param EXPOSE_SUBNET_1_CIDR CIDR
#% param EXPOSE_SUBNET_2_CIDR CIDR

#% include runtime/begin.sh
#% include zones.sh

main() {
  begin_step "${BASH_SOURCE[0]}" "$@"
  on_side EXPOSE
  bind_values "DEPLOYMENT_NAME=$DEPLOYMENT_NAME" "RESOURCE_REGION=$RESOURCE_REGION" \
    "RESOURCE_SERVICE_NAME=$RESOURCE_SERVICE_NAME" "EXPOSE_ENDPOINT_ADDRESS_1=$EXPOSE_ENDPOINT_ADDRESS_1" \
    "EXPOSE_ENDPOINT_ADDRESS_2=$EXPOSE_ENDPOINT_ADDRESS_2"

  local vpc subnet_1 subnet_2 group
  vpc=$(needed EXPOSE_VPC_ID)
  subnet_1=$(needed EXPOSE_SUBNET_1_ID)
  subnet_2=$(needed EXPOSE_SUBNET_2_ID)

  start find_service
  ensure EXPOSE_ENDPOINT_SECURITY_GROUP_ID "$DEPLOYMENT_NAME-endpoint" \
    aws ec2 create-security-group --vpc-id "$vpc" --group-name "$DEPLOYMENT_NAME-endpoint" \
    --description "HTTPS from the subnets of the load balancer"
  group=$(needed EXPOSE_ENDPOINT_SECURITY_GROUP_ID)
  await_started
  start security_group::has "$group" "in 443 block $EXPOSE_SUBNET_1_CIDR" "in 443 block $EXPOSE_SUBNET_2_CIDR"

  # Private DNS stays off: no client is in this VPC, and the load balancer's targets are addresses.
  local create=(aws ec2 create-vpc-endpoint --vpc-endpoint-type Interface --vpc-id "$vpc"
    --service-name "$RESOURCE_SERVICE_NAME" --service-region "$RESOURCE_REGION" --ip-address-type ipv4
    --no-private-dns-enabled --security-group-ids "$group" --subnet-ids "$subnet_1" "$subnet_2"
    --subnet-configurations "SubnetId=$subnet_1,Ipv4=$EXPOSE_ENDPOINT_ADDRESS_1"
    "SubnetId=$subnet_2,Ipv4=$EXPOSE_ENDPOINT_ADDRESS_2")
  #% if EXPOSE_ENDPOINT_POLICY_FILE
  create+=(--policy-document "$(<"$HERE/endpoint_policy.json")")
  #% end
  start ensure EXPOSE_VPC_ENDPOINT_ID "$EXPOSE_VPC_ENDPOINT_NAME" "${create[@]}"
  await_started

  #% if EXPOSE_ENDPOINT_POLICY_FILE
  endpoint::policy vpc_endpoint "$(needed EXPOSE_VPC_ENDPOINT_ID)" "$HERE/endpoint_policy.json"
  #% else
  endpoint::policy vpc_endpoint "$(needed EXPOSE_VPC_ENDPOINT_ID)"
  #% end
  vpc_endpoint::has "$(needed EXPOSE_VPC_ENDPOINT_ID)" "$group" false
}

main "$@"
