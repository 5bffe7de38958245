#!/usr/bin/env bash
#
# How shift.sh looks whether the canary is well. It is included, never run.
# https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-cloudwatch-metrics.html

# Those that were on before the first share: they say nothing of it until they have been off.
ALARMS_BEFORE=""

# Watches a share for as long as it was asked to. What is not well is moved back, at once.
# usage: watch_share SHARE SERVERS
watch_share() {
  local since started=$SECONDS trouble alarms
  # The metrics have whole minutes.
  since=$(date +%s)
  since=$((since - since % 60))
  say "  watching it for $BAKE s"
  while true; do
    trouble=$(trouble_of_servers "$2")
    alarms=$(alarms_on)
    ALARMS_BEFORE=$(words_in_both "$ALARMS_BEFORE" "$alarms")
    if [[ -z $trouble ]]; then trouble=$(trouble_of_alarms "$alarms"); fi
    ask_answers "$since"
    if [[ -z $trouble ]]; then trouble=$(trouble_of_answers); fi
    if [[ -n $trouble ]]; then
      complain "error: the canary is not well: $trouble"
      roll_back
      exit 3
    fi
    if ((SECONDS - started >= BAKE)); then break; fi
    pause
  done
  if [[ $(answers_of canary requests) == 0 ]]; then
    complain "error: CloudWatch knows of no request that the canary got in $BAKE s, so nobody knows whether it is well" \
      "  the share stays: ./shift.sh $1 with a longer --bake looks again, ./shift.sh rollback moves it back"
    exit 4
  fi
  say "  well: $(answers_in_words canary)"
}

# Of which nobody knows that it is well, watched or not, becomes no stable version. A promotion to it that a run before
# this one has begun goes on.
# usage: refuse_unknown VERSION
refuse_unknown() {
  local line trouble
  line=$(auto_scaling_group::refresh "$(needed NETWORK_STABLE_SERVERS_ARN)") || exit
  if auto_scaling_group::is_refreshing "$line" && [[ $(cut -f 3 <<<"$line") == "$1" ]]; then return; fi
  ask_recent_answers
  trouble=$(trouble_of_answers)
  [[ -z $trouble ]] || fail "the canary is not well: $trouble" "./shift.sh rollback moves the requests back"
  if [[ $(answers_of canary requests) == 0 ]]; then
    fail "CloudWatch knows of no request that the canary got in the last $((LOOK_BACK / 60)) minutes, so nobody knows whether it is well" \
      "./shift.sh 100 watches it; then ./shift.sh promote"
  fi
}

# usage: trouble_of_servers COUNT
trouble_of_servers() {
  local healthy
  healthy=$(healthy_of CANARY) || exit
  if ((healthy < $1)); then printf '%s of the %s servers that its share needs are healthy' "$healthy" "$1"; fi
}

