#!/usr/bin/env bash
#
# The report from CloudWatch Logs Insights, for logs that are too large to fetch. It is included, never run.

# usage: insights_query
insights_query() {
  local cidr lists=""
  while read -r cidr; do
    lists+="${lists:+ or }isIpInSubnet(dstaddr, \"$cidr\") or isIpInSubnet(srcaddr, \"$cidr\")"
  done < <(known_prefixes)
  printf '%s' "parse @message \"* * * * * * * * * * * * * * * * * * * * * * * * * *\" as ${QUERY_FIELDS// /, }" \
    " | filter (log_status = \"OK\" and action = \"ACCEPT\" and interface_id like /^eni-/ and ($lists))" \
    " or log_status = \"SKIPDATA\"" \
    " | stats sum(bytes) as total by log_status, bin(1h) as hour, interface_id, subnet_id, instance_id," \
    " flow_direction, traffic_path, pkt_src_aws_service, pkt_dst_aws_service | limit $MOST_ROWS"
}

# The most rows that a query gives without being asked twice.
readonly MOST_ROWS=10000

# Leaves the sums in the run's folder.
# usage: ask_insights LOG_GROUP HOURS
ask_insights() {
  local end start query id state started=$SECONDS
  use_side GATEWAY
  end=$(date +%s)
  start=$((end - $2 * 3600))
  query=$(insights_query)
  ((${#query} <= 10000)) || fail "the prefix lists are too long for one query of Insights: use --athena, or files"
  say_price "$(insights_bytes "$1" "$start" "$end" "$2")" "of $1" "$INSIGHTS_PRICE" 1e9 GB
  confirm "Scan $1 over the last $2 hours?"
  id=$(aws logs start-query --log-group-name "$1" --start-time "$start" --end-time "$end" --query-string "$query" \
    --query queryId)
  [[ $id =~ ^[0-9a-zA-Z-]+$ ]] || fail "Insights gives no id of a query, but: $(shown "$id")"
  while true; do
    state=$(aws logs get-query-results --query-id "$id" --query status)
    case $state in
      Complete) break ;;
      Scheduled | Running | Unknown) ;;
      *) fail "the query of Insights ended as $(shown "$state")" "run it again; a shorter time (--last) has less to scan" ;;
    esac
    if ((SECONDS - started >= TIMEOUT_SECONDS)); then
      aws logs stop-query --query-id "$id" >/dev/null
      fail "the query of Insights is still $state after $TIMEOUT_SECONDS seconds, and was stopped" "--last says a shorter time"
    fi
    pause $((SECONDS - started))
  done
  aws logs get-query-results --query-id "$id" --query \
    "results[*].[[?field=='log_status'].value|[0],[?field=='hour'].value|[0],[?field=='interface_id'].value|[0],[?field=='subnet_id'].value|[0],[?field=='instance_id'].value|[0],[?field=='flow_direction'].value|[0],[?field=='traffic_path'].value|[0],[?field=='pkt_src_aws_service'].value|[0],[?field=='pkt_dst_aws_service'].value|[0],[?field=='total'].value|[0]]" \
    >"$RUN/sums"
  if (($(wc -l <"$RUN/sums") >= MOST_ROWS)); then
    fail "Insights gives no more than $MOST_ROWS sums, and these are not all" "--last says a shorter time; or use --athena, or files"
  fi
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
