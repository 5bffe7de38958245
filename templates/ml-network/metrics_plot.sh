#!/usr/bin/env bash
#
# What metrics.sh draws with --svg: a panel for each thing, a line for each direction, which breaks where there is no
# data. The same facts give the same bytes. It is included, never run.

# The picture is put together first, so that the file is written at once.
# usage: draw_metrics FILE <FACTS
draw_metrics() {
  local picture
  picture=$(awk "$(metrics_program)
$(metrics_plot_program)")
  printf '%s\n' "$picture" >"$1" || fail "$(shown "$1") cannot be written"
  complain "the picture is in $(shown "$1")"
}

# A picture stands on pages that are light or dark whatever the reader's setting, so it brings its own background.
metrics_plot_program() {
  cat <<'AWK'
END {
  LEFT = 64
  WIDTH = 672
  HEIGHT = 110
  PANEL = 188
  tall = 64 + PANEL * (things > 0 ? things : 1) + 18 * missing
  title = "What the network carried"
  about = sprintf("%s to %s UTC, Mbit/s in periods of %d s", time_of(0), time_of(periods), period)
  printf "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"760\" height=\"%d\" viewBox=\"0 0 760 %d\" role=\"img\" aria-labelledby=\"title about\">\n", tall, tall
  printf "<title id=\"title\">%s</title>\n<desc id=\"about\">%s</desc>\n", title, about
  style()
  printf "<rect class=\"page\" x=\"0.5\" y=\"0.5\" width=\"759\" height=\"%d\" rx=\"8\"/>\n", tall - 1
  label(24, 32, "title", title)
  label(24, 52, "small", about)
  for (thing = 1; thing <= things; thing++) panel(thing, 64 + PANEL * (thing - 1))
  for (i = 1; i <= missing; i++) label(24, 64 + PANEL * (things > 0 ? things : 1) + 18 * i - 8, "small", MISSING[i])
  print "</svg>"
}
function style() {
  print "<style>"
  print "svg { font-family: system-ui, -apple-system, \"Segoe UI\", Helvetica, Arial, sans-serif }"
  print ".page { fill: #ffffff; stroke: #d0d7de }"
  print "text { fill: #1f2328; font-size: 13px }"
  print ".title { font-size: 16px; font-weight: 600 }"
  print ".small { fill: #59636e; font-size: 12px }"
  print ".grid { stroke: #e4e8ec }"
  print ".in, .out { fill: none; stroke-width: 1.5; stroke-linejoin: round }"
  print ".in { stroke: #1f6feb } .out { stroke: #bc4c00; stroke-dasharray: 5 2 }"
  print "@media (prefers-color-scheme: dark) {"
  print ".page { fill: #0d1117; stroke: #3d444d }"
  print "text { fill: #f0f6fc }"
  print ".small { fill: #9198a1 }"
  print ".grid { stroke: #262c36 }"
  print ".in { stroke: #4493f8 } .out { stroke: #f0883e }"
  print "}"
  print "</style>"
}
function escaped(text) {
  # What & stands for in a replacement differs from awk to awk, when a backslash is before it: letter by letter.
  for (letter = result = ""; text != ""; text = substr(text, 2)) {
    letter = substr(text, 1, 1)
    result = result (letter == "&" ? "&" "amp;" : letter == "<" ? "&" "lt;" : letter == ">" ? "&" "gt;" : letter == "\"" ? "&" "quot;" : letter)
  }
  return result
}
function label(x, y, class, text) { printf "<text class=\"%s\" x=\"%.1f\" y=\"%.1f\">%s</text>\n", class, x, y, escaped(text) }
function panel(thing, y,   top, step, value, gone) {
  label(24, y + 22, "", TITLE[KIND[thing]] " " ID[thing])
  if (!COUNT[thing, "in"] && !COUNT[thing, "out"]) {
    label(24, y + 42, "small", "CloudWatch has no data of this time")
    return
  }
  printf "<path class=\"in\" d=\"M24 %dh20\"/>\n", y + 36
  label(50, y + 40, "small", words(thing, "in"))
  printf "<path class=\"out\" d=\"M384 %dh20\"/>\n", y + 36
  label(410, y + 40, "small", words(thing, "out"))
  top = peak(thing, "in") > peak(thing, "out") ? peak(thing, "in") : peak(thing, "out")
  step = nice(top / 4)
  while (step * 4 < top) step *= 2
  for (value = 0; value <= 4; value++) {
    printf "<path class=\"grid\" d=\"M%d %.1fh%d\"/>\n", LEFT, y + 54 + HEIGHT * (1 - value / 4), WIDTH
    printf "<text class=\"small\" x=\"%d\" y=\"%.1f\" text-anchor=\"end\">%s</text>\n", LEFT - 8, y + 58 + HEIGHT * (1 - value / 4), amount(step * value)
  }
  curve(thing, "in", y + 54, step * 4)
  curve(thing, "out", y + 54, step * 4)
}
function words(thing, series) {
  if (!COUNT[thing, series]) return series ": no data"
  return sprintf("%s: peak %s, average %s%s", series, amount(peak(thing, series)), amount(average(thing, series)),
    COUNT[thing, series] < periods ? sprintf("; no data in %d of %d", periods - COUNT[thing, series], periods) : "")
}
function amount(value) { return sprintf(value >= 100 || value == 0 ? "%.0f" : value >= 1 ? "%.1f" : "%.3f", value) }
# 1, 2 or 5 times a power of ten, not less than a value.
function nice(value,   power) {
  if (value <= 0) return 1
  power = 1
  while (power > value) power /= 10
  while (power * 10 <= value) power *= 10
  return power * (value <= power ? 1 : value <= 2 * power ? 2 : value <= 5 * power ? 5 : 10)
}
# Each period is level, so that one by itself can be seen, too.
function curve(thing, series, y, top,   slot, path, pen, wide, at) {
  wide = WIDTH / periods
  for (slot = 0; slot < periods; slot++) {
    if (!((thing, series, slot) in HAS)) {
      pen = 0
      continue
    }
    at = y + HEIGHT * (1 - mbits(VALUE[thing, series, slot], period) / top)
    path = path sprintf("%s%.2f %.2fh%.2f", pen ? "L" : "M", LEFT + slot * wide, at, wide)
    pen = 1
  }
  if (path != "") printf "<path class=\"%s\" d=\"%s\"/>\n", series, path
}
AWK
}
