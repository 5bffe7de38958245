#!/usr/bin/env bash
#
# The service's endpoint.
#
# Makes an interface VPC endpoint for the service: one network interface in each subnet, at an address
# that is fixed beforehand, so that the load balancer can be made before the endpoint is ready. Its
# security group lets in the load balancer's subnets only; a rule cannot name the load balancer's own
# group, which is in another region.

#% param DEPLOYMENT_NAME DeploymentName
#% param RESOURCE_REGION Region
#% param RESOURCE_PROFILE ProfileName?
#% param RESOURCE_SERVICE_NAME EndpointServiceName
#% param RESOURCE_VPC_ENDPOINT_NAME ResourceName
#% param RESOURCE_ENDPOINT_ADDRESS_1 IPv4Address
#% param RESOURCE_ENDPOINT_ADDRESS_2 IPv4Address
#% param EXPOSE_SUBNET_1_CIDR CIDR
#% param EXPOSE_SUBNET_2_CIDR CIDR

# shellcheck source-path=SCRIPTDIR source=lib.sh
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh" || exit

main() {
  begin_step "${BASH_SOURCE[0]}" "$@"
  use_region "$RESOURCE_REGION" "$RESOURCE_PROFILE"
  bind_account RESOURCE_ACCOUNT_ID
  bind_values "DEPLOYMENT_NAME=$DEPLOYMENT_NAME" "RESOURCE_REGION=$RESOURCE_REGION" \
    "RESOURCE_SERVICE_NAME=$RESOURCE_SERVICE_NAME" \
    "RESOURCE_ENDPOINT_ADDRESS_1=$RESOURCE_ENDPOINT_ADDRESS_1" \
    "RESOURCE_ENDPOINT_ADDRESS_2=$RESOURCE_ENDPOINT_ADDRESS_2" \
    "EXPOSE_SUBNET_1_CIDR=$EXPOSE_SUBNET_1_CIDR" "EXPOSE_SUBNET_2_CIDR=$EXPOSE_SUBNET_2_CIDR"

  local vpc subnet_1 subnet_2 group
  vpc=$(needed RESOURCE_VPC_ID)
  subnet_1=$(needed RESOURCE_SUBNET_1_ID)
  subnet_2=$(needed RESOURCE_SUBNET_2_ID)

  ensure RESOURCE_SECURITY_GROUP_ID "$DEPLOYMENT_NAME-endpoint" \
    aws ec2 create-security-group --vpc-id "$vpc" --group-name "$DEPLOYMENT_NAME-endpoint" \
    --description "HTTPS from the subnets of the load balancer"
  group=$(needed RESOURCE_SECURITY_GROUP_ID)
  start ensure_rules "$group" 443 --from "$EXPOSE_SUBNET_1_CIDR" "$EXPOSE_SUBNET_2_CIDR" --to

  # Private DNS stays off: no client is in this VPC, and the load balancer's targets are addresses.
  local create=(aws ec2 create-vpc-endpoint --vpc-endpoint-type Interface --vpc-id "$vpc"
    --service-name "$RESOURCE_SERVICE_NAME" --ip-address-type ipv4 --no-private-dns-enabled
    --security-group-ids "$group" --subnet-ids "$subnet_1" "$subnet_2" --subnet-configurations
    "SubnetId=$subnet_1,Ipv4=$RESOURCE_ENDPOINT_ADDRESS_1"
    "SubnetId=$subnet_2,Ipv4=$RESOURCE_ENDPOINT_ADDRESS_2")
  #% if RESOURCE_ENDPOINT_POLICY_FILE
  create+=(--policy-document "file://$HERE/endpoint_policy.json")
  #% end
  start ensure RESOURCE_VPC_ENDPOINT_ID "$RESOURCE_VPC_ENDPOINT_NAME" "${create[@]}"
  finish
  ensure_policy
}

# Gives an endpoint that was made before the policy that it shall have now.
ensure_policy() {
  local endpoint wanted=none known
  endpoint=$(needed RESOURCE_VPC_ENDPOINT_ID)
  #% if RESOURCE_ENDPOINT_POLICY_FILE
  wanted=$(cksum <"$HERE/endpoint_policy.json")
  #% end
  known=$(recall RESOURCE_ENDPOINT_POLICY)
  if [[ $known != "$wanted" ]] && ! is_new "$endpoint"; then
    #% if RESOURCE_ENDPOINT_POLICY_FILE
    aws ec2 modify-vpc-endpoint --vpc-endpoint-id "$endpoint" \
      --policy-document "file://$HERE/endpoint_policy.json" >/dev/null
    #% else
    aws ec2 modify-vpc-endpoint --vpc-endpoint-id "$endpoint" --reset-policy >/dev/null
    #% end
    report changed "endpoint policy" "$endpoint"
  fi
  if [[ $known != "$wanted" ]]; then remember RESOURCE_ENDPOINT_POLICY "$wanted"; fi
}

main "$@"
