#!/usr/bin/env bash
#
# What the reports have in common. It is included, never run.

# Prints lines that hold nothing but what a terminal may get.
show_lines() {
  local line
  while IFS= read -r line; do
    shown "$line"
    printf '\n'
  done
}

# Hours since 1970 in words.
clock_program() {
  cat <<'AWK'
# https://howardhinnant.github.io/date_algorithms.html#civil_from_days
function clock(hour,   day, era, year, month, of_era, of_year) {
  day = int(hour / 24) + 719468
  era = int(day / 146097)
  of_era = day - era * 146097
  year = int((of_era - int(of_era / 1460) + int(of_era / 36524) - int(of_era / 146096)) / 365)
  of_year = of_era - (365 * year + int(year / 4) - int(year / 100))
  month = int((5 * of_year + 2) / 153)
  day = of_year - int((153 * month + 2) / 5) + 1
  month += month < 10 ? 3 : -9
  return sprintf("%04d-%02d-%02d %02d:00", year + era * 400 + (month <= 2), month, day, hour % 24)
}
AWK
}

# Seconds since 1970 of a time in words, of which the time of day may be missing, or of that number itself: version 1 of
# the AWS CLI says times as it gets them, and then they may be numbers with a point or an exponent.
# https://docs.aws.amazon.com/cli/v1/userguide/cli-usage-parameters-types.html (cli_timestamp_format)
seconds_program() {
  cat <<'AWK'
# https://howardhinnant.github.io/date_algorithms.html#days_from_civil
function seconds(written,   year, month, day, era) {
  if (written ~ /^[0-9]+([.][0-9]*)?([eE][+]?[0-9]+)?$/) return written + 0 < 100000000000 ? int(written + 0) : -1
  if (written !~ /^[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]([ T][0-9][0-9]:[0-9][0-9].*)?$/) return -1
  year = substr(written, 1, 4) + 0
  month = substr(written, 6, 2) + 0
  day = substr(written, 9, 2) + 0
  if (month <= 2) year--
  era = year - int(year / 400) * 400
  day += int((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) - 1 + era * 365 + int(era / 4) - int(era / 100)
  return (int(year / 400) * 146097 + day - 719468) * 86400 + substr(written, 12, 2) * 3600 + substr(written, 15, 2) * 60
}
AWK
}

# Words on lines of a page's width, with those after the first a little further in.
wrapping_program() {
  cat <<'AWK'
function show_wrapped(words,   word, n, i, line) {
  n = split(words, word, " ")
  line = " "
  for (i = 1; i <= n; i++) {
    if (length(line) + length(word[i]) > 97) {
      print line
      line = "   "
    }
    line = line " " word[i]
  }
  print line
}
AWK
}
