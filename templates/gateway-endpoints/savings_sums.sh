#!/usr/bin/env bash
#
# What follows from the facts, in numbers: the part of the program that the report, the JSON and the picture share. It
# is included, never run.

# Money is worked out where its price is known, and nowhere else.
sums_program() {
  cat <<'AWK'
BEGIN {
  FS = "\t"
  GIGABYTE = 1024 * 1024 * 1024
  MONTH = 730
  SERVICES = split("s3 s3express dynamodb", SERVICE, " ")
  TITLE["s3"] = "S3"
  TITLE["s3express"] = "S3 Express"
  TITLE["dynamodb"] = "DynamoDB"
}
$1 == "site" { vpc = $2; region = $3 }
$1 == "days" { first_day = $2; end_day = $3; days = $4 }
$1 == "price" {
  if ($2 != "-") gb_price = $2 + 0
  if ($3 != "-") hour_price = $3 + 0
  has_gb = $2 != "-"
  has_hour = $3 != "-"
  currency = $4
  whose = $5
}
$1 == "nat" {
  NAT[++nats] = $2
  STATE[$2] = $3
  if ($3 == "available" || $3 == "pending") standing++
}
$1 == "endpoint" {
  ENDPOINT[++endpoints] = $2 "\t" $3 "\t" $4
  if (!($3 in SINCE) || $4 < SINCE[$3]) SINCE[$3] = $4
}
$1 == "day" {
  ON[$2] += $4
  BY[$3] += $4
  carried += $4
  HAS[$2]
}
$1 == "carried" { meanwhile += $2 }
$1 == "flow_hours" { flow_hours = $4 }
$1 == "lower" { lower = 1 }
$1 == "billed" { BILLED[$2] += $3; has_billed = 1 }
$1 == "way" && $3 == "endpoint" { PASSED[$2] += $4 }
$1 == "bill" {
  if (!($3 in COST)) USAGE[++usages] = $3
  COST[$3] += $4
  CURRENCY[$3] = $5
  QUANTITY[$3] += $6
}
$1 == "estimated" { estimated = $2 }
$1 == "pages" { pages = $2 }

# Called first in END: what the services have of the gigabytes, and what all of it costs.
function work_out(   s, name, part) {
  for (name in HAS) metered++
  # The mean of the days that the metrics know.
  monthly = a_month(carried)
  hours_cost = hour_price * MONTH * standing
  has_share = has_billed && meanwhile > 0
  for (s = 1; s <= SERVICES; s++) {
    name = SERVICE[s]
    if (has_share) {
      SHARE[name] = BILLED[name] / meanwhile
      part += SHARE[name]
    }
    if (flow_hours) THROUGH[name] = PASSED[name] / flow_hours * MONTH / GIGABYTE
    passed += THROUGH[name]
  }
  # Where the log counts more than the metrics, the shares have to fit into the whole.
  if (part > 1) {
    over = part
    for (s = 1; s <= SERVICES; s++) SHARE[SERVICE[s]] /= over
    part = 1
  }
  share = part
  savable = monthly * share
  rest = monthly - savable
}
function a_month(bytes) { return metered ? bytes / metered / 24 * MONTH / GIGABYTE : 0 }
# The days in their order.
function all_days(   i, begin) {
  begin = seconds(first_day) / 3600
  for (i = 0; i < days; i++) DAY[i + 1] = substr(clock(begin + 24 * i), 1, 10)
}
# Bytes a day before and since a service has its endpoint; the day itself is neither. False where one side is empty.
function compare(service,   i, before, since) {
  before_days = since_days = before = since = 0
  if (!(service in SINCE) || SINCE[service] == "-") return 0
  for (i = 1; i <= days; i++) {
    if (!(DAY[i] in HAS)) continue
    if (DAY[i] < SINCE[service]) { before += ON[DAY[i]]; before_days++ }
    if (DAY[i] > SINCE[service]) { since += ON[DAY[i]]; since_days++ }
  }
  if (!before_days || !since_days) return 0
  before_bytes = before / before_days
  since_bytes = since / since_days
  return 1
}
# Whether a NAT gateway's bytes cost less than a hundredth of its hours.
function is_idle(nat) {
  return has_gb && has_hour && metered && STATE[nat] == "available" && a_month(BY[nat]) * gb_price < hour_price * MONTH / 100
}
# What cannot be told, a line each.
function gaps(line,   n) {
  n = 0
  if (!has_gb) line[++n] = "money: the price of a NAT gateway's gigabyte in " region " is not known (--nat-gb-price)"
  if (!has_hour) line[++n] = "what the hours of NAT gateways cost in " region " (--nat-hour-price)"
  if (!flow_hours) line[++n] = "which part goes to S3 and DynamoDB: ./traffic.sh FILES --json >FILE tells, then --traffic FILE"
  else if (!has_billed) line[++n] = "which part goes to S3 and DynamoDB: the flow logs have no record of a NAT gateway to them; nothing goes that way any more, or they are not of the whole VPC"
  else if (!meanwhile) line[++n] = "which part goes to S3 and DynamoDB: the metrics have no bytes for the hours of the flow logs"
  if (over > 1.05) line[++n] = sprintf("why the flow logs count %.2f times what the metrics have for the same hours: two logs of one VPC, or of another one?", over)
  if (lower) line[++n] = "what AWS skipped: the flow logs, and so the shares, are a lower bound"
  if (metered < days) line[++n] = sprintf("%d of %d days, for which the metrics have no bytes: a month is the mean of the others", days - metered, days)
  if (has_share) line[++n] = sprintf("other times: the shares are those of %d hours of flow logs", flow_hours)
  return n
}
AWK
}
