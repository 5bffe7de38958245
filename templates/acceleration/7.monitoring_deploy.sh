#!/usr/bin/env bash
#
# Word to ALARM_EMAIL when the deployment is not well, and a dashboard of both regions.
#
# An alarm can only tell a topic of its own region, so each region has one; AWS asks the address to confirm
# both. The thresholds are beginnings: once you know your traffic, change them here or in your templates.
# Metrics: https://docs.aws.amazon.com/elasticloadbalancing/latest/network/load-balancer-cloudwatch-metrics.html
# and https://docs.aws.amazon.com/vpc/latest/privatelink/privatelink-cloudwatch-metrics.html

#% param RESOURCE_SERVICE_NAME EndpointServiceName
#% param ALARM_EMAIL EmailAddress?

#% include runtime/begin.sh

main() {
  begin_step "${BASH_SOURCE[0]}" "$@"
  watch_load_balancer
  watch_endpoint
  use_side EXPOSE
  dashboard::shows EXPOSE_DASHBOARD "$(dashboard)"
}

watch_load_balancer() {
  local load_balancer target_group topic
  on_side EXPOSE
  load_balancer=$(load_balancer::dimension "$(needed EXPOSE_NLB_ARN)")
  target_group=$(target_group::dimension "$(needed EXPOSE_TARGET_GROUP_ARN)")

  ensure EXPOSE_ALARM_TOPIC_ARN "$DEPLOYMENT_LABEL" aws sns create-topic --name "$DEPLOYMENT_LABEL"
  topic=$(needed EXPOSE_ALARM_TOPIC_ARN)
  sns_topic::tells "$topic" "$ALARM_EMAIL"

  # What each says: metric, statistic over a minute, the limit, for how many minutes on end.
  # Every node of the load balancer must call a target unhealthy, hence the minimum.
  start alarm::watches unhealthy-targets "$topic" AWS/NetworkELB \
    UnHealthyHostCount Minimum 0 3 "$load_balancer" "$target_group"
  # More connections at a time than one target takes from the load balancer's addresses (55,000).
  start alarm::watches port-allocation-errors "$topic" AWS/NetworkELB \
    PortAllocationErrorCount Sum 0 1 "$load_balancer"
  start alarm::watches rejected-flows "$topic" AWS/NetworkELB \
    RejectedFlowCount Sum 0 3 "$load_balancer"
  start alarm::watches target-resets "$topic" AWS/NetworkELB \
    TCP_Target_Reset_Count Sum 100 5 "$load_balancer"
  start alarm::watches client-resets "$topic" AWS/NetworkELB \
    TCP_Client_Reset_Count Sum 100 5 "$load_balancer"
  await_started
}

watch_endpoint() {
  local topic dimensions
  on_side RESOURCE
  # All of these together name one metric; their names have spaces.
  dimensions=("Endpoint Type=Interface" "Service Name=$RESOURCE_SERVICE_NAME"
    "VPC Endpoint Id=$(needed RESOURCE_VPC_ENDPOINT_ID)" "VPC Id=$(needed RESOURCE_VPC_ID)")

  ensure RESOURCE_ALARM_TOPIC_ARN "$DEPLOYMENT_LABEL" aws sns create-topic --name "$DEPLOYMENT_LABEL"
  topic=$(needed RESOURCE_ALARM_TOPIC_ARN)
  sns_topic::tells "$topic" "$ALARM_EMAIL"

  alarm::watches endpoint-packets-dropped "$topic" AWS/PrivateLinkEndpoints \
    PacketsDropped Sum 0 5 "${dimensions[@]}"
}

# The dashboard: the load balancer's side above, the endpoint's below.
dashboard() {
  local balancer endpoint balancer_health
  balancer=$(load_balancer::dimension "$(needed EXPOSE_NLB_ARN)")
  balancer="\"LoadBalancer\",\"${balancer#*=}\""
  balancer_health=$(target_group::dimension "$(needed EXPOSE_TARGET_GROUP_ARN)")
  balancer_health="$balancer,\"TargetGroup\",\"${balancer_health#*=}\""
  endpoint="\"Endpoint Type\",\"Interface\",\"Service Name\",\"$RESOURCE_SERVICE_NAME\",\"VPC Endpoint Id\",\"$(needed RESOURCE_VPC_ENDPOINT_ID)\",\"VPC Id\",\"$(needed RESOURCE_VPC_ID)\""

  printf '{"widgets":[%s,%s,%s,%s,%s,%s,%s,%s]}' \
    "$(dashboard::widget 0 0 "Load balancer: bytes" Sum "$EXPOSE_REGION" AWS/NetworkELB "$balancer" ProcessedBytes)" \
    "$(dashboard::widget 6 0 "Load balancer: flows" Sum "$EXPOSE_REGION" AWS/NetworkELB "$balancer" \
      NewFlowCount RejectedFlowCount PortAllocationErrorCount)" \
    "$(dashboard::widget 12 0 "Load balancer: resets" Sum "$EXPOSE_REGION" AWS/NetworkELB "$balancer" \
      TCP_Client_Reset_Count TCP_ELB_Reset_Count TCP_Target_Reset_Count)" \
    "$(dashboard::widget 18 0 "Targets: health" Minimum "$EXPOSE_REGION" AWS/NetworkELB "$balancer_health" \
      HealthyHostCount UnHealthyHostCount)" \
    "$(dashboard::widget 0 6 "Endpoint: bytes" Sum "$RESOURCE_REGION" AWS/PrivateLinkEndpoints "$endpoint" BytesProcessed)" \
    "$(dashboard::widget 6 6 "Endpoint: connections" Sum "$RESOURCE_REGION" AWS/PrivateLinkEndpoints "$endpoint" \
      ActiveConnections NewConnections)" \
    "$(dashboard::widget 12 6 "Endpoint: resets" Sum "$RESOURCE_REGION" AWS/PrivateLinkEndpoints "$endpoint" \
      RstPacketsReceived)" \
    "$(dashboard::widget 18 6 "Endpoint: packets dropped" Sum "$RESOURCE_REGION" AWS/PrivateLinkEndpoints "$endpoint" \
      PacketsDropped)"
}

main "$@"
