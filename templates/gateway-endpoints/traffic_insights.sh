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

# Leaves the sums in the run's folder.
# usage: ask_insights LOG_GROUP HOURS
ask_insights() {
  use_side GATEWAY
  run_insights "$1" "$2" "$(insights_query)" "use --athena, or files"
  aws logs get-query-results --query-id "$QUERY_DONE" --query \
    "results[*].[[?field=='log_status'].value|[0],[?field=='hour'].value|[0],[?field=='interface_id'].value|[0],[?field=='subnet_id'].value|[0],[?field=='instance_id'].value|[0],[?field=='flow_direction'].value|[0],[?field=='traffic_path'].value|[0],[?field=='pkt_src_aws_service'].value|[0],[?field=='pkt_dst_aws_service'].value|[0],[?field=='total'].value|[0]]" \
    >"$RUN/sums"
  if (($(wc -l <"$RUN/sums") >= MOST_ROWS)); then too_many_rows "use --athena, or files"; fi
}
