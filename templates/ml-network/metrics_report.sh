#!/usr/bin/env bash
#
# What metrics.sh says to people: numbers, and a plot of a line for each direction. It is included, never run.

show_text() {
  local utf8=""
  case $ACCELGEN_LOCALE in *[Uu][Tt][Ff]8* | *[Uu][Tt][Ff]-8*) utf8=1 ;; esac
  UTF8=$utf8 awk "$(metrics_program)
$(metrics_text_program)"
}

metrics_text_program() {
  cat <<'AWK'
# The mark of a column without data is a blank; that of zero is the lowest mark.
BEGIN { MARKS = split(ENVIRON["UTF8"] ? "▁ ▂ ▃ ▄ ▅ ▆ ▇ █" : "_ . - : = + * #", MARK, " ") }
END {
  printf "%s to %s UTC, periods of %d s; Mbit/s = bytes / %d x 8 / 1,000,000\n", time_of(0), time_of(periods), period, period
  for (thing = 1; thing <= things; thing++) show(thing)
  for (i = 1; i <= missing; i++) printf "\n%s\n", MISSING[i]
}
function show(thing,   scale) {
  printf "\n%s %s%s\n", TITLE[KIND[thing]], ID[thing], (STATE[thing] == "-" ? "" : ", now " STATE[thing])
  if (!COUNT[thing, "in"] && !COUNT[thing, "out"]) {
    print "  CloudWatch has no data of this time"
    return
  }
  scale = peak(thing, "in") > peak(thing, "out") ? peak(thing, "in") : peak(thing, "out")
  direction(thing, "in", scale)
  direction(thing, "out", scale)
  if (COUNT[thing, "connections"]) printf "  %-12s %.0f at a time at most\n", "connections", PEAK[thing, "connections"]
  if (KIND[thing] == "nat") {
    counted(thing, "ports", "times that ports ran out")
    counted(thing, "dropped", "packets dropped")
    counted(thing, "idle", "connections closed after 350 s without use")
  }
  if (COUNT[thing, "down"]) printf "  %-12s %s\n", "state", (LEAST[thing, "down"] >= 1 ? "up all the time that is known" : "down at times")
}
function counted(thing, series, words) {
  if (COUNT[thing, series]) printf "  %-12s %.0f %s\n", series, SUM[thing, series], words
  else printf "  %-12s no data: %s\n", series, words
}
function direction(thing, series, scale) {
  if (!COUNT[thing, series]) {
    printf "  %-12s no data\n", series
    return
  }
  printf "  %-12s peak %s Mbit/s (%s), average %s%s\n", series, amount(peak(thing, series)), substr(time_of(AT[thing, series]), 6),
    amount(average(thing, series)), gap(thing, series)
  printf "  |%s| 0 to %s Mbit/s\n", plot(thing, series, scale), amount(scale)
}
function gap(thing, series) {
  return COUNT[thing, series] < periods ? sprintf("; %d of %d periods have no data", periods - COUNT[thing, series], periods) : ""
}
function amount(value) { return sprintf(value >= 100 ? "%.0f" : value >= 1 ? "%.1f" : "%.3f", value) }
# The busiest period of each column.
function plot(thing, series, scale,   columns, i, slot, from, to, most, has, line) {
  columns = periods < 64 ? periods : 64
  for (i = 0; i < columns; i++) {
    from = int(i * periods / columns)
    to = int((i + 1) * periods / columns)
    most = has = 0
    for (slot = from; slot < to; slot++)
      if ((thing, series, slot) in HAS) {
        has = 1
        if (VALUE[thing, series, slot] > most) most = VALUE[thing, series, slot]
      }
    line = line (has ? MARK[scale > 0 ? 1 + int(mbits(most, period) / scale * (MARKS - 1) + 0.5) : 1] : " ")
  }
  return line
}
AWK
}
