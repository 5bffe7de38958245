#!/usr/bin/env bash
#
# Calls that are only shown.

# Prints a call as a line to copy, in place of making it. Its answer may become a variable, which stands in
# later lines for the id that is not known yet.
# usage: show_call VARIABLE SERVICE OPERATION [OPTION...]
show_call() {
  local variable=$1 line
  shift
  line=$(call_line "$@" ${variable:+--output text})
  if [[ -n $variable ]]; then line="$variable=\$($line)"; fi
  printf '%s\n' "$line" >&4
}

# A call of the region at hand as a line to copy.
# usage: call_line SERVICE OPERATION [OPTION...]
call_line() {
  local line=aws word
  for word in "$@" --region "$SIDE_REGION" ${SIDE_PROFILE:+--profile "$SIDE_PROFILE"}; do
    line+=" $(quoted "$word")"
  done
  printf '%s' "$line"
}

# Says in a plan what a call is for.
remark() { if [[ -n $PLAN ]]; then printf '# %s\n' "$*" >&4; fi; }

# What stands in a call for the value of a key, while that is not known.
unknown_value() { printf '\002%s\003' "$1"; }

# A word as bash reads it, with "$KEY" for the values that are not known.
quoted() {
  local rest=$1 result="" piece quote="'" escaped="'\\''"
  while [[ -n $rest || -z $result ]]; do
    piece=${rest%%$'\002'*}
    if [[ -z $piece && -n $rest ]]; then
      rest=${rest#?}
      result+="\"\$${rest%%$'\003'*}\""
      rest=${rest#*$'\003'}
    elif [[ $piece =~ ^[A-Za-z0-9_./:=,@%+-]+$ ]]; then
      result+=$piece
      rest=${rest#"$piece"}
    else
      result+="'${piece//$quote/$escaped}'"
      rest=${rest#"$piece"}
    fi
  done
  printf '%s' "$result"
}
