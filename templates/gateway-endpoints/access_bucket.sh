#!/usr/bin/env bash
#
# What a bucket's own policy can say about where its requests come from. It is included, never run.
#
# A statement that denies all of s3:* to who does not come by an endpoint locks out the console, CI and replication, and
# then only the account's root user can change the bucket's policy. A statement that names one endpoint breaks with the
# next one. So this one denies what is done to objects, names the VPC, and lets named roles and AWS's services through.
# https://docs.aws.amazon.com/AmazonS3/latest/userguide/example-bucket-policies-vpc-endpoint.html

#% param GATEWAY_VPC_ID VPCID?

check_bucket_options() {
  local role
  if [[ -z $BUCKET ]]; then
    if ((${#ROLES[@]} > 0)); then wrong_usage "--role goes with --bucket-policy"; fi
    return
  fi
  [[ $BUCKET =~ ^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$ ]] || wrong_usage "'$BUCKET' is no name of a bucket"
  if [[ $BUCKET == *--x-s3 ]]; then wrong_usage "a directory bucket is reached by sessions: this is for other buckets"; fi
  if [[ -n $INSIGHTS$POLICY || $FORM == json ]] || ((${#PATHS[@]} > 0)); then
    wrong_usage "--bucket-policy looks at no records: only --role goes with it"
  fi
  if ((${#ROLES[@]} == 0)); then
    wrong_usage "--bucket-policy needs a --role that it does not hold for, or it could lock you out"
  fi
  for role in ${ROLES[@]+"${ROLES[@]}"}; do
    [[ $role =~ ^arn:$PARTITION:iam::[0-9]{12}:role/[A-Za-z0-9_+=,.@/-]{1,576}$ ]] ||
      wrong_usage "--role takes a role's ARN (arn:$PARTITION:iam::ACCOUNT:role/NAME), not '$role'"
  done
}

# usage: show_bucket_policy BUCKET ROLE...
show_bucket_policy() {
  local vpc role roles=""
  vpc=$GATEWAY_VPC_ID
  if [[ -z $vpc ]]; then vpc=$(recall GATEWAY_VPC_ID); fi
  if [[ -z $vpc ]]; then fail "there is no VPC yet that the bucket's policy could name" "run ./deploy_all.sh first"; fi
  for role in "${@:2}"; do roles+=",\"$role\""; done
  cat <<JSON
{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Sid": "ObjectsFromTheVPC",
      "Effect": "Deny",
      "Principal": "*",
      "Action": ["s3:GetObject*", "s3:PutObject*", "s3:DeleteObject*"],
      "Resource": "arn:$PARTITION:s3:::$1/*",
      "Condition": {
        "StringNotEquals": {"aws:SourceVpc": "$vpc"},
        "ArnNotLike": {"aws:PrincipalArn": [${roles#,}]},
        "BoolIfExists": {"aws:PrincipalIsAWSService": "false", "aws:ViaAWSService": "false"}
      }
    }
  ]
}
JSON
  complain "This is a statement to add to the policy that $1 has, with what others need of it; nothing was changed."
  complain "Whoever may change the bucket's policy still can, from anywhere: only what is done to objects is denied."
}
