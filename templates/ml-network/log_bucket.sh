#!/usr/bin/env bash
#
# Whether the load balancer's log can go to its bucket, which is yours: it is looked at and never changed. It is included,
# never run. https://docs.aws.amazon.com/elasticloadbalancing/latest/application/enable-access-logging.html

#% param LOG_BUCKET BucketName?
#% param PARTITION Partition
#% param DEPLOYMENT_NAME DeploymentName

# Of a bucket of another account, nothing can be seen: AWS says when the log is switched on.
check_log_bucket() {
  local region encryption
  region=$(tolerate AccessDenied \
    aws s3api get-bucket-location --bucket "$LOG_BUCKET" --query "LocationConstraint||'us-east-1'")
  if [[ -z $region || -n $PLAN ]]; then return; fi
  # The oldest buckets of eu-west-1 say so.
  if [[ $region == EU ]]; then region=eu-west-1; fi
  [[ $region == "$SIDE_REGION" ]] ||
    fail "the bucket $LOG_BUCKET is in $(shown "$region"): a load balancer writes its log in its own Region" \
      "name a bucket of $SIDE_REGION as LOG_BUCKET"
  encryption=$(tolerate 'AccessDenied|ServerSideEncryptionConfigurationNotFoundError' \
    aws s3api get-bucket-encryption --bucket "$LOG_BUCKET" \
    --query 'ServerSideEncryptionConfiguration.Rules[].ApplyServerSideEncryptionByDefault.[SSEAlgorithm]')
  [[ $encryption != *kms* ]] ||
    fail "the bucket $LOG_BUCKET encrypts with a key of AWS KMS: a load balancer writes only where S3's own keys do" \
      "name another bucket as LOG_BUCKET, or have this one encrypt with SSE-S3 (AES256)"
  check_log_policy
}

check_log_policy() {
  local policy account statement
  account=$(needed NETWORK_ACCOUNT_ID)
  policy=$(tolerate NoSuchBucketPolicy aws s3api get-bucket-policy --bucket "$LOG_BUCKET" --query Policy)
  # Older policies name an account of Elastic Load Balancing's; whether what is said is enough, AWS decides.
  if [[ $policy == *logdelivery.elasticloadbalancing.amazonaws.com* || $policy == *'"AWS"'* ]]; then return; fi
  statement="{\"Sid\":\"LoadBalancerLogs\",\"Effect\":\"Allow\","
  statement+="\"Principal\":{\"Service\":\"logdelivery.elasticloadbalancing.amazonaws.com\"},\"Action\":\"s3:PutObject\","
  statement+="\"Resource\":\"arn:$PARTITION:s3:::$LOG_BUCKET/$DEPLOYMENT_NAME/AWSLogs/$account/*\",\"Condition\":"
  statement+="{\"ArnLike\":{\"aws:SourceArn\":\"arn:$PARTITION:elasticloadbalancing:$SIDE_REGION:$account:loadbalancer/*\"}}}"
  if [[ -n $policy ]]; then
    fail "the policy of the bucket $LOG_BUCKET does not let the load balancer's log in" \
      "add this statement to it, and keep what is there; nothing was changed:" "$statement"
  fi
  fail "the bucket $LOG_BUCKET has no policy, and the load balancer's log needs one" \
    "nothing was changed; this would let it in:" \
    "$(call_line s3api put-bucket-policy --bucket "$LOG_BUCKET" \
      --policy "{\"Version\":\"2012-10-17\",\"Statement\":[$statement]}")"
}
