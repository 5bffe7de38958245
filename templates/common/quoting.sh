#!/usr/bin/env bash
#
# Text in JSON that awk prints. It is included, never run.

# A value as JSON has it.
quoting_program() {
  cat <<'AWK'
# Letter by letter: how many backslashes a replacement needs differs from awk to awk.
function text(value,   i, letter, result) {
  for (i = 1; i <= length(value); i++) {
    letter = substr(value, i, 1)
    result = result (letter == "\\" || letter == "\"" ? "\\" : "") letter
  }
  return "\"" result "\""
}
AWK
}
