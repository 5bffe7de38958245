#!/usr/bin/env bash
#
# The endpoints.
#
# Makes a gateway endpoint for each service. They cost nothing, and carry nothing before they are on a route table
# (3.update_route_tables.sh): no connection breaks here. Their policies and kinds of addresses are changed in place.

#% param DEPLOYMENT_NAME DeploymentName
#% param GATEWAY_IP_ADDRESS_TYPE IPAddressType

#% include runtime/begin.sh
#% include endpoints.sh
#% include tables.sh

main() {
  begin_step "${BASH_SOURCE[0]}" "$@"
  on_side GATEWAY
  bind_values "DEPLOYMENT_NAME=$DEPLOYMENT_NAME" "GATEWAY_REGION=$GATEWAY_REGION" "GATEWAY_VPC=$GATEWAY_VPC_ID"

  local vpc addresses=()
  vpc=$(the_vpc)
  if [[ $GATEWAY_IP_ADDRESS_TYPE != ipv4 ]]; then addresses=(--ip-address-type "$GATEWAY_IP_ADDRESS_TYPE"); fi
  if [[ -z $PLAN$CHECK ]]; then adopt_endpoints "$vpc"; fi

  #% if S3_ENDPOINT
  #% if S3_POLICY
  local s3_policy=(--policy-document "$(<"$HERE/s3_policy.json")")
  #% else
  local s3_policy=()
  #% end
  start ensure GATEWAY_S3_ENDPOINT_ID "$DEPLOYMENT_NAME-s3" \
    aws ec2 create-vpc-endpoint --vpc-endpoint-type Gateway --vpc-id "$vpc" \
    --service-name "$S3_SERVICE_NAME" ${addresses[@]+"${addresses[@]}"} ${s3_policy[@]+"${s3_policy[@]}"}
  #% end
  #% if DYNAMODB_ENDPOINT
  #% if DYNAMODB_POLICY
  local dynamodb_policy=(--policy-document "$(<"$HERE/dynamodb_policy.json")")
  #% else
  local dynamodb_policy=()
  #% end
  start ensure GATEWAY_DYNAMODB_ENDPOINT_ID "$DEPLOYMENT_NAME-dynamodb" \
    aws ec2 create-vpc-endpoint --vpc-endpoint-type Gateway --vpc-id "$vpc" \
    --service-name "$DYNAMODB_SERVICE_NAME" ${addresses[@]+"${addresses[@]}"} ${dynamodb_policy[@]+"${dynamodb_policy[@]}"}
  #% end
  #% if S3EXPRESS_ENDPOINT
  #% if S3EXPRESS_POLICY
  local s3express_policy=(--policy-document "$(<"$HERE/s3express_policy.json")")
  #% else
  local s3express_policy=()
  #% end
  start ensure GATEWAY_S3EXPRESS_ENDPOINT_ID "$DEPLOYMENT_NAME-s3express" \
    aws ec2 create-vpc-endpoint --vpc-endpoint-type Gateway --vpc-id "$vpc" \
    --service-name "$S3EXPRESS_SERVICE_NAME" ${addresses[@]+"${addresses[@]}"} ${s3express_policy[@]+"${s3express_policy[@]}"}
  #% end
  await_started
  keep_as_wanted
}

# What can be changed in place.
keep_as_wanted() {
  local key
  while read -r key _; do
    gateway_endpoint::addresses "$(needed "$key")" "$GATEWAY_IP_ADDRESS_TYPE"
  done < <(wanted_endpoints)
  #% if S3_ENDPOINT
  #% if S3_POLICY
  endpoint::policy gateway_endpoint "$(needed GATEWAY_S3_ENDPOINT_ID)" "$HERE/s3_policy.json"
  #% else
  endpoint::policy gateway_endpoint "$(needed GATEWAY_S3_ENDPOINT_ID)"
  #% end
  #% end
  #% if DYNAMODB_ENDPOINT
  #% if DYNAMODB_POLICY
  endpoint::policy gateway_endpoint "$(needed GATEWAY_DYNAMODB_ENDPOINT_ID)" "$HERE/dynamodb_policy.json"
  #% else
  endpoint::policy gateway_endpoint "$(needed GATEWAY_DYNAMODB_ENDPOINT_ID)"
  #% end
  #% end
  #% if S3EXPRESS_ENDPOINT
  #% if S3EXPRESS_POLICY
  endpoint::policy gateway_endpoint "$(needed GATEWAY_S3EXPRESS_ENDPOINT_ID)" "$HERE/s3express_policy.json"
  #% else
  endpoint::policy gateway_endpoint "$(needed GATEWAY_S3EXPRESS_ENDPOINT_ID)"
  #% end
  #% end
}

# Endpoints that were there, and are named in GATEWAY_FOREIGN_ENDPOINTS, become this deployment's: they get its tags,
# and cleanup.sh deletes them.
# usage: adopt_endpoints VPC
adopt_endpoints() {
  local id key service others
  for id in "${GATEWAY_FOREIGN_ENDPOINTS[@]}"; do
    if [[ $id != vpce-* ]]; then continue; fi
    while read -r key service; do
      if [[ -n $(endpoint_of "$key") ]]; then continue; fi
      others=$(vpc_gateway_endpoints::of_others "$1" "$service")
      if [[ $'\n'$others != *$'\n'"$id "* ]]; then continue; fi
      remember "${key%_ID}_ADOPTED" yes
      tag_resource gateway_endpoint "$id" "$key" "$DEPLOYMENT_NAME-${service##*.}"
      remember "$key" "$id"
      report adopted "$key" "$id"
    done < <(wanted_endpoints)
  done
}

main "$@"
