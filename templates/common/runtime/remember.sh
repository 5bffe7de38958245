#!/usr/bin/env bash
#
# How ids come into `env`.

# Saves values at once, and whole: the file is replaced, never written into. An empty value takes its key
# away. A value that cannot be saved ends the run: what is made and not noted would be lost. So does one that would be
# refused when it is read again: in two lines, say, it would be another key's as well.
# usage: remember KEY VALUE [KEY VALUE...]
remember() {
  local new i value started=$SECONDS
  if [[ -n $PLAN || -n $CHECK ]]; then return; fi
  for ((i = 1; i < $#; i += 2)); do
    value=$((i + 1))
    value=${!value}
    if [[ -n $value ]] && ! has_shape "${!i}" "$value"; then
      fail "${!i} cannot become '$(shown "$value")', which $STATE_FILE cannot hold" \
        "nothing of it was saved; run again when AWS answers well"
    fi
  done
  # Steps that run side by side take turns. A run that is being stopped still saves; one whose folder is gone
  # was taken for dead.
  until mkdir "$RUN/saving" 2>/dev/null; do
    if [[ ! -d $RUN ]]; then exit 130; fi
    if [[ -e $RUN/unsaved ]] || ((SECONDS - started >= 60)); then cannot_save "$STATE_FILE: $*"; fi
    sleep 0.02
  done
  new="$RUN/env.new"
  if ! (umask 077 && env_with "$@" >"$new") || ! mv -f "$new" "$STATE_FILE"; then
    : >"$RUN/unsaved"
    rmdir "$RUN/saving"
    cannot_save "$STATE_FILE: $*"
  fi
  rmdir "$RUN/saving"
}

# Ends the run where something cannot be saved: in `env`, or among the notes of the run.
# usage: cannot_save WHERE
cannot_save() {
  stop_run
  fail "cannot save in $1" "is the disk full? Make room, then run again: what carries the tag is found"
}

# The lines of `env` with new values. Each line says whether it was written: called in a condition, bash goes on.
# usage: env_with KEY VALUE [KEY VALUE...]
env_with() {
  local line keys="" i
  for ((i = 1; i < $#; i += 2)); do keys+=" ${!i} "; done
  if [[ -f $STATE_FILE ]]; then
    while IFS= read -r line || [[ -n $line ]]; do
      if [[ $keys != *" ${line%%=*} "* ]]; then printf '%s\n' "$line" || return; fi
    done <"$STATE_FILE"
  fi
  while (($# > 0)); do
    if [[ -n $2 ]]; then printf '%s=%s\n' "$1" "$2" || return; fi
    shift 2
  done
}