# The alarms of both versions that are on, as watch_serving.sh names them: "canary-errors stable-latency", say. There are
# none without ALARM_EMAIL.
alarms_on() {
  local names="" name
  #% if ALARM_EMAIL
  names=$(aws cloudwatch describe-alarms --alarm-name-prefix "$DEPLOYMENT_TAG:" --state-value ALARM \
    --query 'MetricAlarms[].[AlarmName]') || exit
  #% end
  for name in $names; do
    name=${name#"$DEPLOYMENT_TAG:"}
    if [[ $name =~ ^(canary|stable)-[a-z]+$ ]]; then printf '%s ' "$name"; fi
  done
}

# usage: words_in_both WORDS WORDS
words_in_both() {
  local word
  for word in $1; do
    if [[ " $2" == *" $word "* ]]; then printf '%s ' "$word"; fi
  done
}

# Where the stable version's goes off as well, it is not the canary's fault.
# usage: trouble_of_alarms ALARMS
trouble_of_alarms() {
  local alarm
  for alarm in $1; do
    if [[ $alarm == canary-* && " $1" != *" stable-${alarm#canary-} "* && " $ALARMS_BEFORE" != *" $alarm "* ]]; then
      printf 'its alarm %s is on' "$DEPLOYMENT_TAG:$alarm"
      return
    fi
  done
}

# Where both versions answer like this, it is not the canary's fault.
trouble_of_answers() {
  awk -v most="$MOST_ERRORS" -v limit="$LATENCY_MS" '
    $2 == "requests" || $2 == "errors" || $2 == "p99" { has[$1, $2] = $3 }
    function share(version) { return has[version, "requests"] ? 100 * has[version, "errors"] / has[version, "requests"] : 0 }
    END {
      if (!has["canary", "requests"]) exit
      if (share("canary") > most && share("canary") > share("stable"))
        printf "%.1f %% of its answers are errors, of the stable version %.1f %%", share("canary"), share("stable")
      else if (has["canary", "p99"] > limit && has["canary", "p99"] > has["stable", "p99"] + 0)
        printf "its p99 is %.0f ms, LATENCY_MS is %d and the stable version has %s", has["canary", "p99"], limit,
          has["stable", "requests"] ? sprintf("%.0f ms", has["stable", "p99"]) : "no requests"
    }' "$RUN/answers"
}

# How far back there is a look where nothing was watched, in seconds.
readonly LOOK_BACK=900

ask_recent_answers() {
  local now
  now=$(date +%s)
  ask_answers $((now - now % 60 - LOOK_BACK))
}

# Notes what both versions answered since a time: "VERSION requests|errors|p99 VALUE", a line each. A p99 is the worst
# of the minutes', in milliseconds.
# usage: ask_answers SINCE
ask_answers() {
  local version queries="" now lines
  now=$(date +%s)
  for version in stable canary; do
    queries+=",$(answer_query "${version}_requests" "$version" RequestCount Sum)"
    queries+=",$(answer_query "${version}_errors" "$version" HTTPCode_Target_5XX_Count Sum)"
    queries+=",$(answer_query "${version}_p99" "$version" TargetResponseTime p99)"
  done
  lines=$(aws cloudwatch get-metric-data --metric-data-queries "[${queries#,}]" --start-time "$1" \
    --end-time "$((now + 60))" --query "MetricDataResults[].[Id,join(' ',Values[].to_string(@))]")
  awk -F '\t' '
    {
      split($1, id, "_")
      n = split($2, values, " ")
      result = 0
      for (i = 1; i <= n; i++)
        if (values[i] ~ /^[0-9]+([.][0-9]+)?([eE][-+]?[0-9]+)?$/)
          result = id[2] == "p99" ? (values[i] * 1000 > result ? values[i] * 1000 : result) : result + values[i]
      printf "%s %s %.3f\n", id[1], id[2], result
    }' <<<"$lines" >"$RUN/answers"
}

# usage: answer_query ID VERSION METRIC STATISTIC
answer_query() {
  local balancer group
  balancer=$(load_balancer::dimension "$(needed NETWORK_LOAD_BALANCER_ARN)")
  group=$(target_group::dimension "$(needed "NETWORK_$(tr '[:lower:]' '[:upper:]' <<<"$2")_TARGET_GROUP_ARN")")
  printf '{"Id":"%s","MetricStat":{"Metric":{"Namespace":"AWS/ApplicationELB","MetricName":"%s","Dimensions":[{"Name":"LoadBalancer","Value":"%s"},{"Name":"TargetGroup","Value":"%s"}]},"Period":60,"Stat":"%s"}}' \
    "$1" "$3" "${balancer#*=}" "${group#*=}" "$4"
}

# One of these values, rounded.
# usage: answers_of VERSION requests|errors|p99
answers_of() {
  awk -v version="$1" -v what="$2" '$1 == version && $2 == what { value = $3 } END { printf "%.0f", value }' "$RUN/answers"
}

# usage: answers_in_words VERSION
answers_in_words() {
  local requests
  requests=$(answers_of "$1" requests)
  if ((requests == 0)); then
    printf 'no requests'
  else
    printf '%s requests, %s of them errors, p99 %s ms' "$requests" "$(answers_of "$1" errors)" "$(answers_of "$1" p99)"
  fi
}
