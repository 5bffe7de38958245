#!/usr/bin/env bash
#
# Waits: bounded, each with its own deadline where AWS needs long, the state shown when it changes.

# Looks at a resource until its state is one of those wanted. A state from which there is no way back, or the end
# of the time, is an error.
# usage: await KEY STATES   (STATES: a regular expression)
await() {
  local wanted=$2 id what limit state shown="" started=$SECONDS KIND="" KNOWN_NAME=""
  if [[ -n $CHECK ]]; then return; fi
  select_resource "$1"
  id=$(needed "$1")
  what=$(words_for "$KIND")
  if has_function "$KIND::is_on_two_sides"; then what+=", $SIDE_REGION"; fi
  if [[ -n $PLAN ]]; then
    remark "again and again, until $what is ${wanted//|/ or }:"
    "$KIND::look" "$id"
    return
  fi
  limit=$(kind_says "$KIND" deadline "$TIMEOUT_SECONDS")
  state=$(seen_state "$KIND" "$id")
  # All that is known of what was just made.
  if [[ $state == present ]]; then state=$(state_of "$KIND" "$id"); fi
  while true; do
    if [[ $state != "$shown" ]]; then
      say "  $what: ${state:-nothing yet} ($((SECONDS - started)) s)"
      shown=$state
    fi
    if [[ $state =~ ^($wanted)$ ]]; then
      warn_of "$state"
      return
    fi
    case $state in
      failed | rejected | expired | deleted)
        # Where AWS says why, it stands in its answer.
        if has_function "$KIND::reason"; then state=$("$KIND::reason" "$(<"$RUN/answer.$id")"); fi
        fail "$what is $(shown "$state")" "when the cause is gone, run again; if it stays so, run ./cleanup.sh first"
        ;;
    esac
    if ((SECONDS - started >= limit)); then
      fail "$what: still ${state:-nothing} after $limit s" \
        "run again to go on waiting, or set ACCELGEN_TIMEOUT_SECONDS to wait longer"
    fi
    pause $((SECONDS - started))
    state=$(state_of "$KIND" "$id")
  done
}

# The same of what may not be there.
# usage: await_if_made KEY STATES
await_if_made() { if [[ -n $(recall "$1") ]]; then await "$@"; fi; }

# Waits until what AWS was asked to delete is gone: what it stands on is held until then.
# usage: await_gone KIND ID
await_gone() {
  local state limit started=$SECONDS
  limit=$(kind_says "$1" deadline "$TIMEOUT_SECONDS")
  while true; do
    state=$(state_of "$1" "$2") || return
    if [[ -z $state || $state == deleted ]] || { has_function "$1::is_gone" && "$1::is_gone" "$state"; }; then return; fi
    if ((SECONDS - started >= limit)); then
      fail "$2 is still there after $limit s: $(shown "$state")" "run again later"
    fi
    pause $((SECONDS - started))
  done
}

# Says what there is to say of a state in which the resource at hand works.
# usage: warn_of STATE
warn_of() {
  local text=""
  if has_function "$KIND::warning"; then text=$("$KIND::warning" "$1"); fi
  if [[ -n $text ]]; then complain "  warning: $text"; fi
}
