#!/usr/bin/env bash
#
# What the alarms and the dashboard watch. AWS publishes nothing of a gateway endpoint itself; what it does publish of
# NAT gateways, buckets and tables is asked for, so that nothing watches what does not exist. It is included, never run.

#% param S3_BUCKETS [BucketName]
#% param DYNAMODB_TABLES [TableName]

# Metrics of a name, as AWS lists them: "NAME=VALUE,NAME=VALUE", the dimensions of each, a line each. Only those with
# letters, digits and . _ - in their values are taken: the rest could pose as something else.
# usage: listed_metrics NAMESPACE METRIC DIMENSION VALUE
listed_metrics() {
  local lines line
  lines=$(once "metrics.${1#*/}.$2.$4" aws cloudwatch list-metrics --namespace "$1" --metric-name "$2" \
    --dimensions "Name=$3,Value=$4" --query "Metrics[].[join(',',sort(Dimensions[].join('=',[Name,Value])))]") || return
  while IFS= read -r line; do
    if [[ $line =~ ^[A-Za-z]+=[A-Za-z0-9._-]+(,[A-Za-z]+=[A-Za-z0-9._-]+)*$ ]]; then printf '%s\n' "$line"; fi
  done <<<"$lines"
}

# Of the buckets in the template those with a request metric, which their owner turns on: "BUCKET DIMENSIONS", a line
# each. https://docs.aws.amazon.com/AmazonS3/latest/userguide/configure-request-metrics-bucket.html
# usage: watched_buckets METRIC
watched_buckets() {
  local bucket lines dimensions
  for bucket in ${S3_BUCKETS[@]+"${S3_BUCKETS[@]}"}; do
    lines=$(listed_metrics AWS/S3 "$1" BucketName "$bucket") || exit
    while IFS= read -r dimensions; do
      if [[ -n $dimensions ]]; then printf '%s %s\n' "$bucket" "$dimensions"; fi
    done <<<"$lines"
  done
}

# Of the tables in the template those of which AWS shows a metric, an operation each: "TABLE
# DIMENSIONS", a line each.
# https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/metrics-dimensions.html
# usage: watched_tables METRIC
watched_tables() {
  local table lines dimensions
  for table in ${DYNAMODB_TABLES[@]+"${DYNAMODB_TABLES[@]}"}; do
    lines=$(listed_metrics AWS/DynamoDB "$1" TableName "$table") || exit
    while IFS= read -r dimensions; do
      if [[ -n $dimensions ]]; then printf '%s %s\n' "$table" "$dimensions"; fi
    done <<<"$lines"
  done
}
