#!/usr/bin/env bash
#
# The stack's table of resources (resources.sh) and its kinds (kinds.sh).
#
# A resource goes by a key, the first word of its row. The key stands for it in `env`, and it is the value of a
# tag on the resource itself, so that what `env` says can be checked against AWS, and found again when `env` is lost.
# What a kind can do are functions that begin with its name: KIND::look, KIND::delete, …
#
# Where there is one for each zone, or for each of a list, a row stands for all of them: its key has a * for what
# tells them apart.

# The table, as resources.sh fills it: "SIDE REGION PROFILE", "KEY KIND SIDE NAME", and kinds.
SIDES=()
RESOURCES=()
ALARM_KINDS=""
# The side at hand.
SIDE=""

# usage: has_side SIDE REGION PROFILE
has_side() { SIDES+=("$*"); }

# usage: has_resource KEY|'KEY_*_ID' KIND SIDE [NAME]   (NAME: by which it is found where tags cannot be searched)
has_resource() { RESOURCES+=("$*"); }

# What watches the deployment, of whatever kinds: it can go alone, with cleanup.sh --alarms.
# usage: has_alarms KIND...
has_alarms() { ALARM_KINDS=" $* "; }

# usage: is_alarm_kind KIND
is_alarm_kind() { [[ $ALARM_KINDS == *" $1 "* ]]; }

# The calls that follow go to a side: its region and its profile. An empty profile stands for the credentials at
# hand.
# usage: use_side SIDE
use_side() {
  local entry
  for entry in ${SIDES[@]+"${SIDES[@]}"}; do
    read -r SIDE SIDE_REGION SIDE_PROFILE <<<"$entry"
    if [[ $SIDE == "$1" ]]; then return; fi
  done
  fail "$1 is no side in resources.sh"
}

# Sets KIND, and KNOWN_NAME where the resource has one that is known beforehand; fails for a key that is not in the table.
# usage: select_resource KEY
select_resource() {
  local entry
  KIND=""
  KNOWN_NAME=""
  for entry in ${RESOURCES[@]+"${RESOURCES[@]}"}; do
    if is_row_of "$entry" "$1"; then
      read -r _ KIND _ KNOWN_NAME <<<"$entry"
      return
    fi
  done
  return 1
}

# usage: is_row_of ROW KEY
is_row_of() { [[ $1 == "$2 "* ]] || is_like "$2" "${1%% *}"; }

# Whether a key is like that of a row that stands for many.
# usage: is_like KEY PATTERN
is_like() {
  local shape="^${2//\*/[A-Z0-9_]+}$"
  [[ $2 == *\** && $1 =~ $shape ]]
}

# The name of the selected resource, for kinds that are found by it.
known_name() { printf '%s' "$KNOWN_NAME"; }

# The keys of a side, a line each, in the order in which their resources are made; of a row for many, those that `env`
# knows.
# usage: keys_of SIDE
keys_of() {
  local entry key side
  for entry in ${RESOURCES[@]+"${RESOURCES[@]}"}; do
    read -r key _ side _ <<<"$entry"
    if [[ $side != "$1" ]]; then continue; fi
    case $key in
      *\**) keys_like "$key" ;;
      *) printf '%s\n' "$key" ;;
    esac
  done
}

# The keys in `env` of what was made, or asked for, that are like a row's, each once.
# usage: keys_like PATTERN
keys_like() {
  local line key seen=" "
  [[ -f $STATE_FILE ]] || return 0
  while IFS= read -r line || [[ -n $line ]]; do
    key=${line%%=*}
    key=${key%_ASKED}
    if is_like "$key" "$1" && [[ $seen != *" $key "* ]]; then
      printf '%s\n' "$key"
      seen+="$key "
    fi
  done <"$STATE_FILE"
}

# The kinds of the table, each once.
kinds_of_stack() {
  local entry kind kinds=" "
  for entry in ${RESOURCES[@]+"${RESOURCES[@]}"}; do
    read -r _ kind _ <<<"$entry"
    if [[ $kinds != *" $kind "* ]]; then kinds+="$kind "; fi
  done
  printf '%s' "$kinds"
}

has_function() { declare -F "$1" >/dev/null; }

# The kinds, or the services, that have an answer to a question.
# usage: those_with QUESTION
those_with() {
  local name
  while read -r _ _ name; do
    if [[ $name == *::"$1" ]]; then printf '%s ' "${name%::*}"; fi
  done < <(declare -F)
}

# What a kind says to a question, or what holds for those that say nothing.
# usage: kind_says KIND QUESTION OTHERWISE
kind_says() {
  if has_function "$1::$2"; then "$1::$2"; else printf '%s' "$3"; fi
}

# usage: service_of KIND
service_of() { kind_says "$1" service ec2; }

# How a kind is called in a sentence.
# usage: words_for KIND
words_for() { printf '%s' "${1//_/ }"; }

# The value of an option in a call, or nothing.
# usage: option_of NAME WORD...
option_of() {
  local name=$1
  shift
  while (($# > 1)); do
    if [[ $1 == "$name" ]]; then
      printf '%s' "$2"
      return
    fi
    shift
  done
}
