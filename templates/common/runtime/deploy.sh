#!/usr/bin/env bash
#
# How deploy_all.sh runs its STEPS ("STEP NEEDED…"): side by side by what they need, or one after the other.

# Sets VERIFY, PREFLIGHT, PLANNED and ONE_BY_ONE.
# usage: read_deploy_options [OPTION...]
read_deploy_options() {
  DEPLOY_OPTIONS=("$@") VERIFY=true PREFLIGHT=true PLANNED="" ONE_BY_ONE=""
  while (($# > 0)); do
    case $1 in
      --plan) PLANNED=1 ;;
      --sequential) ONE_BY_ONE=1 ;;
      --skip-preflight) PREFLIGHT=false ;;
      --no-verify) VERIFY=false ;;
      -h | --help) print_header "$HERE/deploy_all.sh" && exit ;;
      *) fail "deploy_all.sh has no option $(shown "$1")" "deploy_all.sh --help lists them" ;;
    esac
    shift
  done
  readonly DEPLOY_OPTIONS VERIFY PREFLIGHT PLANNED ONE_BY_ONE
}

# Shows every call in place of making it.
show_plan() {
  if [[ -z $PLAN ]]; then ACCELGEN_PLAN=1 exec "$BASH" "$HERE/deploy_all.sh" --plan; fi
  run_by_number
  await_all
}

# Begins a run: its steps are told what deploy_all.sh was told.
begin_deployment() {
  type -P aws >/dev/null || fail "the AWS CLI is not installed" \
    "https://docs.aws.amazon.com/cli/latest/userguide/getting-started-install.html"
  if [[ $VERIFY == true ]] && has_function handshake && ! type -P curl >/dev/null; then
    fail "curl is not installed, the last check needs it" "install it, or run with --no-verify"
  fi
  export ACCELGEN_SEQUENTIAL=$ONE_BY_ONE
  lock
  stop_on_signals "run ./deploy_all.sh again to go on, or ./cleanup.sh to take everything away"
}

run_steps() {
  if [[ -n $ONE_BY_ONE ]]; then
    run_by_number
  else
    run_graph run_step give_up draw_progress "${STEPS[@]}"
  fi
}

run_by_number() {
  local step
  for step in $(printf '%s\n' "${STEPS[@]%% *}" | sort -n); do
    run_step "$step" || give_up "$step"
  done
}

# On a terminal: a line a step, drawn anew in its place, with what the step said last.
progress_lines=0
draw_progress() {
  local entry step last text="" width=${COLUMNS:-80}
  if [[ ! -t 1 ]]; then return; fi
  if [[ ! $width =~ ^[1-9][0-9]{0,3}$ ]]; then width=80; fi
  if ((progress_lines > 0)); then text=$(printf '\033[%dA' "$progress_lines"); fi
  progress_lines=${#STEPS[@]}
  for entry in "${STEPS[@]}"; do
    step=${entry%% *}
    last=waits
    if [[ -s $RUN/log.$step ]]; then last=$(tail -n 1 "$RUN/log.$step"); fi
    if [[ -f $RUN/began.$step ]]; then
      # Without the step's name, which stands there already.
      last=${last:27}
      last="$((SECONDS - $(<"$RUN/began.$step"))) s, ${last#"${last%%[![:space:]]*}"}"
    fi
    if [[ -f $RUN/took.$step ]]; then last="done ($(<"$RUN/took.$step") s)"; fi
    last=$(printf '%-26s %s' "${step%.sh}" "$last")
    text+=${last:0:width-1}$'\033[K\n'
  done
  printf '%s' "$text"
}

# Runs a step, its lines marked with its name. On a terminal they go to a log of the run, from which the
# progress is drawn.
# usage: run_step STEP
run_step() {
  local name started=$SECONDS run=(nice "$BASH")
  # Where processors are few, the steps on the way of what takes longest come first.
  if [[ " ${FIRST_STEPS:-} " == *" $1 "* ]]; then run=("$BASH"); fi
  remark "--- $1"
  name=$(printf '%-26s ' "${1%.sh}")
  if [[ -t 1 && -z $PLAN ]]; then
    printf '%s' "$SECONDS" >"$RUN/began.$1"
    ACCELGEN_STEP=$name "${run[@]}" "$HERE/$1" >"$RUN/log.$1" 2>&1 || return
    printf '%s' $((SECONDS - started)) >"$RUN/took.$1"
  else
    ACCELGEN_STEP=$name "${run[@]}" "$HERE/$1" || return
    say "${name}done ($((SECONDS - started)) s)"
  fi
  if [[ -z $PLAN ]]; then : >"$RUN/done.$1"; fi
}

# usage: give_up STEP
give_up() {
  trap '' INT TERM HUP
  stop_run
  wait
  if [[ -f $RUN/log.$1 ]]; then cat "$RUN/log.$1" >&2; fi
  if [[ -e $RUN/kept_out ]]; then begin_again; fi
  fail "$1 did not finish" \
    "when the cause is gone, run ./deploy_all.sh again: it goes on from here" \
    "or run ./cleanup.sh to take everything away"
}

# The whole run once more, where the cause of a failure has been taken out of its way.
begin_again() {
  complain "beginning again"
  unlock
  trap - INT TERM HUP
  unset ACCELGEN_RUN ACCELGEN_SAVED_AT ACCELGEN_BOUND
  exec "$BASH" "$HERE/deploy_all.sh" ${DEPLOY_OPTIONS[@]+"${DEPLOY_OPTIONS[@]}"}
}

# From here on, what AWS does not find is gone, and the names and tags are these.
# usage: settled NAMES
settled() { remember SAVED_AT "" TAGS "$(joined_tags)" NAMES "$1"; }
