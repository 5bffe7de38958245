#!/usr/bin/env bash
#
# Word to ALARM_EMAIL when the deployment is not well, and a dashboard of both regions.
#
# An alarm can only tell a topic of its own region, so each region has one; AWS asks the address to confirm
# both. The thresholds are beginnings: once you know your traffic, change them here or in your templates.
# Metrics: https://docs.aws.amazon.com/elasticloadbalancing/latest/network/load-balancer-cloudwatch-metrics.html
# and https://docs.aws.amazon.com/vpc/latest/privatelink/privatelink-cloudwatch-metrics.html

#% param RESOURCE_SERVICE_NAME EndpointServiceName

#% include runtime/begin.sh
#% include way_in/alarms.sh

main() {
  begin_step "${BASH_SOURCE[0]}" "$@"
  watch_load_balancer
  watch_endpoint
  use_side EXPOSE
  dashboard::shows EXPOSE_DASHBOARD "{\"widgets\":[$(load_balancer_widgets),$(endpoint_widgets)]}"
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

# The endpoint's graphs, below the load balancer's.
endpoint_widgets() {
  local endpoint
  endpoint="\"Endpoint Type\",\"Interface\",\"Service Name\",\"$RESOURCE_SERVICE_NAME\",\"VPC Endpoint Id\",\"$(needed RESOURCE_VPC_ENDPOINT_ID)\",\"VPC Id\",\"$(needed RESOURCE_VPC_ID)\""
  printf '%s,%s,%s,%s' \
    "$(dashboard::widget 0 6 "Endpoint: bytes" Sum "$RESOURCE_REGION" AWS/PrivateLinkEndpoints "$endpoint" BytesProcessed)" \
    "$(dashboard::widget 6 6 "Endpoint: connections" Sum "$RESOURCE_REGION" AWS/PrivateLinkEndpoints "$endpoint" \
      ActiveConnections NewConnections)" \
    "$(dashboard::widget 12 6 "Endpoint: resets" Sum "$RESOURCE_REGION" AWS/PrivateLinkEndpoints "$endpoint" \
      RstPacketsReceived)" \
    "$(dashboard::widget 18 6 "Endpoint: packets dropped" Sum "$RESOURCE_REGION" AWS/PrivateLinkEndpoints "$endpoint" \
      PacketsDropped)"
}

main "$@"
