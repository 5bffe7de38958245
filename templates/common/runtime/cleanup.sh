#!/usr/bin/env bash
#
# How cleanup.sh takes everything away: what `env` knows, and what carries the deployment's tag, each thing before
# what it stands on (KIND::needs), all sides at once.

# usage: clean_up [--yes] [--alarms]
clean_up() {
  local ask=true side all=""
  ONLY_ALARMS=false
  while (($# > 0)); do
    case $1 in
      --yes) ask=false ;;
      --alarms) ONLY_ALARMS=true ;;
      -h | --help) print_header "$HERE/cleanup.sh" && exit ;;
      *) fail "cleanup.sh has no option $(shown "$1")" "cleanup.sh --help lists them" ;;
    esac
    shift
  done
  lock
  stop_on_signals "run ./cleanup.sh again to go on"

  for side in "${SIDES[@]%% *}"; do on_side "$side"; done
  # What a stack has to say first.
  if [[ $ONLY_ALARMS == false ]] && has_function before_cleanup; then before_cleanup; fi
  on_all_sides find_on_side
  for side in "${SIDES[@]%% *}"; do all+=$(<"$RUN/found.$side"); done
  if [[ -n $all ]]; then
    for side in "${SIDES[@]%% *}"; do show_list "$side" "$RUN/found.$side"; done
    show_held
    refuse_protected
    if [[ $ask == true ]]; then confirm; fi
    # Everything has been seen: what AWS does not find from here on is gone.
    forget SAVED_AT
    delete_all
  else
    say "account $(recall "${SIDE}_ACCOUNT_ID") has nothing of $DEPLOYMENT_TAG"
  fi
  if [[ $ONLY_ALARMS == false ]]; then rm -f "$STATE_FILE"; fi
  say "nothing left"
}

# Takes a key out of `env`.
forget() { if [[ -f $STATE_FILE ]]; then remember "$1" ""; fi; }

# Does something for each side, side by side.
# usage: on_all_sides COMMAND
on_all_sides() {
  local side
  for side in "${SIDES[@]%% *}"; do
    use_side "$side"
    start "$1" "$side"
  done
  await_started
}

# What would refuse its deletion is told before anything is deleted.
refuse_protected() {
  local side key id call
  for side in "${SIDES[@]%% *}"; do
    use_side "$side"
    while read -r key id; do
      if ! select_resource "$key" || ! has_function "$KIND::protected"; then continue; fi
      call=$("$KIND::protected" "$id")
      if [[ -n $call ]]; then
        fail "the $(words_for "$KIND") is protected against deletion, so nothing was deleted" "to allow it: $call"
      fi
    done <"$RUN/found.$side"
  done
}

# What goes with something that is deleted, and nobody could make again, is named.
show_held() {
  local side key id held
  for side in "${SIDES[@]%% *}"; do
    use_side "$side"
    while read -r key id; do
      if ! select_resource "$key" || ! has_function "$KIND::holds"; then continue; fi
      held=$("$KIND::holds" "$id")
      if [[ -n $held ]]; then say "$id: $held"; fi
    done <"$RUN/found.$side"
  done
}

# usage: show_list SIDE FILE
show_list() {
  local key id line
  if [[ ! -s $2 ]]; then return; fi
  use_side "$1"
  say "$SIDE_REGION"
  while read -r key id; do
    printf -v line '  %-28s %s' "$key" "$id"
    say "$line"
  done <"$2"
}

confirm() {
  local answer
  [[ -t 0 ]] || fail "nobody is there to ask" "run with --yes to delete the resources above"
  read -r -p "Delete all of these? [y/N] " answer || answer=""
  case $answer in
    y | Y | yes) ;;
    *) fail "nothing was deleted" ;;
  esac
}

# All sides at once. What is refused leaves only what it stands on.
delete_all() {
  local side failed="" left=""
  on_all_sides delete_on_side || failed=1
  if [[ -z $failed ]]; then return; fi
  for side in "${SIDES[@]%% *}"; do
    show_list "$side" "$RUN/left.$side"
    if [[ -s $RUN/left.$side ]]; then left=1; fi
  done
  [[ -n $left ]] || fail "whether anything is left is not known" "AWS's reasons stand further up; run ./cleanup.sh again"
  fail "the resources above are left" "AWS's reasons stand further up; run ./cleanup.sh again"
}
