#!/usr/bin/env bash
#
# A reader of JSON for awk, of any awk: strict in structure, one pass, whatever stands on one line. It is included,
# never run.
#
# The text is read from one quotation mark to the next: what stands between two of them is a string or a piece of one,
# or what stands between strings. A string that is not wanted costs next to nothing, and nothing is kept of it.

# A program that goes before another one, which has these functions:
#   opens()         an object or list has begun, KIND[depth] is { or [, PATH[depth] its place. `skip = depth` leaves
#                   out all that is in it
#   closes()        it ends
#   takes(TEXT)     a string is there, as it stands in the file: plain(TEXT) makes of it what it says. Its place is
#                   PATH[depth] and, in an object, STEP and key, in a list, ITEM
#   takes_word(W)   a number, true, false or null is there
#   ends_file(GOOD) a file is at its end; GOOD is 0 where it is no JSON, or was cut off: the rest of it was not read
# Between files, and after the last, stands a line with "\036" in quotation marks: no JSON has that character.
json_reader_program() {
  cat <<'AWK'
BEGIN {
  RS = "\""
  STEP = "\001"
  ITEM = "\002"
}
$0 == "\036" {
  ends_file(!broken && inside && depth == 0)
  depth = skip = state = broken = inside = 0
  held = ""
  next
}
broken { next }
inside {
  if (substr($0, length($0)) == "\\" && ends_in_odd($0)) {
    held = held $0 "\""
    next
  }
  inside = 0
  read_string(held == "" ? $0 : held $0)
  held = ""
  next
}
{
  inside = 1
  if ($0 == ":" && state == 3) state = 4
  else if ($0 == "," && state == 6) state = KIND[depth] == "{" ? 2 : 4
  else read_between($0)
}

function ends_in_odd(text) {
  match(text, /\\+$/)
  return RLENGTH % 2
}

# States: 0 outside of all; 1 a key or }; 2 a key; 3 a colon; 4 a value; 5 a value or ]; 6 a comma or the end.
function read_string(text) {
  if (state == 1 || state == 2) {
    state = 3
    if (skip) return
    key = text
    if (text ~ /[\\\001-\037]/) key = decoded(text)
  } else if (state == 4 || state == 5) {
    state = 6
    if (!skip) takes(text)
  } else broken = 1
}

function read_between(text,   i, n, letter, word) {
  n = length(text)
  for (i = 1; i <= n && !broken; i++) {
    letter = substr(text, i, 1)
    if (letter == " " || letter == "\n" || letter == "\r" || letter == "\t") continue
    if (letter == ",") {
      if (state != 6) broken = 1
      state = KIND[depth] == "{" ? 2 : 4
    } else if (letter == ":") {
      if (state != 3) broken = 1
      state = 4
    } else if (letter == "{" || letter == "[") {
      if (state != 0 && state != 4 && state != 5) broken = 1
      else begin(letter)
    } else if (letter == "}" || letter == "]") {
      if (depth == 0 || (KIND[depth] == "{") != (letter == "}") || (state != 6 && state != (letter == "}" ? 1 : 5))) broken = 1
      else finish()
    } else {
      word = letter
      while (i < n && (letter = substr(text, i + 1, 1)) !~ /[][{}:, \t\r\n]/ || depth == 0 && letter == ":" && i < n) {
        word = word letter
        i++
      }
      # Exports of CloudWatch Logs have the time before each record.
      if (state == 0 && word ~ /^[0-9]+-[0-9-]+T[0-9:.]+Z$/) continue
      if ((state != 4 && state != 5) || word !~ /^(-?[0-9]+([.][0-9]+)?([eE][-+]?[0-9]+)?|true|false|null)$/) broken = 1
      state = 6
      if (!skip && !broken) takes_word(word)
    }
  }
}

function begin(letter) {
  depth++
  KIND[depth] = letter
  state = letter == "{" ? 1 : 5
  if (skip) return
  if (depth == 1) PATH[depth] = ""
  else PATH[depth] = KIND[depth - 1] == "{" ? PATH[depth - 1] STEP key : PATH[depth - 1] ITEM
  opens()
}

function finish() {
  if (!skip) closes()
  else if (skip == depth) skip = 0
  depth--
  state = depth ? 6 : 0
}

# The text of a string, of which nothing is left that is no printable ASCII: no name that IAM, S3 or DynamoDB know has
# other characters, and no terminal is to get them.
function plain(text) {
  if (text !~ /[^ -~]|\\/) return text
  text = decoded(text)
  gsub(/[^ -~]/, "?", text)
  return text
}

function decoded(text,   i, n, letter, code, result) {
  n = length(text)
  for (i = 1; i <= n; i++) {
    letter = substr(text, i, 1)
    if (letter == "\\") {
      i++
      letter = substr(text, i, 1)
      if (letter == "u") {
        code = number(substr(text, i + 1, 4))
        i += 4
        letter = code > 31 && code < 127 ? sprintf("%c", code) : "?"
      } else if (index("bfnrt", letter)) letter = "?"
    } else if (letter < " ") letter = "?"
    result = result letter
  }
  return result
}

# Four hexadecimal digits.
function number(digits,   i, value) {
  value = 0
  digits = tolower(digits)
  for (i = 1; i <= 4; i++) value = value * 16 + index("0123456789abcdef", substr(digits, i, 1)) - 1
  return value
}
AWK
}
