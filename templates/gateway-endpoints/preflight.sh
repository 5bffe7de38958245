#!/usr/bin/env bash
#
# What would otherwise fail halfway: seconds of questions before anything is made. deploy_all.sh begins with
# it; of a deployment that has begun it asks only what can still matter.
#
# It looks whether the AWS CLI knows all calls, whether the credentials work, whether the VPC is this account's and
# resolves AWS's names, whether the region offers the services by gateway, and which route tables another endpoint
# holds. It shows each table that is meant, and where the rest of its traffic goes.

#% include runtime/begin.sh
#% include runtime/preflight.sh
#% include endpoints.sh
#% include tables.sh
#% if GATEWAY_VPC_NAME
#% include new_vpc.sh
#% else
#% include given_vpc.sh
#% end

main() {
  begin_step "${BASH_SOURCE[0]}" "$@"
  check_aws_cli ec2 modify-vpc-endpoint
  on_side GATEWAY
  start check_offer
  #% if GATEWAY_VPC_NAME
  start may_make_vpc
  await_started
  #% else
  start check_vpc "$GATEWAY_VPC_ID"
  start vpc_route_tables::lines "$GATEWAY_VPC_ID" >/dev/null
  start vpc_gateway_endpoints::lines "$GATEWAY_VPC_ID" >/dev/null
  await_started
  refuse_foreign "$GATEWAY_VPC_ID"
  show_tables "$GATEWAY_VPC_ID"
  check_rights "$GATEWAY_VPC_ID"
  #% end
}

# Whether the region has the services as gateways: S3 and DynamoDB have interface endpoints under the same names.
check_offer() {
  local offered key service
  offered=$(aws ec2 describe-vpc-endpoint-services --filters Name=service-type,Values=Gateway --query 'ServiceNames')
  while read -r key service; do
    if [[ $'\t'${offered//$'\n'/$'\t'}$'\t' != *$'\t'"$service"$'\t'* ]]; then
      fail "$REGION offers no gateway endpoint for $service" "take it out of GATEWAY_SERVICES ($key)"
    fi
  done < <(wanted_endpoints)
}

main "$@"
