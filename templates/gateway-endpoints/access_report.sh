#!/usr/bin/env bash
#
# What access.sh says of the facts: tables for people, or one JSON object. It is included, never run.

# usage: show_report text|json <FACTS
show_report() {
  local program
  program=$(access_facts_program)$'\n'$(quoting_program)
  if [[ $1 == json ]]; then
    program+=$'\n'$(access_json_program)
  else
    program+=$'\n'$(access_text_program)$'\n'$(wrapping_program)
  fi
  AWK_REGION=$SIDE_REGION LC_ALL=C awk "$program" | show_lines
}

# Reads the facts.
access_facts_program() {
  cat <<'AWK'
BEGIN {
  FS = "\t"
  SERVICES = split("s3 s3express dynamodb", SERVICE, " ")
  TITLE["s3"] = "S3"
  TITLE["s3express"] = "S3 Express"
  TITLE["dynamodb"] = "DynamoDB"
  WAYS = split("ours endpoint other nat public private unknown service", WAY, " ")
  split("our endpoint,an endpoint,another endpoint,past it: our NAT gateway,past it: public address,past it: private address," \
    "past it: unknown,a service of AWS for you", WORDS, ",")
  for (w = 1; w <= WAYS; w++) WORD[WAY[w]] = WORDS[w]
  VERDICTS = split("allowed refused denied failed", VERDICT, " ")
}
$1 == "records" { for (i = 2; i <= NF; i++) COUNT[i] = $i }
$1 == "span" { first = $2; last = $3 }
$1 == "log" { TRAIL[$2, $3] = $4 }
$1 == "use" {
  USE[++uses] = $0
  SEEN[$2]
  OF[$2, $3, $6] += $10
  OF[$2, $3] += $10
  add("principal", $2 "\t" short($7))
  add("action", $2 "\t" $8)
  add("resource", $2 "\t" $9)
  if ($6 == "refused" || $6 == "denied") gather($6, $2 "\t" short($7) "\t" $8 "\t" $9 "\t" WORD[$3], $10)
}
$1 == "address" {
  ADDRESS[++addresses] = $0
  if ($3 ~ /^(nat|public|private|unknown)$/) gather("address", $2 "\t" WORD[$3] "\t" $4, $5)
}
$1 == "unknown" { UNKNOWN[++unknowns] = $2 "\t" $3 "\t" $4 }
# By what they did, each in columns: endpoint, other, past, refused, denied.
function add(what, name,   column) {
  column = $3 == "other" ? "other" : $3 == "ours" || $3 == "endpoint" ? "endpoint" : $3 == "service" ? "service" : "past"
  gather(what, name, $10)
  BY[what, name, column] += $10
  if ($6 == "refused" || $6 == "denied") BY[what, name, $6] += $10
}
function gather(what, name, count) {
  if (!((what, name) in SIZE)) NAMED[what, ++NAMES[what]] = name
  SIZE[what, name] += count
}
function short(arn) {
  sub(/^arn:aws[a-z-]*:(iam|sts)::/, "", arn)
  return arn
}
# What the events cannot tell, a line each.
function gaps(line,   n, s) {
  n = 0
  for (s = 1; s <= SERVICES; s++)
    if ((SERVICE[s] != "s3express" || SERVICE[s] in SEEN) && !TRAIL[SERVICE[s], "data"])
      line[++n] = "who reads and writes in " TITLE[SERVICE[s]] ": there are no data events of it, which are off by default; management events prove nothing of objects and items"
  if (!(COUNT[9] + TRAIL["s3", "network"] + TRAIL["dynamodb", "network"] + TRAIL["s3express", "network"]))
    line[++n] = "all that the endpoint's policy refuses: there are no network activity events"
  if (OF["s3", "endpoint"] + OF["dynamodb", "endpoint"] + OF["s3express", "endpoint"]) line[++n] = "whose the endpoints are: none of ours is known (deploy, or name it: --endpoint)"
  if (COUNT[4]) line[++n] = sprintf("%.0f events are of other regions, which no endpoint here can carry", COUNT[4])
  if (COUNT[6]) line[++n] = sprintf("%.0f events have no time or name, and do not count", COUNT[6])
  if (COUNT[7]) line[++n] = sprintf("%.0f files are no JSON, or were cut off: what came before that counts", COUNT[7])
  if (COUNT[8]) line[++n] = "answers of lookup-events are not read: they have management events only"
  return n
}
AWK
}

