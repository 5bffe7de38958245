#!/usr/bin/env bash
#
# The load balancer that clients reach, and what it passes their connections on to.

#% param DEPLOYMENT_NAME DeploymentName
#% param EXPOSE_CLIENT_CIDRS [CIDR]
#% param EXPOSE_IDLE_TIMEOUT_SECONDS IdleTimeout

# The zone is "all" for addresses outside the load balancer's VPC, and empty for those in it.
# usage: make_load_balancer ZONE ADDRESS_1 ADDRESS_2
make_load_balancer() {
  local vpc subnet_1 subnet_2 group load_balancer target_group listener
  vpc=$(needed EXPOSE_VPC_ID)
  subnet_1=$(needed EXPOSE_SUBNET_1_ID)
  subnet_2=$(needed EXPOSE_SUBNET_2_ID)

  #% if EXPOSE_ELASTIC_IPS
  local address_1 address_2
  address_1=$(needed EXPOSE_ELASTIC_IP_1_ID)
  address_2=$(needed EXPOSE_ELASTIC_IP_2_ID)
  local subnets=(--subnet-mappings "SubnetId=$subnet_1,AllocationId=$address_1"
    "SubnetId=$subnet_2,AllocationId=$address_2")
  #% else
  local subnets=(--subnets "$subnet_1" "$subnet_2")
  #% end
  group=$(needed EXPOSE_SECURITY_GROUP_ID)

  # The load balancer takes longest, so it comes before what it will need.
  ensure EXPOSE_NLB_ARN "$EXPOSE_NLB_NAME" \
    aws elbv2 create-load-balancer --type network --name "$EXPOSE_NLB_NAME" \
    --scheme internet-facing --ip-address-type ipv4 --security-groups "$group" "${subnets[@]}"
  load_balancer=$(needed EXPOSE_NLB_ARN)
  load_balancer::has_group "$load_balancer" "$group"
  start security_group::has "$group" "${EXPOSE_CLIENT_CIDRS[@]/#/in 443 block }" \
    "out 443 block $2/32" "out 443 block $3/32"

  # A TCP health check: with HTTPS the Host header would be the load balancer's own address.
  ensure EXPOSE_TARGET_GROUP_ARN "$EXPOSE_TARGET_GROUP_NAME" \
    aws elbv2 create-target-group --name "$EXPOSE_TARGET_GROUP_NAME" --vpc-id "$vpc" \
    --target-type ip --protocol TCP --port 443 --health-check-protocol TCP \
    --health-check-interval-seconds 10 --health-check-timeout-seconds 5 \
    --healthy-threshold-count 2 --unhealthy-threshold-count 2
  target_group=$(needed EXPOSE_TARGET_GROUP_ARN)
  # Keeping the client's address is not supported towards another region nor towards an endpoint, and an
  # AWS service does not understand the proxy protocol: either would cut the connection.
  # https://docs.aws.amazon.com/elasticloadbalancing/latest/network/edit-target-group-attributes.html
  start target_group::attributes "$target_group" \
    preserve_client_ip.enabled=false proxy_protocol_v2.enabled=false
  start targets::registered "$target_group" 443 "$1" "$2" "$3"

  ensure EXPOSE_LISTENER_ARN "$EXPOSE_NLB_NAME" \
    aws elbv2 create-listener --load-balancer-arn "$load_balancer" --protocol TCP --port 443 \
    --default-actions "Type=forward,TargetGroupArn=$target_group"
  listener=$(needed EXPOSE_LISTENER_ARN)
  listener::speaks "$listener" TCP 443
  listener::leads_to "$listener" "$target_group"
  listener::attributes "$listener" "tcp.idle_timeout.seconds=$EXPOSE_IDLE_TIMEOUT_SECONDS"
  await_started
}
