#!/usr/bin/env bash
#
# The report as one JSON object, for programs. It is included, never run.

# Bytes are whole numbers. `ways` are the bytes at the clients; `natBilled`, which is the same traffic seen from the
# NAT gateways, is what they bill. Null is what the records cannot tell.
json_program() {
  cat <<'AWK'
function known(value) { return value == "-" || value == "" ? "null" : text(value) }
function when(hour) { return text(substr(clock(hour), 1, 10) "T" substr(clock(hour), 12) ":00Z") }
function bytes(to, from) { return sprintf("\"to\": %.0f, \"from\": %.0f, \"bytes\": %.0f", to, from, to + from) }
function list() { printf "%s],\n", items ? "\n  " : ""; items = 0 }
function item(value) { printf "%s\n    %s", items++ ? "," : "", value }
END {
  print "{"
  if (first == "") print "  \"hours\": null,"
  else printf "  \"hours\": {\"first\": %s, \"last\": %s, \"count\": %d},\n", when(first), when(last), hours
  printf "  \"records\": {\"read\": %.0f, \"counted\": %.0f, \"noData\": %.0f, \"skipped\": %.0f, ", COUNT[2], COUNT[9], COUNT[3], COUNT[4]
  printf "\"rejected\": %.0f, \"unreadable\": %.0f, \"ofUnknownNats\": %.0f, \"withoutPath\": %.0f},\n", COUNT[5], COUNT[6], COUNT[7], COUNT[10]
  printf "  \"lowerBound\": %s,\n", (COUNT[4] > 0 ? "true" : "false")
  printf "  \"skippedInterfaces\": ["
  for (i = 1; i <= lost; i++) item(text(LOST[i]))
  list()
  printf "  \"cannotTell\": ["
  n = gaps(gap)
  for (i = 1; i <= n; i++) item(text(gap[i]))
  list()
  printf "  \"services\": ["
  for (s = 1; s <= SERVICES; s++)
    if (SERVICE[s] in SEEN) item(service_object(SERVICE[s]))
  list()
  printf "  \"nats\": ["
  for (i = 1; i <= billed; i++) {
    split(NAT[i], part, "\t")
    item(sprintf("{\"nat\": %s, \"service\": %s, %s}", text(part[2]), text(part[3]), bytes(part[4], part[5])))
  }
  list()
  printf "  \"interfaces\": ["
  for (i = 1; i <= interfaces; i++) item(interface_object(INTERFACE[i]))
  list()
  if (ENVIRON["AWK_HOURS"] == "true") {
    printf "  \"hourly\": ["
    for (i = 1; i <= hourly; i++) {
      split(HOURLY[i], part, "\t")
      item(sprintf("{\"hour\": %s, \"service\": %s, \"way\": %s, \"bytes\": %.0f}", when(part[2]), text(part[3]),
        text(part[4] == "billed" ? "natBilled" : part[4]), part[5]))
    }
    list()
  }
  printf "  \"received\": {\"byFlow\": %.0f, \"byInterface\": %.0f, \"undecided\": %.0f, \"unknown\": %.0f}\n}\n",
    SETTLED["flow"], SETTLED["interface"], SETTLED["undecided"], SETTLED["unknown"]
}
function service_object(service,   w, line, separator) {
  line = "{\"service\": " text(service) ", \"natBilled\": " ((service, "billed") in TO ? sums(service, "billed") : "null") ", \"ways\": {"
  for (w = 1; w <= WAYS; w++)
    if (WAY[w] != "billed" && (service, WAY[w]) in TO) {
      line = line separator "\n      " text(WAY[w]) ": " sums(service, WAY[w])
      separator = ","
    }
  return line "}}"
}
function sums(service, way) {
  return "{" bytes(TO[service, way], FROM[service, way]) sprintf(", \"meanPerHour\": %.0f, \"peak\": %.0f, \"peakHour\": ",
    mean(service, way), PEAK[service, way]) when(AT[service, way]) "}"
}
function interface_object(line,   part, table) {
  split(line, part, "\t")
  table = part[2] in TABLE ? TABLE[part[2]] : ""
  return "{\"interface\": " known(part[3]) ", \"what\": " known(NAME[part[3]]) ", \"instance\": " known(part[4]) \
    ", \"subnet\": " known(part[2]) ", \"subnetName\": " known(NAME[part[2]]) ", \"routeTable\": " known(table) \
    ",\n      \"tableHasRoute\": " (table == "" ? "null" : (table, part[5]) in ROUTED ? "true" : "false") \
    ", \"service\": " text(part[5]) ", \"way\": " text(part[6]) ", " bytes(part[7], part[8]) "}"
}
AWK
}
