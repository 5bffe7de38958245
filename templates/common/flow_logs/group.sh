#!/usr/bin/env bash
#
# Where flow logs in CloudWatch Logs go, and as whom they are written. It is included, never run.
# https://docs.aws.amazon.com/vpc/latest/userguide/flow-logs-iam-role.html

#% param PARTITION Partition

# usage: make_group DAYS   (how long records are kept)
make_group() {
  ensure "${SIDE}_FLOW_LOG_GROUP_ARN" "$DEPLOYMENT_NAME" \
    aws logs create-log-group --log-group-name "$FLOW_LOG_GROUP"
  if [[ -n $PLAN ]]; then
    aws logs put-retention-policy --log-group-name "$FLOW_LOG_GROUP" --retention-in-days "$1"
  else
    log_group::keeps "$(needed "${SIDE}_FLOW_LOG_GROUP_ARN")" "$1"
  fi
}

# For flow logs of this account and region alone, so that nobody else's can be written as this role; what it may do is
# what the guide lists.
make_role() {
  local account role trust actions may
  account=$(needed "${SIDE}_ACCOUNT_ID")
  trust="{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\","
  trust+="\"Principal\":{\"Service\":\"vpc-flow-logs.amazonaws.com\"},\"Action\":\"sts:AssumeRole\","
  trust+="\"Condition\":{\"StringEquals\":{\"aws:SourceAccount\":\"$account\"},"
  trust+="\"ArnLike\":{\"aws:SourceArn\":\"arn:$PARTITION:ec2:$SIDE_REGION:$account:vpc-flow-log/*\"}}}]}"
  actions='"logs:CreateLogGroup","logs:CreateLogStream","logs:DescribeLogGroups","logs:DescribeLogStreams","logs:PutLogEvents"'
  may="{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Action\":[$actions],\"Resource\":\"*\"}]}"
  ensure "${SIDE}_FLOW_LOG_ROLE_ARN" "$DEPLOYMENT_NAME" \
    aws iam create-role --role-name "$FLOW_LOG_ROLE" --assume-role-policy-document "$trust"
  if [[ -n $PLAN ]]; then
    aws iam put-role-policy --role-name "$FLOW_LOG_ROLE" --policy-name accelgen --policy-document "$may"
    return
  fi
  role=$(needed "${SIDE}_FLOW_LOG_ROLE_ARN")
  iam_role::trusts "$role" "$trust"
  iam_role::may "$role" "$may"
}
