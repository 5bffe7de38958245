#!/usr/bin/env bash
#
# What verify.sh draws with --svg: for each way its phases as one bar, and every try as a dot. The same
# times give the same bytes. It is sourced, never run.

# In pixels: the drawing area between the margins.
readonly PLOT_LEFT=24 PLOT_WIDTH=712

# The picture is put together first, so that the file is written at once.
draw_plot() {
  local picture
  picture=$(plot)
  printf '%s\n' "$picture" >"$SVG_FILE"
}

plot() {
  local step end tick x label about="until the first byte of $HOST"
  step=$(axis_step "$(axis_need)")
  end=$((($(axis_need) + step - 1) / step * step))
  if [[ -n $DIRECT_IP ]]; then about+=", without DNS"; fi
  if ((TRIES == 1)); then about+=", one try each way"; else about+=", $TRIES tries each way"; fi
  plot_head "$(verdict)" "$about"
  plot_legend
  for ((tick = 0; tick <= end; tick += step)); do
    x=$(place "$tick" "$end")
    label="<text class=\"small\" x=\"$x\" y=\"274\" text-anchor=\"$(tick_anchor "$tick" "$end")\">"
    # Interrupted where texts stand.
    say "<path class=\"grid\" d=\"M$x 118v54m0 28v58\"/>"
    say "$label$(tick_label "$tick")</text>"
  done
  plot_way direct 112 "$end"
  plot_way accelerated 194 "$end"
  say "</svg>"
}

