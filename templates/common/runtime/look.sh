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
  noted_state "$2"
}

# Notes what a look has shown: the state, and all that it proves.
# usage: note_look ID ANSWER
note_look() {
  local words word state
  keep_note "$RUN/answer.${1##*/}" "$2"
  words=$(tr '[:upper:]\t\n' '[:lower:]  ' <<<"$2") || exit
  state=${words%% *}
  note_state "$1" "$state"
  case $state in
    "" | deleting | deleted | failed | rejected | expired) ;;
    *)
      for word in $words; do
        if [[ $word =~ ^(([a-z]+-)+[0-9a-f]+|arn:.*)$ && ! -f $(state_note "$word") ]]; then
          note_state "$word" present
        fi
      done
      ;;
  esac
}

# usage: note_state ID STATE
note_state() { printf '%s' "$2" >"$(state_note "$1")" || cannot_save "$RUN"; }

# Where the state of an id is kept: per region, for what is between two has one in each.
state_note() { printf '%s/state.%s.%s' "$RUN" "$SIDE_REGION" "${1##*/}"; }

# The state of a resource as it was last seen in this run, asked for if it was not.
# usage: seen_state KIND ID
seen_state() { noted_state "$2" || state_of "$@"; }

# All that the last look at a resource has shown, asked for if nobody has looked at itself.
# usage: seen_answer KIND ID
seen_answer() {
  seen_state "$1" "$2" >/dev/null || exit
  if [[ ! -f $RUN/answer.${2##*/} ]]; then state_of "$1" "$2" >/dev/null || exit; fi
  cat "$RUN/answer.${2##*/}"
}

# The same as seen_state if it was seen; fails if it was not.
# usage: noted_state ID
noted_state() {
  local note
  note=$(state_note "$1")
  [[ -f $note ]] && cat "$note"
}

# The answer to a question that is asked once a run, and kept under a name.
# usage: once NAME aws SERVICE OPERATION [OPTION...]
once() {
  local note="$RUN/$1" answer status=0 refused=0
  if [[ -n $PLAN ]]; then
    "${@:2}"
    return
  fi
  # A step beside may take the note away at any time.
  until cat "$note" 2>/dev/null; do
    # One asks; who comes beside waits for the answer as long as somebody is at it.
    if ! mkdir "$note.asking" 2>/dev/null; then
      if is_stopped; then exit 130; fi
      # Who was at it may have ended a moment ago; on a full disk nobody begins.
      if [[ ! -d $note.asking ]] && ((++refused > 50)); then cannot_save "$RUN"; fi
      sleep 0.05
      continue
    fi
    if [[ ! -f $note ]]; then
      answer=$("${@:2}") || status=$?
      if ((status == 0)); then keep_note "$note" "$answer"; fi
    fi
    rmdir "$note.asking"
    if ((status > 0)); then exit "$status"; fi
  done
}

# Writes a note of the run whole, for those who read it at the same time.
# usage: keep_note FILE TEXT
keep_note() {
  local new
  new=$(mktemp "$RUN/note.XXXXXX")
  printf '%s\n' "$2" >"$new" || cannot_save "$RUN"
  mv -f "$new" "$1"
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
  # Called in conditions, where bash would go on after an error, as if the resource were gone.
  state=$(seen_state "$1" "$2") || exit
  limit=$(kind_says "$1" deadline "$TIMEOUT_SECONDS")
  while true; do
    case $state in
      deleting)
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

# Whether a time is so near that AWS may not know everywhere yet what was done then.
# usage: is_recent TIME   (seconds since 1970, perhaps with more after a hyphen, or nothing)
is_recent() {
  local now
  now=$(date +%s) || exit
  [[ -n $1 ]] && ((now - ${1%%-*} < SETTLE_SECONDS))
}
