#!/usr/bin/env bash
#
# What savings.sh says as one JSON object, for programs. It is included, never run.

# Gigabytes are of 1024³ bytes, money is of `currency`. Null is what is not known.
savings_json_program() {
  cat <<'AWK'
function list() { printf "%s],\n", items ? "\n  " : ""; items = 0 }
function item(value) { printf "%s\n    %s", items++ ? "," : "", value }
function number(value, is_known) { return is_known ? sprintf("%.6f", value) : "null" }
function cost(gigabytes, is_known) { return number(gigabytes * gb_price, is_known && has_gb) }
END {
  work_out()
  all_days()
  print "{"
  printf "  \"vpc\": %s, \"region\": %s,\n", text(vpc), text(region)
  printf "  \"days\": {\"first\": %s, \"last\": %s, \"count\": %d, \"metered\": %d},\n", text(first_day), text(DAY[days]), days, metered
  printf "  \"prices\": {\"gigabyte\": %s, \"hour\": %s, \"currency\": %s, \"yours\": %s},\n", number(gb_price, has_gb), number(hour_price, has_hour), text(currency), (whose == "yours" ? "true" : "false")
  printf "  \"perMonth\": {\"gigabytes\": %s, \"gigabytesSavable\": %s, \"costOfGigabytes\": %s, \"costOfHours\": %s, \"saved\": %s, \"savedShare\": %s,\n    \"services\": [",
    number(monthly, 1), number(savable, has_share), cost(monthly, 1), number(hours_cost, has_hour), cost(savable, has_share),
    number(hours_cost + gb_price * monthly ? gb_price * savable / (hours_cost + gb_price * monthly) : 0, has_share && has_gb && has_hour)
  for (s = 1; s <= SERVICES; s++)
    item(sprintf("{\"service\": %s, \"byNat\": %s, \"costByNat\": %s, \"share\": %s, \"byEndpoint\": %s}", text(SERVICE[s]), number(monthly * SHARE[SERVICE[s]], has_share),
      cost(monthly * SHARE[SERVICE[s]], has_share), number(SHARE[SERVICE[s]], has_share), number(THROUGH[SERVICE[s]], flow_hours)))
  items = 0
  print "\n    ]},"
  printf "  \"nats\": ["
  for (i = 1; i <= nats; i++)
    item(sprintf("{\"nat\": %s, \"state\": %s, \"bytes\": %.0f, \"hardlyUsed\": %s}", text(NAT[i]), text(STATE[NAT[i]]), BY[NAT[i]], is_idle(NAT[i]) ? "true" : "false"))
  list()
  printf "  \"endpoints\": ["
  for (i = 1; i <= endpoints; i++) {
    split(ENDPOINT[i], part, "\t")
    item(sprintf("{\"endpoint\": %s, \"service\": %s, \"since\": %s}", text(part[1]), text(part[2]), part[3] == "-" ? "null" : text(part[3])))
  }
  list()
  printf "  \"comparisons\": ["
  for (s = 1; s <= SERVICES; s++)
    if (compare(SERVICE[s])) item(sprintf("{\"service\": %s, \"since\": %s, \"bytesADayBefore\": %.0f, \"bytesADaySince\": %.0f}", text(SERVICE[s]), text(SINCE[SERVICE[s]]), before_bytes, since_bytes))
  list()
  printf "  \"daily\": ["
  for (i = 1; i <= days; i++)
    item(sprintf("{\"day\": %s, \"bytes\": %s, \"cost\": %s}", text(DAY[i]), DAY[i] in HAS ? sprintf("%.0f", ON[DAY[i]]) : "null",
      number(ON[DAY[i]] / GIGABYTE * gb_price + hour_price * 24 * standing, has_gb && has_hour && DAY[i] in HAS)))
  list()
  printf "  \"bill\": ["
  for (i = 1; i <= usages; i++)
    item(sprintf("{\"usageType\": %s, \"quantity\": %s, \"cost\": %s, \"currency\": %s}", text(USAGE[i]), number(QUANTITY[USAGE[i]], 1), number(COST[USAGE[i]], 1), text(CURRENCY[USAGE[i]])))
  list()
  printf "  \"billPages\": %d,\n", pages
  printf "  \"cannotTell\": ["
  n = gaps(gap)
  for (i = 1; i <= n; i++) item(text(gap[i]))
  printf "%s]\n}\n", items ? "\n  " : ""
}
AWK
}
