#!/usr/bin/env bash
#
# The alarms of the load balancer and the model servers, and their part of the dashboard. It is included, never run.
# https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-cloudwatch-metrics.html

#% param LATENCY_MS Milliseconds
#% param SERVER_COUNT InstanceCount

# Where a metric is not sent while there is nothing to count, no data is no alarm.
# usage: watch_serving TOPIC
watch_serving() {
  local balancer
  balancer=$(load_balancer::dimension "$(needed NETWORK_LOAD_BALANCER_ARN)")
  # In place of a server the load balancer answers 5xx itself where none is healthy or none answers in time.
  start alarm::watches balancer-errors "$1" AWS/ApplicationELB HTTPCode_ELB_5XX_Count Sum 0 5 "$balancer"
  start alarm::watches balancer-rejections "$1" AWS/ApplicationELB RejectedConnectionCount Sum 0 1 "$balancer"
  # Without a canary, a new version goes back when its errors or its latency go off (server_groups.sh names these).
  start watch_version "$1" stable STABLE "$balancer"
  #% if HAS_CANARY
  # shift.sh moves requests back when one of these goes off.
  start watch_version "$1" canary CANARY "$balancer"
  #% end
  # https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Best_Practice_Recommended_Alarms_AWS_Services.html#AutoScaling
  start alarm_below::watches servers-missing "$1" Average "$SERVER_COUNT" 60 10 \
    "There are fewer model servers in service than SERVER_COUNT: see the activities of the group $STABLE_NAME." \
    AWS/AutoScaling GroupInServiceInstances "AutoScalingGroupName=$STABLE_NAME"
  await_started
}

# usage: watch_version TOPIC NAME LAYER BALANCER
watch_version() {
  local group
  group=$(target_group::dimension "$(needed "NETWORK_${3}_TARGET_GROUP_ARN")")
  alarm_math::watches "$2-errors" "$1" 1 60 5 "% of the answers are errors" "100*m1/m2" AWS/ApplicationELB \
    "$4,$group" HTTPCode_Target_5XX_Count RequestCount
  alarm_percentile::watches "$2-latency" "$1" p99 "$LATENCY_MS" 5 AWS/ApplicationELB TargetResponseTime "$4" "$group"
  alarm::watches "$2-unhealthy" "$1" AWS/ApplicationELB UnHealthyHostCount Maximum 0 5 "$4" "$group"
}

# A row of the dashboard for each version, and one for both.
# usage: serving_widgets ROW
serving_widgets() {
  local balancer
  balancer=$(load_balancer::dimension "$(needed NETWORK_LOAD_BALANCER_ARN)")
  balancer="\"LoadBalancer\",\"${balancer#*=}\""
  printf ',%s' "$(dashboard::widget 0 "$1" "Load balancer: requests" Sum "$NETWORK_REGION" AWS/ApplicationELB "$balancer" \
    RequestCount RejectedConnectionCount)"
  printf ',%s' "$(dashboard::widget 6 "$1" "Load balancer: errors of its own" Sum "$NETWORK_REGION" AWS/ApplicationELB \
    "$balancer" HTTPCode_ELB_5XX_Count TargetConnectionErrorCount)"
  printf ',%s' "$(dashboard::widget 12 "$1" "Servers in service" Average "$NETWORK_REGION" AWS/AutoScaling \
    "\"AutoScalingGroupName\",\"$STABLE_NAME\"" GroupInServiceInstances)"
  printf ',%s' "$(dashboard::widget 18 "$1" "Load balancer: capacity units" Sum "$NETWORK_REGION" AWS/ApplicationELB \
    "$balancer" ConsumedLCUs)"
  version_widgets $(($1 + 6)) stable STABLE "$balancer"
  #% if HAS_CANARY
  version_widgets $(($1 + 12)) canary CANARY "$balancer"
  #% end
}

# usage: version_widgets ROW NAME LAYER BALANCER
version_widgets() {
  local group
  group=$(target_group::dimension "$(needed "NETWORK_${3}_TARGET_GROUP_ARN")")
  group="$4,\"TargetGroup\",\"${group#*=}\""
  printf ',%s' "$(dashboard::widget 0 "$1" "$2: requests" Sum "$NETWORK_REGION" AWS/ApplicationELB "$group" RequestCount)"
  printf ',%s' "$(dashboard::widget 6 "$1" "$2: p99 of the answers' time" p99 "$NETWORK_REGION" AWS/ApplicationELB "$group" \
    TargetResponseTime)"
  printf ',%s' "$(dashboard::widget 12 "$1" "$2: errors" Sum "$NETWORK_REGION" AWS/ApplicationELB "$group" \
    HTTPCode_Target_5XX_Count)"
  printf ',%s' "$(dashboard::widget 18 "$1" "$2: health" Average "$NETWORK_REGION" AWS/ApplicationELB "$group" \
    HealthyHostCount UnHealthyHostCount)"
}
