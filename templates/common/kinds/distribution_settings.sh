#!/usr/bin/env bash
#
# What a distribution is set to, compared by parts: what these scripts do not speak of may be anything.
# https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_DistributionConfig.html

# Makes sure that a distribution is set to this.
# usage: distribution::has DISTRIBUTION SETTINGS
distribution::has() {
  local answer lacks part parts
  if [[ -n $PLAN ]] || is_new "$1" || is_out_of_sight distribution "$1"; then return; fi
  answer=$(seen_answer distribution "$1") || exit
  answer=${answer#*$'\t'}
  lacks=$(json_lacks "${answer#*$'\t'}" "$2")
  lacks=$(distribution::parts "$2" <<<"$lacks")
  if [[ -n $CHECK ]]; then
    parts=$(json_facts <<<"$2" | distribution::parts "$2")
    while IFS= read -r part; do
      if grep -q -x -F "$part" <<<"$lacks"; then
        find_difference "$part of $(name_of "$1")" changed "$1"
      else
        find_fact "$part of $(name_of "$1")" present true "$1"
      fi
    done <<<"$parts"
    return
  fi
  if [[ -z $lacks ]]; then return; fi
  distribution::change "$1" "$2"
  report changed "$(name_of "$1")" "$(with_commas "${lacks//$'\n'/, }")"
}

# Of facts, which parts of the settings they are of, each once.
# usage: distribution::parts SETTINGS <FACTS
distribution::parts() {
  local patterns
  patterns=$(json_facts <<<"$1" | sed -n 's/^\."CacheBehaviors"\."Items"\[\([0-9]*\)\]\."PathPattern" "\(.*\)"$/\1 \2/p')
  awk -v patterns="$patterns" '
    BEGIN {
      count = split(patterns, row, "\n")
      for (i = 1; i <= count; i++) { split(row[i], word, " "); pattern[word[1]] = word[2] }
      split("Aliases Comment DefaultCacheBehavior Enabled HttpVersion IsIPV6Enabled Origins PriceClass ViewerCertificate WebACLId", key, " ")
      split("alias,comment,default behavior,enabled,HTTP version,IPv6,origin,price class,viewer certificate,web ACL", name, ",")
      for (i in key) part[key[i]] = name[i]
    }
    NF {
      split($1, path, "\"")
      if ($1 ~ /^\."CacheBehaviors"\."Items"\[/) {
        number = $1
        sub(/^[^[]*\[/, "", number)
        sub(/\].*/, "", number)
        print "behavior " pattern[number]
      } else if (path[2] == "CacheBehaviors") print "behaviors"
      else print (path[2] in part) ? part[path[2]] : path[2]
    }' | sort -u
}
