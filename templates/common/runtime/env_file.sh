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
  local line
  [[ -f $STATE_FILE ]] || return 0
  while IFS= read -r line || [[ -n $line ]]; do
    if [[ $line == "$1="* ]]; then
      printf '%s' "${line#*=}"
      return
    fi
  done <"$STATE_FILE"
}

# The value of a key that an earlier script must have left. Who compares goes on without it: that it is missing is
# said elsewhere.
# usage: needed KEY
needed() {
  local value
  value=$(recall "$1")
  if [[ -z $value && -n $PLAN ]]; then value=$(unknown_value "$1"); fi
  [[ -n $value || -n $CHECK ]] ||
    fail "$1 is not known yet" "run deploy_all.sh, or the scripts in the order of their numbers"
  printf '%s' "$value"
}

# Saves values at once, and whole: the file is replaced, never written into. An empty value takes its key
# away. A value that cannot be saved ends the run: what is made and not noted would be lost. So does one that would be
# refused when it is read again: in two lines, say, it would be another key's as well.
# usage: remember KEY VALUE [KEY VALUE...]
remember() {
  local new i value started=$SECONDS
  if [[ -n $PLAN || -n $CHECK ]]; then return; fi
  for ((i = 1; i < $#; i += 2)); do
    value=$((i + 1))
    value=${!value}
    if [[ -n $value ]] && ! has_shape "${!i}" "$value"; then
      fail "${!i} cannot become '$(shown "$value")', which $STATE_FILE cannot hold" \
        "nothing of it was saved; run again when AWS answers well"
    fi
  done
  # Steps that run side by side take turns. A run that is being stopped still saves; one whose folder is gone
  # was taken for dead.
  until mkdir "$RUN/saving" 2>/dev/null; do
    if [[ ! -d $RUN ]]; then exit 130; fi
    if [[ -e $RUN/unsaved ]] || ((SECONDS - started >= 60)); then cannot_save "$STATE_FILE: $*"; fi
    sleep 0.02
  done
  new="$RUN/env.new"
  if ! (umask 077 && env_with "$@" >"$new") || ! mv -f "$new" "$STATE_FILE"; then
    : >"$RUN/unsaved"
    rmdir "$RUN/saving"
    cannot_save "$STATE_FILE: $*"
  fi
  rmdir "$RUN/saving"
}

# Ends the run where something cannot be saved: in `env`, or among the notes of the run.
# usage: cannot_save WHERE
cannot_save() {
  stop_run
  fail "cannot save in $1" "is the disk full? Make room, then run again: what carries the tag is found"
}

# The lines of `env` with new values. Each line says whether it was written: called in a condition, bash goes on.
# usage: env_with KEY VALUE [KEY VALUE...]
env_with() {
  local line keys="" i
  for ((i = 1; i < $#; i += 2)); do keys+=" ${!i} "; done
  if [[ -f $STATE_FILE ]]; then
    while IFS= read -r line || [[ -n $line ]]; do
      if [[ $keys != *" ${line%%=*} "* ]]; then printf '%s\n' "$line" || return; fi
    done <"$STATE_FILE"
  fi
  while (($# > 0)); do
    if [[ -n $2 ]]; then printf '%s=%s\n' "$1" "$2" || return; fi
    shift 2
  done
}
