#!/usr/bin/env bash
#
# What CloudTrail's records say of requests to S3 and DynamoDB: who, what, by which way, with what success. One pass of
# any awk; it needs neither AWS nor anything else of these scripts. It is included, never run.
#
# https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-record-contents.html
# - A record is an object in the list `Records` of a file, one in a list, or one by itself (a line of a log). A field
#   is what stands at its place in the record: what a client wrote into its name or its parameters is never one.
# - vpcEndpointId names the endpoint that a request came by. What came without one came past it.
# - An event that stands twice (eventID) counts once, as long as no more than half a million others lie between.
# - Of the same request there may be a data event and a network activity event: only what the endpoint's policy
#   refused counts of the latter, which nothing else records.

# usage: analyse_events [rows] <JSON      (rows: sums of Insights in place of records)
# Needs AWK_REGION and AWK_PARTITION, AWK_ENDPOINTS and AWK_NATS: ours, blanks between them. Prints a fact a line, sorted, fields
# separated by tabs:
#   records READ OTHERS ELSEWHERE TWICE MALFORMED DAMAGED_FILES LOOKUPS NETWORK_ALLOWED COUNTED
#   span FIRST LAST
#   log SERVICE data|management|network EVENTS
#   use SERVICE WAY ENDPOINT LOG VERDICT PRINCIPAL EVENT RESOURCE EVENTS
#   address SERVICE WAY ADDRESS EVENTS
#   need SERVICE ACTION RESOURCE EVENTS                 what passed, or only the endpoint's policy kept from passing
#   prefix SERVICE RESOURCE PREFIX                      what the keys of the objects begin with
#   unknown SERVICE EVENT EVENTS                        needs an action that the table does not have
#   nowhere SERVICE EVENT EVENTS                        its bucket or table is not known
#   partiql EVENTS
# WAY: ours other endpoint (whose is not known) nat public private service unknown
# VERDICT: allowed refused (by the endpoint's policy) denied (by something else) failed
analyse_events() {
  AWK_ROWS=${1:-} AWK_WINDOW=${ACCESS_WINDOW:-250000} LC_ALL=C awk "$(json_reader_program)
$(actions_program)
$(fields_program)
$(judging_program)
$(needs_program)" | LC_ALL=C sort
}

# Fields of a record by their places, and what is done at the end of one.
fields_program() {
  cat <<'AWK'
BEGIN {
  rows = ENVIRON["AWK_ROWS"] == "rows"
  field("source eventSource;event eventName;time eventTime;id eventID;kind eventType;category eventCategory;region awsRegion")
  field("address sourceIPAddress;error errorCode;message errorMessage;endpoint vpcEndpointId;managing managementEvent")
  field("account recipientAccountId;who userIdentity.type;arn userIdentity.arn;principal userIdentity.accountId")
  field("invoked userIdentity.invokedBy;issuer userIdentity.sessionContext.sessionIssuer.arn")
  field("resource_type resources.[].type;resource_arn resources.[].ARN")
  field("bucket requestParameters.bucketName;key requestParameters.key;table requestParameters.tableName;index requestParameters.indexName")
  # Parameters that stand in the address of a request are lists in some records.
  parameter("version versionId;acl x-amz-acl;acl x-amz-grant-read;acl x-amz-grant-write;acl x-amz-grant-read-acp;acl x-amz-grant-write-acp")
  parameter("acl x-amz-grant-full-control;tagging x-amz-tagging;lock x-amz-object-lock-mode;lock x-amz-object-lock-retain-until-date")
  parameter("hold x-amz-object-lock-legal-hold;hold x-amz-object-lock-legal-hold-status;copied x-amz-copy-source")
  INSIDE[STEP "Records"]
  # What the sums of Insights have besides.
  for (i = split("n first last refusal tables", word, " "); i > 0; i--) IS_FIELD[word[i]]
}
function parameter(list,   item, n, i, word) {
  n = split(list, item, ";")
  for (i = 1; i <= n; i++) {
    split(item[i], word, " ")
    IS_PARAMETER[word[1]]
    field(word[1] " requestParameters." word[2] ";" word[1] " requestParameters." word[2] ".[]")
  }
}
# NAME PATH, with semicolons between them.
function field(list,   item, n, i, word, step, steps, s, path) {
  n = split(list, item, ";")
  for (i = 1; i <= n; i++) {
    split(item[i], word, " ")
    IS_FIELD[word[1]]
    steps = split(word[2], step, ".")
    path = ""
    for (s = 1; s <= steps; s++) {
      if (s > 1) INSIDE[path]
      path = path (step[s] == "[]" ? ITEM : STEP step[s])
    }
    WANTED[path] = word[1]
  }
}

function opens() {
  if (rows) {
    if (depth == 2) split("", F)
    if (depth == 3) cell = value = ""
    if (depth > 3) skip = depth
  } else if (KIND[depth] == "{" && (depth == 1 || depth == 2 && PATH[2] == ITEM || depth == 3 && PATH[3] == STEP "Records" ITEM)) {
    PATH[depth] = ""
    split("", F)
    base = depth
  } else if (depth > 1 && !(PATH[depth] in INSIDE)) {
    if (depth == 2 && PATH[2] == STEP "Events") lookups = 1
    skip = depth
  }
}
function takes(text,   path) {
  if (rows) {
    if (depth == 3 && key == "field") cell = plain(text)
    if (depth == 3 && key == "value") value = plain(text)
    return
  }
  path = PATH[depth] (KIND[depth] == "{" ? STEP key : ITEM)
  if (path in WANTED) F[WANTED[path]] = plain(text)
}
function takes_word(word) { if (word != "null") takes(word) }
function closes() {
  if (rows) {
    # What Insights only looked for, whether it is there, is 0 where it is not.
    if (depth == 3 && cell in IS_FIELD) F[cell] = cell in IS_PARAMETER && value ~ /^(0|false)$/ ? "" : value
    if (depth == 2) take_event()
  } else if (PATH[depth] == STEP "resources" ITEM) {
    if (F["resource_type"] == "AWS::DynamoDB::Table") F["tables"] = F["tables"] (F["tables"] == "" ? "" : " ") F["resource_arn"]
    F["resource_type"] = F["resource_arn"] = ""
  } else if (PATH[depth] == "" && depth == base) {
    if (F["event"] != "" && F["source"] != "") take_event()
    split("", F)
    base = depth == 3 ? 1 : 0
  }
}
function ends_file(good) {
  if (!good) damaged++
  base = 0
  split("", F)
}
AWK
}
