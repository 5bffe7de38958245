#!/usr/bin/env bash
#
# What traffic.sh says of the facts: a table for people, or one JSON object. Bytes are bytes; kB, MB, GB are 1000,
# not 1024. Hours are those of the clock, in UTC. It is included, never run.

# usage: show_report text|json HOURS(true|false) <FACTS
show_report() {
  local program
  program=$(facts_program)
  if [[ $1 == json ]]; then program+=$(quoting_program)$'\n'$(json_program); else program+=$(text_program); fi
  AWK_NETWORK=$NETWORK_FILE AWK_HOURS=$2 AWK_NOTES=$NOTES LC_ALL=C awk "$program" | show_lines
}

# Reads the facts.
facts_program() {
  clock_program
  cat <<'AWK'
BEGIN {
  FS = "\t"
  SERVICES = split("s3 dynamodb s3express s3-elsewhere dynamodb-elsewhere s3express-elsewhere", SERVICE, " ")
  WAYS = split("endpoint nat igw interface appliance vpn peering local unknown undecided billed", WAY, " ")
  split("gateway endpoint,NAT gateway,internet gateway,interface endpoint,another appliance,VPN gateway," \
    "VPC peering,local zone,unknown,undecided,billed by NAT gateways", WORDS, ",")
  for (w = 1; w <= WAYS; w++) WORD[WAY[w]] = WORDS[w]
  # Who goes round an endpoint that could carry it.
  split("nat igw interface appliance", ROUNDS, " ")
  for (w = 1; w <= 4; w++) ROUND[ROUNDS[w]]
  network = ENVIRON["AWK_NETWORK"]
  if (network != "") {
    while ((getline line < network) > 0) {
      split(line, word, " ")
      if (word[1] == "nat") nats++
      if (word[1] == "prefix") prefixes++
      if (word[1] == "route") ROUTED[word[2], word[3]]
      if (word[1] == "subnet") {
        TABLE[word[2]] = word[3]
        NAME[word[2]] = rest(line, 4)
      }
      if (word[1] == "interface") NAME[word[2]] = rest(line, 3)
    }
  }
}
# What stands behind so many words.
function rest(line, words) {
  for (; words > 0; words--) if (!sub(/^[ \t]*[^ \t]+[ \t]*/, "", line)) return ""
  return line
}
$1 == "records" { for (i = 2; i <= 10; i++) COUNT[i] = $i }
$1 == "span" { first = $2; last = $3; hours = last - first + 1 }
$1 == "skipped" { LOST[++lost] = $2 }
$1 == "settled" { SETTLED[$2] = $3 }
$1 == "way" { total($2, $3, $4, $5) }
$1 == "nat" { total($3, "billed", $4, $5); NAT[++billed] = $0 }
$1 == "interface" {
  INTERFACE[++interfaces] = $0
  if (($6 in ROUND) && $5 !~ /-elsewhere$/) {
    SIZE[interfaces] = $7 + $8
    if (!(($2, $5, $6) in GROUP)) {
      GROUP[$2, $5, $6] = ++groups
      GROUPED[groups] = $2 "\t" $5 "\t" $6
    }
    GROUP_SIZE[GROUP[$2, $5, $6]] += $7 + $8
  }
}
$1 == "hour" {
  HOURLY[++hourly] = $0
  if (!(($3, $4) in PEAK) || $5 > PEAK[$3, $4] || ($5 == PEAK[$3, $4] && $2 < AT[$3, $4])) {
    PEAK[$3, $4] = $5
    AT[$3, $4] = $2
  }
}
function total(service, way, to, from) {
  SEEN[service]
  TO[service, way] += to
  FROM[service, way] += from
}
function mean(service, way,   sum) {
  sum = TO[service, way] + FROM[service, way]
  return (sum - sum % hours) / hours
}
# What the records cannot tell, a line each.
function gaps(line,   n) {
  n = 0
  if (COUNT[10] > 0)
    line[++n] = sprintf("which way clients go: %.0f of their records have no traffic-path (version 5 of the fields)", COUNT[10])
  if (prefixes == 0) line[++n] = "whether the service is this region's, and which interfaces are NAT gateways': no network is known"
  else if (nats > 0 && billed == 0) line[++n] = "what NAT gateways bill: no record of theirs to a service is in the log (log the whole VPC)"
  if (COUNT[7] > 0) line[++n] = sprintf("what NAT gateways bill that are not in the network: %.0f records", COUNT[7])
  if (COUNT[6] > 0) line[++n] = sprintf("%.0f lines could not be read: fields missing, no header, or no record at all", COUNT[6])
  if (ENVIRON["AWK_NOTES"] != "") line[++n] = ENVIRON["AWK_NOTES"]
  return n
}
AWK
}

