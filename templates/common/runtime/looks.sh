#!/usr/bin/env bash
#
# Looks at many resources.

# Looks at resources side by side: first at what stands on the rest, which proves most of it, then at what is
# still unproven.
# usage: look_at_all LINES   ("KEY ID", a line each)
look_at_all() {
  look_at_unseen proving "$1"
  look_at_unseen rest "$1"
}

# Looks once more at what was deleted, all of it at once. Of that, AWS's silence says enough.
# usage: look_again LINES   ("KEY ID", a line each)
look_again() { look_at_unseen rest "$1" gone; }

# usage: look_at_unseen proving|rest LINES [gone]   ("KEY ID", a line each)
look_at_unseen() {
  local key id together=""
  while read -r key id; do
    if [[ -z $id ]] || has_note "$id" || ! select_resource "$key"; then continue; fi
    if [[ $1 == proving ]] && ! has_function "$KIND::proves"; then continue; fi
    if has_function "$KIND::look_at_several"; then
      together+="$KIND $id"$'\n'
    else
      start state_of "$KIND" "$id" >/dev/null
    fi
  done <<<"$2"
  look_at_kinds "$together" "${3:-}"
  await_started
}

# Looks at all that `env` knows, on all sides: the steps find it noted.
look_at_all_sides() {
  local side lines
  for side in "${SIDES[@]%% *}"; do
    use_side "$side"
    lines=$(known_of "$side")
    start look_at_all "$lines"
  done
  await_started
}

# Looks at all of a kind in one call, where the kind can.
# usage: look_at_kinds LINES [gone]   ("KIND ID", a line each)
look_at_kinds() {
  local kind id kinds=" " ids
  while read -r kind _; do
    if [[ -z $kind || $kinds == *" $kind "* ]]; then continue; fi
    kinds+="$kind "
    ids=$(while read -r KIND id; do if [[ $KIND == "$kind" ]]; then printf '%s ' "$id"; fi; done <<<"$1")
    start look_together "$kind" "$ids" "${2:-}"
  done <<<"$1"
}

# One of several is looked at by itself where AWS shows nothing of it: it may be gone, or not known everywhere yet.
# What was there before and has been deleted is gone.
# usage: look_together KIND "ID ID..." [gone]
look_together() {
  local lines line id="" answer="" several
  read -r -a several <<<"$2"
  if ((${#several[@]} > 1)); then
    lines=$("$1::look_at_several" "${several[@]}") || exit
    while IFS= read -r line; do
      # What does not begin with one of their ids goes on with the line before.
      if [[ " $2 " != *" ${line%%$'\t'*} "* ]]; then
        answer+=$'\n'$line
        continue
      fi
      if [[ -n $id ]]; then note_look "$id" "$answer"; fi
      id=${line%%$'\t'*}
      answer=${line#*$'\t'}
    done <<<"$lines"
    if [[ -n $id ]]; then note_look "$id" "$answer"; fi
  fi
  for id in "${several[@]}"; do
    if is_noted "$id"; then continue; fi
    if [[ ${3:-} == gone ]] && ((${#several[@]} > 1)); then
      note_state "$id" ""
    else
      state_of "$1" "$id" >/dev/null
    fi
  done
}

# The keys and ids that `env` knows of a side: "KEY ID", a line each.
# usage: known_of SIDE
known_of() {
  local key VALUE
  for key in $(keys_of "$1"); do
    if [[ $key != *_ID && $key != *_ARN ]]; then continue; fi
    look_up "$key"
    if [[ -n $VALUE ]]; then printf '%s %s\n' "$key" "$VALUE"; fi
  done
}
