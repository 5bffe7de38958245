#!/usr/bin/env bash
#
# The shell as these scripts need it, whatever shell they are called from, and what is the same for all of them.

#% param DEPLOYMENT_TAG DeploymentTag
#% param TAGS [Tag]

# Options, functions and names that came with the environment would change what stands below: none of them
# stays. What the user wants to see of a run (xtrace, verbose) does. And where the shell's options are exported, those
# of these scripts are none of an `aws` that is a bash script itself (a shim of pyenv's, say).
export -n SHELLOPTS BASHOPTS
set +o posix +o noclobber +o noglob +o allexport -Eeuo pipefail
shopt -u nullglob failglob dotglob nocaseglob nocasematch expand_aliases extglob
unset BASH_ENV ENV CDPATH GLOBIGNORE POSIXLY_CORRECT GREP_OPTIONS
while read -r _ _ inherited; do unset -f "$inherited"; done < <(declare -F)
unset inherited
# With this option the values at the top of a script did not arrive: it begins again without.
if [[ -o keyword ]]; then exec "$BASH" "$0" "$@"; fi

# In other locales [A-Za-z] means other letters, and AWS's words would not be known. The user's own decides
# only how a picture is drawn.
export ACCELGEN_LOCALE=${ACCELGEN_LOCALE:-${LC_ALL:-${LC_CTYPE:-${LANG:-}}}}
export LC_ALL=C

# bash is silent about what ends a script when nobody expected it. (In a command substitution this ends it,
# and the assignment that it stands in fails in its turn.)
trap 'unexpected_failure "$?" "${BASH_SOURCE[0]##*/}" "$LINENO" "$BASH_COMMAND"' ERR

# The folder of the scripts, links followed.
HERE=$(builtin cd "$(dirname "${BASH_SOURCE[0]}")" >/dev/null && pwd -P)
readonly HERE
readonly STATE_FILE="$HERE/env"

readonly POLL_SECONDS=${ACCELGEN_POLL_SECONDS:-5}
readonly TIMEOUT_SECONDS=${ACCELGEN_TIMEOUT_SECONDS:-900}
# AWS may take a while to know everywhere what was just made, and what no longer holds on to what: so long it is
# looked for, and asked again. What may not have been made at all is looked for a quarter of that.
# https://docs.aws.amazon.com/ec2/latest/devguide/eventual-consistency.html
readonly SETTLE_SECONDS=${ACCELGEN_SETTLE_SECONDS:-120}
# When the run before this one last saved an id.
SAVED_AT=${ACCELGEN_SAVED_AT:-}
if [[ ! $POLL_SECONDS =~ ^(0|[1-9][0-9]{0,5})(\.[0-9]{1,3})?$ ||
  ! $TIMEOUT_SECONDS,$SETTLE_SECONDS =~ ^(0|[1-9][0-9]{0,5}),(0|[1-9][0-9]{0,5})$ ||
  ! $SAVED_AT =~ ^([1-9][0-9]{0,11})?$ ]]; then
  printf 'error: ACCELGEN_POLL_SECONDS, _TIMEOUT_SECONDS and _SETTLE_SECONDS are numbers of seconds\n' >&2
  exit 2
fi
readonly ASKED_SECONDS=$((SETTLE_SECONDS / 4))

# The AWS CLI itself repeats what was throttled, what the server failed at and what the network lost, with
# back-off and jitter.
export AWS_RETRY_MODE=standard AWS_MAX_ATTEMPTS=10
# Version 2 would show its answers in a pager, and might ask back. Both word errors as the user likes it:
# https://docs.aws.amazon.com/cli/latest/userguide/cli-usage-error-format.html
export AWS_PAGER="" AWS_CLI_AUTO_PROMPT=off AWS_CLI_ERROR_FORMAT=legacy

# Seconds since 1970 are BEGAN + SECONDS from here on.
BEGAN=$(date +%s)
BEGAN=$((BEGAN - SECONDS))
readonly BEGAN

# How a script tells its steps what it was told: whether calls are only shown, whether it only compares, whether
# nothing may run side by side, which folder is the run's, what stands before each line.
readonly PLAN=${ACCELGEN_PLAN:-}
readonly CHECK=${ACCELGEN_CHECK:-}
readonly SEQUENTIAL=${ACCELGEN_SEQUENTIAL:-}
readonly STEP=${ACCELGEN_STEP:-}
RUN=${ACCELGEN_RUN:-}

# Where a plan is printed, also from within $(…).
exec 4>&1
