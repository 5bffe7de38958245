#!/usr/bin/env bash
#
# What `env` does not know is found again, by the deployment's tag or by a name that only this deployment gives.

# The id of the living resource that carries a key, or nothing.
# usage: find_living KEY [aws SERVICE OPERATION OPTION...]
find_living() {
  local KIND="" KNOWN_NAME=""
  not_in_check_mode
  select_resource "$1"
  if has_function "$KIND::find"; then find_by_name "$@"; else find_by_tag "$1"; fi
}

# The id of the one living resource that carries the tag of a key, or nothing. One that was asked for is looked for
# at AWS, and for a while when that was a moment ago.
# usage: find_by_tag KEY
find_by_tag() {
  local candidate candidates asked found=() started=$SECONDS
  asked=$(recall "${1}_ASKED")
  if [[ -n $asked ]]; then forget_inventory; fi
  while true; do
    candidates=$(tagged "$1")
    for candidate in $candidates; do
      if [[ -n $asked ]]; then forget_state "$candidate"; fi
      if is_alive "$KIND" "$candidate" "$SAVED_AT"; then found+=("$candidate"); fi
    done
    if ((${#found[@]} > 0 || SECONDS - started >= ASKED_SECONDS)) || ! is_recent "$asked"; then break; fi
    pause
    forget_inventory
  done
  if ((${#found[@]} > 1)); then
    fail "more than one resource in $SIDE_REGION carries the tag $DEPLOYMENT_TAG=$1: ${found[*]}" \
      "delete the one that is not in use, or its tag, then run again"
  fi
  if ((${#found[@]} == 1)); then printf '%s' "${found[0]}"; fi
}

# Finds what stands under a name. What is there and is not this deployment's is an error.
# usage: find_by_name KEY [aws SERVICE OPERATION OPTION...]
find_by_name() {
  local key=$1 id owner service
  id=$("$KIND::find" "${@:2}")
  if [[ -z $id ]]; then return; fi
  has_shape "$key" "$id" ||
    fail "what AWS calls $key in $SIDE_REGION is no $(words_for "$KIND"): $(shown "$id")" "run again when AWS answers well"
  service=$(service_of "$KIND")
  # What has no key of a deployment in its tags is known by a name that holds the deployment's tag.
  if has_function "$service::key_of"; then
    owner=$("$service::key_of" "$id")
    if [[ $owner != "$key" ]]; then
      fail "the name or port of $key is taken in $SIDE_REGION by $id" \
        "it is not this deployment's: choose another DEPLOYMENT_NAME, or delete it"
    fi
  fi
  printf '%s' "$id"
}

# Refuses to adopt what was made with other values, which `env` would have told.
# usage: refuse_other ID aws SERVICE OPERATION [OPTION...]
refuse_other() {
  local id=$1 option has wanted facts
  if ! has_function "$KIND::fixed"; then return; fi
  shift
  facts=$("$KIND::fixed" "$id")
  while read -r option has; do
    wanted=$(option_of "$option" "$@")
    # `*` stands for whatever value: only which option it was cannot be changed.
    if [[ -z $option || $has == "$wanted" || ($has == "*" && -n $wanted) ]]; then continue; fi
    : >"$RUN/unbind"
    if [[ $has == "*" ]]; then
      fail "$id is this deployment's, but was made with $option, which cannot be changed" \
        "put the value back that made it so, or run ./cleanup.sh first"
    fi
    fail "$id is this deployment's, but has $has, not ${wanted:-none}, which cannot be changed" \
      "put the value back, or run ./cleanup.sh first"
  done <<<"$facts"
}

# The id that `env` knows under a key or, where a run was killed before it had one, that of what it asked for. Where
# there is nothing, and nothing can come of the call any longer, the note of it goes.
# usage: known_or_asked KEY
known_or_asked() {
  local id asked
  id=$(recall "$1")
  asked=$(recall "${1}_ASKED")
  if [[ -z $id && -n $asked && -z $PLAN ]]; then
    id=$(find_living "$1")
    if [[ -z $id ]] && ! is_recent "$asked"; then remember "${1}_ASKED" ""; fi
  fi
  printf '%s' "$id"
}

# The same, only told: what deploy_all.sh would take away.
# usage: find_unwanted KEY
find_unwanted() {
  local id asked
  id=$(recall "$1")
  asked=$(recall "${1}_ASKED")
  if [[ -n $id$asked ]]; then find_difference "$1" "no longer wanted" "$id"; fi
}
