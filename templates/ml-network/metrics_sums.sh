#!/usr/bin/env bash
#
# What follows from the facts of metrics.sh, in numbers: the part of the program that the report, the JSON and the
# picture share. It is included, never run.

metrics_program() {
  clock_program
  cat <<'AWK'
BEGIN {
  FS = "\t"
  TITLE["nat"] = "NAT gateway"
  TITLE["tunnel"] = "VPN tunnel"
  TITLE["instance"] = "instance"
}
$1 == "span" { begin = $2; end = $3; period = $4; periods = (end - begin) / period }
$1 == "thing" { KIND[++things] = $3; ID[things] = $4; STATE[things] = $5 }
$1 == "missing" { MISSING[++missing] = $2 }
$1 == "point" && $4 >= begin && $4 < end {
  slot = int(($4 - begin) / period)
  VALUE[$2, $3, slot] += $5
  if (!(($2, $3, slot) in HAS)) COUNT[$2, $3]++
  HAS[$2, $3, slot]
  SUM[$2, $3] += $5
  if (!(($2, $3) in PEAK) || VALUE[$2, $3, slot] > PEAK[$2, $3]) { PEAK[$2, $3] = VALUE[$2, $3, slot]; AT[$2, $3] = slot }
  if (!(($2, $3) in LEAST) || VALUE[$2, $3, slot] < LEAST[$2, $3]) LEAST[$2, $3] = VALUE[$2, $3, slot]
}
# Bytes of so many seconds as Mbit/s.
function mbits(bytes, seconds) { return bytes / seconds * 8 / 1000000 }
function peak(thing, series) { return mbits(PEAK[thing, series], period) }
# The mean of the periods that have data.
function average(thing, series) { return COUNT[thing, series] ? mbits(SUM[thing, series], COUNT[thing, series] * period) : 0 }
# The time at which a period begins, to the minute.
function time_of(slot,   minutes, hour) {
  minutes = (begin + slot * period) / 60
  hour = clock(int(minutes / 60))
  return substr(hour, 1, 14) sprintf("%02d", minutes % 60)
}
AWK
}
