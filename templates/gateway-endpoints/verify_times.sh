#!/usr/bin/env bash
#
# What the tries from within the VPC come to. It is included, never run.

# Of each service: "SERVICE TRIES FAILED FIRST_STATUS CONNECT TLS ANSWER STRANGE_ADDRESS", a line each, the times as
# median/p90 in milliseconds; "-" for what there is not. What has not exactly the form of a try, or is one too many,
# does not count.
# usage: add_up_tries TRIES
add_up_tries() {
  local words blocks=/dev/null
  words=" $(services | sed 's/ .*//' | tr '\n' ' ')global "
  if knows blocks; then blocks="$RUN/said.blocks"; fi
  awk -v most="$1" -v words="$words" "$(address_program)"'
    function is_time(text) { return text ~ /^[0-9]+[.][0-9]+$/ && length(text) <= 12 }
    FILENAME ~ /said[.]blocks$/ { service[++n] = $1; block[n] = block_of($2); has_list[$1]; next }
    { sub(/\r$/, "") }
    $1 != "try" || $3 !~ /^[0-9]+$/ || length($3) > 3 || !index(words, " " $2 " ") { next }
    asked[$2] >= ($2 == "global" ? 1 : most) { next }
    {
      asked[$2]++
      if ($3 != 0 || NF != 9 || $4 !~ /^[1-5][0-9][0-9]$/ || !is_time($5) || !is_time($6) || !is_time($7) || !is_time($8)) {
        if (!failed[$2]++) status[$2] = $3
        next
      }
      good = ++answered[$2]
      connect[$2, good] = ($6 - $5) * 1000
      tls[$2, good] = ($7 - $6) * 1000
      answer[$2, good] = ($8 - $7) * 1000
      look_at_address($2, $9)
    }
    # An address that is in none of the service'"'"'s blocks: something else answers.
    function look_at_address(word, address,   bits, i) {
      bits = bits_of(address)
      if (!(word in has_list) || word in strange || bits == "") return
      for (i = 1; i <= n; i++) if (service[i] == word && lies_in(bits, block[i])) return
      strange[word] = address
    }
    function range(word, times,   i, j, m, value, sorted) {
      m = answered[word] + 0
      if (m == 0) return "-/-"
      for (i = 1; i <= m; i++) {
        value = times[word, i]
        for (j = i; j > 1 && sorted[j - 1] > value; j--) sorted[j] = sorted[j - 1]
        sorted[j] = value
      }
      i = int((m + 1) / 2)
      j = int(0.9 * m)
      if (j < 0.9 * m) j++
      return sprintf("%.1f/%.1f", (sorted[i] + sorted[m + 1 - i]) / 2, sorted[j])
    }
    END {
      m = split(words, word, " ")
      for (i = 1; i <= m; i++)
        print word[i], asked[word[i]] + 0, failed[word[i]] + 0, (word[i] in status ? status[word[i]] : "-"),
          range(word[i], connect), range(word[i], tls), range(word[i], answer),
          (word[i] in strange ? strange[word[i]] : "-")
    }
  ' "$blocks" "$RUN/tries"
}
