#!/usr/bin/env bash
#
# What traffic.sh --json said, as facts. It is included, never run.

# Prints a fact a line, fields separated by tabs:
#   flow_hours FIRST LAST HOURS       seconds since 1970; LAST is the end
#   billed SERVICE BYTES              to and from the service's list, at NAT gateways
#   way SERVICE WAY BYTES             at the clients
#   lower                             AWS lost records
# usage: read_traffic FILE
read_traffic() {
  local facts
  facts=$({
    cat <"$1"
    printf '"\036"\n'
  } | LC_ALL=C awk "$(json_reader_program)
$(seconds_program)
$(traffic_fields_program)")
  if [[ $facts != *flow_hours* ]]; then fail "$(shown "$1") is not what traffic.sh --json prints of flow logs"; fi
  printf '%s\n' "$facts"
}

traffic_fields_program() {
  cat <<'AWK'
BEGIN { SERVICE_AT = STEP "services" ITEM }
function opens() { if (PATH[depth] == SERVICE_AT) service = billed = "" }
function takes(words,   path) {
  path = PATH[depth] STEP key
  if (path == STEP "hours" STEP "first") first = plain(words)
  if (path == STEP "hours" STEP "last") last = plain(words)
  if (path == SERVICE_AT STEP "service") service = plain(words)
}
function takes_word(word,   path, name) {
  path = PATH[depth] STEP key
  if (path == STEP "hours" STEP "count") hours = word
  if (path == STEP "lowerBound" && word == "true") print "lower"
  if (key != "bytes" || word !~ /^[0-9]+$/) return
  if (path == SERVICE_AT STEP "natBilled" STEP key) BILLED[++sums] = word
  if (index(path, SERVICE_AT STEP "ways" STEP) == 1) {
    name = substr(PATH[depth], length(SERVICE_AT STEP "ways" STEP) + 1)
    if (name ~ /^[a-z]+$/) WAYS[++ways] = name "\t" word
  }
}
# The name of the service may stand before its sums, or behind.
function closes(   i) {
  if (PATH[depth] != SERVICE_AT) return
  if (service ~ /^(s3|s3express|dynamodb)(-elsewhere)?$/) {
    for (i = 1; i <= sums; i++) print "billed\t" service "\t" BILLED[i]
    for (i = 1; i <= ways; i++) print "way\t" service "\t" WAYS[i]
  }
  sums = ways = 0
}
function ends_file(good) {
  if (good && seconds(first) >= 0 && seconds(last) >= seconds(first) && hours ~ /^[1-9][0-9]*$/)
    printf "flow_hours\t%.0f\t%.0f\t%s\n", seconds(first), seconds(last) + 3600, hours
}
AWK
}
