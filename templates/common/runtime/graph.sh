#!/usr/bin/env bash
#
# What runs side by side.

# Does something beside what follows, up to `await_started`; where nothing runs side by side, before it. Whoever starts it
# stays on the side that it was on.
# usage: start COMMAND [ARGUMENT...]
STARTED=() STARTED_COUNT=0 ENDED=""
start() {
  local ended started_on=$SIDE
  if [[ -n $PLAN || -n $SEQUENTIAL ]]; then
    "$@"
    if [[ -n $started_on && $SIDE != "$started_on" ]]; then use_side "$started_on"; fi
  else
    STARTED_COUNT=$((STARTED_COUNT + 1))
    ended=${ENDED:-$RUN/beside.$$}.$STARTED_COUNT
    apart noted "$ended" "$@" &
    STARTED+=("$! $ended")
  fi
}

# Notes with which status something ends. Of what ended long ago bash forgets that: another process may have got its
# number in the meantime.
# usage: noted NOTE COMMAND [ARGUMENT...]
noted() {
  ENDED=$1
  trap 'note_end "$?"' EXIT
  shift
  "$@"
}

# usage: note_end STATUS
note_end() { if [[ -d $RUN ]]; then printf '%d\n' "$1" >"$ENDED"; fi; }

# What is started in there is waited for in there. Ctrl-C is for the script itself, which brings this to an
# end: bash lets it through to what runs beside a script that has a trap for it.
apart() {
  trap '' INT
  STARTED=()
  "$@"
}

# Waits for all that was started, and fails if anything of it failed.
await_started() {
  local each status failed=0
  for each in ${STARTED[@]+"${STARTED[@]}"}; do
    status=0
    if [[ ! -s ${each#* } ]]; then wait "${each%% *}" || status=$?; fi
    if [[ -s ${each#* } ]]; then read -r status <"${each#* }"; fi
    if ((status > 0)); then failed=$status; fi
  done
  STARTED=()
  return "$failed"
}

# Runs things side by side, each as soon as those that it needs are done.
#
# What has failed is handed to a function, and so is the end of a turn, in which something may be drawn. What needs
# something that failed is not run.
# usage: run_graph RUN FAILED TURN "NAME NEEDED..."...
run_graph() {
  local run=$1 failed=$2 turn=$3 begun=" " ended=" " alive running=() still node i
  shift 3
  while true; do
    for node in "$@"; do
      if [[ $begun != *" ${node%% *} "* ]] && are_done "$ended" "$node"; then
        apart "$run" "${node%% *}" &
        running+=("$! ${node%% *}")
        begun+="${node%% *} "
      fi
    done
    "$turn"
    if ((${#running[@]} == 0)); then return; fi
    sleep 0.05
    alive=$'\n'$(jobs -pr)$'\n'
    still=()
    for i in "${running[@]}"; do
      if [[ $alive == *$'\n'"${i% *}"$'\n'* ]]; then
        still+=("$i")
      elif wait "${i% *}"; then
        ended+="${i#* } "
      else
        "$failed" "${i#* }"
      fi
    done
    running=(${still[@]+"${still[@]}"})
  done
}

# Whether all that a node needs has ended well or, for one of EARLY_STEPS, has what that begins with.
# usage: are_done ENDED "NODE NEEDED..."
are_done() {
  local need needs
  read -r -a needs <<<"$2"
  for need in ${needs[@]+"${needs[@]:1}"}; do
    if [[ $1 == *" $need "* ]]; then continue; fi
    if [[ " ${EARLY_STEPS:-} " != *" ${needs[0]} "* || ! -e $RUN/enough.$need ]]; then return 1; fi
  done
}

# Says that this step has made what EARLY_STEPS begin with.
let_others_begin() {
  if is_alone; then return; fi
  : >"$RUN/enough.${0##*/}"
}

# Says that it has made what they wait for in the middle. Where processors are few, they come first from here on.
let_others_go_on() {
  if is_alone; then return; fi
  : >"$RUN/more.${0##*/}"
  BEHIND=1
}

# Waits for the end of another step of this run, or until it lets others go on (more).
# usage: await_step STEP [more]
await_step() {
  until is_alone || [[ -e $RUN/done.$1 || -e $RUN/${2:-done}.$1 ]]; do
    if is_stopped; then exit 130; fi
    sleep 0.1
  done
}

# Whether no other step of this run can be beside this one.
is_alone() { [[ -z $STEP || -n $PLAN$CHECK ]]; }
