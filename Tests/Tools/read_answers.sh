#!/usr/bin/env bash
# Has the functions of generated scripts read one answer of AWS's after the other, and prints what they take. All in
# one process.
#
# usage: read_answers.sh FOLDER SEARCH_SH <CASES
# A case is a word and a text, each with a NUL after it; what is taken is printed with a NUL after it:
#   tags SIDE  what describe-tags says: "KEY ID", a line each
#   name KEY   the ids that a name gives, a line each, and after a line "--" what the tags of each say: "KEY ID"
#   json X     a policy: its facts
#   id KIND KEY  the answer of a call that makes something: the id if it is taken
here=$1
# shellcheck source=/dev/null
source "$here/lib.sh"
# shellcheck source=/dev/null
source "$2"
set +e
trap - ERR
RUN=$(mktemp -d)
export ONLY_ALARMS=false
ANSWER="" NAMES_SAID="" TAGS_SAID=""

# In place of the AWS CLI.
# usage: in_turn command aws SERVICE OPERATION [OPTION...]
in_turn() {
  if [[ $4 == describe-tags && $3 == elbv2 ]]; then
    printf '%s' "$TAGS_SAID"
  elif [[ $4 == describe-tags ]]; then
    printf '%s' "$ANSWER"
  else
    printf '%s' "$NAMES_SAID"
  fi
}

# usage: taken MODE WORD
taken() {
  case $1 in
    tags)
      use_side "$2"
      candidates "$2"
      ;;
    name)
      select_resource "$2"
      use_side EXPOSE
      named "$2"
      ;;
    json) json_facts <<<"$ANSWER" ;;
    id)
      select_resource "$3"
      if has_shape "$3" "$ANSWER"; then printf '%s' "$ANSWER"; fi
      ;;
  esac
}

while IFS= read -r -d '' mode && IFS= read -r -d '' text; do
  rm -rf "${RUN:?}"/*
  NAMES_SAID="" TAGS_SAID="" ANSWER=$text
  if [[ $mode == name* ]]; then
    NAMES_SAID=${text%%$'\n--\n'*}
    TAGS_SAID=${text#*$'\n--\n'}
  fi
  read -r mode word more <<<"$mode"
  result=$(taken "$mode" "$word" "$more" 2>/dev/null </dev/null)
  printf '%s\0' "$result"
done
rm -rf "$RUN"
