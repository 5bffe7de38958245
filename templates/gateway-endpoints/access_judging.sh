#!/usr/bin/env bash
#
# How access.sh judges an event: its way, its verdict, who asked, for what. It is included, never run.

judging_program() {
  cat <<'AWK'
BEGIN {
  MOST = 20000
  SERVICE["s3.amazonaws.com"] = "s3"
  SERVICE["s3express.amazonaws.com"] = "s3express"
  SERVICE["dynamodb.amazonaws.com"] = "dynamodb"
  region = ENVIRON["AWK_REGION"]
  partition = ENVIRON["AWK_PARTITION"]
  owned = split(ENVIRON["AWK_ENDPOINTS"], ID, " ")
  for (i = 1; i <= owned; i++) OURS[ID[i]]
  n = split(ENVIRON["AWK_NATS"], ID, " ")
  for (i = 1; i <= n; i++) NATS[ID[i]]
  window = ENVIRON["AWK_WINDOW"] + 0
}
function take_event(   service, count, first_time, last_time, trail, verdict, way, endpoint, resource, line) {
  count = 1
  if (rows && F["n"] !~ /^[1-9][0-9]*([.][0-9]+)?([eE][+]?[0-9]+)?$/) F["event"] = "?"
  else if (rows) count = F["n"] + 0
  read_events += count
  if (!(F["source"] in SERVICE) || F["category"] == "Insight") return others += count
  first_time = rows ? F["first"] : F["time"]
  last_time = rows ? F["last"] : F["time"]
  if (!is_time(first_time) || !is_time(last_time) || F["event"] !~ /^[A-Za-z0-9]+$/) return malformed += count
  if (F["id"] != "" && is_twice(F["id"])) return twice++
  if (F["region"] "" != region "") return elsewhere += count
  service = SERVICE[F["source"]]
  trail = trail_of(service)
  verdict = verdict_of()
  if (trail == "network" && verdict != "refused") return network += count
  counted += count
  if (first == "" || first_time < first) first = first_time
  if (last_time > last) last = last_time
  LOG[service "\t" trail] += count
  endpoint = F["endpoint"] ~ /^vpce-[0-9a-z]+$/ ? substr(F["endpoint"], 1, 40) : "-"
  way = way_of(endpoint)
  resource = resource_of(service)
  line = service "\t" way "\t" endpoint "\t" trail "\t" verdict "\t"
  tally(USE, line principal_of() "\t" F["event"] "\t" resource, line "(more)\t(more)\t(more)", count, "use")
  line = service "\t" way "\t"
  tally(ADDRESS, line (F["address"] == "" ? "-" : substr(F["address"], 1, 60)), line "(more)", count, "address")
  if ((verdict == "allowed" || verdict == "refused") && way ~ /^(ours|endpoint|nat)$/) take_need(service, count)
}
# Where there are very many, the rest goes together, so that memory has an end.
function tally(table, line, rest, count, what) {
  if (!(line in table) && ++DISTINCT[what] > MOST) line = rest
  table[line] += count
}
function is_time(text) { return text ~ /^[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]T[0-9][0-9]:[0-9][0-9]:[0-9][0-9]Z$/ }
# Two sets that take turns: the older one goes when the newer one is full.
function is_twice(id) {
  if (id in SEEN0 || id in SEEN1) return 1
  if (++seen > window) {
    seen = 1
    newer = !newer
    if (newer) split("", SEEN1)
    else split("", SEEN0)
  }
  if (newer) SEEN1[id]
  else SEEN0[id]
  return 0
}
function trail_of(service) {
  if (F["category"] == "NetworkActivity" || F["kind"] == "AwsVpceEvent") return "network"
  if (F["category"] == "Data" || F["managing"] == "false") return "data"
  if (F["category"] == "Management" || F["managing"] == "true") return "management"
  return (service, F["event"]) in IS_DATA ? "data" : "management"
}
# AWS says at the end of its message which policy it was; before that stand names that others chose.
# https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_access-denied.html
function verdict_of() {
  if (F["error"] == "") return "allowed"
  if (F["error"] == "VpceAccessDenied") return "refused"
  if (F["error"] !~ /^(Client[.])?(AccessDenied|AccessDeniedException)$/) return "failed"
  if (F["refusal"] != "" || F["message"] ~ /(because no VPC endpoint policy allows the [a-z0-9-]+:[A-Za-z]+ action|with an explicit deny in a VPC endpoint policy)[.]?$/) return "refused"
  return "denied"
}
function way_of(endpoint) {
  if (endpoint != "-") return !owned ? "endpoint" : endpoint in OURS ? "ours" : "other"
  if (F["invoked"] != "" || F["who"] == "AWSService" || F["address"] ~ /[.]amazonaws[.]com([.]cn)?$/ || F["address"] == "AWS Internal") return "service"
  if (F["address"] in NATS) return "nat"
  if (F["address"] ~ /^(10[.]|192[.]168[.]|172[.](1[6-9]|2[0-9]|3[01])[.]|100[.](6[4-9]|[7-9][0-9]|1[01][0-9]|12[0-7])[.]|[fF][cCdD][0-9a-fA-F][0-9a-fA-F]:)/) return "private"
  return F["address"] ~ /^([0-9]+[.][0-9]+[.][0-9]+[.][0-9]+|[0-9a-fA-F]*:[0-9a-fA-F:.]*)$/ ? "public" : "unknown"
}
function principal_of() {
  if (F["issuer"] ~ /^arn:/) return substr(F["issuer"], 1, 200)
  if (F["arn"] ~ /^arn:/) return substr(F["arn"], 1, 200)
  if (F["invoked"] != "") return substr(F["invoked"], 1, 200)
  if (F["principal"] ~ /^[0-9]+$/ && length(F["principal"]) == 12) return "account " F["principal"]
  return tolower(F["principal"]) ~ /^anonymous$/ ? "anonymous" : "unknown"
}
function resource_of(service,   arn, n, i, result) {
  if (service != "dynamodb") return F["bucket"] == "" ? "-" : is_name(F["bucket"]) ? F["bucket"] : "?"
  n = tables_of(arn)
  for (i = 1; i <= n; i++) {
    sub(/.*:table\//, "", arn[i])
    result = result (i > 1 ? "," : "") arn[i]
  }
  return n ? substr(result, 1, 200) : F["table"] == "" ? "-" : "?"
}
function is_name(text) { return text ~ /^[A-Za-z0-9][A-Za-z0-9._-]+$/ && length(text) <= 255 }
# The ARNs of an event's tables. A table may be named by its ARN, too.
function tables_of(arn,   n, i, name, known, account, found) {
  name = F["table"]
  if (is_name(name)) {
    account = F["account"] ~ /^[0-9]+$/ && length(F["account"]) == 12 ? F["account"] : "*"
    arn[1] = "arn:" partition ":dynamodb:" region ":" account ":table/" name
    return 1
  }
  n = split(name != "" ? name : F["tables"], known, " ")
  found = 0
  for (i = 1; i <= n; i++) {
    sub(/\/(index|stream)\/.*/, "", known[i])
    if (known[i] ~ /^arn:aws[a-z-]*:dynamodb:[a-z0-9-]+:[0-9]+:table\/[A-Za-z0-9][A-Za-z0-9._-]+$/ && length(known[i]) < 320) arn[++found] = known[i]
  }
  return found
}
AWK
}
