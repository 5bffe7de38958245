#!/usr/bin/env bash
#
# An alarm on what nearly all of a metric's values do not exceed. Its form is the same as that of other alarms
# (kinds/alarm.sh). https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Statistics-definitions.html

# Makes sure that an alarm goes off when a percentile of a time over a minute is above a limit, for some minutes on end.
# Of few requests nobody can say 99 of 100: those minutes are left out.
# usage: alarm_percentile::watches NAME TOPIC PERCENTILE MILLISECONDS MINUTES NAMESPACE METRIC DIMENSION=VALUE...
alarm_percentile::watches() {
  local name="$DEPLOYMENT_TAG:$1" topic=$2 percentile=$3 limit minutes=$5 namespace=$6 metric=$7
  local dimension dimensions=() values wanted
  limit=$(seconds_of "$4")
  shift 7
  for dimension in "$@"; do dimensions+=("Name=${dimension%%=*},Value=${dimension#*=}"); done
  values=$(printf '%s\n' "${@#*=}" | sort | tr '\n' ,)
  wanted=$(printf '%s\t' "$name" "$metric" "$percentile" "$limit" "$minutes" "$topic" "${values%,}")
  wanted+="$namespace,60,GreaterThanThreshold,notBreaching,true,$topic"
  alarm::keep "$name" "$wanted" --namespace "$namespace" --metric-name "$metric" --extended-statistic "$percentile" \
    --period 60 --evaluate-low-sample-count-percentile ignore --comparison-operator GreaterThanThreshold \
    --threshold "$limit" --evaluation-periods "$minutes" --dimensions ${dimensions[@]+"${dimensions[@]}"} \
    --alarm-actions "$topic" --ok-actions "$topic"
}

# Milliseconds in seconds, as the AWS CLI prints a number: 0.1, 0.25, 2.0.
# usage: seconds_of MILLISECONDS
seconds_of() {
  local text
  text=$(printf '%d.%03d' $(($1 / 1000)) $(($1 % 1000)))
  while [[ $text == *0 && $text != *.0 ]]; do text=${text%0}; done
  printf '%s' "$text"
}
