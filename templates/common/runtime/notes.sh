#!/usr/bin/env bash
#
# What a run notes for itself in its folder: what was seen, and what was answered, so that AWS is not asked twice.

# Where the state of an id is kept, in STATE_NOTE: per region, for what is between two has one in each.
# usage: state_note ID
state_note() { STATE_NOTE=$RUN/state.$SIDE_REGION.${1##*/}; }

# usage: note_state ID STATE
note_state() {
  state_note "$1"
  printf '%s\n' "$2" >"$STATE_NOTE" || cannot_save "$RUN"
}

# Whether there is a note of the state of an id, though somebody may just be writing it.
# usage: has_note ID
has_note() {
  state_note "$1"
  [[ -f $STATE_NOTE ]]
}

# Whether the state of an id was seen in this run; then it is in NOTED. A note that is being written does not count yet.
# usage: is_noted ID
is_noted() { has_note "$1" && IFS= read -r NOTED 2>/dev/null <"$STATE_NOTE"; }

# usage: is_deleted ID
is_deleted() { is_noted "$1" && [[ $NOTED == deleted ]]; }

# So that AWS is asked again.
# usage: forget_state ID
forget_state() {
  state_note "$1"
  rm -f "$STATE_NOTE"
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
