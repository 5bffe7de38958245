#!/usr/bin/env bash
#
# The report of access.sh as one JSON object, for programs. It is included, never run.

access_json_program() {
  cat <<'AWK'
function known(value) { return value == "-" || value == "" ? "null" : text(value) }
function list() { printf "%s],\n", items ? "\n  " : ""; items = 0 }
function item(value) { printf "%s\n    %s", items++ ? "," : "", value }
END {
  print "{"
  printf "  \"region\": %s,\n", text(ENVIRON["AWK_REGION"])
  if (first == "") print "  \"span\": null,"
  else printf "  \"span\": {\"first\": %s, \"last\": %s},\n", text(first), text(last)
  printf "  \"events\": {\"read\": %.0f, \"counted\": %.0f, \"ofOtherServices\": %.0f, \"ofOtherRegions\": %.0f, ", COUNT[2], COUNT[10], COUNT[3], COUNT[4]
  printf "\"twice\": %.0f, \"unreadable\": %.0f, \"networkAllowed\": %.0f, \"damagedFiles\": %.0f},\n", COUNT[5], COUNT[6], COUNT[9], COUNT[7]
  printf "  \"services\": ["
  for (s = 1; s <= SERVICES; s++) if (SERVICE[s] in SEEN) item(service_object(SERVICE[s]))
  list()
  printf "  \"uses\": ["
  for (i = 1; i <= uses; i++) {
    split(USE[i], part, "\t")
    item(sprintf("{\"service\": %s, \"way\": %s, \"endpoint\": %s, \"log\": %s, \"verdict\": %s, \"principal\": %s, \"action\": %s, \"resource\": %s, \"events\": %.0f}",
      text(part[2]), text(part[3]), known(part[4]), text(part[5]), text(part[6]), text(part[7]), text(part[8]), known(part[9]), part[10]))
  }
  list()
  printf "  \"addresses\": ["
  for (i = 1; i <= addresses; i++) {
    split(ADDRESS[i], part, "\t")
    item(sprintf("{\"service\": %s, \"way\": %s, \"address\": %s, \"events\": %.0f}", text(part[2]), text(part[3]), known(part[4]), part[5]))
  }
  list()
  printf "  \"unknownActions\": ["
  for (i = 1; i <= unknowns; i++) {
    split(UNKNOWN[i], part, "\t")
    item(sprintf("{\"service\": %s, \"action\": %s, \"events\": %.0f}", text(part[1]), text(part[2]), part[3]))
  }
  list()
  printf "  \"cannotTell\": ["
  n = gaps(gap)
  for (i = 1; i <= n; i++) item(text(gap[i]))
  printf "%s]\n}\n", items ? "\n  " : ""
}
function service_object(service,   w, line, separator) {
  line = sprintf("{\"service\": %s, \"dataEvents\": %.0f, \"managementEvents\": %.0f, \"networkEvents\": %.0f, \"ways\": {",
    text(service), TRAIL[service, "data"], TRAIL[service, "management"], TRAIL[service, "network"])
  for (w = 1; w <= WAYS; w++)
    if ((service, WAY[w]) in OF) {
      line = line separator "\n      " text(WAY[w]) ": " verdicts(service, WAY[w])
      separator = ","
    }
  return line "}}"
}
function verdicts(service, way,   v, line) {
  for (v = 1; v <= VERDICTS; v++) line = line (v > 1 ? ", " : "") sprintf("\"%s\": %.0f", VERDICT[v], OF[service, way, VERDICT[v]])
  return "{" line "}"
}
AWK
}
