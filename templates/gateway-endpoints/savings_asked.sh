#!/usr/bin/env bash
#
# What AWS knows of the VPC's NAT gateways: their bytes, and what they were billed. It is included, never run.

# USD for a page of Cost Explorer's.
# https://aws.amazon.com/aws-cost-management/aws-cost-explorer/pricing/
readonly PAGE_PRICE=0.01

# Leaves facts in the run's folder, a line each, fields separated by tabs:
#   site VPC REGION
#   nat NAT STATE                     endpoint ENDPOINT SERVICE DAY
#   day DAY NAT BYTES                 what it bills: both ways, between itself and the world
#   carried BYTES                     all NAT gateways', in the hours of the flow logs
ask_site() {
  local vpc known account nat state
  use_side GATEWAY
  known=$(recall GATEWAY_ACCOUNT_ID)
  if [[ -n $known ]]; then
    account=$(account_at_hand)
    refuse_other_account "$account" "$known"
  fi
  vpc=$GATEWAY_VPC_ID
  if [[ -z $vpc ]]; then vpc=$(recall GATEWAY_VPC_ID); fi
  [[ $vpc =~ ^vpc-[0-9a-f]+$ ]] || fail "the VPC is not known yet" "run ./deploy_all.sh first"
  printf 'site\t%s\t%s\n' "$vpc" "$SIDE_REGION" >"$RUN/facts"
  aws ec2 describe-vpc-endpoints --filters "Name=vpc-id,Values=$vpc" \
    --query 'VpcEndpoints[].[VpcEndpointId,VpcEndpointType,State,ServiceName,CreationTimestamp]' >"$RUN/endpoints"
  # An empty type means Gateway in some partitions.
  awk '$2 != "Interface" && $2 != "GatewayLoadBalancer" && tolower($3) == "available" && $1 ~ /^vpce-[0-9a-f]+$/ && $4 ~ /[.](s3|s3express|dynamodb)$/ {
    sub(/.*[.]/, "", $4)
    printf "endpoint\t%s\t%s\t%s\n", $1, $4, $5 ~ /^[0-9-]+T/ ? substr($5, 1, 10) : "-"
  }' "$RUN/endpoints" >>"$RUN/facts"
  aws ec2 describe-nat-gateways --filter "Name=vpc-id,Values=$vpc" --query 'NatGateways[].[NatGatewayId,State]' >"$RUN/nats"
  while read -r nat state; do
    [[ $nat =~ ^nat-[0-9a-f]+$ && $state =~ ^[a-z]+$ ]] || fail "AWS's answer is not understood: $(shown "$nat $state")"
    printf 'nat\t%s\t%s\n' "$nat" "$state" >>"$RUN/facts"
    ask_days "$nat" BytesOutToDestination
    ask_days "$nat" BytesInFromDestination
    ask_carried "$nat" BytesOutToDestination
    ask_carried "$nat" BytesInFromDestination
  done <"$RUN/nats"
}

# The bytes of whole days.
# https://docs.aws.amazon.com/vpc/latest/userguide/metrics-dimensions-nat-gateway.html
# usage: ask_days NAT METRIC
ask_days() {
  aws cloudwatch get-metric-statistics --namespace AWS/NATGateway --metric-name "$2" \
    --dimensions "Name=NatGatewayId,Value=$1" --start-time "$BEGIN" --end-time "$END" --period 86400 --statistics Sum \
    --query 'Datapoints[].[Timestamp,Sum]' >"$RUN/points"
  NAT=$1 awk "$(clock_program)
$(seconds_program)"'
    $2 ~ /^[0-9]+([.][0-9]+)?([eE][+]?[0-9]+)?$/ && seconds($1) >= 0 {
      printf "day\t%s\t%s\t%.0f\n", substr(clock(seconds($1) / 3600), 1, 10), ENVIRON["NAT"], $2
    }' "$RUN/points" >>"$RUN/facts"
}

# The bytes of the hours that the flow logs are of. Longer than two months, CloudWatch gives no hours at once.
# usage: ask_carried NAT METRIC
ask_carried() {
  local first last hours bytes period=3600
  read -r _ first last hours < <(grep '^flow_hours' "$RUN/traffic") || return 0
  if ((hours > 1440)); then period=86400; fi
  bytes=$(aws cloudwatch get-metric-statistics --namespace AWS/NATGateway --metric-name "$2" \
    --dimensions "Name=NatGatewayId,Value=$1" --start-time "$first" --end-time "$last" --period "$period" --statistics Sum \
    --query 'sum(Datapoints[].Sum)')
  if [[ $bytes =~ ^[0-9]+(\.[0-9]+)?([eE][+]?[0-9]+)?$ ]]; then printf 'carried\t%s\n' "$bytes" >>"$RUN/facts"; fi
}

# The bill, by day and usage type: bill DAY USAGE_TYPE COST CURRENCY QUANTITY.
ask_bill() {
  local filter page pages=0 token=""
  filter='{"And": [{"Dimensions": {"Key": "SERVICE", "Values": ["EC2 - Other"]}}, {"Dimensions": {"Key": "REGION", "Values": ["'"$SIDE_REGION"'"]}},'
  filter+=' {"Dimensions": {"Key": "USAGE_TYPE_GROUP", "Values": ["EC2: NAT Gateway - Data Processed", "EC2: NAT Gateway - Running Hours"]}}]}'
  complain "Cost Explorer charges $PAGE_PRICE USD a page; $DAYS days are a page or two"
  confirm "Ask Cost Explorer?"
  while ((pages < 20)); do
    page=$(aws ce get-cost-and-usage --time-period "Start=$FIRST_DAY,End=$LAST_DAY" --granularity DAILY \
      --metrics UnblendedCost UsageQuantity --group-by Type=DIMENSION,Key=USAGE_TYPE --filter "$filter" \
      ${token:+--next-page-token "$token"} \
      --query '[[NextPageToken],ResultsByTime[].[[TimePeriod.Start,Estimated],Groups[].[Keys[0],Metrics.UnblendedCost.Amount,Metrics.UnblendedCost.Unit,Metrics.UsageQuantity.Amount]]]')
    pages=$((pages + 1))
    printf '%s\n' "$page" | awk '
      NF == 2 && $1 ~ /^[0-9]+-[0-9]+-[0-9]+$/ { day = $1; if ($2 == "True") print "estimated\t" day }
      NF == 4 && $1 ~ /^[A-Za-z0-9:-]+$/ && $2 ~ /^-?[0-9]+([.][0-9]+)?([eE][-+]?[0-9]+)?$/ && $3 ~ /^[A-Z]+$/ && $4 ~ /^[0-9]+([.][0-9]+)?([eE][-+]?[0-9]+)?$/ {
        printf "bill\t%s\t%s\t%s\t%s\t%s\n", day, $1, $2, $3, $4
      }' >>"$RUN/facts"
    token=${page%%$'\n'*}
    if [[ -z $token || $token == None ]]; then break; fi
  done
  printf 'pages\t%d\n' "$pages" >>"$RUN/facts"
}
