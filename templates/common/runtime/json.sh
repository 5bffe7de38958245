#!/usr/bin/env bash
#
# JSON by its meaning, for documents that AWS may give back in another form than it got them.

# What a document says, a fact a line, sorted: "path value". The order of members does not matter, nor does white
# space, nor whether one value stands in a list by itself; lists of values are taken as sets.
# usage: json_facts <DOCUMENT
json_facts() {
  awk '
    { text = text $0 "\n" }
    function token(   start) {
      sub(/^[ \t\r\n]+/, "", text)
      if (text ~ /^"/) {
        match(text, /^"([^"\\]|\\.)*"/)
      } else if (text ~ /^[][{}:,]/) {
        RLENGTH = 1
      } else if (!match(text, /^[^][{}:," \t\r\n]+/)) {
        RLENGTH = length(text)
      }
      start = substr(text, 1, RLENGTH)
      text = substr(text, RLENGTH + 1)
      return start
    }
    function value(path, word,   key, count) {
      if (word == "{") {
        for (word = token(); word != "}" && word != ""; word = token()) {
          if (word == ",") continue
          key = word
          token()
          value(path "." key, token())
        }
      } else if (word == "[") {
        for (word = token(); word != "]" && word != ""; word = token()) {
          if (word == ",") continue
          if (word ~ /^[[{]/) value(path "[" count++ "]", word)
          else value(path, word)
        }
      } else {
        print path, word
      }
    }
    END { value("", token()) }
  ' | sort -u
}

# The facts of a wanted document that another one lacks, a line each.
# usage: json_lacks DOCUMENT WANTED
json_lacks() { comm -13 <(json_facts <<<"$1") <(json_facts <<<"$2"); }
