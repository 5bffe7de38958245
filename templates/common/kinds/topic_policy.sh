#!/usr/bin/env bash
#
# The policy of an SNS topic: who may put something into it, besides its owner. What is there stays.
# https://docs.aws.amazon.com/sns/latest/dg/sns-access-policy-use-cases.html

# Makes sure that a rule of EventBridge may tell the topic.
# usage: topic_policy::lets_in TOPIC RULE
topic_policy::lets_in() {
  local ours has wanted
  ours="{\"Sid\":\"accelgen-events\",\"Effect\":\"Allow\",\"Principal\":{\"Service\":\"events.amazonaws.com\"},"
  ours+="\"Action\":\"sns:Publish\",\"Resource\":\"$1\",\"Condition\":{\"ArnEquals\":{\"aws:SourceArn\":\"$2\"}}}"
  if [[ -n $PLAN ]]; then
    remark "this statement comes to those that the topic's policy has"
    aws sns set-topic-attributes --topic-arn "$1" --attribute-name Policy \
      --attribute-value "{\"Version\":\"2008-10-17\",\"Statement\":[$ours]}"
    return
  fi
  if is_out_of_sight sns_topic "$1"; then return; fi
  has=$(aws sns get-topic-attributes --topic-arn "$1" --query Attributes.Policy)
  wanted=$(endpoint::policy_facts "{\"Statement\":[$ours]}")
  wanted=$(comm -12 <(printf '%s\n' "$wanted") <(endpoint::policy_facts "$has"))
  if [[ -n $CHECK ]]; then
    find_whether "policy of $(name_of "$1")" "$(if [[ -n $wanted ]]; then printf 1; fi)" 1 "$1"
  elif [[ -z $wanted ]]; then
    aws sns set-topic-attributes --topic-arn "$1" --attribute-name Policy \
      --attribute-value "$(topic_policy::with "$ours" <<<"$has")"
    report changed "policy of $(name_of "$1")" "$1"
  fi
}

# A policy with one more statement, in place of one of that Sid, and all else as it is.
# usage: topic_policy::with STATEMENT <POLICY
topic_policy::with() {
  STATEMENT=$1 awk '
    { text = text $0 "\n" }
    # Where the value that begins at a place ends: behind it.
    function end_of(place,   depth, c, quoted) {
      for (;; place++) {
        c = substr(text, place, 1)
        if (c == "") return place
        if (quoted) {
          if (c == "\\") place++
          else if (c == "\"") quoted = 0
        } else if (c == "\"") quoted = 1
        else if (c ~ /[[{]/) depth++
        else if (c ~ /[]}]/) depth--
        if (depth <= 0 && !quoted && (c ~ /["}]|]/ || substr(text, place + 1, 1) ~ /[],} \t\r\n]/)) return place + 1
      }
    }
    function skip(place) {
      while (substr(text, place, 1) ~ /[ \t\r\n,:]/ && place <= length(text)) place++
      return place
    }
    END {
      place = skip(index(text, "{") + 1)
      result = "{"
      while (substr(text, place, 1) == "\"") {
        stop = end_of(place)
        key = substr(text, place, stop - place)
        place = skip(stop)
        stop = end_of(place)
        value = substr(text, place, stop - place)
        place = skip(stop)
        if (key == "\"Statement\"") {
          # One statement may stand by itself.
          if (value ~ /^\[/) value = substr(value, 2, length(value) - 2)
          rest = text
          text = value " "
          inner = skip(1)
          kept = ""
          while (substr(text, inner, 1) == "{") {
            stop = end_of(inner)
            each = substr(text, inner, stop - inner)
            if (each !~ /"Sid"[ \t\r\n]*:[ \t\r\n]*"accelgen-events"/) kept = kept each ","
            inner = skip(stop)
          }
          text = rest
          value = "[" kept ENVIRON["STATEMENT"] "]"
          found = 1
        }
        result = result (result == "{" ? "" : ",") key ":" value
      }
      if (!found) result = result (result == "{" ? "" : ",") "\"Statement\":[" ENVIRON["STATEMENT"] "]"
      printf "%s}", result
    }'
}
