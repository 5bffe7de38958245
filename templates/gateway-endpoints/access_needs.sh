#!/usr/bin/env bash
#
# What an endpoint's policy would have to allow, of what passed or was refused by the present one. It is included, never
# run.

needs_program() {
  cat <<'AWK'
function take_need(service, count,   actions, action, n, i, bucket, arn, tables) {
  actions = actions_of(service, F["event"])
  if (actions == "") return tally(UNKNOWN, service "\t" F["event"], service "\t(more)", count, "unknown")
  if (actions ~ /PartiQL/) partiql += count
  n = split(actions, action, ",")
  if (service == "dynamodb") {
    tables = tables_of(arn)
    for (i = 1; i <= n; i++) for (bucket = 1; bucket <= tables; bucket++) need(service, action[i], arn[bucket], count)
    if (tables == 1 && is_name(F["index"])) for (i = 1; i <= n; i++) need(service, action[i], arn[1] "/index/" F["index"], count)
    if (!tables) NOWHERE[service "\t" F["event"]] += count
    return
  }
  if (actions == "ListAllMyBuckets") return need(service, actions, "*", count)
  if (is_name(F["bucket"])) {
    for (i = 1; i <= n; i++) need(service, action[i], F["bucket"], count)
    if ((service, F["event"]) in IS_DATA && actions !~ /^List(Bucket|BucketVersions|BucketMultipartUploads)$/ && F["event"] != "DeleteObjects")
      take_key(service, F["bucket"], F["key"])
  } else NOWHERE[service "\t" F["event"]] += count
  if (service == "s3" && F["copied"] != "") take_source(F["copied"], count)
}
function need(service, action, resource, count) {
  tally(NEED, service "\t" action "\t" resource, "(more)\t(more)\t(more)", count, "need")
}
# The source of a copy: BUCKET/KEY, also with a slash before it, also with ?versionId= behind it.
function take_source(source, count,   bucket) {
  sub(/^(\/|%2[fF])/, "", source)
  bucket = source
  sub(/(\/|%2[fF]).*/, "", bucket)
  if (!is_name(bucket)) {
    NOWHERE["s3\t" F["event"]] += count
    return
  }
  need("s3", source ~ /[?]versionId=/ ? "GetObjectVersion" : "GetObject", bucket, count)
  take_key("s3", bucket, source ~ /%/ ? "" : substr(source, length(bucket) + 2))
}
# What all keys of a bucket begin with, up to a slash. What means something else in a policy ends it.
function take_key(service, bucket, name,   old, i) {
  bucket = service "\t" bucket
  sub(/[^A-Za-z0-9\/!_.'() =:@+,-].*/, "", name)
  sub(/[^\/]*$/, "", name)
  if (bucket in PREFIX) {
    old = PREFIX[bucket]
    for (i = 1; i <= length(old) && substr(old, i, 1) == substr(name, i, 1); i++) continue
    name = substr(old, 1, i - 1)
    sub(/[^\/]*$/, "", name)
  }
  PREFIX[bucket] = name
}
END {
  printf "records\t%.0f\t%.0f\t%.0f\t%.0f\t%.0f\t%.0f\t%.0f\t%.0f\t%.0f\n", read_events, others, elsewhere, twice, malformed, damaged, lookups, network, counted
  if (first != "") print "span\t" first "\t" last
  sums("log", LOG)
  sums("use", USE)
  sums("address", ADDRESS)
  sums("need", NEED)
  sums("unknown", UNKNOWN)
  sums("nowhere", NOWHERE)
  for (line in PREFIX) print "prefix\t" line "\t" PREFIX[line]
  if (partiql) printf "partiql\t%.0f\n", partiql
}
function sums(what, table,   line) { for (line in table) printf "%s\t%s\t%.0f\n", what, line, table[line] }
AWK
}
