#!/usr/bin/env bash
#
# The ids in `env`. It is read as text, never run, and no value of it is used before its shape was looked at.

# Refuses an `env` that a run could not have left, and one that could not be saved.
check_env() {
  local line number=0
  if [[ ! -e $STATE_FILE && ! -L $STATE_FILE ]]; then return; fi
  [[ -f $STATE_FILE && -r $STATE_FILE ]] ||
    fail "$STATE_FILE is no file that can be read, and the ids of what is made belong there" \
      "move it away, then run again"
  while IFS= read -r line || [[ -n $line ]]; do
    number=$((number + 1))
    if [[ $line == *$'\r'* ]]; then
      fail "line $number of $STATE_FILE has a carriage return (CR), which no run leaves: $(shown "$line")" \
        "save it with line ends of LF, as it was"
    fi
    if [[ -n $line && ! $line =~ ^[A-Z][A-Z0-9_]*= ]]; then
      fail "line $number of $STATE_FILE is not KEY=value: $(shown "$line")" "put it back as a run left it"
    fi
    if [[ -n $line ]]; then check_value "${line%%=*}" "${line#*=}"; fi
  done <"$STATE_FILE"
}

# usage: check_value KEY VALUE
check_value() {
  if has_shape "$1" "$2"; then return; fi
  fail "$1 in $STATE_FILE cannot be '$(shown "$2")': no run leaves that" \
    "put back what it was, or take the line out: what is deployed is found again by its tag"
}

# Whether a value is one that a key can have. Nothing else is saved, and nothing else is taken from `env`.
# usage: has_shape KEY VALUE
has_shape() {
  local shape number='(0|[1-9][0-9]{0,11})'
  case $1 in
    SAVED_AT) shape=$number ;;
    *_ASKED) shape="$number(-$number){3}" ;;
    *_ACCOUNT_ID) shape='[0-9]{12}' ;;
    # Whatever an id is made of; which it can be, its kind says.
    *_ID) shape='[A-Za-z0-9_-]+' ;;
    *_ZONE_[1-6] | *_REGION) shape='[a-z][a-z0-9-]*' ;;
    *_HOSTNAME | *_DNS_NAME) shape='[A-Za-z0-9*][A-Za-z0-9.*-]*' ;;
    *_ADDRESS_[12] | *_CIDR) shape='[0-9][0-9./]*' ;;
    *_ACCEPTED) shape='([a-z]+-)+[0-9a-f]+' ;;
    *_ARN) shape='arn:[a-z0-9-]+:[a-z0-9-]+:[a-z0-9-]*:[0-9]*:[][A-Za-z0-9/_:.+=@-]+' ;;
    *) shape='[^[:cntrl:]]*' ;;
  esac
  [[ $2 =~ ^$shape$ ]] || return
  case $1 in
    *_ACCOUNT_ID) ;;
    *_ID | *_ARN) is_of_kind "$1" "$2" ;;
  esac
}

# Whether an id is one of its key's kind. Of a key that the table does not know (of what is switched off, say) an id has
# the shape that most have: words before a number in hexadecimal digits, or a UUID.
# usage: is_of_kind KEY ID
is_of_kind() {
  local KIND="" KNOWN_NAME="" shape='(([a-z]+-)+[0-9a-f]+|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12})'
  if select_resource "$1"; then
    "$KIND::is_id" "$2"
  else
    [[ $1 == *_ARN || $2 =~ ^$shape$ ]]
  fi
}

# The value of a key, or nothing.
# usage: recall KEY
recall() {
  local VALUE
  look_up "$1"
  printf '%s' "$VALUE"
}

# The same in VALUE, where it is asked for so often that a process for each would be felt.
# usage: look_up KEY
look_up() {
  local line
  VALUE=""
  [[ -f $STATE_FILE ]] || return 0
  while IFS= read -r line || [[ -n $line ]]; do
    if [[ $line == "$1="* ]]; then
      VALUE=${line#*=}
      return
    fi
  done <"$STATE_FILE"
}

# The value of a key that an earlier script must have left. Who compares goes on without it: that it is missing is
# said elsewhere.
# usage: needed KEY
needed() {
  local VALUE
  look_up "$1"
  if [[ -z $VALUE && -n $PLAN ]]; then VALUE=$(unknown_value "$1"); fi
  [[ -n $VALUE || -n $CHECK ]] ||
    fail "$1 is not known yet" "run deploy_all.sh, or the scripts in the order of their numbers"
  printf '%s' "$VALUE"
}
