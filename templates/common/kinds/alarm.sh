#!/usr/bin/env bash
#
# CloudWatch alarms, known by their names, which begin with the deployment's tag.
# https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/AlarmThatSendsEmail.html

alarm::service() { printf cloudwatch; }
# The topic goes last: it is what deploy_all.sh knows alarms by.
alarm::needs() { printf sns_topic; }
alarm::is_id() { [[ $1 == "$DEPLOYMENT_TAG":* && $1 =~ ^[A-Za-z0-9:._-]+$ ]]; }

# All of the region at hand.
alarm::find() {
  local lines name
  lines=$(alarm::lines)
  while IFS=$'\t' read -r name _; do
    if [[ -n $name ]]; then printf '%s\n' "$name"; fi
  done <<<"$lines"
}

alarm::look() { aws cloudwatch describe-alarms --alarm-names "$1" --query 'MetricAlarms[].StateValue'; }

# "NAME METRIC STATISTIC LIMIT PERIODS TOPIC DIMENSIONS SETTINGS ARN STATE", a line each, with tabs between.
alarm::lines() {
  once "listed.$REGION.alarms" aws cloudwatch describe-alarms --alarm-name-prefix "$DEPLOYMENT_TAG:" --query \
    "MetricAlarms[].[AlarmName,MetricName,Statistic,Threshold,EvaluationPeriods,AlarmActions[0],join(',',sort(Dimensions[].Value)),join(',',[Namespace,to_string(Period),ComparisonOperator,TreatMissingData||'',to_string(ActionsEnabled),OKActions[0]||'']),AlarmArn,StateValue]"
}

# Makes sure that an alarm goes off when the statistic of a metric over a minute is above a limit, for some
# minutes on end. No traffic is no alarm.
# usage: alarm::watches NAME TOPIC NAMESPACE METRIC STATISTIC LIMIT MINUTES DIMENSION=VALUE...
alarm::watches() {
  local name="$DEPLOYMENT_TAG:$1" topic=$2 namespace=$3 metric=$4 statistic=$5 limit=$6 minutes=$7
  local dimension dimensions=() values wanted lines="" line has="" arn state tags
  shift 7
  for dimension in "$@"; do dimensions+=("Name=${dimension%%=*},Value=${dimension#*=}"); done
  if [[ -z $PLAN ]]; then lines=$(alarm::lines); fi
  values=$(printf '%s\n' "${@#*=}" | sort | tr '\n' ,)
  wanted=$(printf '%s\t' "$name" "$metric" "$statistic" "$limit.0" "$minutes" "$topic" "${values%,}")
  wanted+=$'\t'"$namespace,60,GreaterThanThreshold,notBreaching,true,$topic"
  while IFS= read -r line; do
    if [[ $line == "$name"$'\t'* ]]; then has=$line; fi
  done <<<"$lines"
  state=${has##*$'\t'}
  has=${has%$'\t'*}
  arn=${has##*$'\t'}
  has=${has%$'\t'*}
  if [[ -n $CHECK ]]; then
    alarm::compare "$name" "$has" "$wanted" "$state"
    return
  fi
  # To put an alarm again leaves its tags as they are.
  if [[ -n $has && -n ${ACCELGEN_OLD_TAGS+set} ]]; then tag_resource alarm "$arn" ALARM "$name"; fi
  if [[ $has == "$wanted" ]]; then
    report kept alarm "$name"
    return
  fi
  tags=$(tags_of ALARM "$name")
  aws cloudwatch put-metric-alarm --alarm-name "$name" --namespace "$namespace" --metric-name "$metric" \
    --statistic "$statistic" --period 60 --comparison-operator GreaterThanThreshold \
    --threshold "$limit" --evaluation-periods "$minutes" --treat-missing-data notBreaching --actions-enabled \
    --dimensions ${dimensions[@]+"${dimensions[@]}"} --alarm-actions "$topic" --ok-actions "$topic" --tags "$tags"
  report made alarm "$name"
}

# Whether an alarm is as it shall be, and what it says. One without data has had no traffic, which is well.
# usage: alarm::compare NAME HAS WANTED STATE
alarm::compare() {
  if [[ $2 != "$3" ]]; then
    find_whether alarm "$2" "$3" "${1##*:}"
    return
  fi
  case $4 in
    ALARM) find_difference alarm alarm "${1##*:}" ;;
    INSUFFICIENT_DATA) find_fact alarm "no data" true "${1##*:}" ;;
    *) find_fact alarm ok true "${1##*:}" ;;
  esac
}

alarm::delete() { tolerate '.*NotFound' aws cloudwatch delete-alarms --alarm-names "$1" >/dev/null; }
