#!/usr/bin/env bash
#
# Words to the user.

say() { if [[ -z $PLAN$CHECK ]]; then printf '%s%s\n' "$STEP" "$*"; fi; }
complain() { printf '%s%s\n' "$STEP" "$*" >&2; }

# Notes that this script has said why it ends.
told() { if [[ -d $RUN ]]; then : >"$RUN/told.$$"; fi; }

# usage: fail MESSAGE [LINE...]
fail() {
  local line
  trap - ERR
  told
  complain "error: $1"
  shift
  for line in "$@"; do complain "  $line"; done
  exit 1
}

# usage: wrong_usage MESSAGE
wrong_usage() {
  complain "error: $(shown "$1")"
  complain "  ${0##*/} --help tells more"
  exit 2
}

# Says where a script ended when nobody had expected it: a defect of the script, or of the machine. What ends a
# subshell has been said by then.
# usage: unexpected_failure STATUS FILE LINE COMMAND
unexpected_failure() {
  trap - ERR
  if ((BASH_SUBSHELL == 0)) && [[ ! -e ${RUN:-/}/told.$$ ]]; then
    complain "ended with status $1 in ${FUNCNAME[1]:-main}, line $3 of $2: $(shown "${4%%$'\n'*}")"
  fi
  exit "$1"
}

# Text that is not ours (AWS's messages, tags that others gave), as one line that cannot steer a terminal.
# usage: shown TEXT
shown() {
  local text=${1//[$'\n\t']/ }
  printf '%s' "${text//[![:print:]]/?}"
}

# usage: with_commas WORD...
with_commas() {
  local IFS=,
  printf '%s' "$*"
}

# A script's own header, without the marks of a comment.
# usage: print_header FILE
print_header() { sed -n '1,/^#$/d; /^$/q; s/^# \{0,1\}//p' "$1"; }

# One line a resource: what came of it, its key, its id.
# usage: report kept|adopted|made|changed|replaced|deleted KEY ID
report() {
  local line
  if [[ -z $PLAN && $1 != kept ]]; then : >"$RUN/changed"; fi
  printf -v line '  %-8s %-26s %s' "$@"
  say "$line"
}
