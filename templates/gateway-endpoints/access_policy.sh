#!/usr/bin/env bash
#
# The policy of an endpoint that would allow what was seen. It is included, never run.

# The most characters of a policy, white space included.
# https://docs.aws.amazon.com/vpc/latest/privatelink/vpc-endpoints-access.html
readonly MOST_CHARACTERS=20480

# Prints the policy; what it stands on, and what is unknown, is said beside it.
# usage: show_policy SERVICE PRETTY PREFIXES FACTS
show_policy() {
  local policy
  policy=$(AWK_REGION=$SIDE_REGION AWK_PARTITION=$PARTITION AWK_SERVICE=$1 AWK_PRETTY=$2 AWK_PREFIXES=$3 \
    LC_ALL=C awk "$(policy_program)" "$4")
  AWK_SERVICE=$1 LC_ALL=C awk "$(policy_notes_program)" "$4" | show_lines >&2
  if [[ -z $policy ]]; then
    fail "nothing was seen that a policy for $1 could allow" \
      "no data events? endpoints of others (--endpoint)? what goes round by NAT (--nat ADDRESS)?"
  fi
  if ((${#policy} > MOST_CHARACTERS)); then
    fail "this policy has ${#policy} characters, and an endpoint takes $MOST_CHARACTERS" \
      "leave out --pretty or --prefixes; or name the buckets in S3_BUCKETS, the tables in DYNAMODB_TABLES"
  fi
  printf '%s\n' "$policy"
}

# Buckets and tables for which the same was seen share a statement. A bucket is two resources, itself and its objects.
policy_program() {
  cat <<'AWK'
BEGIN {
  FS = "\t"
  service = ENVIRON["AWK_SERVICE"]
  pretty = ENVIRON["AWK_PRETTY"] == "true"
  region = ENVIRON["AWK_REGION"]
  partition = ENVIRON["AWK_PARTITION"]
}
# They are sorted by action.
$1 == "need" && $2 == service && $4 ~ /\/index\// { INDEXED[substr($4, 1, index($4, "/index/") - 1), $4] }
$1 == "need" && $2 == service && $4 !~ /\/index\// {
  if (!($4 in NEEDS)) RESOURCE[++resources] = $4
  NEEDS[$4] = NEEDS[$4] (NEEDS[$4] == "" ? "" : ",") $3
}
$1 == "prefix" && $2 == service { PREFIX[$3] = $4 }
END {
  if (!resources) exit
  sort_list(RESOURCE, resources)
  for (i = 1; i <= resources; i++) {
    needs = NEEDS[RESOURCE[i]]
    if (!(needs in GROUP)) {
      GROUP[needs] = ++groups
      ACTIONS[groups] = needs
    }
    MEMBERS[GROUP[needs]] = MEMBERS[GROUP[needs]] arns(RESOURCE[i])
  }
  printf "{%s\"Version\":%s\"2012-10-17\",%s\"Statement\":%s[", fresh(1), blank(), fresh(1), blank()
  for (g = 1; g <= groups; g++) show_statement(g)
  printf "%s]%s}", fresh(1), fresh(0)
}
# What stands for a bucket or table in a statement, each with a tab behind it.
function arns(name,   result, n, pair, part, index_arn, i) {
  if (name == "*") return "*\t"
  if (service == "s3express") return "arn:" partition ":s3express:" region ":*:bucket/" name "\t"
  if (service == "s3") {
    result = "arn:" partition ":s3:::" name
    return result "\t" result "/" (ENVIRON["AWK_PREFIXES"] == "true" ? PREFIX[name] : "") "*\t"
  }
  for (pair in INDEXED) {
    split(pair, part, SUBSEP)
    if (part[1] == name) index_arn[++n] = part[2]
  }
  sort_list(index_arn, n)
  result = name "\t"
  for (i = 1; i <= n; i++) result = result index_arn[i] "\t"
  return result
}
function show_statement(group,   action, resource, n, i) {
  printf "%s%s{%s\"Sid\":%s\"Seen%d\",%s\"Effect\":%s\"Allow\",%s\"Principal\":%s\"*\",", (group > 1 ? "," : ""), fresh(2), fresh(3), blank(), group,
    fresh(3), blank(), fresh(3), blank()
  n = split(ACTIONS[group], action, ",")
  for (i = 1; i <= n; i++) action[i] = service ":" action[i]
  show_list("Action", action, n)
  printf ","
  n = split(MEMBERS[group], resource, "\t") - 1
  show_list("Resource", resource, n)
  printf "%s}", fresh(2)
}
function show_list(name, values, n,   i) {
  printf "%s\"%s\":%s[", fresh(3), name, blank()
  for (i = 1; i <= n; i++) printf "%s%s\"%s\"", (i > 1 ? "," : ""), fresh(4), values[i]
  printf "%s]", fresh(3)
}
function fresh(depth) { return pretty ? "\n" substr("            ", 1, 2 * depth) : "" }
function blank() { return pretty ? " " : "" }
function sort_list(values, n,   i, j, value) {
  for (i = 2; i <= n; i++) {
    value = values[i]
    for (j = i - 1; j >= 1 && values[j] "" > value ""; j--) values[j + 1] = values[j]
    values[j + 1] = value
  }
}
AWK
}

# What the policy stands on, and what it leaves out.
policy_notes_program() {
  cat <<'AWK'
BEGIN {
  FS = "\t"
  service = ENVIRON["AWK_SERVICE"]
}
$1 == "span" { print "seen from " $2 " to " $3 ": what is done more rarely than that may be missing" }
$1 == "log" && $2 == service && $3 == "data" { data = $4 }
$1 == "log" && $2 == service && $3 == "network" { refused = $4 }
$1 == "unknown" && $2 == service { print "left out: " $3 ", " $4 " times: which permission it needs is not known" }
$1 == "nowhere" && $2 == service { print "left out: " $3 ", " $4 " times: its bucket or table is not in the record" }
$1 == "need" && $2 == "(more)" { print "left out: the rest of very many buckets, tables and actions" }
$1 == "need" && $2 == service && $3 ~ /^PartiQL/ { statements = 1 }
$1 == "records" && $7 > 0 { print "left out: what stands in " $7 " files that are no JSON, or were cut off" }
END {
  if (statements) print "PartiQL: a record does not tell what a statement does, so that it may read, insert, change and delete"
  if (!data) print "no data events of " service ": management events prove nothing of objects and items, which this policy would shut out"
  if (service == "s3") print "what AWS keeps in buckets of its own (layers of images, packages) may stand in no trail of yours: see GATEWAY_AWS_BUCKETS"
}
AWK
}