# Prints them for people, at most 100 columns wide.
text_program() {
  cat <<'AWK'
function size(bytes,   unit) {
  if (bytes < 1000) return sprintf("%.0f B", bytes)
  split("kB MB GB TB PB", UNIT, " ")
  for (unit = 0; bytes >= 999.995 && unit < 5; unit++) bytes /= 1000
  return sprintf("%.2f %s", bytes, UNIT[unit])
}
function heading(text) { printf "\n==> %s\n", text }
END {
  if (first == "") {
    print "no record could be read"
    exit
  }
  printf "==> %s to %s UTC, %d h: %.0f records\n", clock(first), substr(clock(last), 1, 14) "59", hours, COUNT[2]
  if (COUNT[4] > 0)
    printf "at least so much: AWS skipped records %.0f times, at %d interfaces (SKIPDATA)\n", COUNT[4], lost
  printf "\n%-24s %11s %11s %11s %11s %11s  %s\n", "", "to service", "from it", "total", "mean / h", "peak / h", "at (UTC)"
  for (s = 1; s <= SERVICES; s++) if (SERVICE[s] in SEEN) show_service(SERVICE[s])
  if (groups > 0) {
    heading("who goes round, by subnet")
    show_groups()
    heading("who goes round, by interface")
    show_interfaces()
  }
  n = gaps(gap)
  if (n > 0) heading("what these records cannot tell")
  for (i = 1; i <= n; i++) printf "  %s\n", gap[i]
  if (SETTLED["undecided"] > 0)
    printf "  the way of %s that was received: its interface took several that hour\n", size(SETTLED["undecided"])
  if (ENVIRON["AWK_HOURS"] == "true") show_hours()
}
function show_service(service,   w, name) {
  print service
  for (w = 1; w <= WAYS; w++) {
    name = WAY[w]
    if ((service, name) in TO)
      printf "  %-22s %11s %11s %11s %11s %11s  %s\n", WORD[name], size(TO[service, name]), size(FROM[service, name]),
        size(TO[service, name] + FROM[service, name]), size(mean(service, name)), size(PEAK[service, name]),
        substr(clock(AT[service, name]), 6, 8) "h"
  }
}
# The greatest that is left, at most 20 of them.
function greatest(sizes, done,   i, best) {
  best = 0
  for (i in sizes) if (!(i in done) && (!best || sizes[i] > sizes[best] || (sizes[i] == sizes[best] && i + 0 < best))) best = i + 0
  if (best) done[best]
  return best
}
function show_groups(   i, n, part, hint, hints) {
  for (n = 0; n < 20 && (i = greatest(GROUP_SIZE, shown_groups)); n++) {
    split(GROUPED[i], part, "\t")
    printf "  %-24s  %-24s %-10s %-19s %12s\n", part[1], substr(NAME[part[1]], 1, 24), part[2], WORD[part[3]], size(GROUP_SIZE[i])
    hint = ""
    if (part[1] in TABLE) hint = TABLE[part[1]] " has " ((TABLE[part[1]], part[2]) in ROUTED ? "the" : "no") " route of an endpoint for " part[2]
    if (hint != "" && !(hint in HINTED)) {
      HINTED[hint]
      HINT[++hints] = hint
    }
  }
  if (groups > n) printf "  and %d more: --json has them all\n", groups - n
  for (i = 1; i <= hints; i++) print "  " HINT[i]
}
function show_interfaces(   i, n, part) {
  for (n = 0; n < 20 && (i = greatest(SIZE, shown_interfaces)); n++) {
    split(INTERFACE[i], part, "\t")
    printf "  %-22s %-34s %-10s %-15s %11s\n", part[3],
      substr(part[4] == "-" ? NAME[part[3]] : part[4] " " NAME[part[3]], 1, 34), part[5], substr(WORD[part[6]], 1, 16), size(SIZE[i])
  }
  for (i in SIZE) n--
  if (n < 0) printf "  and %d more: --json has them all\n", -n
}
function show_hours(   i, part) {
  heading("by hour")
  for (i = 1; i <= hourly; i++) {
    split(HOURLY[i], part, "\t")
    printf "  %s  %-20s %-22s %11s\n", clock(part[2]), part[3], WORD[part[4]], size(part[5])
  }
}
AWK
}
