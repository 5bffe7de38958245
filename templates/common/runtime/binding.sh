#!/usr/bin/env bash
#
# What the deployment is bound to: its name, its accounts, the values that AWS could only make anew.

# Where the calls that follow go: the region and profile of a side, in the account that the deployment began in.
# usage: on_side SIDE
on_side() {
  use_side "$1"
  bind_account
}

# Refuses to go on in another AWS account than the ids in `env` belong to. What deploy_all.sh has checked
# for all its steps is not checked again.
bind_account() {
  local key="${SIDE}_ACCOUNT_ID" account known
  if [[ -n $PLAN || " ${ACCELGEN_BOUND:-} " == *" $key "* ]]; then return; fi
  refuse_other_deployment
  known=$(recall "$key")
  # Who only looks at what was never deployed needs no account.
  if [[ -n $CHECK && -z $known ]]; then return; fi
  account=$(account_at_hand) || return
  if [[ -n $known ]]; then refuse_other_account "$account" "$known"; fi
  if [[ -z $known || $(recall DEPLOYMENT_TAG) != "$DEPLOYMENT_TAG" ]]; then
    remember "$key" "$account" DEPLOYMENT_TAG "$DEPLOYMENT_TAG"
  fi
  export ACCELGEN_BOUND="${ACCELGEN_BOUND:-} $key"
}

# Refuses to take for this deployment what `env` knows of one with another name or other regions.
refuse_other_deployment() {
  local known
  known=$(recall DEPLOYMENT_TAG)
  if [[ -z $known || $known == "$DEPLOYMENT_TAG" ]] || ! { has_resources || has_paid; }; then return; fi
  fail "what is deployed is $known, and these scripts are of $DEPLOYMENT_TAG" \
    "put its DEPLOYMENT_NAME and regions back and generate the scripts again:" \
    "they go on with it, and their cleanup.sh takes it away"
}

# The account that the credentials at hand are of.
account_at_hand() {
  local account
  account=$(once "account.${SIDE_PROFILE//\//%2F}" aws sts get-caller-identity --query Account) || return
  [[ $account =~ ^[0-9]{12}$ ]] ||
    fail "aws sts get-caller-identity gives no account id, but: $(shown "$account")" \
      "is sts an alias of your AWS CLI (in ~/.aws/cli/alias)? Take it out"
  printf '%s' "$account"
}

# usage: refuse_other_account ACCOUNT DEPLOYMENTS_ACCOUNT
refuse_other_account() {
  if [[ $1 == "$2" ]]; then return; fi
  fail "these credentials are of account $1, the deployment is in account $2" \
    "use that account's credentials, or move $STATE_FILE away to deploy anew"
}

# Refuses values other than those that the deployment was made with, where AWS could only make it anew.
# usage: bind_values KEY=VALUE...
bind_values() {
  local value key known changed=() new=()
  if [[ -n $PLAN ]]; then return; fi
  if [[ -z $CHECK ]] && ! has_resources; then forget_choices; fi
  for value in "$@"; do
    key=${value%%=*}
    value=${value#*=}
    known=$(recall "$key")
    if [[ -z $known ]]; then
      new+=("$key" "$value")
    elif [[ $known != "$value" ]]; then
      if [[ -n $CHECK ]]; then find_difference "$key" "was $known"; fi
      changed+=("$key was $known, now it is $value")
    fi
  done
  if [[ -n $CHECK ]]; then return; fi
  if ((${#changed[@]} > 0)); then
    fail "what is deployed cannot be changed to these values" "${changed[@]}" \
      "put them back, or run ./cleanup.sh first"
  fi
  if ((${#new[@]} > 0)); then
    printf '%s\n' "${new[@]}" >>"$RUN/bound"
    remember "${new[@]}"
  fi
}

# Whether `env` knows of anything that was made, or may have been.
has_resources() {
  [[ -f $STATE_FILE ]] && grep -q -E '^[A-Z0-9_]+(_ID=[0-9]*[^0-9]|_ARN=|_ASKED=)' "$STATE_FILE"
}

# Whether `env` knows of anything that somebody ordered and pays for, and that cleanup.sh leaves alone: a KEY that has a
# KEY_PAID beside it. It binds no value but the deployment's name, and outlives what was chosen.
has_paid() { [[ -f $STATE_FILE ]] && grep -q -E '^[A-Z0-9_]+_PAID=' "$STATE_FILE"; }

# Before anything is made every value can still be changed, and what was chosen for the old ones goes.
forget_choices() {
  local line key VALUE forgotten=()
  [[ -f $STATE_FILE && ! -e $RUN/bound ]] || return 0
  while IFS= read -r line; do
    key=${line%%=*}
    case $key in
      "" | *_ACCOUNT_ID | DEPLOYMENT_TAG | *_PAID) ;;
      *)
        look_up "${key}_PAID"
        if [[ -z $VALUE ]]; then forgotten+=("$key" ""); fi
        ;;
    esac
  done <"$STATE_FILE"
  if ((${#forgotten[@]} > 0)); then remember "${forgotten[@]}"; fi
}

# Takes back the values that this run was the first to bind: what it found was made with others.
unbind_values() {
  local key
  if [[ ! -f $RUN/bound ]]; then return; fi
  while read -r key && read -r _; do remember "$key" ""; done <"$RUN/bound"
}

# Keeps the names and tags that this run gives. When they are others than they were, ACCELGEN_OLD_TAGS is set, and
# each resource gets them anew. A run that is killed leaves some of the old ones, too, for the next one to take away.
# usage: bind_names NAMES
bind_names() {
  local names tags
  tags=$(joined_tags)
  names=$(recall NAMES)
  if [[ -n $CHECK ]]; then
    if [[ -n $names && "$names $(recall TAGS)" != "$1 $tags" ]]; then find_difference "names and tags" changed; fi
  elif [[ -z $names ]]; then
    remember NAMES "$1" TAGS "$tags"
  elif [[ "$names $(recall TAGS)" != "$1 $tags" ]]; then
    ACCELGEN_OLD_TAGS=$(recall TAGS)
    export ACCELGEN_OLD_TAGS
    remember TAGS "$ACCELGEN_OLD_TAGS,$tags"
  fi
}
