#!/usr/bin/env bash
#
# An alarm on what metrics come to together. Its form is the same as that of other alarms (kinds/alarm.sh).
# https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/using-metric-math.html

# Makes sure that an alarm goes off when an expression over some metrics of one thing, m1, m2 and so on, each its sum
# over a period, is above a limit for some periods on end.
# usage: alarm_math::watches NAME TOPIC LIMIT SECONDS PERIODS TITLE EXPRESSION NAMESPACE DIMENSION=VALUE,... METRIC...
alarm_math::watches() {
  local name="$DEPLOYMENT_TAG:$1" topic=$2 limit=$3 seconds=$4 periods=$5 title=$6 expression=$7 namespace=$8 of=$9
  local metric metrics="" shown="" number=0 wanted part listed=""
  shift 9
  for part in ${of//,/ }; do listed+=",{\"Name\":\"${part%%=*}\",\"Value\":\"${part#*=}\"}"; done
  for metric in "$@"; do
    number=$((number + 1))
    shown+="m$number=$namespace/$metric/$of/Sum/$seconds "
    metrics+=",{\"Id\":\"m$number\",\"ReturnData\":false,\"MetricStat\":{\"Period\":$seconds,\"Stat\":\"Sum\",\"Metric\":"
    metrics+="{\"Namespace\":\"$namespace\",\"MetricName\":\"$metric\",\"Dimensions\":"
    metrics+="[${listed#,}]}}}"
  done
  metrics="[{\"Id\":\"total\",\"Expression\":\"$expression\",\"Label\":\"$title\",\"ReturnData\":true}$metrics]"
  wanted=$(printf '%s\t' "$name" None None "$limit.0" "$periods" "$topic" "${shown}total=$expression")
  wanted+="None,None,GreaterThanThreshold,notBreaching,true,$topic"
  alarm::keep "$name" "$wanted" --metrics "$metrics" --comparison-operator GreaterThanThreshold --threshold "$limit" \
    --evaluation-periods "$periods" --alarm-actions "$topic" --ok-actions "$topic"
}
