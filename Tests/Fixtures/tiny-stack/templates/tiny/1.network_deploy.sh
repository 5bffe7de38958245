#!/usr/bin/env bash
#
# A VPC with one subnet.

#% param DEPLOYMENT_NAME DeploymentName
#% param NETWORK_CIDR CIDR
#% param NETWORK_SUBNET_CIDR CIDR

#% include runtime/begin.sh

main() {
  begin_step "${BASH_SOURCE[0]}" "$@"
  on_side NETWORK
  bind_values "NETWORK_CIDR=$NETWORK_CIDR" "NETWORK_SUBNET_CIDR=$NETWORK_SUBNET_CIDR"

  ensure NETWORK_VPC_ID "$DEPLOYMENT_NAME" aws ec2 create-vpc --cidr-block "$NETWORK_CIDR"
  ensure NETWORK_SUBNET_ID "$DEPLOYMENT_NAME-1" \
    aws ec2 create-subnet --vpc-id "$(needed NETWORK_VPC_ID)" --cidr-block "$NETWORK_SUBNET_CIDR"
}

main "$@"
