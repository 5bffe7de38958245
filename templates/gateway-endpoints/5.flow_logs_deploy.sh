#!/usr/bin/env bash
#
# The VPC's flow log.
#
# Makes a flow log of all traffic of the VPC, from which traffic.sh counts what passes the endpoints and what a NAT
# gateway bills. AWS charges for it by the gigabyte of records. It cannot be changed: another place takes a new one,
# and the one of before goes. First records come after about 5 minutes (CloudWatch Logs) or 10 (S3).
# https://docs.aws.amazon.com/vpc/latest/userguide/flow-logs.html

#% param DEPLOYMENT_NAME DeploymentName
#% param FLOW_LOGS_RETENTION_DAYS LogRetention

#% include runtime/begin.sh
#% include endpoints.sh
#% include flow_logs/flow_log.sh
#% include flow_logs_bucket.sh
#% include flow_logs/group.sh

main() {
  begin_step "${BASH_SOURCE[0]}" "$@"
  on_side GATEWAY

  local vpc place
  vpc=$(the_vpc)
  #% if FLOW_LOGS_TO_S3
  if [[ -z $PLAN$CHECK ]] && ! has_flow_log; then check_bucket; fi
  place=(--log-destination-type s3 --log-destination "arn:$PARTITION:s3:::$FLOW_LOGS_BUCKET")
  #% else
  make_group_and_role
  place=(--log-destination-type cloud-watch-logs --log-group-name "$FLOW_LOG_GROUP"
    --deliver-logs-permission-arn "$(needed GATEWAY_FLOW_LOG_ROLE_ARN)")
  if is_new "$(needed GATEWAY_FLOW_LOG_ROLE_ARN)"; then ROLE_IS_NEW=1; fi
  #% end
  flow_log::keep GATEWAY_FLOW_LOG_ID "$DEPLOYMENT_NAME" \
    aws ec2 create-flow-logs --resource-type VPC --resource-ids "$vpc" --traffic-type ALL \
    --max-aggregation-interval 60 "${place[@]}" --log-format "$(flow_log_format)"
  #% if FLOW_LOGS_TO_S3
  if [[ -n $CHECK ]]; then find_cloudwatch_to_go; elif [[ -z $PLAN ]]; then leave_cloudwatch; fi
  #% end
}

# What flow logs in CloudWatch Logs need.
make_group_and_role() {
  start make_group "$FLOW_LOGS_RETENTION_DAYS"
  start make_role
  await_started
}

main "$@"
