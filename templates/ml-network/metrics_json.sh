#!/usr/bin/env bash
#
# What metrics.sh says as one JSON object, for programs. It is included, never run.

show_json() {
  awk "$(metrics_program)
$(quoting_program)
$(metrics_json_program)"
}

# Null is what is not known.
metrics_json_program() {
  cat <<'AWK'
function stamp(slot,   time) {
  time = time_of(slot)
  return "\"" substr(time, 1, 10) "T" substr(time, 12) ":00Z\""
}
function direction(thing, name) {
  if (!COUNT[thing, name]) return "null"
  return sprintf("{\"bytes\": %.0f, \"peakMbitPerSecond\": %.6f, \"peakAt\": %s, \"averageMbitPerSecond\": %.6f, \"periodsWithData\": %d}",
    SUM[thing, name], peak(thing, name), stamp(AT[thing, name]), average(thing, name), COUNT[thing, name])
}
function total(thing, name) { return COUNT[thing, name] ? sprintf("%.0f", SUM[thing, name]) : "null" }
function rate(thing, name, slot) { return ((thing, name, slot) in HAS) ? sprintf("%.6f", mbits(VALUE[thing, name, slot], period)) : "null" }
END {
  printf "{\n  \"begin\": %s, \"end\": %s, \"periodSeconds\": %d, \"periods\": %d,\n  \"things\": [", stamp(0), stamp(periods), period, periods
  for (thing = 1; thing <= things; thing++) {
    printf "%s\n    {\"kind\": %s, \"id\": %s,\n", (thing > 1 ? "," : ""), text(KIND[thing]), text(ID[thing])
    printf "     \"in\": %s,\n     \"out\": %s,\n", direction(thing, "in"), direction(thing, "out")
    if (KIND[thing] == "nat")
      printf "     \"mostConnections\": %s, \"portErrors\": %s, \"packetsDropped\": %s, \"idleTimeouts\": %s,\n",
        COUNT[thing, "connections"] ? sprintf("%.0f", PEAK[thing, "connections"]) : "null", total(thing, "ports"), total(thing, "dropped"), total(thing, "idle")
    if (KIND[thing] == "tunnel")
      printf "     \"up\": %s, \"wasAlwaysUp\": %s,\n", (STATE[thing] == "UP" ? "true" : "false"),
        (COUNT[thing, "down"] ? (LEAST[thing, "down"] >= 1 ? "true" : "false") : "null")
    printf "     \"mbitPerSecond\": ["
    for (slot = 0; slot < periods; slot++)
      printf "%s\n       {\"at\": %s, \"in\": %s, \"out\": %s}", slot ? "," : "", stamp(slot), rate(thing, "in", slot), rate(thing, "out", slot)
    printf "\n     ]}"
  }
  printf "%s],\n  \"cannotTell\": [", things ? "\n  " : ""
  for (i = 1; i <= missing; i++) printf "%s%s", (i > 1 ? ", " : ""), text(MISSING[i])
  print "]\n}"
}
AWK
}
