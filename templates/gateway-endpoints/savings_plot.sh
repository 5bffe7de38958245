#!/usr/bin/env bash
#
# What savings.sh draws with --svg: each day's cost as a bar, what endpoints carry or could carry at its top, and the
# shares of a month. The same facts give the same bytes. It is included, never run.

# The picture is put together first, so that the file is written at once.
# usage: draw_savings FILE <FACTS
draw_savings() {
  local picture folder=.
  if [[ $1 == */* ]]; then folder=${1%/*}/; fi
  [[ -d $folder && -w $folder && ! -d $1 ]] || fail "$(shown "$1") cannot be written"
  picture=$(LC_ALL=C awk "$(sums_program)
$(clock_program)
$(seconds_program)
$(plot_program)")
  printf '%s\n%s\n</svg>\n' "$(plot_style)" "$picture" >"$1"
  complain "the picture is in $(shown "$1")"
}

# A picture stands on pages that are light or dark whatever the reader's setting, so it brings its own background.
plot_style() {
  cat <<'SVG'
<svg xmlns="http://www.w3.org/2000/svg" width="760" height="440" viewBox="0 0 760 440" role="img" aria-labelledby="title about">
<style>
svg { font-family: system-ui, -apple-system, "Segoe UI", Helvetica, Arial, sans-serif }
.page { fill: #ffffff; stroke: #d0d7de }
text { fill: #1f2328; font-size: 13px }
.title { font-size: 16px; font-weight: 600 }
.small { fill: #59636e; font-size: 12px }
.grid { stroke: #e4e8ec }
.hours { fill: #8c959f } .rest { fill: #1f6feb } .dynamodb { fill: #8250df } .s3 { fill: #1a7f5a } .s3express { fill: #0f5132 }
.after { stroke: #1f2328; stroke-width: 2; fill: none }
.since { stroke: #b42318; stroke-dasharray: 4 3 }
.missing { fill: #59636e; fill-opacity: 0.2 }
@media (prefers-color-scheme: dark) {
.page { fill: #0d1117; stroke: #3d444d }
text { fill: #f0f6fc }
.small { fill: #9198a1 }
.grid { stroke: #262c36 }
.hours { fill: #7d8590 } .rest { fill: #4493f8 } .dynamodb { fill: #a97bf5 } .s3 { fill: #3fb68b } .s3express { fill: #2a9d74 }
.after { stroke: #f0f6fc }
.since { stroke: #ff9b8e }
}
</style>
<rect class="page" x="0.5" y="0.5" width="759" height="439" rx="8"/>
SVG
}

plot_program() {
  cat <<'AWK'
END {
  work_out()
  all_days()
  LEFT = 64
  WIDTH = 672
  TOP = 104
  HEIGHT = 190
  hours_day = hour_price * 24 * standing
  for (i = 1; i <= days; i++) if (DAY[i] in HAS && hours_day + data(i) > most) most = hours_day + data(i)
  step = nice(most / 4)
  top = step * 4
  while (top - step >= most && top > step) top -= step
  if (has_share) title = sprintf("%.2f of %.2f %s a month go to S3 and DynamoDB by NAT", savable * gb_price, hours_cost + monthly * gb_price, currency)
  else title = sprintf("NAT gateways cost %.2f %s a month", hours_cost + monthly * gb_price, currency)
  about = sprintf("%s, %s to %s, %s a day%s", vpc, first_day, DAY[days], currency, has_hour ? "" : ", without the hours of NAT gateways")
  printf "<title id=\"title\">%s</title>\n<desc id=\"about\">%s: bars for days, shares of a month below</desc>\n", title, about
  label(24, 32, "title", title)
  label(24, 52, "small", about)
  legend()
  for (value = 0; value <= top + step / 2; value += step) {
    printf "<path class=\"grid\" d=\"M%d %.1fh%d\"/>\n", LEFT, at(value), WIDTH
    printf "<text class=\"small\" x=\"%d\" y=\"%.1f\" text-anchor=\"end\">%s</text>\n", LEFT - 8, at(value) + 4, amount(value)
  }
  wide = WIDTH / days
  for (i = 1; i <= days; i++) bar(i)
  if (has_share) after()
  for (s = 1; s <= SERVICES; s++) mark(SERVICE[s])
  label(LEFT, TOP + HEIGHT + 18, "small", first_day)
  printf "<text class=\"small\" x=\"%d\" y=\"%d\" text-anchor=\"end\">%s</text>\n", LEFT + WIDTH, TOP + HEIGHT + 18, DAY[days]
  shares()
}
function data(i) { return ON[DAY[i]] / GIGABYTE * gb_price }
function at(value) { return TOP + HEIGHT - (top > 0 ? value / top * HEIGHT : 0) }
function label(x, y, class, text) { printf "<text class=\"%s\" x=\"%.1f\" y=\"%.1f\">%s</text>\n", class, x, y, text }
function amount(value) { return sprintf(step < 0.1 ? "%.3f" : step < 1 ? "%.2f" : "%.1f", value) }
# 1, 2 or 5 times a power of ten, not less than a value.
function nice(value,   power) {
  if (value <= 0) return 1
  power = 1
  while (power > value) power /= 10
  while (power * 10 <= value) power *= 10
  return power * (value <= power ? 1 : value <= 2 * power ? 2 : value <= 5 * power ? 5 : 10)
}
function legend(   x, s) {
  x = 24
  if (has_hour) x = entry(x, "hours", "hours")
  x = entry(x, "rest", has_share ? "other GB" : "GB")
  if (has_share) for (s = SERVICES; s >= 1; s--) if (SHARE[SERVICE[s]] > 0) x = entry(x, SERVICE[s], TITLE[SERVICE[s]])
  if (has_share) {
    printf "<path class=\"after\" d=\"M%d 76h20\"/>\n", x
    label(x + 26, 80, "small", "what stays with endpoints for all of it")
  }
}
function entry(x, class, text) {
  printf "<rect class=\"%s\" x=\"%d\" y=\"70\" width=\"12\" height=\"12\" rx=\"2\"/>\n", class, x
  label(x + 18, 80, "small", text)
  return x + 38 + 8 * length(text)
}
function bar(i,   x, base, s, share_now) {
  x = LEFT + (i - 1) * wide
  gap_wide = wide > 6 ? 2 : 0
  if (!(DAY[i] in HAS)) {
    printf "<rect class=\"missing\" x=\"%.2f\" y=\"%d\" width=\"%.2f\" height=\"%d\"/>\n", x, TOP, wide - gap_wide, HEIGHT
    return
  }
  base = piece(x, 0, hours_day, "hours")
  base = piece(x, base, data(i) * (1 - share), "rest")
  for (s = SERVICES; s >= 1; s--) base = piece(x, base, data(i) * SHARE[SERVICE[s]], SERVICE[s])
}
function piece(x, base, value, class) {
  if (value > 0) printf "<rect class=\"%s\" x=\"%.2f\" y=\"%.2f\" width=\"%.2f\" height=\"%.2f\"/>\n", class, x, at(base + value), wide - gap_wide, at(base) - at(base + value)
  return base + value
}
function after(   i, path, pen) {
  for (i = 1; i <= days; i++) {
    if (!(DAY[i] in HAS)) {
      pen = 0
      continue
    }
    path = path sprintf("%s%.2f %.2fh%.2f", pen ? "L" : "M", LEFT + (i - 1) * wide, at(hours_day + data(i) * (1 - share)), wide)
    pen = 1
  }
  printf "<path class=\"after\" d=\"%s\"/>\n", path
}
# The day on which a service got its endpoint.
function mark(service,   i, x) {
  for (i = 1; i <= days; i++)
    if (service in SINCE && DAY[i] == SINCE[service]) {
      x = LEFT + (i - 0.5) * wide
      printf "<path class=\"since\" d=\"M%.1f %dv%d\"/>\n", x, TOP - 8, HEIGHT + 8
      printf "<text class=\"small\" x=\"%.1f\" y=\"%d\" text-anchor=\"%s\">endpoint for %s</text>\n", x + (x > 400 ? -4 : 4), TOP - 2 + 12 * marks++, (x > 400 ? "end" : "start"), TITLE[service]
    }
}
function shares(   sum, x, s, y) {
  sum = hours_cost + monthly * gb_price
  y = TOP + HEIGHT + 44
  label(24, y, "small", sprintf("a month: %.2f %s", sum, currency))
  if (sum <= 0) return
  x = slice(24, y + 10, hours_cost, sum, "hours", "hours")
  x = slice(x, y + 10, rest * gb_price, sum, "rest", has_share ? "other GB" : "GB")
  if (has_share) for (s = SERVICES; s >= 1; s--) x = slice(x, y + 10, monthly * SHARE[SERVICE[s]] * gb_price, sum, SERVICE[s], TITLE[SERVICE[s]])
}
function slice(x, y, value, sum, class, text,   width) {
  width = value / sum * 712
  if (value <= 0) return x
  printf "<rect class=\"%s\" x=\"%.2f\" y=\"%d\" width=\"%.2f\" height=\"22\"/>\n", class, x, y, width
  # In columns, so that those of narrow ones stay apart.
  label(24 + 178 * (slices % 4), y + 42 + 18 * int(slices / 4), "small", sprintf("%s %.2f (%.1f %%)", text, value, 100 * value / sum))
  slices++
  return x + width
}
AWK
}
