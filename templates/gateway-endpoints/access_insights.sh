#!/usr/bin/env bash
#
# The events from CloudWatch Logs Insights, for trails that are too large to fetch. It is included, never run.

# Fields of JSON are known to Insights by their places. The names behind `as` are those that the analysis knows.
# https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/CWL_AnalyzeLogData-discoverable-fields.html
access_query() {
  cat <<'QUERY'
filter eventSource in ["s3.amazonaws.com","dynamodb.amazonaws.com","s3express.amazonaws.com"]
| parse errorMessage /(?<refusal>no VPC endpoint policy allows the [a-z0-9-]+:[A-Za-z]+ action|explicit deny in a VPC endpoint policy)[.]?$/
| parse resources.0.ARN /(?<tables>arn:aws[a-z-]*:dynamodb:[^:]*:[^:]*:table\/[^\/]+)/
| parse `requestParameters.x-amz-copy-source` /^\/?(?<copied>[^\/]+)/
| fields eventSource as source, eventName as event, eventCategory as category, eventType as kind, managementEvent as managing,
    awsRegion as region, vpcEndpointId as endpoint, errorCode as error, recipientAccountId as account,
    coalesce(userIdentity.sessionContext.sessionIssuer.arn, userIdentity.arn) as issuer, userIdentity.invokedBy as invoked,
    userIdentity.type as who, userIdentity.accountId as principal, sourceIPAddress as address,
    requestParameters.bucketName as bucket, requestParameters.tableName as table, requestParameters.indexName as index,
    ispresent(requestParameters.versionId) as version, ispresent(`requestParameters.x-amz-acl`) as acl,
    ispresent(`requestParameters.x-amz-tagging`) as tagging, ispresent(`requestParameters.x-amz-object-lock-mode`) as lock,
    ispresent(`requestParameters.x-amz-object-lock-legal-hold`) as hold
| stats count(*) as n, earliest(eventTime) as first, latest(eventTime) as last by source, event, category, kind, managing,
    region, endpoint, error, account, refusal, issuer, invoked, who, principal, address, bucket, table, index, tables,
    version, acl, tagging, lock, hold, copied
QUERY
  printf '| limit %s' "$MOST_ROWS"
}

# Leaves the sums in the run's folder, as JSON: a name that somebody chose stays within its quotation marks.
# usage: ask_insights LOG_GROUP HOURS
ask_insights() {
  local rows
  run_insights "$1" "$2" "$(access_query)" "use files"
  rows=$(aws logs get-query-results --query-id "$QUERY_DONE" --query 'length(results)')
  [[ $rows =~ ^[0-9]{1,6}$ ]] || fail "Insights gives no number of sums, but: $(shown "$rows")"
  if ((rows >= MOST_ROWS)); then too_many_rows "use files"; fi
  aws logs get-query-results --query-id "$QUERY_DONE" --query 'to_string(results)' >"$RUN/sums"
  printf '"\036"\n' >>"$RUN/sums"
}
