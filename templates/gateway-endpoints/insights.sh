#!/usr/bin/env bash
#
# A query of CloudWatch Logs Insights: what it costs is said, then it is run and waited for, and stopped when nobody
# waits for it any more. It is included, never run.

# USD for a GB that Insights scans, in us-east-1.
readonly INSIGHTS_PRICE=0.005

# The most rows that a query gives without being asked twice.
readonly MOST_ROWS=10000

# The query that is on its way, and the one that was completed.
QUERY_ON_ITS_WAY=""
QUERY_DONE=""

# Leaves the query's id in QUERY_DONE.
# usage: run_insights LOG_GROUP HOURS QUERY OTHERWISE   (OTHERWISE: what to do where this query cannot)
run_insights() {
  local end start bytes state started=$SECONDS
  end=$(date +%s)
  start=$((end - $2 * 3600))
  ((${#3} <= 10000)) || fail "this is too long for one query of Insights: $4"
  bytes=$(insights_bytes "$1" "$start" "$end" "$2")
  say_price "$bytes" "of $1" "$INSIGHTS_PRICE" 1e9 GB
  confirm "Scan $1 over the last $2 hours?"
  trap 'exit 130' INT
  trap 'exit 143' TERM
  trap 'exit 129' HUP
  QUERY_ON_ITS_WAY=$(aws logs start-query --log-group-name "$1" --start-time "$start" --end-time "$end" \
    --query-string "$3" --query queryId) || exit
  if [[ ! $QUERY_ON_ITS_WAY =~ ^[0-9a-zA-Z-]+$ ]]; then
    state=$QUERY_ON_ITS_WAY
    QUERY_ON_ITS_WAY=""
    fail "Insights gives no id of a query, but: $(shown "$state")"
  fi
  while true; do
    state=$(aws logs get-query-results --query-id "$QUERY_ON_ITS_WAY" --query status) || exit
    case $state in
      Complete) break ;;
      Scheduled | Running | Unknown) ;;
      *)
        QUERY_ON_ITS_WAY=""
        fail "the query of Insights ended as $(shown "$state")" "run it again; a shorter time (--last) has less to scan"
        ;;
    esac
    if ((SECONDS - started >= TIMEOUT_SECONDS)); then
      fail "the query of Insights is still $state after $TIMEOUT_SECONDS seconds, and was stopped" "--last says a shorter time"
    fi
    pause $((SECONDS - started))
  done
  QUERY_DONE=$QUERY_ON_ITS_WAY
  QUERY_ON_ITS_WAY=""
  trap - INT TERM HUP
}

# What a script does that ends, for whatever reason: a query goes on, and is paid for, without anybody who waits.
stop_insights() {
  # Without the 0 it would be the status with which the script ends, and nothing more would be done.
  if [[ -z $QUERY_ON_ITS_WAY ]]; then return 0; fi
  trap '' INT TERM HUP
  if aws logs stop-query --query-id "$QUERY_ON_ITS_WAY" >/dev/null; then
    complain "the query of Insights was stopped"
  else
    complain "the query $QUERY_ON_ITS_WAY of Insights may go on"
  fi
}

# usage: too_many_rows OTHERWISE
too_many_rows() {
  fail "Insights gives no more than $MOST_ROWS sums, and these are not all" "--last says a shorter time; or $1"
}

# How much came in over the time: what Insights scans.
# https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/CloudWatch-Logs-Monitoring-CloudWatch-Metrics.html
# usage: insights_bytes LOG_GROUP START END HOURS
insights_bytes() {
  local period=3600
  if (($4 > 1000)); then period=86400; fi
  aws cloudwatch get-metric-statistics --namespace AWS/Logs --metric-name IncomingBytes \
    --dimensions "Name=LogGroupName,Value=$1" --start-time "$2" --end-time "$3" --period "$period" --statistics Sum \
    --query 'sum(Datapoints[].Sum)'
}

# What the AWS CLI could not even ask is a failure like any other.
# usage: end_run STATUS
end_run() {
  stop_insights
  rm -rf "$RUN"
  if (($1 == 254)); then exit 1; fi
}
