#!/usr/bin/env bash
#
# A way in keeps the values that AWS could only make it anew with. It is included, never run.

# Refuses other values for a way in while what was made with the old ones is there, or was asked for.
# usage: bind_way KEY WANTED NAME WHAT REMEDY MADE_KEY...
bind_way() {
  local key=$1 wanted=$2 known made has=""
  if [[ -n $PLAN ]]; then return; fi
  known=$(recall "$key")
  if [[ $known == "$wanted" ]]; then return; fi
  if [[ -n $CHECK ]]; then
    if [[ -n $known ]]; then find_difference "$3" "was $known"; fi
    return
  fi
  for made in "${@:6}"; do has+=$(recall "$made")$(recall "${made}_ASKED"); done
  if [[ -n $known && -n $has ]]; then fail "$4 $known, and cannot be changed to $wanted" "$5"; fi
  printf '%s\n' "$key" "$wanted" >>"$RUN/bound"
  remember "$key" "$wanted"
}
