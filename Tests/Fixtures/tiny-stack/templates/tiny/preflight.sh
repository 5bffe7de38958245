#!/usr/bin/env bash
#
# What would otherwise fail halfway.

#% param NETWORK_CIDR CIDR

#% include runtime/begin.sh
#% include runtime/preflight.sh

main() {
  begin_step "${BASH_SOURCE[0]}" "$@"
  if is_made NETWORK_SECURITY_GROUP_ID; then return; fi
  check_aws_cli ec2 create-vpc
  on_side NETWORK
  may NETWORK_VPC_ID aws ec2 create-vpc --cidr-block "$NETWORK_CIDR"
}

main "$@"
