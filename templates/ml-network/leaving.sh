#!/usr/bin/env bash
#
# What is no longer asked for goes. It is included, never run.

# Takes away what `env` knows under a key, or was asked for under it; status.sh only tells of it.
# usage: take_away KEY DELETE [WORD...]   (DELETE: the function that deletes one, with these words before its id)
take_away() {
  local id
  if [[ -n $CHECK ]]; then
    find_unwanted "$1"
    return
  fi
  id=$(known_or_asked "$1")
  if [[ -z $id ]]; then return; fi
  "${@:2}" "$id"
  # A plan has no folder for notes, and nothing to note.
  if [[ -n $PLAN ]]; then return; fi
  no_longer_there "$1" "$id"
}
