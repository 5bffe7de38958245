#!/usr/bin/env bash
#
# What savings.sh says: tables for people, or one JSON object. It is included, never run.

# usage: show_savings text|json <FACTS
show_savings() {
  local program
  program=$(sums_program)$'\n'$(clock_program)$'\n'$(seconds_program)$'\n'$(quoting_program)
  if [[ $1 == json ]]; then
    program+=$'\n'$(savings_json_program)
  else
    program+=$'\n'$(savings_text_program)$'\n'$(wrapping_program)
  fi
  LC_ALL=C awk "$program" | show_lines
}

# At most 100 columns wide.
savings_text_program() {
  cat <<'AWK'
function heading(words) { printf "\n==> %s\n", words }
function money(amount) { return has_gb ? sprintf("%.2f", amount) : "?" }
function row(words, gigabytes, amount, remark) { printf "  %-34s %14s %12s%s\n", words, gigabytes, amount, (remark == "" ? "" : "  " remark) }
function volume(gigabytes) { return sprintf("%.2f", gigabytes) }
END {
  work_out()
  all_days()
  printf "==> %s in %s, %s to %s: %d NAT gateways, %d days\n", vpc, region, first_day, DAY[days], standing, days
  if (has_gb) printf "%s %s a GB, %s %s an hour: %s\n", gb_price, currency, has_hour ? hour_price : "?", currency,
    (whose == "yours" ? "as you say" : "list prices, not asked for now")
  print "GB are of 1024^3 bytes, months of 730 hours"
  printf "\n"
  row("a month", "GB", currency, "")
  if (has_share) for (s = 1; s <= SERVICES; s++)
    if (SHARE[SERVICE[s]] > 0) row("to " TITLE[SERVICE[s]] " by NAT", volume(monthly * SHARE[SERVICE[s]]), money(monthly * SHARE[SERVICE[s]] * gb_price),
      SERVICE[s] in SINCE ? "still goes round its endpoint" : "an endpoint would carry it")
  row(has_share ? "the rest by NAT" : "by NAT", volume(rest), money(rest * gb_price), "stays")
  row("hours of " standing + 0 " NAT gateways", "", has_hour ? sprintf("%.2f", hours_cost) : "?", "stay as long as these do")
  if (has_gb && has_hour) row("all of it", volume(monthly), money(hours_cost + monthly * gb_price), "")
  if (has_share && has_gb) show_saving()
  if (passed > 0) show_passed()
  if (nats) {
    heading("by NAT gateway")
    for (i = 1; i <= nats; i++)
      row(NAT[i] (STATE[NAT[i]] == "available" ? "" : " (" STATE[NAT[i]] ")"), volume(a_month(BY[NAT[i]])), money(a_month(BY[NAT[i]]) * gb_price),
        is_idle(NAT[i]) ? "hardly used: is it still needed?" : "")
  }
  for (s = 1; s <= SERVICES; s++)
    if (compare(SERVICE[s])) {
      heading("NAT gateways before and since " SINCE[SERVICE[s]] ", when " TITLE[SERVICE[s]] " got its endpoint")
      row("a day before (" before_days " days)", volume(before_bytes / GIGABYTE), money(before_bytes / GIGABYTE * gb_price), "")
      row("a day since (" since_days " days)", volume(since_bytes / GIGABYTE), money(since_bytes / GIGABYTE * gb_price), "whatever the reason")
    }
  if (pages) show_bill()
  n = gaps(gap)
  if (n > 0) heading("what this cannot tell")
  for (i = 1; i <= n; i++) show_wrapped(gap[i])
}
function show_saving(   sum) {
  heading("what endpoints " (endpoints ? "can still save" : "would save"))
  printf "  price of a GB x GB to S3 and DynamoDB by NAT = %s x %.2f = %.2f %s a month\n", gb_price, savable, gb_price * savable, currency
  if (!has_hour) return
  sum = hours_cost + gb_price * monthly
  if (sum > 0)
    printf "  %.1f %% of all of it: %.2f / (%s x 730 x %d + %s x %.2f)\n", 100 * gb_price * savable / sum, gb_price * savable, hour_price, standing, gb_price, monthly
  print "  The hours of NAT gateways are not saved: they fall away only with the NAT gateways."
}
function show_passed(   s) {
  heading("what the endpoints carry already")
  for (s = 1; s <= SERVICES; s++)
    if (THROUGH[SERVICE[s]] > 0) row("to " TITLE[SERVICE[s]] " by its endpoint", volume(THROUGH[SERVICE[s]]), money(THROUGH[SERVICE[s]] * gb_price), "what a NAT gateway would bill for it")
}
function show_bill(   i, name) {
  heading("the bill: all NAT gateways of the account in " region)
  for (i = 1; i <= usages; i++) {
    name = USAGE[i]
    printf "  %-34s %14.2f %12.2f  %s%s\n", name, QUANTITY[name], COST[name], CURRENCY[name],
      (QUANTITY[name] > 0 ? sprintf(", %.4f each", COST[name] / QUANTITY[name]) : "")
  }
  if (!usages) print "  nothing"
  printf "  %d pages of Cost Explorer, 0.01 USD each%s\n", pages, (estimated != "" ? "; AWS still estimates some of the days" : "")
}
AWK
}
