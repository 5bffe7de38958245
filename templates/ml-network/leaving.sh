#!/usr/bin/env bash
#
# What is no longer asked for goes. It is included, never run.

# Takes away what `env` knows under a key, or was asked for under it; status.sh only tells of it.
# usage: take_away KEY DELETE   (DELETE: the function that deletes one)
take_away() {
  local id asked
  id=$(recall "$1")
  asked=$(recall "${1}_ASKED")
  if [[ -n $CHECK ]]; then
    if [[ -n $id$asked ]]; then find_difference "$1" "no longer wanted" "$id"; fi
    return
  fi
  if [[ -z $id && -n $asked ]]; then id=$(find_living "$1"); fi
  if [[ -z $id ]]; then return; fi
  "$2" "$id"
  no_longer_there "$1" "$id"
}
