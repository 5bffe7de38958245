#!/usr/bin/env bash
#
# Word to ALARM_EMAIL when the deployment is not well, and a dashboard of both regions.
#
# An alarm can only tell a topic of its own region, so each region has one; AWS asks the address to confirm
# both. The thresholds are beginnings: once you know your traffic, change them here or in your templates.
# Metrics: https://docs.aws.amazon.com/elasticloadbalancing/latest/network/load-balancer-cloudwatch-metrics.html
# and https://docs.aws.amazon.com/vpc/latest/privatelink/privatelink-cloudwatch-metrics.html

#% param RESOURCE_REGION Region
#% param RESOURCE_PROFILE ProfileName?
#% param RESOURCE_SERVICE_NAME EndpointServiceName
#% param EXPOSE_REGION Region
#% param EXPOSE_PROFILE ProfileName?
#% param ALARM_EMAIL EmailAddress?

# shellcheck source-path=SCRIPTDIR source=lib.sh
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh" || exit

main() {
  begin_step "${BASH_SOURCE[0]}" "$@"
  watch_load_balancer
  watch_endpoint
  use_region "$EXPOSE_REGION" "$EXPOSE_PROFILE"
  ensure_dashboard "$(dashboard)"
}

watch_load_balancer() {
  local load_balancer target_group topic
  use_region "$EXPOSE_REGION" "$EXPOSE_PROFILE"
  bind_account EXPOSE_ACCOUNT_ID
  load_balancer=$(load_balancer_dimension)
  target_group=$(target_group_dimension)

  ensure EXPOSE_ALARM_TOPIC_ARN "$DEPLOYMENT_LABEL" aws sns create-topic --name "$DEPLOYMENT_LABEL"
  topic=$(needed EXPOSE_ALARM_TOPIC_ARN)
  ensure_subscription "$topic" "$ALARM_EMAIL"

  # What each says: metric, statistic over a minute, the limit, for how many minutes on end.
  # Every node of the load balancer must call a target unhealthy, hence the minimum.
  start ensure_alarm unhealthy-targets "$topic" AWS/NetworkELB \
    UnHealthyHostCount Minimum 0 3 "$load_balancer" "$target_group"
  # More connections at a time than one target takes from the load balancer's addresses (55,000).
  start ensure_alarm port-allocation-errors "$topic" AWS/NetworkELB \
    PortAllocationErrorCount Sum 0 1 "$load_balancer"
  start ensure_alarm rejected-flows "$topic" AWS/NetworkELB \
    RejectedFlowCount Sum 0 3 "$load_balancer"
  start ensure_alarm target-resets "$topic" AWS/NetworkELB \
    TCP_Target_Reset_Count Sum 100 5 "$load_balancer"
  start ensure_alarm client-resets "$topic" AWS/NetworkELB \
    TCP_Client_Reset_Count Sum 100 5 "$load_balancer"
  finish
}

watch_endpoint() {
  local topic dimensions
  use_region "$RESOURCE_REGION" "$RESOURCE_PROFILE"
  bind_account RESOURCE_ACCOUNT_ID
  # All of these together name one metric; their names have spaces.
  dimensions=("Endpoint Type=Interface" "Service Name=$RESOURCE_SERVICE_NAME"
    "VPC Endpoint Id=$(needed RESOURCE_VPC_ENDPOINT_ID)" "VPC Id=$(needed RESOURCE_VPC_ID)")

  ensure RESOURCE_ALARM_TOPIC_ARN "$DEPLOYMENT_LABEL" aws sns create-topic --name "$DEPLOYMENT_LABEL"
  topic=$(needed RESOURCE_ALARM_TOPIC_ARN)
  ensure_subscription "$topic" "$ALARM_EMAIL"

  ensure_alarm endpoint-packets-dropped "$topic" AWS/PrivateLinkEndpoints \
    PacketsDropped Sum 0 5 "${dimensions[@]}"
}

# CloudWatch knows a load balancer by the end of its ARN: net/NAME/ID.
load_balancer_dimension() {
  local arn
  arn=$(needed EXPOSE_NLB_ARN)
  printf 'LoadBalancer=%s' "${arn#*:loadbalancer/}"
}

# And a target group: targetgroup/NAME/ID.
target_group_dimension() {
  local arn
  arn=$(needed EXPOSE_TARGET_GROUP_ARN)
  printf 'TargetGroup=%s' "${arn##*:}"
}

# The dashboard: the load balancer's side above, the endpoint's below.
dashboard() {
  local balancer endpoint balancer_health
  balancer=$(load_balancer_dimension)
  balancer="\"LoadBalancer\",\"${balancer#*=}\""
  balancer_health=$(target_group_dimension)
  balancer_health="$balancer,\"TargetGroup\",\"${balancer_health#*=}\""
  endpoint="\"Endpoint Type\",\"Interface\",\"Service Name\",\"$RESOURCE_SERVICE_NAME\",\"VPC Endpoint Id\",\"$(needed RESOURCE_VPC_ENDPOINT_ID)\",\"VPC Id\",\"$(needed RESOURCE_VPC_ID)\""

  printf '{"widgets":[%s,%s,%s,%s,%s,%s,%s,%s]}' \
    "$(widget 0 0 "Load balancer: bytes" Sum "$EXPOSE_REGION" AWS/NetworkELB "$balancer" ProcessedBytes)" \
    "$(widget 6 0 "Load balancer: flows" Sum "$EXPOSE_REGION" AWS/NetworkELB "$balancer" \
      NewFlowCount RejectedFlowCount PortAllocationErrorCount)" \
    "$(widget 12 0 "Load balancer: resets" Sum "$EXPOSE_REGION" AWS/NetworkELB "$balancer" \
      TCP_Client_Reset_Count TCP_ELB_Reset_Count TCP_Target_Reset_Count)" \
    "$(widget 18 0 "Targets: health" Minimum "$EXPOSE_REGION" AWS/NetworkELB "$balancer_health" \
      HealthyHostCount UnHealthyHostCount)" \
    "$(widget 0 6 "Endpoint: bytes" Sum "$RESOURCE_REGION" AWS/PrivateLinkEndpoints "$endpoint" BytesProcessed)" \
    "$(widget 6 6 "Endpoint: connections" Sum "$RESOURCE_REGION" AWS/PrivateLinkEndpoints "$endpoint" \
      ActiveConnections NewConnections)" \
    "$(widget 12 6 "Endpoint: resets" Sum "$RESOURCE_REGION" AWS/PrivateLinkEndpoints "$endpoint" \
      RstPacketsReceived)" \
    "$(widget 18 6 "Endpoint: packets dropped" Sum "$RESOURCE_REGION" AWS/PrivateLinkEndpoints "$endpoint" \
      PacketsDropped)"
}

# One graph, as the source of a dashboard has it.
# usage: widget X Y TITLE STATISTIC REGION NAMESPACE DIMENSIONS METRIC...
widget() {
  local metrics="" metric
  for metric in "${@:8}"; do metrics+=",[\"$6\",\"$metric\",$7]"; done
  printf '{"type":"metric","x":%s,"y":%s,"width":6,"height":6,"properties":{"title":"%s","stat":"%s","region":"%s","period":60,"metrics":[%s]}}' \
    "$1" "$2" "$3" "$4" "$5" "${metrics#,}"
}

main "$@"
