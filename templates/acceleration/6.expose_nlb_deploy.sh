#!/usr/bin/env bash
#
# The load balancer that clients reach.
#
# Makes an internet-facing Network Load Balancer that passes TCP 443 on to the endpoint's two addresses.
# TLS goes through it untouched: the service's own certificate reaches the client. Its security group,
# which must be given when it is made or never, lets the clients in and lets 443 out to the endpoint.

#% param DEPLOYMENT_NAME DeploymentName
#% param EXPOSE_REGION Region
#% param EXPOSE_PROFILE ProfileName?
#% param EXPOSE_NLB_NAME LoadBalancerName
#% param EXPOSE_TARGET_GROUP_NAME TargetGroupName
#% param EXPOSE_CLIENT_CIDRS [CIDR]
#% param EXPOSE_ELASTIC_IPS Bool
#% param EXPOSE_IDLE_TIMEOUT_SECONDS IdleTimeout
#% param RESOURCE_ENDPOINT_ADDRESS_1 IPv4Address
#% param RESOURCE_ENDPOINT_ADDRESS_2 IPv4Address

# shellcheck source-path=SCRIPTDIR source=lib.sh
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh" || exit

readonly DEPLOYMENT_NAME={{DEPLOYMENT_NAME}}
readonly EXPOSE_REGION={{EXPOSE_REGION}}
readonly EXPOSE_PROFILE={{EXPOSE_PROFILE}}
readonly EXPOSE_NLB_NAME={{EXPOSE_NLB_NAME}}
readonly EXPOSE_TARGET_GROUP_NAME={{EXPOSE_TARGET_GROUP_NAME}}
readonly EXPOSE_CLIENT_CIDRS=({{EXPOSE_CLIENT_CIDRS}})
readonly EXPOSE_IDLE_TIMEOUT_SECONDS={{EXPOSE_IDLE_TIMEOUT_SECONDS}}
readonly RESOURCE_ENDPOINT_ADDRESS_1={{RESOURCE_ENDPOINT_ADDRESS_1}}
readonly RESOURCE_ENDPOINT_ADDRESS_2={{RESOURCE_ENDPOINT_ADDRESS_2}}

main() {
  no_options "${BASH_SOURCE[0]}" "$@"
  use_region "$EXPOSE_REGION" "$EXPOSE_PROFILE"

  local vpc subnet_1 subnet_2 group load_balancer target_group listener
  vpc=$(needed EXPOSE_VPC_ID)
  subnet_1=$(needed EXPOSE_SUBNET_1_ID)
  subnet_2=$(needed EXPOSE_SUBNET_2_ID)

  ensure EXPOSE_SECURITY_GROUP_ID "$DEPLOYMENT_NAME-nlb" \
    aws ec2 create-security-group --vpc-id "$vpc" --group-name "$DEPLOYMENT_NAME-nlb" \
    --description "HTTPS from the clients to the endpoint"
  group=$(needed EXPOSE_SECURITY_GROUP_ID)
  ensure_rules "$group" 443 --from "${EXPOSE_CLIENT_CIDRS[@]}" \
    --to "$RESOURCE_ENDPOINT_ADDRESS_1/32" "$RESOURCE_ENDPOINT_ADDRESS_2/32"

  #% if EXPOSE_ELASTIC_IPS
  # Elastic IPs keep the addresses the same for as long as the deployment lives: for hosts files.
  local address_1 address_2
  ensure EXPOSE_ELASTIC_IP_1_ID "$EXPOSE_NLB_NAME-1" aws ec2 allocate-address --domain vpc
  ensure EXPOSE_ELASTIC_IP_2_ID "$EXPOSE_NLB_NAME-2" aws ec2 allocate-address --domain vpc
  address_1=$(needed EXPOSE_ELASTIC_IP_1_ID)
  address_2=$(needed EXPOSE_ELASTIC_IP_2_ID)
  local subnets=(--subnet-mappings "SubnetId=$subnet_1,AllocationId=$address_1"
    "SubnetId=$subnet_2,AllocationId=$address_2")
  #% else
  local subnets=(--subnets "$subnet_1" "$subnet_2")
  #% end
  ensure EXPOSE_NLB_ARN "$EXPOSE_NLB_NAME" \
    aws elbv2 create-load-balancer --type network --name "$EXPOSE_NLB_NAME" \
    --scheme internet-facing --ip-address-type ipv4 --security-groups "$group" "${subnets[@]}"
  load_balancer=$(needed EXPOSE_NLB_ARN)

  # A TCP health check: with HTTPS the Host header would be the load balancer's own address.
  ensure EXPOSE_TARGET_GROUP_ARN "$EXPOSE_TARGET_GROUP_NAME" \
    aws elbv2 create-target-group --name "$EXPOSE_TARGET_GROUP_NAME" --vpc-id "$vpc" \
    --target-type ip --protocol TCP --port 443 --health-check-protocol TCP \
    --health-check-interval-seconds 10 --health-check-timeout-seconds 5 \
    --healthy-threshold-count 2 --unhealthy-threshold-count 2
  target_group=$(needed EXPOSE_TARGET_GROUP_ARN)
  ensure_target_group_attributes "$target_group"
  ensure_targets "$target_group"

  ensure EXPOSE_LISTENER_ARN "$EXPOSE_NLB_NAME" \
    aws elbv2 create-listener --load-balancer-arn "$load_balancer" --protocol TCP --port 443 \
    --default-actions "Type=forward,TargetGroupArn=$target_group"
  listener=$(needed EXPOSE_LISTENER_ARN)
  ensure_idle_timeout "$listener"
}

