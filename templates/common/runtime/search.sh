#!/usr/bin/env bash
#
# What of a deployment is there: "KEY ID", a line each, in a note of the run for each side.

# Finds the living resources of a side.
# usage: find_on_side SIDE
find_on_side() {
  local known candidates key id living="" MADE_AT KIND="" KNOWN_NAME=""
  settle_asked "$1"
  known=$(known_of "$1" | of_kinds_to_go)
  while read -r key id; do
    if [[ -z $id ]] || ! select_resource "$key"; then continue; fi
    if has_function "$KIND::looks_when_deleted"; then note_state "$id" present; fi
    if has_function "$KIND::protected"; then start "$KIND::protected" "$id" >/dev/null; fi
  done <<<"$known"
  start look_at_all "$known"
  # Meanwhile, AWS is asked for what `env` does not know.
  candidates=$(candidates "$1")
  if [[ $ONLY_ALARMS == false ]]; then tell_foreign "$1"; fi
  await_started
  look_at_all "$candidates"
  while read -r key id; do
    if [[ -z $id ]]; then continue; fi
    made_at "$key" "$id"
    if is_there "$key" "$id" "$MADE_AT"; then living+="$key $id"$'\n'; fi
  done <<<"$candidates"
  printf '%s' "$living" >"$RUN/found.$1"
}

# What was asked for a moment ago, by a run that was killed, may not be known everywhere yet.
# usage: settle_asked SIDE
settle_asked() {
  local key ids VALUE started=$SECONDS
  for key in $(keys_of "$1"); do
    look_up "${key}_ASKED"
    if ! is_recent "$VALUE"; then continue; fi
    while ((SECONDS - started < ASKED_SECONDS)); do
      ids=$(tagged "$key")
      if [[ -n $ids ]]; then break; fi
      pause
      forget_inventory
    done
  done
}

# Of lines "KEY ID", those that are of the kinds that shall go.
of_kinds_to_go() {
  local key id KIND="" KNOWN_NAME=""
  while read -r key id; do
    if select_resource "$key" && is_to_go; then printf '%s %s\n' "$key" "$id"; fi
  done
}

# Whether the kind at hand shall go.
is_to_go() { [[ $ONLY_ALARMS == false ]] || is_alarm_kind "$KIND"; }

# What may be there, by `env`, by tag and by name: "KEY ID", each once.
# usage: candidates SIDE
candidates() {
  local key id lines="" unseen="" STARTED=()
  start all_named "$1" >"$RUN/named.$1"
  # Also called where bash would go on after an error, as if nothing were there.
  if [[ $ONLY_ALARMS == false ]]; then lines=$(inventory) || unseen=1; fi
  await_started || return
  if [[ -n $unseen ]]; then return 1; fi
  {
    known_of "$1" | of_kinds_to_go
    while IFS=$'\t' read -r key id; do
      if is_key_of "$1" "$key" && "$KIND::is_id" "$id"; then printf '%s %s\n' "$key" "$id"; fi
    done <<<"$lines"
    cat "$RUN/named.$1"
  } | sort -u
}

# What stands under the names of a side: "KEY ID", a line each.
# usage: all_named SIDE
all_named() {
  local key
  for key in $(keys_of "$1"); do
    select_resource "$key"
    if is_to_go && has_function "$KIND::find" && has_function "$KIND::delete" && may_be_unknown "$1" "$key"; then
      start named "$key"
    fi
  done
  await_started
}

# Whether a key is one of a side; then it is selected.
# usage: is_key_of SIDE KEY
is_key_of() {
  local entry side
  for entry in ${RESOURCES[@]+"${RESOURCES[@]}"}; do
    read -r _ _ side _ <<<"$entry"
    if [[ $side == "$1" ]] && is_row_of "$entry" "$2"; then
      select_resource "$2"
      return
    fi
  done
  return 1
}

# Whether `env` does not know what stands under a name, or not the last one that was asked for. What was not there
# when the run began does not come while it deletes.
# usage: may_be_unknown SIDE KEY
may_be_unknown() {
  if [[ -f $RUN/found.$1 ]]; then
    grep -q "^$2 " "$RUN/found.$1"
  else
    [[ -z $(recall "$2") || -n $(recall "$2_ASKED") || $2 != *_ARN ]]
  fi
}

# What stands under the name of a key and is this deployment's: "KEY ID", a line each.
# usage: named KEY
named() {
  local id ids service owner=$1 gone='NoSuch.*|.*NotFound.*'
  service=$(service_of "$KIND")
  # Before anything is deleted, what AWS does not know everywhere yet is no less there.
  if [[ ! -f $RUN/found.$SIDE ]]; then gone=""; fi
  ids=$("$KIND::find") || return
  while IFS= read -r id; do
    if [[ -z $id ]] || ! has_shape "$1" "$id" || ! "$KIND::is_id" "$id"; then continue; fi
    if has_function "$service::key_of"; then owner=$(tolerate "$gone" "$service::key_of" "$id") || return; fi
    if [[ $owner == "$1" ]]; then printf '%s %s\n' "$1" "$id"; fi
  done <<<"$ids"
}

# Says what carries the deployment's tag, but not as deploy_all.sh gives it: somebody else's, which is left alone.
# usage: tell_foreign SIDE
tell_foreign() {
  local key id lines
  lines=$(inventory)
  while IFS=$'\t' read -r key id; do
    if [[ -z $id ]] || { is_key_of "$1" "$key" && "$KIND::is_id" "$id"; }; then continue; fi
    # What is between two sides is seen on both.
    if select_resource "$key" && "$KIND::is_id" "$id" && has_function "$KIND::is_on_two_sides"; then continue; fi
    complain "left alone: $id in $SIDE_REGION carries the tag $DEPLOYMENT_TAG=$key, but is not this deployment's"
  done <<<"$lines"
}

# When a resource was made at the latest, as far as that is known, in MADE_AT.
# usage: made_at KEY ID
made_at() {
  local VALUE
  MADE_AT=$SAVED_AT
  look_up "$1"
  if [[ $VALUE == "$2" ]]; then return; fi
  look_up "$1_ASKED"
  MADE_AT=${VALUE:-$SAVED_AT}
}
