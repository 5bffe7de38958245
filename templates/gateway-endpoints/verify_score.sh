#!/usr/bin/env bash
#
# The score, and the report. It is included, never run.

# Leaves in the run's folder: checks, "CATEGORY ID RESULT IMPORTANCE WHAT" with tabs between, in their order; score,
# "CATEGORY POINTS MEASURED" and a line for the total. Sets VERDICT to PASS or FAIL.
add_up() {
  local category id importance line why="not asked for"
  if [[ $CREDENTIALS == no ]]; then why="without credentials"; fi
  for line in "${CHECKS[@]}"; do
    read -r category id importance <<<"$line"
    awk -F '\t' -v category="$category" -v id="$id" -v importance="$importance" -v why="$why" '
      $1 == category && $2 == id { result = $3; what = $4 }
      END { printf "%s\t%s\t%s\t%s\t%s\n", category, id, (result == "" ? "not run" : result), importance, (result == "" ? why : what) }
    ' "$RUN/results"
  done >"$RUN/checks"
  # Without credentials no critical question could be asked: what was seen decides.
  awk -F '\t' -v asked="$CREDENTIALS" '
    !($1 in checks) { order[++n] = $1 }
    { checks[$1]++ }
    $3 == "passed" { passed[$1]++ }
    $3 != "not run" { measured[$1]++ }
    $4 == "critical" && ($3 == "failed" || ($3 == "not run" && asked == "yes")) { bad = 1 }
    function score(value) {
      value = sprintf("%.1f", value)
      sub(/[.]0$/, "", value)
      return value
    }
    END {
      for (i = 1; i <= n; i++) {
        points = 25 * passed[order[i]] / checks[order[i]]
        possible = 25 * measured[order[i]] / checks[order[i]]
        all += points
        most += possible
        print order[i], score(points), score(possible)
      }
      print "total", score(all), score(most)
      print "verdict", (!bad && most > 0 && all >= 0.75 * most - 0.000001 ? "PASS" : "FAIL")
    }' "$RUN/checks" >"$RUN/score"
  VERDICT=$(sed -n 's/^verdict //p' "$RUN/score")
}

show_text() {
  local category points most id result importance what mark shown=""
  printf '%s in %s\n' "$DEPLOYMENT_TAG" "$SIDE_REGION"
  while IFS=$'\t' read -r category id result importance what; do
    if [[ $category != "$shown" ]]; then
      read -r points most < <(sed -n "s/^$category //p" "$RUN/score")
      printf '\n%s: %s of %s points measured, of 25\n' "$category" "$points" "$most"
    fi
    shown=$category
    # What is not well catches the eye.
    if [[ $result == failed ]]; then mark='!'; else mark=' '; fi
    printf '%s %-8s %-18s %s\n' "$mark" "$result" "$id" "$what"
    show_problems "$category" "$id"
  done <"$RUN/checks"
  read -r points most < <(sed -n 's/^total //p' "$RUN/score")
  printf '\n%s of %s points measured (of 100; what was not run is no pass): %s\n' "$points" "$most" "$VERDICT"
  awk -F '\t' '$4 == "critical" && $3 != "passed" { print "critical: " $1 " " $2 " " ($3 == "failed" ? "failed" : "was not run") }' \
    "$RUN/checks"
}

# usage: show_problems CATEGORY ID
show_problems() {
  local severity what remedy
  while IFS=$'\t' read -r _ _ severity what remedy; do
    printf '      %s: %s\n        next: %s\n' "$severity" "$what" "$remedy"
  done < <(awk -F '\t' -v category="$1" -v id="$2" '$1 == category && $2 == id' "$RUN/problems")
}

show_json() {
  local times=/dev/null
  if [[ -e $RUN/times ]]; then times="$RUN/times"; fi
  AWK_TAG=$DEPLOYMENT_TAG AWK_REGION=$SIDE_REGION AWK_VERDICT=$VERDICT awk -F '\t' "$(quoting_program)"'
    function pair(value,   part) {
      if (split(value, part, "/") != 2 || part[1] == "-") return "null"
      return "{\"median\": " part[1] ", \"p90\": " part[2] "}"
    }
    function item(name, value) { list[name] = list[name] (list[name] == "" ? "" : ",") "\n    " value }
    function show(name) { return "\"" name "\": [" list[name] (list[name] == "" ? "" : "\n  ") "]" }
    FILENAME ~ /score$/ {
      split($0, part, " ")
      if (part[1] == "total") total = "\"points\": " part[2] ",\n  \"measured\": " part[3]
      else if (part[1] != "verdict") item("categories", "{\"category\": " text(part[1]) ", \"points\": " part[2] ", \"measured\": " part[3] ", \"of\": 25}")
    }
    FILENAME ~ /checks$/ {
      item("checks", "{\"category\": " text($1) ", \"id\": " text($2) ", \"result\": " text($3) ", \"critical\": " \
        ($4 == "critical" ? "true" : "false") ", \"what\": " text($5) "}")
    }
    FILENAME ~ /problems$/ {
      item("findings", "{\"category\": " text($1) ", \"id\": " text($2) ", \"severity\": " text($3) ", \"what\": " text($4) \
        ", \"remedy\": " text($5) "}")
    }
    FILENAME ~ /times$/ {
      split($0, part, " ")
      item("times", "{\"service\": " text(part[1]) ", \"tries\": " part[2] ", \"failed\": " part[3] ", \"connect\": " \
        pair(part[5]) ", \"tls\": " pair(part[6]) ", \"firstByte\": " pair(part[7]) "}")
    }
    END {
      print "{\n  \"deployment\": " text(ENVIRON["AWK_TAG"]) ",\n  \"region\": " text(ENVIRON["AWK_REGION"]) ","
      print "  \"verdict\": " text(ENVIRON["AWK_VERDICT"]) ",\n  " total ",\n  \"of\": 100,"
      print "  " show("categories") ",\n  " show("checks") ",\n  " show("findings") ",\n  " show("times") "\n}"
    }' "$RUN/score" "$RUN/checks" "$RUN/problems" "$times"
}