# Prints them for people, at most 100 columns wide.
access_text_program() {
  cat <<'AWK'
function heading(words) { printf "\n==> %s\n", words }
END {
  if (first == "") {
    print "no event of S3 or DynamoDB in " ENVIRON["AWK_REGION"] " was found"
  } else {
    printf "==> %s to %s: %.0f events of S3 and DynamoDB in %s\n", first, last, COUNT[10], ENVIRON["AWK_REGION"]
    printf "\n%-32s %12s %12s %12s %12s\n", "", "allowed", "refused", "denied", "failed"
    for (s = 1; s <= SERVICES; s++) if (SERVICE[s] in SEEN) show_service(SERVICE[s])
    print "refused: by the endpoint's policy; denied: by any other; failed: for another reason"
    show_table("principal", "by principal")
    show_table("action", "by action")
    show_table("resource", "by bucket or table")
    show_list("address", "who goes past the endpoint, by address", "  %-10s %-28s %-40s")
    show_list("refused", "refused by the endpoint's policy", "  %-9s %-30s %-18s %-27s")
    show_list("denied", "denied by other policies", "  %-9s %-30s %-18s %-27s")
  }
  n = gaps(gap)
  if (n > 0) heading("what these events cannot tell")
  for (i = 1; i <= n; i++) show_wrapped(gap[i])
}
function show_service(service,   w, v) {
  print TITLE[service]
  for (w = 1; w <= WAYS; w++) {
    if (!((service, WAY[w]) in OF)) continue
    printf "  %-30s", WORD[WAY[w]]
    for (v = 1; v <= VERDICTS; v++) printf " %12.0f", OF[service, WAY[w], VERDICT[v]]
    printf "\n"
  }
}
# The greatest of those that were not shown yet.
function greatest(what,   i, best) {
  best = 0
  for (i = 1; i <= NAMES[what]; i++)
    if (!((what, i) in DONE) && (!best || SIZE[what, NAMED[what, i]] > SIZE[what, NAMED[what, best]])) best = i
  if (best) DONE[what, best]
  return best
}
function show_table(what, title,   i, n, name, part) {
  heading(title)
  printf "  %-48s %8s %8s %8s %8s %8s\n", "", "endpoint", "other", "past it", "refused", "denied"
  for (n = 0; n < 20 && (i = greatest(what)); n++) {
    name = NAMED[what, i]
    split(name, part, "\t")
    printf "  %-9s%-39s %8.0f %8.0f %8.0f %8.0f %8.0f\n", part[1], substr(part[2], 1, 39), BY[what, name, "endpoint"], BY[what, name, "other"],
      BY[what, name, "past"], BY[what, name, "refused"], BY[what, name, "denied"]
  }
  more(what, n)
}
function show_list(what, title, form,   i, n, part, columns) {
  if (!NAMES[what]) return
  heading(title)
  for (n = 0; n < 20 && (i = greatest(what)); n++) {
    columns = split(NAMED[what, i], part, "\t")
    if (columns == 3) printf form, part[1], part[2], part[3]
    else printf form, part[1], substr(part[2], 1, 30), substr(part[3], 1, 18), substr(part[4], 1, 27)
    printf " %8.0f\n", SIZE[what, NAMED[what, i]]
  }
  more(what, n)
}
function more(what, n) { if (NAMES[what] > n) printf "  and %d more: --json has them all\n", NAMES[what] - n }
AWK
}
