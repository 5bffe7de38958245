#!/usr/bin/env bash
#
# An alarm that goes off below a limit. Its form is the same as that of other alarms (kinds/alarm.sh).
# https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/AlarmThatSendsEmail.html

# Makes sure that an alarm goes off when the statistic of a metric in a period is below a limit, for some periods on
# end. What it means stands in the message that it sends.
# usage: alarm_below::watches NAME TOPIC STATISTIC LIMIT SECONDS PERIODS MEANING NAMESPACE METRIC DIMENSION=VALUE
alarm_below::watches() {
  local name="$DEPLOYMENT_TAG:$1" topic=$2 statistic=$3 limit=$4 seconds=$5 periods=$6 meaning=$7 namespace=$8 metric=$9
  local dimension=${10} wanted
  wanted=$(printf '%s\t' "$name" "$metric" "$statistic" "$limit.0" "$periods" "$topic" "${dimension#*=}")
  wanted+="$namespace,$seconds,LessThanThreshold,notBreaching,true,$topic"
  alarm::keep "$name" "$wanted" --alarm-description "$meaning" --namespace "$namespace" --metric-name "$metric" \
    --statistic "$statistic" --period "$seconds" --comparison-operator LessThanThreshold --threshold "$limit" \
    --evaluation-periods "$periods" --dimensions "Name=${dimension%%=*},Value=${dimension#*=}" \
    --alarm-actions "$topic" --ok-actions "$topic"
}
