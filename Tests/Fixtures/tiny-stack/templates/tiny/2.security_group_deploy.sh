#!/usr/bin/env bash
#
# A security group that lets HTTPS in from the subnet.

#% param DEPLOYMENT_NAME DeploymentName
#% param NETWORK_SUBNET_CIDR CIDR

#% include runtime/begin.sh

main() {
  local group
  begin_step "${BASH_SOURCE[0]}" "$@"
  on_side NETWORK
  bind_values "DEPLOYMENT_NAME=$DEPLOYMENT_NAME"

  ensure NETWORK_SECURITY_GROUP_ID "$DEPLOYMENT_NAME" \
    aws ec2 create-security-group --vpc-id "$(needed NETWORK_VPC_ID)" --group-name "$DEPLOYMENT_NAME" \
    --description "HTTPS from the subnet"
  group=$(needed NETWORK_SECURITY_GROUP_ID)
  security_group::has "$group" "in 443 block $NETWORK_SUBNET_CIDR"
}

main "$@"
