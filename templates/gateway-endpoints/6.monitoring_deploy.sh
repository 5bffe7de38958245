#!/usr/bin/env bash
#
# Word to ALARM_EMAIL when traffic goes round the endpoints again or somebody changes them, and a dashboard.
#
# AWS has no metrics of a gateway endpoint. So the alarms watch what NAT gateways carry, and errors of the buckets and
# tables in the template where AWS shows any, which count every client of these, whichever way it comes. Changes of
# endpoints and route tables come from CloudTrail: for these the account needs a trail with management events.
# https://docs.aws.amazon.com/vpc/latest/userguide/metrics-dimensions-nat-gateway.html

#% param ALARM_EMAIL EmailAddress?
#% param NAT_GB_ALARM DailyGigabytes?

#% include runtime/begin.sh
#% include endpoints.sh
#% include tables.sh
#% include nats.sh
#% include monitored.sh
#% include dashboard.sh

# Whoever calls these may change where traffic to the services goes.
readonly WATCHED_CALLS='["DeleteVpcEndpoints","ModifyVpcEndpoint","CreateRouteTable","DeleteRouteTable","AssociateRouteTable","ReplaceRouteTableAssociation","DisassociateRouteTable"]'

main() {
  begin_step "${BASH_SOURCE[0]}" "$@"
  on_side GATEWAY

  local vpc topic
  vpc=$(the_vpc)
  ensure GATEWAY_ALARM_TOPIC_ARN "$DEPLOYMENT_LABEL" aws sns create-topic --name "$DEPLOYMENT_LABEL"
  topic=$(needed GATEWAY_ALARM_TOPIC_ARN)
  sns_topic::tells "$topic" "$ALARM_EMAIL"
  start watch_changes "$topic"
  #% if NAT_GB_ALARM
  start watch_nats "$vpc" "$topic"
  #% else
  start alarm::leave_only nat-bytes-
  #% end
  start watch_errors "$topic"
  await_started
  show_dashboard "$vpc"
}

# usage: watch_changes TOPIC
watch_changes() {
  local pattern rule
  pattern="{\"source\":[\"aws.ec2\"],\"detail-type\":[\"AWS API Call via CloudTrail\"],"
  pattern+="\"detail\":{\"eventSource\":[\"ec2.amazonaws.com\"],\"eventName\":$WATCHED_CALLS}}"
  ensure GATEWAY_EVENT_RULE_ARN "$GATEWAY_CHANGE_RULE" \
    aws events put-rule --name "$GATEWAY_CHANGE_RULE" --event-pattern "$pattern" --state ENABLED
  rule=$(needed GATEWAY_EVENT_RULE_ARN)
  event_rule::matches "$rule" "$pattern"
  topic_policy::lets_in "$1" "$rule"
  event_rule::tells "$rule" "$1"
}

# An alarm for each NAT gateway: both directions of what it carries to and from outside, in gigabytes a day.
# usage: watch_nats VPC TOPIC
watch_nats() {
  local nats nat names=()
  if [[ -n $PLAN ]]; then
    remark "an alarm for each NAT gateway that the route tables lead to: this one"
    nats=$(unknown_value NAT_GATEWAY_ID)
  else
    nats=$(nats_of "$1")
  fi
  for nat in $nats; do
    alarm_math::watches "nat-bytes-$nat" "$2" "$NAT_GB_ALARM" 86400 1 "GB a day" "(m1+m2)/1073741824" \
      AWS/NATGateway "NatGatewayId=$nat" BytesOutToDestination BytesInFromDestination
    names+=("nat-bytes-$nat")
  done
  alarm::leave_only nat-bytes- ${names[@]+"${names[@]}"}
}

# Errors that AWS itself makes: of every client of a bucket or table, not of this endpoint's alone. In a plan nobody
# knows which metrics there are.
# usage: watch_errors TOPIC
watch_errors() {
  local lines
  if [[ -n $PLAN ]]; then return; fi
  lines=$(watched_buckets 5xxErrors)
  watch_each s3-errors-of-all-clients- "$1" AWS/S3 5xxErrors "$lines"
  lines=$(watched_tables SystemErrors)
  watch_each dynamodb-errors-of-all-clients- "$1" AWS/DynamoDB SystemErrors "$lines"
}

# usage: watch_each GROUP TOPIC NAMESPACE METRIC LINES   (LINES: "WHAT DIMENSIONS")
watch_each() {
  local what dimensions list names=()
  while read -r what dimensions; do
    if [[ -z $what ]]; then continue; fi
    IFS=, read -r -a list <<<"$dimensions"
    # The name tells one operation or filter from another.
    what+="-$(alarm_part "$what" ${list[@]+"${list[@]}"})"
    alarm::watches "$1$what" "$2" "$3" "$4" Sum 0 5 ${list[@]+"${list[@]}"}
    names+=("$1$what")
  done <<<"$5"
  alarm::leave_only "$1" ${names[@]+"${names[@]}"}
}

# The value of the dimension that is not the bucket's or the table's name.
# usage: alarm_part WHAT DIMENSION...
alarm_part() {
  local each part=all
  for each in "${@:2}"; do
    case $each in BucketName=* | TableName=*) ;; *) part=${each#*=} ;; esac
  done
  printf '%s' "$part"
}

main "$@"
