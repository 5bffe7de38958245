#!/usr/bin/env bash
#
# Which permission a request needs that CloudTrail has a record of: event name → IAM action. What is not in this table
# is unknown, and never guessed. It is included, never run.
#
# https://docs.aws.amazon.com/AmazonS3/latest/userguide/using-with-s3-policy-actions.html
# https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazondynamodb.html

# A line: service, event names, actions; behind a bar, the actions where a version is asked for. Names with commas
# between them; `=` is the event's own name. What is an object's or an item's, CloudTrail has as a data event.
actions_program() {
  cat <<'AWK'
BEGIN {
  objects("s3 GetObject,HeadObject,SelectObjectContent,GetObjectTorrent GetObject|GetObjectVersion")
  objects("s3 GetObjectAttributes GetObject,GetObjectAttributes|GetObjectVersion,GetObjectVersionAttributes")
  objects("s3 ListObjects,ListObjectsV2,HeadBucket ListBucket")
  objects("s3 ListObjectVersions ListBucketVersions")
  objects("s3 ListMultipartUploads ListBucketMultipartUploads")
  objects("s3 ListParts ListMultipartUploadParts")
  objects("s3 AbortMultipartUpload,RestoreObject =")
  objects("s3 PutObject,CreateMultipartUpload,UploadPart,CompleteMultipartUpload,PostObject,CopyObject,UploadPartCopy PutObject")
  objects("s3 DeleteObject DeleteObject|DeleteObjectVersion")
  objects("s3 DeleteObjects DeleteObject")
  objects("s3 GetObjectTagging GetObjectTagging|GetObjectVersionTagging")
  objects("s3 PutObjectTagging PutObjectTagging|PutObjectVersionTagging")
  objects("s3 DeleteObjectTagging DeleteObjectTagging|DeleteObjectVersionTagging")
  objects("s3 GetObjectAcl GetObjectAcl|GetObjectVersionAcl")
  objects("s3 PutObjectAcl PutObjectAcl|PutObjectVersionAcl")
  objects("s3 GetObjectRetention,PutObjectRetention,GetObjectLegalHold,PutObjectLegalHold =")
  buckets("s3 ListBuckets ListAllMyBuckets")
  buckets("s3 CreateBucket,DeleteBucket,GetBucketLocation,GetBucketVersioning,PutBucketVersioning,GetBucketAcl,PutBucketAcl =")
  buckets("s3 GetBucketPolicy,PutBucketPolicy,DeleteBucketPolicy,GetBucketPolicyStatus,GetBucketLogging,PutBucketLogging =")
  buckets("s3 GetBucketNotification,PutBucketNotification,GetBucketWebsite,PutBucketWebsite,DeleteBucketWebsite =")
  buckets("s3 GetBucketRequestPayment,PutBucketRequestPayment,GetBucketOwnershipControls,PutBucketOwnershipControls =")
  buckets("s3 GetBucketTagging,PutBucketTagging =")
  buckets("s3 DeleteBucketTagging PutBucketTagging")
  buckets("s3 GetBucketCors GetBucketCORS")
  buckets("s3 PutBucketCors,DeleteBucketCors PutBucketCORS")
  buckets("s3 GetBucketEncryption GetEncryptionConfiguration")
  buckets("s3 PutBucketEncryption,DeleteBucketEncryption PutEncryptionConfiguration")
  buckets("s3 GetBucketLifecycle,GetBucketLifecycleConfiguration GetLifecycleConfiguration")
  buckets("s3 PutBucketLifecycle,PutBucketLifecycleConfiguration,DeleteBucketLifecycle PutLifecycleConfiguration")
  buckets("s3 GetBucketReplication GetReplicationConfiguration")
  buckets("s3 PutBucketReplication,DeleteBucketReplication PutReplicationConfiguration")
  buckets("s3 GetBucketAccelerateConfiguration GetAccelerateConfiguration")
  buckets("s3 PutBucketAccelerateConfiguration PutAccelerateConfiguration")
  buckets("s3 GetBucketAnalyticsConfiguration,ListBucketAnalyticsConfigurations GetAnalyticsConfiguration")
  buckets("s3 PutBucketAnalyticsConfiguration,DeleteBucketAnalyticsConfiguration PutAnalyticsConfiguration")
  buckets("s3 GetBucketInventoryConfiguration,ListBucketInventoryConfigurations GetInventoryConfiguration")
  buckets("s3 PutBucketInventoryConfiguration,DeleteBucketInventoryConfiguration PutInventoryConfiguration")
  buckets("s3 GetBucketMetricsConfiguration,ListBucketMetricsConfigurations GetMetricsConfiguration")
  buckets("s3 PutBucketMetricsConfiguration,DeleteBucketMetricsConfiguration PutMetricsConfiguration")
  buckets("s3 GetPublicAccessBlock,GetBucketPublicAccessBlock GetBucketPublicAccessBlock")
  buckets("s3 PutPublicAccessBlock,PutBucketPublicAccessBlock,DeletePublicAccessBlock,DeleteBucketPublicAccessBlock PutBucketPublicAccessBlock")
  objects("s3express CreateSession,GetObject,HeadObject,GetObjectAttributes,PutObject,CopyObject,DeleteObject,DeleteObjects CreateSession")
  objects("s3express ListObjectsV2,HeadBucket,CreateMultipartUpload,UploadPart,UploadPartCopy,ListParts CreateSession")
  objects("s3express CompleteMultipartUpload,AbortMultipartUpload,ListMultipartUploads CreateSession")
  objects("dynamodb GetItem,PutItem,Query,Scan,BatchGetItem,BatchWriteItem,UpdateItem,DeleteItem =")
  objects("dynamodb TransactGetItems GetItem")
  objects("dynamodb TransactWriteItems PutItem,UpdateItem,DeleteItem,ConditionCheckItem")
  objects("dynamodb ExecuteStatement,BatchExecuteStatement,ExecuteTransaction PartiQLSelect,PartiQLInsert,PartiQLUpdate,PartiQLDelete")
  buckets("dynamodb DescribeTable =")
}
function objects(line,   part, n, i) {
  n = buckets(line)
  split(line, part, " ")
  split(part[2], EVENTS, ",")
  for (i = 1; i <= n; i++) IS_DATA[part[1], EVENTS[i]]
}
function buckets(line,   part, version, n, i) {
  split(line, part, " ")
  n = split(part[2], EVENTS, ",")
  for (i = 1; i <= n; i++) {
    split(part[3], version, "|")
    if (part[3] == "=") version[1] = EVENTS[i]
    ACTIONS[part[1], EVENTS[i]] = version[1]
    VERSIONED[part[1], EVENTS[i]] = part[3] ~ /[|]/ ? version[2] : version[1]
  }
  return n
}

# The actions that the event at hand needs on its own bucket or table, with commas between them; nothing when unknown.
function actions_of(service, event,   result) {
  if (!((service, event) in ACTIONS)) return ""
  result = F["version"] != "" ? VERSIONED[service, event] : ACTIONS[service, event]
  if (service == "s3" && result == "PutObject") {
    if (F["acl"] != "") result = result ",PutObjectAcl"
    if (F["tagging"] != "") result = result ",PutObjectTagging"
    if (F["lock"] != "") result = result ",PutObjectRetention"
    if (F["hold"] != "") result = result ",PutObjectLegalHold"
  }
  return result
}
AWK
}
