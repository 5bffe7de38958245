#!/usr/bin/env bash
#
# What a step finds when it only compares (status.sh): one line a thing, in the run's folder.

# usage: find_fact NAME STATE OK ID
find_fact() {
  printf '%s\t%s\t%s\t%s\t%s\n' "$SIDE" "$1" "$(shown "$2")" "$3" "$(shown "$4")" >>"$RUN/findings"
}

# What deploy_all.sh would repair or refuse.
# usage: find_difference NAME STATE [ID]
find_difference() { find_fact "$1" "$2" false "${3:-}"; }

# Something that belongs to a resource, as it is and as it shall be.
# usage: find_whether NAME HAS WANTED ID
find_whether() {
  if [[ $2 == "$3" ]]; then
    find_fact "$1" present true "$4"
  else
    find_difference "$1" "$(if [[ -n $2 ]]; then printf changed; else printf missing; fi)" "$4"
  fi
}

# usage: find_resource_state KEY ID
find_resource_state() {
  local state=""
  if [[ -n $2 ]]; then state=$(seen_state "$KIND" "$2"); fi
  case $state in
    available | active | active_impaired | associated | deployed | present)
      warn_of "$state"
      find_fact "$1" "$state" true "$2"
      ;;
    *) find_difference "$1" "${state:-missing}" "$2" ;;
  esac
}

# Whether there is nothing to compare: the step compares, and what the thing belongs to is not there.
# usage: is_out_of_sight KIND ID
is_out_of_sight() {
  if [[ -z $CHECK ]]; then return 1; fi
  if [[ -z $2 ]]; then return; fi
  see_state "$1" "$2"
  [[ -z $NOTED ]]
}

# How a finding calls a resource: its key, without what every key ends in.
# usage: name_of ID
name_of() {
  local key known
  if [[ ! -f $STATE_FILE ]]; then
    printf '%s' "$1"
    return
  fi
  while IFS='=' read -r key known; do
    if [[ $known == "$1" ]]; then
      key=${key%_ID}
      printf '%s' "${key%_ARN}"
      return
    fi
  done <"$STATE_FILE"
  printf '%s' "$1"
}
