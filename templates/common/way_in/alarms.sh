#!/usr/bin/env bash
#
# Alarms of the load balancer and its part of the dashboard.
# https://docs.aws.amazon.com/elasticloadbalancing/latest/network/load-balancer-cloudwatch-metrics.html

#% param ALARM_EMAIL EmailAddress?

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

# The load balancer's graphs, above all others.
load_balancer_widgets() {
  local balancer health
  balancer=$(load_balancer::dimension "$(needed EXPOSE_NLB_ARN)")
  balancer="\"LoadBalancer\",\"${balancer#*=}\""
  health=$(target_group::dimension "$(needed EXPOSE_TARGET_GROUP_ARN)")
  health="$balancer,\"TargetGroup\",\"${health#*=}\""
  printf '%s,%s,%s,%s' \
    "$(dashboard::widget 0 0 "Load balancer: bytes" Sum "$SIDE_REGION" AWS/NetworkELB "$balancer" ProcessedBytes)" \
    "$(dashboard::widget 6 0 "Load balancer: flows" Sum "$SIDE_REGION" AWS/NetworkELB "$balancer" \
      NewFlowCount RejectedFlowCount PortAllocationErrorCount)" \
    "$(dashboard::widget 12 0 "Load balancer: resets" Sum "$SIDE_REGION" AWS/NetworkELB "$balancer" \
      TCP_Client_Reset_Count TCP_ELB_Reset_Count TCP_Target_Reset_Count)" \
    "$(dashboard::widget 18 0 "Targets: health" Minimum "$SIDE_REGION" AWS/NetworkELB "$health" \
      HealthyHostCount UnHealthyHostCount)"
}
