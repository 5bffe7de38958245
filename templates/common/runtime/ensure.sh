#!/usr/bin/env bash
#
# Resources that are made once.

# Makes sure that a resource is there: it is kept when it is known and alive, else adopted when one carries
# its tag, else made, with its tags in the same call, and its id saved at once.
# usage: ensure KEY NAME aws SERVICE OPERATION [OPTION...]
ensure() {
  local key=$1 name=$2 known id="" VALUE KIND="" KNOWN_NAME=""
  shift 2
  select_resource "$key" || fail "$key is not in the table of resources.sh"
  look_up "$key"
  known=$VALUE
  if [[ -n $PLAN ]]; then
    plan_resource "$key" "$name" "$known" "$@"
    return
  elif [[ -n $CHECK ]]; then
    find_resource_state "$key" "$known"
    return
  fi
  if [[ -n $known ]] && is_alive "$KIND" "$known" "$SAVED_AT"; then
    if stands_on_what_is_gone "$known" "$@"; then
      "$KIND::replace" "$known"
      report replaced "$key" "$known"
    else
      if [[ -n ${ACCELGEN_OLD_TAGS+set} ]]; then tag_resource "$KIND" "$known" "$key" "$name"; fi
      report kept "$key" "$known"
      return
    fi
  fi
  if ! is_first "$@" || may_outlive "$key"; then id=$(find_living "$key" "$@"); fi
  if [[ -n $id ]] && stands_on_what_is_gone "$id" "$@"; then
    "$KIND::replace" "$id"
    report replaced "$key" "$id"
    id=""
  fi
  if [[ -n $id ]]; then
    refuse_other "$id" "$@"
    tag_resource "$KIND" "$id" "$key" "$name"
    remember "$key" "$id" "${key}_ASKED" ""
    report adopted "$key" "$id"
    return
  fi
  make_resource "$key" "$name" "$@"
}

# Whether a kind outlives what it was made on, and that has been made anew, in this run or in one that ended early: it
# fits no longer.
# usage: stands_on_what_is_gone ID aws SERVICE OPERATION [OPTION...]
stands_on_what_is_gone() {
  local ground stands_on
  if ! has_function "$KIND::replace"; then return 1; fi
  ground=$(option_of "$("$KIND::outlives")" "${@:2}")
  if [[ -z $ground ]]; then return 1; fi
  if is_new "$ground"; then return 0; fi
  stands_on=$("$KIND::ground" "$1") || exit
  [[ -n $stands_on && $stands_on != "$ground" ]]
}

# Whether one of a kind may be left of ground that is gone: its kind outlives that, and nobody has seen in this run
# that its name is free.
# usage: may_outlive KEY
may_outlive() { has_function "$KIND::outlives" && [[ ! -e $RUN/free.$1 ]]; }

# Makes a resource and saves its id. That it was asked for is saved before: a run that is killed in between
# leaves word to look for it, and a token by which AWS knows the same call again where it takes one.
# usage: make_resource KEY NAME aws SERVICE OPERATION [OPTION...]
make_resource() {
  local key=$1 token id="" tries status passing VALUE
  look_up "${key}_ASKED"
  token=${VALUE#*-}
  if [[ -z $token ]]; then token=$(new_token "$key"); fi
  passing="$THROTTLED|$(kind_says "$KIND" patience "$THROTTLED")"
  # The AWS CLI tries only once: it would take a lost answer for a lost call, and make a second one.
  local -x AWS_MAX_ATTEMPTS=1
  for ((tries = 0; tries < 5; tries++)); do
    remember_asked "$key" "$token"
    status=0
    id=$(tolerate "$LOST" patiently "$passing" create_resource "$token" "" "$@") || status=$?
    if ((status > 0)); then
      # Only a word of AWS's own is a no; after anything else it is looked for in the next run.
      if ((status == 1)); then remember "${key}_ASKED" ""; fi
      exit "$status"
    fi
    if [[ -n $id && $id != None ]]; then break; fi
    complain "  aws $4 $5: no answer, looking whether it was carried out"
    # It may have taken a minute to find that out, and AWS may have done it at the end of that.
    remember_asked "$key" "$token"
    id=$(AWS_MAX_ATTEMPTS=10 find_living "$key" "${@:3}")
    if [[ -n $id ]]; then break; fi
  done
  [[ -n $id ]] || fail "aws $4 $5 gave no answer five times" "run again when the network is well"
  has_shape "$key" "$id" || fail "aws $4 $5 gave no id of a $(words_for "$KIND"), but: $(shown "$id")"
  remember "$key" "$id" SAVED_AT "$((BEGAN + SECONDS))" "${key}_ASKED" ""
  : >"$RUN/new.${id##*/}"
  note_state "$id" present
  report made "$key" "$id"
}

# A token by which AWS knows the same call again, and no other. What is asked for side by side may draw the same number.
# usage: new_token KEY
new_token() {
  local sum
  sum=$(cksum <<<"$HOSTNAME $$ $DEPLOYMENT_TAG $1")
  printf '%s-%s-%s' "$((BEGAN + SECONDS))" "${sum%% *}" "$RANDOM"
}

# Saves that a resource was asked for, and when: "TIME-TOKEN".
# usage: remember_asked KEY TOKEN
remember_asked() { remember "${1}_ASKED" "$((BEGAN + SECONDS))-$2"; }

# The call that makes a resource, with its tags, and its token where AWS takes one. It prints the id. A plan shows
# it, with the variable that gets the id.
# usage: create_resource TOKEN VARIABLE KEY NAME aws SERVICE OPERATION [OPTION...]
create_resource() {
  local token=$1 variable=$2 key=$3 tags type service
  tags=$(tags_of "$key" "$4")
  type=$(kind_says "$KIND" tag_type "${KIND//_/-}")
  service=$(service_of "$KIND")
  shift 4
  if [[ -n $variable ]]; then set -- show_call "$variable" "${@:2}"; fi
  if [[ -n $token ]] && has_function "$KIND::token_option"; then
    set -- "$@" "$("$KIND::token_option")" "accelgen-$token"
  fi
  "$service::create" "$type" "$tags" "$@" --query "$("$KIND::id")"
}

# Shows the call that makes a resource, unless `env` knows it already.
# usage: plan_resource KEY NAME KNOWN_ID aws SERVICE OPERATION [OPTION...]
plan_resource() {
  if [[ -n $3 ]]; then
    printf '%s=%s\n' "$1" "$3"
  else
    create_resource "" "$1" "$1" "$2" "${@:4}"
  fi
}

# Notes that a resource that was no longer wanted is gone.
# usage: no_longer_there KEY ID
no_longer_there() {
  note_state "$2" deleted
  remember "$1" "" "$1_ASKED" ""
  report deleted "$1" "$2"
}