# Keeping the client's address is not supported towards another region nor towards an endpoint, and
# an AWS service does not understand the proxy protocol: either would cut the connection.
# https://docs.aws.amazon.com/elasticloadbalancing/latest/network/edit-target-group-attributes.html
# usage: ensure_target_group_attributes TARGET_GROUP
ensure_target_group_attributes() {
  local current
  current=$(aws elbv2 describe-target-group-attributes --target-group-arn "$1" --query \
    "Attributes[?(Key=='preserve_client_ip.enabled' || Key=='proxy_protocol_v2.enabled') && Value=='false'].Key")
  if [[ $current != *preserve_client_ip* || $current != *proxy_protocol_v2* ]]; then
    aws elbv2 modify-target-group-attributes --target-group-arn "$1" --attributes \
      Key=preserve_client_ip.enabled,Value=false Key=proxy_protocol_v2.enabled,Value=false >/dev/null
  fi
}

# Registers the endpoint's addresses. They are outside the load balancer's VPC, for which AWS demands
# the Availability Zone "all".
# usage: ensure_targets TARGET_GROUP
ensure_targets() {
  local registered address missing=()
  registered=$(aws elbv2 describe-target-health --target-group-arn "$1" \
    --query 'TargetHealthDescriptions[].Target.Id')
  for address in "$RESOURCE_ENDPOINT_ADDRESS_1" "$RESOURCE_ENDPOINT_ADDRESS_2"; do
    if [[ $'\t'$registered$'\t' != *$'\t'$address$'\t'* ]]; then
      missing+=("Id=$address,Port=443,AvailabilityZone=all")
    fi
  done
  if ((${#missing[@]} > 0)); then
    aws elbv2 register-targets --target-group-arn "$1" --targets "${missing[@]}"
  fi
}

# usage: ensure_idle_timeout LISTENER
ensure_idle_timeout() {
  local current
  current=$(aws elbv2 describe-listener-attributes --listener-arn "$1" \
    --query "Attributes[?Key=='tcp.idle_timeout.seconds'].Value")
  if [[ $current != "$EXPOSE_IDLE_TIMEOUT_SECONDS" ]]; then
    aws elbv2 modify-listener-attributes --listener-arn "$1" --attributes \
      "Key=tcp.idle_timeout.seconds,Value=$EXPOSE_IDLE_TIMEOUT_SECONDS" >/dev/null
  fi
}

main "$@"
