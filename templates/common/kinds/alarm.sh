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
  lines=$(alarm::lines) || return
  while IFS=$'\t' read -r name _; do
    if [[ -n $name ]]; then printf '%s\n' "$name"; fi
  done <<<"$lines"
}

alarm::look() { aws cloudwatch describe-alarms --alarm-names "$1" --query 'MetricAlarms[].StateValue'; }

# No stack has more than the hundred that one call takes.
# https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_DescribeAlarms.html
# usage: alarm::look_at_several NAME...
alarm::look_at_several() {
  aws cloudwatch describe-alarms --alarm-names "$(json_list "$@")" --query 'MetricAlarms[].[AlarmName,StateValue]'
}

# "NAME METRIC STATISTIC LIMIT PERIODS TOPIC DIMENSIONS SETTINGS ARN STATE", a line each, with tabs between. For the
# dimensions of one that reckons with several metrics stands how: "ID=EXPRESSION" or
# "ID=NAMESPACE/METRIC/DIMENSIONS/STATISTIC/PERIOD", sorted.
alarm::lines() {
  once "listed.$SIDE_REGION.alarms" aws cloudwatch describe-alarms --alarm-name-prefix "$DEPLOYMENT_TAG:" --query \
    "MetricAlarms[].[AlarmName,MetricName,Statistic||ExtendedStatistic,Threshold,EvaluationPeriods,AlarmActions[0],Metrics && join(' ',sort(Metrics[].join('=',[Id,Expression||join('/',[MetricStat.Metric.Namespace,MetricStat.Metric.MetricName,join(',',sort(MetricStat.Metric.Dimensions[].join('=',[Name,Value]))),MetricStat.Stat,to_string(MetricStat.Period)])]))) || join(',',sort(Dimensions[].Value||[''])),join(',',[Namespace||'None',to_string(Period||'None'),ComparisonOperator,TreatMissingData||'',to_string(ActionsEnabled),OKActions[0]||'']),AlarmArn,StateValue]"
}

# Makes sure that an alarm goes off when the statistic of a metric over a minute is above a limit, for some
# minutes on end. No traffic is no alarm.
# usage: alarm::watches NAME TOPIC NAMESPACE METRIC STATISTIC LIMIT MINUTES DIMENSION=VALUE...
alarm::watches() {
  local name="$DEPLOYMENT_TAG:$1" topic=$2 namespace=$3 metric=$4 statistic=$5 limit=$6 minutes=$7
  local dimension dimensions=() values wanted
  shift 7
  for dimension in "$@"; do dimensions+=("Name=${dimension%%=*},Value=${dimension#*=}"); done
  values=$(printf '%s\n' "${@#*=}" | sort | tr '\n' ,)
  wanted=$(printf '%s\t' "$name" "$metric" "$statistic" "$limit.0" "$minutes" "$topic" "${values%,}")
  wanted+="$namespace,60,GreaterThanThreshold,notBreaching,true,$topic"
  alarm::keep "$name" "$wanted" --namespace "$namespace" --metric-name "$metric" --statistic "$statistic" --period 60 \
    --comparison-operator GreaterThanThreshold --threshold "$limit" --evaluation-periods "$minutes" \
    --dimensions ${dimensions[@]+"${dimensions[@]}"} --alarm-actions "$topic" --ok-actions "$topic"
}

# Makes sure that an alarm is there as these options make it.
# usage: alarm::keep NAME LINE OPTION...   (LINE: as alarm::lines has it, without ARN and state)
alarm::keep() {
  local name=$1 wanted=$2 lines="" line has="" arn state tags
  shift 2
  if [[ -z $PLAN ]]; then lines=$(alarm::lines); fi
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
  aws cloudwatch put-metric-alarm --alarm-name "$name" "$@" --treat-missing-data notBreaching --actions-enabled \
    --tags "$tags"
  report made alarm "$name"
}

# Takes away the alarms of a group that are no longer wanted. (What watches less is told by status.sh.)
# usage: alarm::leave_only GROUP [NAME...]   (GROUP: how the names begin)
alarm::leave_only() {
  local lines name wanted
  if [[ -n $PLAN ]]; then return; fi
  lines=$(alarm::lines)
  wanted=" ${*:2} "
  while IFS=$'\t' read -r name _; do
    if [[ $name != "$DEPLOYMENT_TAG:$1"* || $wanted == *" ${name#"$DEPLOYMENT_TAG":} "* ]]; then continue; fi
    if [[ -n $CHECK ]]; then
      find_difference alarm "no longer wanted" "${name##*:}"
    else
      alarm::delete "$name"
      report deleted alarm "$name"
    fi
  done <<<"$lines"
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

# usage: alarm::delete NAME
alarm::delete() { tolerate '.*NotFound' aws cloudwatch delete-alarms --alarm-names "$1" >/dev/null; }
