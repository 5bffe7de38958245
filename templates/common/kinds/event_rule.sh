#!/usr/bin/env bash
#
# EventBridge rule of the default bus, and the topic that it tells. It is known by its name.
# https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-rules.html

event_rule::service() { printf events; }
event_rule::needs() { printf sns_topic; }
event_rule::is_id() { [[ $1 == arn:*:events:*:rule/* ]]; }
event_rule::id() { printf RuleArn; }

event_rule::find() {
  tolerate ResourceNotFoundException aws events describe-rule --name "$(known_name)" --query Arn
}

# The pattern comes last: it may hold anything.
event_rule::look() {
  tolerate ResourceNotFoundException aws events describe-rule --name "${1##*/}" \
    --query "['present',State,join('',['pattern=',EventPattern||''])]"
}

# Makes sure that the rule is on, and is for the events of a pattern.
# usage: event_rule::matches RULE PATTERN
event_rule::matches() {
  local answer has="" wanted
  if [[ -n $PLAN ]] || is_new "$1" || is_out_of_sight event_rule "$1"; then return; fi
  answer=$(seen_answer event_rule "$1") || exit
  if [[ $answer == present$'\t'ENABLED$'\t'* ]]; then has=$(json_facts <<<"${answer#*pattern=}"); fi
  wanted=$(json_facts <<<"$2")
  if [[ -n $CHECK ]]; then
    find_whether "events of $(name_of "$1")" "$has" "$wanted" "$1"
  elif [[ $has != "$wanted" ]]; then
    aws events put-rule --name "${1##*/}" --event-pattern "$2" --state ENABLED >/dev/null
    report changed "events of $(name_of "$1")" "$1"
  fi
}

# Makes sure that the rule tells a topic. This call succeeds even when it does nothing: the refusal stands in its
# answer.
# usage: event_rule::tells RULE TOPIC
event_rule::tells() {
  local name=${1##*/} has="" refusal
  if is_out_of_sight event_rule "$1"; then return; fi
  if ! is_new "$1"; then
    has=$(tolerate ResourceNotFoundException aws events list-targets-by-rule --rule "$name" \
      --query "Targets[?Id=='topic'].Arn")
  fi
  if [[ -n $CHECK ]]; then
    find_whether "target of $(name_of "$1")" "$has" "$2" "$1"
  elif [[ -z $2 || $has != "$2" ]]; then
    refusal=$(aws events put-targets --rule "$name" --targets "[{\"Id\":\"topic\",\"Arn\":\"$2\"}]" \
      --query 'FailedEntries[].[ErrorCode,ErrorMessage]')
    event_rule::refused put-targets "$refusal"
    report made "target of $(name_of "$1")" "$2"
  fi
}

# usage: event_rule::refused OPERATION REFUSAL
event_rule::refused() {
  if [[ -z $2 || $2 == None ]]; then return; fi
  explain_refusal "${2%%[$' \t']*}" "$2" events "$1"
  return 1
}

# A rule with targets is not deleted.
event_rule::delete() {
  local name=${1##*/} targets target list=() refusal
  targets=$(tolerate ResourceNotFoundException aws events list-targets-by-rule --rule "$name" \
    --query 'Targets[].[Id]') || return
  while IFS= read -r target; do
    # What AWS takes for an id needs no escaping in JSON.
    if [[ $target =~ ^[A-Za-z0-9._-]+$ ]]; then list+=("$target"); fi
  done <<<"$targets"
  if ((${#list[@]} > 0)); then
    refusal=$(tolerate ResourceNotFoundException aws events remove-targets --rule "$name" \
      --ids "$(json_list "${list[@]}")" --query 'FailedEntries[].[ErrorCode,ErrorMessage]') || return
    event_rule::refused remove-targets "$refusal" || return
  fi
  tolerate ResourceNotFoundException aws events delete-rule --name "$name"
}
