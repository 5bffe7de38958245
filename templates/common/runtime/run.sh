#!/usr/bin/env bash
#
# One run at a time. What a run notes for its steps is in a folder of its own, which goes with it.

# What a step begins with: it takes no options, and is the only run, or a part of it.
# usage: begin_step FILE [ARGUMENT...]
begin_step() {
  if (($# > 1)); then
    if [[ $2 == -h || $2 == --help ]]; then print_header "$1" && exit; fi
    fail "${1##*/} has no option $2"
  fi
  # A step that fails ends after what it has started.
  trap wait EXIT
  lock
}

# Makes this the only run on these scripts. Each run first puts down a folder that names it, and only then
# looks for others', so that of two at the same time at least one sees the other. What a dead owner left is
# in nobody's way.
lock() {
  local tries other="" seen owner=""
  if [[ -n $PLAN || -n $RUN ]]; then return; fi
  for ((tries = 0; tries < 10; tries++)); do
    RUN="$HERE/.run.${HOSTNAME//[^A-Za-z0-9-]/-}.$$"
    rm -rf "$RUN"
    mkdir "$RUN" || fail "cannot write in $HERE"
    trap unlock EXIT
    printf '%s, process %s on %s, since %s\n' "${0##*/}" $$ "$HOSTNAME" "$(date '+%H:%M:%S')" >"$RUN/owner"
    other=$(other_run)
    if [[ -z $other ]]; then
      SAVED_AT=$(recall SAVED_AT)
      # Without `env` nobody knows. It may have been just now: what carries the tag, but is not found, is looked
      # for in the beginning.
      if [[ ! -f $STATE_FILE ]]; then
        SAVED_AT=$((BEGAN + SECONDS - SETTLE_SECONDS + ASKED_SECONDS))
      fi
      export ACCELGEN_RUN=$RUN ACCELGEN_SAVED_AT=$SAVED_AT
      return
    fi
    # One that has only just come may not have put its name down yet.
    seen=$(cat "$other/owner" 2>/dev/null) && owner=$seen
    # Both may have seen each other: one will be the first to come back.
    unlock
    sleep "0.$((RANDOM % 9 + 1))"
  done
  RUN=""
  fail "another run is at work on this deployment: $(shown "${owner:-${other##*/}}")" \
    "wait until it has ended; if it has (on another machine), delete $other"
}

# What goes on beside a script that ends early still writes into the run's folder: it is brought to an end.
unlock() {
  stop_run
  wait
  if [[ -e $RUN/unbind ]]; then unbind_values; fi
  rm -rf "$RUN"
  trap - EXIT
}

# The folder of another run that is alive, or nothing.
other_run() {
  local folder
  for folder in "$HERE"/.run.*; do
    if [[ $folder == "$RUN" || ! -d $folder ]]; then continue; fi
    if is_running "$folder"; then
      printf '%s' "$folder"
      return
    fi
    rm -rf "$folder"
  done
}

# Whether the owner of a run's folder is still at work. Of another machine's runs that cannot be known.
# usage: is_running FOLDER
is_running() {
  local pid=${1##*.} host=${1%.*}
  if [[ ${host##*/.run.} != "${HOSTNAME//[^A-Za-z0-9-]/-}" ]]; then return 0; fi
  # By now the number may be another program's. Not every `ps` can be asked for one process.
  if [[ -n $(ps -o args= -p $$ 2>/dev/null) ]]; then
    [[ $(ps -o args= -p "$pid" 2>/dev/null) == *.sh* ]]
  else
    kill -0 "$pid" 2>/dev/null
  fi
}

# Whether this run is to end: it was stopped, a step failed, or another run took it for dead.
is_stopped() { [[ -n $RUN && (! -d $RUN || -e $RUN/stop) ]]; }

# Ends all parts of the run before their next call; the calls on their way are finished, and their ids saved.
stop_run() { if [[ -d $RUN ]]; then : >"$RUN/stop"; fi; }

# From here on Ctrl-C and other requests to end stop the run, with a word on what to do next.
# usage: stop_on_signals NEXT
stop_on_signals() {
  NEXT=$1
  trap 'stopped 130' INT
  trap 'stopped 143' TERM
  trap 'stopped 129' HUP
}

# usage: stopped EXIT_CODE
stopped() {
  trap '' INT TERM HUP
  trap - ERR
  stop_run
  complain "stopping: the calls on their way are finished first"
  wait
  complain "stopped: $NEXT"
  exit "$1"
}

# Sleeps between two looks, and ends with the run. At first a wait looks more often: what it loses by that is
# to be little beside what it has waited already.
# usage: pause [SECONDS_WAITED]
pause() {
  local left=${POLL_SECONDS%.*} part=${POLL_SECONDS#*.} waited=${1:-}
  if [[ -n $waited ]] && ((left > waited / 80)); then left=$((waited < 160 ? 1 : waited / 80)); fi
  while ((left > 0)); do
    if is_stopped; then exit 130; fi
    sleep 1
    left=$((left - 1))
  done
  if [[ $POLL_SECONDS == *.* ]]; then sleep "0.$part"; fi
  if is_stopped; then exit 130; fi
}
