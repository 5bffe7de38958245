#!/usr/bin/env bash
#
# The dashboard: what NAT gateways carry and what that costs, errors and times of buckets and tables where AWS shows
# any, and which tables lead to the endpoints. It is included, never run.

#% param NAT_GB_PRICE UnitPrice?
#% param PRICE_CURRENCY Currency

# usage: show_dashboard VPC
show_dashboard() {
  local nats="" routes widgets
  if [[ -n $PLAN ]]; then
    remark "with graphs of the NAT gateways, buckets and tables for which AWS has metrics"
  else
    nats=$(nats_of "$1")
  fi
  # That a table has come or gone is told by the step of the tables, and is no fault of the dashboard.
  if [[ -n $CHECK ]]; then routes=$(recall GATEWAY_DASHBOARD_ROUTES); else routes=$(routes_text); fi
  widgets="{\"type\":\"text\",\"x\":0,\"y\":0,\"width\":24,\"height\":4,\"properties\":{\"markdown\":\"$routes\"}}"
  if [[ -n $nats ]]; then widgets+=",$(nat_widgets "$nats")"; fi
  if [[ -z $PLAN ]]; then
    widgets+=$(service_widget 0 14 "S3, every client: errors" Sum AWS/S3 watched_buckets 4xxErrors 5xxErrors)
    widgets+=$(service_widget 12 14 "S3, every client: ms to the first byte" Average AWS/S3 watched_buckets \
      FirstByteLatency)
    widgets+=$(service_widget 0 19 "DynamoDB, every client: errors" Sum AWS/DynamoDB watched_tables SystemErrors)
    widgets+=$(service_widget 12 19 "DynamoDB, every client: ms inside the service" Average AWS/DynamoDB \
      watched_tables SuccessfulRequestLatency)
  fi
  dashboard::shows GATEWAY_DASHBOARD "{\"widgets\":[$widgets]}"
  if [[ $routes != "$(recall GATEWAY_DASHBOARD_ROUTES)" ]]; then remember GATEWAY_DASHBOARD_ROUTES "$routes"; fi
}

# Which tables lead to the endpoints, in words. (AWS counts nothing of them.)
routes_text() {
  local key service id tables text="### Free routes to the services"
  while read -r key service; do
    id=$(needed "$key")
    tables=""
    if [[ -n $PLAN ]]; then tables="the route tables that are meant"; fi
    if [[ -z $PLAN && -n $id ]]; then
      # The step before may have changed them.
      if [[ -e $RUN/changed ]]; then state_of gateway_endpoint "$id" >/dev/null; fi
      tables=$(gateway_endpoint::tables_of "$id" | sort | tr '\n' ' ')
    fi
    text+="\\n* $service by $id: ${tables:-no table}"
  done < <(wanted_endpoints)
  printf '%s' "$text"
}

# What the NAT gateways carry in an hour, and what that costs, where the price is known.
# usage: nat_widgets NATS
nat_widgets() {
  local nat metric metrics=""
  for nat in $1; do
    for metric in BytesOutToDestination BytesInFromDestination; do
      metrics+=",[\"AWS/NATGateway\",\"$metric\",\"NatGatewayId\",\"$nat\"]"
    done
  done
  graph 0 4 24 "NAT gateways: bytes an hour, each way" Sum 3600 "${metrics#,}"
  if [[ -n $NAT_GB_PRICE ]]; then nat_money "$1"; fi
}

# usage: nat_money NATS
nat_money() {
  local nat metric number=0 hidden="" sum=""
  for nat in $1; do
    for metric in BytesOutToDestination BytesInFromDestination; do
      number=$((number + 1))
      hidden+=",[\"AWS/NATGateway\",\"$metric\",\"NatGatewayId\",\"$nat\",{\"id\":\"m$number\",\"visible\":false}]"
      sum+="${sum:++}m$number"
    done
  done
  printf ','
  graph 0 9 24 "NAT gateways: $PRICE_CURRENCY an hour, at $NAT_GB_PRICE a GB" Sum 3600 \
    "[{\"expression\":\"($sum)/1073741824*$NAT_GB_PRICE\",\"label\":\"$PRICE_CURRENCY\",\"id\":\"money\"}]$hidden"
}

# A graph of what AWS shows of some metrics, and nothing where it shows none.
# usage: service_widget X Y TITLE STATISTIC NAMESPACE WATCHED METRIC...   (WATCHED: the function that lists them)
service_widget() {
  local lines dimensions words metric metrics="" between='","'
  for metric in "${@:7}"; do
    lines=$("$6" "$metric") || exit
    while read -r _ dimensions; do
      if [[ -z $dimensions ]]; then continue; fi
      # What stands between has commas itself, so these come first.
      words=${dimensions//,/$between}
      metrics+=",[\"$5\",\"$metric\",\"${words//=/$between}\"]"
    done <<<"$lines"
  done
  if [[ -n $metrics ]]; then
    printf ','
    graph "$1" "$2" 12 "$3" "$4" 300 "${metrics#,}"
  fi
}

# usage: graph X Y WIDTH TITLE STATISTIC PERIOD METRICS
graph() {
  printf '{"type":"metric","x":%s,"y":%s,"width":%s,"height":5,"properties":{"title":"%s","stat":"%s","period":%s,"region":"%s","metrics":[%s]}}' \
    "$1" "$2" "$3" "$4" "$5" "$6" "$SIDE_REGION" "$7"
}
