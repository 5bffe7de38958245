#!/usr/bin/env bash
#
# What a question costs that AWS charges for, and the question before it. It is included, never run.

# Asks before what costs something.
# usage: confirm QUESTION
confirm() {
  local answer=""
  if [[ $YES == true ]]; then return; fi
  [[ -t 0 && -t 2 ]] || fail "$1 Nobody is here to say so" "--yes says it"
  printf '%s [y/N] ' "$1" >&2
  read -r answer || answer=""
  [[ $answer == [yY] || $answer == [yY][eE][sS] ]] || fail "nothing was asked"
}

# Says what a scan costs.
# usage: say_price BYTES WHAT USD BYTES_A_UNIT UNIT
say_price() {
  if [[ ! $1 =~ ^[0-9]{1,18}(\.[0-9]+)?$ ]]; then
    complain "how much $2 is to scan is not known; $3 USD a $5 in us-east-1"
    return
  fi
  BYTES=$1 PRICE=$3 UNIT_BYTES=$4 awk -v what="$2" -v unit="$5" 'BEGIN {
    bytes = ENVIRON["BYTES"]
    printf "about %.3f GB %s to scan: %.4f USD, at %s USD a %s in us-east-1\n", bytes / 1e9, what,
      bytes / ENVIRON["UNIT_BYTES"] * ENVIRON["PRICE"], ENVIRON["PRICE"], unit
  }' >&2
}
