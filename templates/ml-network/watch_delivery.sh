#!/usr/bin/env bash
#
# The CDN's alarm, and its part of the dashboard. It is included, never run.
#
# CloudFront tells its metrics in us-east-1 alone, and an alarm can only tell a topic of its own region. What would be
# told of the origin's latency has to be paid for, and is not asked for.
# https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/programming-cloudwatch-metrics.html

# usage: watch_delivery TOPIC   (TOPIC: the network's)
watch_delivery() {
  local topic=$1 distribution
  distribution=$(needed EDGE_DISTRIBUTION_ID)
  if [[ $NETWORK_REGION != us-east-1 ]]; then
    use_side EDGE
    ensure EDGE_ALARM_TOPIC_ARN "$DEPLOYMENT_LABEL" aws sns create-topic --name "$DEPLOYMENT_LABEL"
    topic=$(needed EDGE_ALARM_TOPIC_ARN)
    sns_topic::tells "$topic" "$ALARM_EMAIL"
  fi
  # https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Best_Practice_Recommended_Alarms_AWS_Services.html#CloudFront
  alarm::watches cdn-errors "$topic" AWS/CloudFront 5xxErrorRate Average 1 5 "DistributionId=$distribution" Region=Global
}

# A row of the dashboard.
# usage: delivery_widgets ROW
delivery_widgets() {
  local distribution
  distribution="\"DistributionId\",\"$(needed EDGE_DISTRIBUTION_ID)\",\"Region\",\"Global\""
  printf ',%s' "$(dashboard::widget 0 "$1" "CDN: requests" Sum us-east-1 AWS/CloudFront "$distribution" Requests)"
  printf ',%s' "$(dashboard::widget 6 "$1" "CDN: errors, in percent" Average us-east-1 AWS/CloudFront "$distribution" \
    5xxErrorRate 4xxErrorRate)"
  printf ',%s' "$(dashboard::widget 12 "$1" "CDN: bytes" Sum us-east-1 AWS/CloudFront "$distribution" BytesDownloaded \
    BytesUploaded)"
}
