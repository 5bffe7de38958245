#!/usr/bin/env bash
#
# What AWS has. A resource that is there proves that what it stands on is there, too: AWS would not have let that
# go. So each look says more than it was asked for, and is kept in the run's folder for the steps that follow.

# The state that AWS shows for a resource, in lower case; "present" for what has no states; nothing for what does
# not exist.
# usage: state_of KIND ID
state_of() {
  local answer
  # Also called where bash would go on after an error, as if there were nothing.
  answer=$(tolerate '.*NotFound' "$1::look" "$2") || exit
  note_look "$2" "$answer"
  printf '%s' "$NOTED"
}

# Notes what a look has shown: the state, which then is in NOTED, and all that it proves.
# usage: note_look ID ANSWER
note_look() {
  local word state
  keep_note "$RUN/answer.${1##*/}" "$2"
  state=${2%%[[:space:]]*}
  if [[ $state == *[A-Z]* ]]; then state=$(tr '[:upper:]' '[:lower:]' <<<"$state") || exit; fi
  note_state "$1" "$state"
  case $state in
    "" | deleting | deleted | failed | rejected | expired) ;;
    *)
      for word in $2; do
        if [[ ! $word =~ ^(([a-z]+-)+[0-9a-f]+|arn:.*)$ ]]; then continue; fi
        # Who looks at it knows better.
        if ! has_note "$word"; then note_state "$word" present; fi
      done
      ;;
  esac
  NOTED=$state
}

# The state of a resource as it was last seen in this run, asked for if it was not.
# usage: seen_state KIND ID
seen_state() {
  see_state "$@"
  printf '%s' "$NOTED"
}

# The same in NOTED. Also called in conditions, where bash would go on after an error, as if the resource were gone.
# usage: see_state KIND ID
see_state() { is_noted "$2" || NOTED=$(state_of "$@") || exit; }

# All that the last look at a resource has shown, asked for if nobody has looked at itself.
# usage: seen_answer KIND ID
seen_answer() {
  seen_state "$1" "$2" >/dev/null || exit
  if [[ ! -f $RUN/answer.${2##*/} ]]; then state_of "$1" "$2" >/dev/null || exit; fi
  cat "$RUN/answer.${2##*/}"
}

# What was made in this run has nothing yet that would have to be looked for.
# usage: is_new ID
is_new() { [[ -n $PLAN || -e $RUN/new.${1##*/} ]]; }

# So, whether a call makes the first resource of its kind on such ground.
# usage: is_first aws SERVICE OPERATION [OPTION...]
is_first() {
  local word
  for word in "${@:4}"; do
    if [[ $word =~ ^(([a-z]+-)+[0-9a-f]+|arn:.*)$ ]] && is_new "$word"; then return; fi
  done
  return 1
}

# Whether a resource is there. AWS goes on showing some for hours after they are deleted; such a tombstone does not
# count. One that is on its way out is waited for: its name or its address is not free before. One that was made a
# moment ago may not be known everywhere yet, and is looked for longer.
# usage: is_alive KIND ID [TIME_MADE]
is_alive() {
  local state limit started=$SECONDS
  see_state "$1" "$2"
  state=$NOTED
  while true; do
    case $state in
      deleting)
        limit=$(kind_says "$1" deadline "$TIMEOUT_SECONDS")
        if ((SECONDS - started >= limit)); then
          fail "$2 is still being deleted after $limit s" "run again later"
        fi
        ;;
      "") if ((SECONDS - started >= SETTLE_SECONDS)) || ! is_recent "${3:-}"; then return 1; fi ;;
      deleted | failed | rejected | expired) return 1 ;;
      *) return 0 ;;
    esac
    pause
    state=$(state_of "$1" "$2") || exit
  done
}

# Whether a resource can still be deleted. What failed can, unless its kind then goes by itself.
# usage: is_there KEY ID [TIME_MADE]
is_there() {
  local state KIND="" KNOWN_NAME=""
  select_resource "$1"
  see_state "$KIND" "$2"
  state=$NOTED
  if has_function "$KIND::is_gone" && "$KIND::is_gone" "$state"; then return 1; fi
  case $state in
    failed | rejected | expired) return 0 ;;
    deleting) return 1 ;;
  esac
  is_alive "$KIND" "$2" "${3:-}"
}

# Whether a time is so near that AWS may not know everywhere yet what was done then.
# usage: is_recent TIME   (seconds since 1970, perhaps with more after a hyphen, or nothing)
is_recent() {
  [[ -n $1 ]] && ((BEGAN + SECONDS - ${1%%-*} < SETTLE_SECONDS))
}
