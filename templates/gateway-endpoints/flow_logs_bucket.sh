#!/usr/bin/env bash
#
# Whether the user's bucket lets flow logs in. Its policy is read and never changed: for callers that may change it,
# AWS itself writes its own over it, or adds to it (its pages disagree), so that nothing is asked for before it lets
# them in. It is included, never run.
# https://docs.aws.amazon.com/vpc/latest/userguide/flow-logs-s3-permissions.html

#% param FLOW_LOGS_BUCKET BucketName?

# Whether the flow log is there, and so the bucket has been looked at.
has_flow_log() {
  local id settings
  id=$(recall GATEWAY_FLOW_LOG_ID)
  if [[ -z $id ]]; then return 1; fi
  see_state flow_log "$id"
  if [[ -z $NOTED ]]; then return 1; fi
  settings=$(flow_log::seen settings "$id") || exit
  [[ $settings == *" s3 arn:$PARTITION:s3:::$FLOW_LOGS_BUCKET "* ]]
}

check_bucket() {
  local policy account missing statements
  not_in_check_mode
  account=$(needed GATEWAY_ACCOUNT_ID)
  policy=$(tolerate NoSuchBucketPolicy aws s3api get-bucket-policy --bucket "$FLOW_LOGS_BUCKET" --query Policy)
  missing=$(bucket_lacks "$account" "$policy")
  if [[ -z $missing ]]; then return; fi
  statements=$(delivery_statements "$account")
  if [[ -n $policy ]]; then
    fail "the policy of the bucket $FLOW_LOGS_BUCKET does not let flow logs in: it lacks ${missing//$'\n'/ and }" \
      "add these statements to it, and keep what is there; nothing was changed:" "$statements"
  fi
  fail "the bucket $FLOW_LOGS_BUCKET has no policy, and flow logs need one" "nothing was changed; this would let them in:" \
    "$(call_line s3api put-bucket-policy --bucket "$FLOW_LOGS_BUCKET" \
      --policy "{\"Version\":\"2012-10-17\",\"Statement\":[$statements]}")"
}

# The statements that let flow logs of this account and region in.
# usage: delivery_statements ACCOUNT
delivery_statements() {
  local bucket="arn:$PARTITION:s3:::$FLOW_LOGS_BUCKET" common from
  common='"Effect":"Allow","Principal":{"Service":"delivery.logs.amazonaws.com"}'
  from="\"aws:SourceAccount\":\"$1\""
  printf '{"Sid":"FlowLogsWrite",%s,"Action":"s3:PutObject","Resource":"%s",' "$common" "$bucket/AWSLogs/$1/*"
  printf '"Condition":{"StringEquals":{%s,"s3:x-amz-acl":"bucket-owner-full-control"},%s}},' "$from" "$(source_arn "$1")"
  printf '{"Sid":"FlowLogsCheck",%s,"Action":"s3:GetBucketAcl","Resource":"%s",' "$common" "$bucket"
  printf '"Condition":{"StringEquals":{%s},%s}}' "$from" "$(source_arn "$1")"
}

# usage: source_arn ACCOUNT
source_arn() { printf '"ArnLike":{"aws:SourceArn":"arn:%s:logs:%s:%s:*"}' "$PARTITION" "$SIDE_REGION" "$1"; }

# The actions that a bucket's policy does not allow the delivery, a line each. A statement with conditions other than
# those that AWS names counts for nothing: whether it holds, nobody can know here.
# usage: bucket_lacks ACCOUNT POLICY
bucket_lacks() {
  local facts="" bucket="arn:$PARTITION:s3:::$FLOW_LOGS_BUCKET"
  if [[ -n $2 ]]; then facts=$(endpoint::policy_facts "$2"); fi
  BUCKET=$bucket ACCOUNT=$1 SOURCE="arn:$PARTITION:logs:$SIDE_REGION:$1:x" awk -F '\t' '
    # Whether a word is what a pattern with * and ? stands for.
    function fits(word, pattern,   i, c, shape) {
      for (i = 1; i <= length(pattern); i++) {
        c = substr(pattern, i, 1)
        shape = shape (c == "*" ? ".*" : c == "?" ? "." : c ~ /[A-Za-z0-9]/ ? c : c == "^" ? "\\^" : "[" c "]")
      }
      return word ~ "^" shape "$"
    }
    function known(key) {
      if (key == "aws:sourceaccount") return ENVIRON["ACCOUNT"]
      if (key == "aws:sourcearn") return ENVIRON["SOURCE"]
      return key == "s3:x-amz-acl" ? "bucket-owner-full-control" : ""
    }
    function allows(action, resource,   i, blank, path, value, parts, hits, wants, key) {
      split("", hits)
      split("", wants)
      for (i = 1; i <= NF; i++) {
        blank = index($i, "\" \"")
        path = substr($i, 1, blank)
        value = substr($i, blank + 3, length($i) - blank - 3)
        if (path == ".\"Effect\"" && value == "Allow") hits["effect"]
        if (path == ".\"Principal\".\"Service\"" && value == "delivery.logs.amazonaws.com") hits["principal"]
        if (path == ".\"Action\"" && fits(tolower(action), tolower(value))) hits["action"]
        if (path == ".\"Resource\"" && fits(resource, value)) hits["resource"]
        if (path ~ /^\."Condition"/) {
          split(path, parts, "\"")
          key = tolower(parts[6])
          wants[parts[4], key]
          if (known(key) != "" && parts[4] ~ /^(StringEquals|StringLike|ArnLike|ArnEquals)$/ && fits(known(key), value))
            hits[parts[4], key]
        }
      }
      for (i in wants) if (!(i in hits)) return 0
      return "effect" in hits && "principal" in hits && "action" in hits && "resource" in hits
    }
    allows("s3:PutObject", ENVIRON["BUCKET"] "/AWSLogs/" ENVIRON["ACCOUNT"] "/x") { put = 1 }
    allows("s3:GetBucketAcl", ENVIRON["BUCKET"]) { acl = 1 }
    END {
      if (!put) print "s3:PutObject"
      if (!acl) print "s3:GetBucketAcl"
    }' <<<"$facts"
}