# A picture stands on pages that are light or dark whatever the reader's setting, so it brings its own
# background.
# usage: plot_head TITLE SUBTITLE
plot_head() {
  cat <<END
<svg xmlns="http://www.w3.org/2000/svg" width="760" height="288" viewBox="0 0 760 288"
  role="img" aria-labelledby="title about">
<title id="title">$1</title>
<desc id="about">$2: medians of the phases as bars, single tries as dots</desc>
<style>
svg { font-family: system-ui, -apple-system, "Segoe UI", Helvetica, Arial, sans-serif }
.page { fill: #ffffff; stroke: #d0d7de }
text { fill: #1f2328; font-size: 13px }
.title { font-size: 16px; font-weight: 600 }
.way { font-weight: 600 }
.small { fill: #59636e; font-size: 12px }
.failed { fill: #b42318; font-weight: 600 }
.grid { stroke: #e4e8ec }
.dns { fill: #8c959f } .connect { fill: #1f6feb } .tls { fill: #8250df } .first { fill: #1a7f5a }
.try { fill: #1f2328; fill-opacity: 0.4 }
.median { stroke: #1f2328; stroke-width: 2 }
@media (prefers-color-scheme: dark) {
.page { fill: #0d1117; stroke: #3d444d }
text { fill: #f0f6fc }
.small { fill: #9198a1 }
.failed { fill: #ff9b8e }
.grid { stroke: #262c36 }
.dns { fill: #7d8590 } .connect { fill: #4493f8 } .tls { fill: #a97bf5 } .first { fill: #3fb68b }
.try { fill: #f0f6fc; fill-opacity: 0.5 }
.median { stroke: #f0f6fc }
}
</style>
<rect class="page" x="0.5" y="0.5" width="759" height="287" rx="8"/>
<text class="title" x="$PLOT_LEFT" y="32">$1</text>
<text class="small" x="$PLOT_LEFT" y="52">$2</text>
END
}

plot_legend() {
  local x=$PLOT_LEFT
  if [[ -z $DIRECT_IP ]]; then
    plot_key "$x" dns DNS
    x=$((x + 68))
  fi
  plot_key "$x" connect connect
  plot_key $((x + 90)) tls TLS
  plot_key $((x + 156)) first "first byte"
  x=$((x + 260))
  say "<circle class=\"try\" cx=\"$x\" cy=\"74\" r=\"4\"/>"
  say "<text class=\"small\" x=\"$((x + 12))\" y=\"78\">one try</text>"
  x=$((x + 84))
  say "<line class=\"median\" x1=\"$x\" y1=\"67\" x2=\"$x\" y2=\"81\"/>"
  say "<text class=\"small\" x=\"$((x + 10))\" y=\"78\">median of the tries</text>"
}

# usage: plot_key X CLASS PHASE
plot_key() {
  say "<rect class=\"$2\" x=\"$1\" y=\"68\" width=\"12\" height=\"12\" rx=\"2\"/>"
  say "<text class=\"small\" x=\"$(($1 + 18))\" y=\"78\">$3</text>"
}

# usage: plot_way WAY Y END
plot_way() {
  local way=$1 y=$2 end=$3 failures median p90 worst summary x
  failures=$(failures_of "$way")
  say "<text class=\"way\" x=\"$PLOT_LEFT\" y=\"$y\">$way</text>"
  if ((failures > 0)); then
    say "<text class=\"failed\" x=\"124\" y=\"$y\">$failures of $TRIES tries failed</text>"
  fi
  read -r median p90 worst _ <<<"$(statistics_of "$way" "$TOTAL_COLUMN")"
  if [[ -z $median ]]; then return; fi
  summary="median $(rounded "$median") ms, p90 $(rounded "$p90"), worst $(rounded "$worst")"
  say "<text x=\"736\" y=\"$y\" text-anchor=\"end\">$summary</text>"
  plot_phases "$way" $((y + 8)) "$end"
  plot_tries "$way" $((y + 36)) "$end"
  x=$(place "$median" "$end")
  say "<line class=\"median\" x1=\"$x\" y1=\"$((y + 28))\" x2=\"$x\" y2=\"$((y + 56))\"/>"
}

# The phases one after the other, each as long as its median.
# usage: plot_phases WAY Y END
plot_phases() {
  local column=0 phase length start=0 x width
  for phase in dns connect tls first; do
    column=$((column + 1))
    read -r length _ <<<"$(statistics_of "$1" "$column")"
    x=$(place "$start" "$3")
    width=$(pixels $((length * PLOT_WIDTH * 10 / $3)))
    start=$((start + length))
    if ((length > 0)); then
      say "<rect class=\"$phase\" x=\"$x\" y=\"$2\" width=\"$width\" height=\"16\"/>"
    fi
  done
}

# Dots in three rows, so that equal times do not hide each other; at the right edge a triangle for a
# time beyond it.
# usage: plot_tries WAY Y END
plot_tries() {
  local total i=0 x y
  while read -r _ _ _ _ total; do
    i=$((i + 1))
    if [[ -z $total ]]; then continue; fi
    y=$(($2 + i % 3 * 6))
    if ((total > $3)); then
      say "<path class=\"try\" d=\"M728 $((y - 4))l8 4l-8 4z\"/>"
    else
      x=$(place "$total" "$3")
      say "<circle class=\"try\" cx=\"$x\" cy=\"$y\" r=\"4\"/>"
    fi
  done <<<"$(rows_of "$1")"
}

# How far the axis must reach. A single try that took far longer than the others would squeeze the rest
# into a corner, so it may lie beyond.
axis_need() {
  local way p90 worst usual=1 greatest=1
  for way in direct accelerated; do
    read -r _ p90 worst _ <<<"$(statistics_of "$way" "$TOTAL_COLUMN")"
    usual=$((${p90:-0} > usual ? p90 : usual))
    greatest=$((${worst:-0} > greatest ? worst : greatest))
  done
  printf '%d' $((greatest > 2 * usual ? usual * 5 / 4 : greatest))
}

# The distance of the ticks: 1, 2 or 5 and zeros, at most eight of them.
# usage: axis_step LENGTH
axis_step() {
  local power=100 factor
  while true; do
    for factor in 1 2 5; do
      if (($1 <= 8 * factor * power)); then
        printf '%d' $((factor * power))
        return
      fi
    done
    power=$((power * 10))
  done
}

# usage: tick_label MICROSECONDS
tick_label() {
  if (($1 % 1000 > 0)); then rounded "$1"; else printf '%d' $(($1 / 1000)); fi
  if (($1 == 0)); then printf ' ms'; fi
}

# usage: tick_anchor TICK END
tick_anchor() {
  case $1 in
    0) printf start ;;
    "$2") printf end ;;
    *) printf middle ;;
  esac
}

# Where a time lies on the axis, in pixels.
# usage: place MICROSECONDS END
place() { pixels $((PLOT_LEFT * 10 + $1 * PLOT_WIDTH * 10 / $2)); }

# usage: pixels TENTHS
pixels() { printf '%d.%d' $(($1 / 10)) $(($1 % 10)); }
