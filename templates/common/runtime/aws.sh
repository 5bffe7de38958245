#!/usr/bin/env bash
#
# The AWS CLI, with its errors made plain. This is the one place from which AWS is asked.

# The codes of refusals that `tolerate` and `patiently` speak of.
TOLERATED=""
REPEATED=""
# And of `answer_with`: its word, a space, the codes.
ANSWERED=""
# Whether nobody waits for what is called now.
BEHIND=""

# AWS does not know everywhere yet what was just made.
readonly NOT_FOUND_YET='[A-Za-z]+\.?NotFound'
# AWS is asked too much. The AWS CLI repeats such a call itself, unless it is told to try only once.
readonly THROTTLED='RequestLimitExceeded|Throttling|ThrottlingException|ThrottledException|EC2ThrottledException|TooManyRequestsException|RequestThrottled'
# After these nobody knows whether the call was carried out.
readonly LOST='InternalError|InternalFailure|InternalServerError|ServiceUnavailable|Unavailable|[1-9][0-9][0-9]|Unknown|NoAnswer|[A-Za-z]+ServerException'

# The AWS CLI in the region at hand, its answer as plain text.
#
# What may pass is repeated for a while; `tolerate` and `patiently` change what becomes of other refusals.
# Any other refusal is shown as AWS words it, with the next step.
aws() {
  local both answer error status code tries=0 started=$SECONDS
  if [[ -n $PLAN ]]; then
    show_call "" "$@"
    return
  fi
  if [[ -n $CHECK ]]; then refuse_change "$@"; fi
  while true; do
    if is_stopped; then exit 130; fi
    # What it says of an error comes first, then its answer and its status, each after a mark of ours.
    both=$(
      status=0
      { answer=$(in_turn command aws "$@" --region "$SIDE_REGION" ${SIDE_PROFILE:+--profile "$SIDE_PROFILE"} --output text 2>&3) ||
        status=$?; } 3>&1
      printf '\036%s\036%d' "${answer//$'\036'/}" "$status"
    )
    status=${both##*$'\036'}
    both=${both%$'\036'*}
    error=${both%$'\036'*}
    if ((status == 0)); then
      # By its length: to look for the longest beginning takes bash minutes where the answer has a megabyte.
      answer=${both:${#error}+1}
      # On Windows its lines end in CR LF.
      if [[ -n $answer ]]; then printf '%s\n' "${answer//$'\r'/}"; fi
      return 0
    fi

    code=$(error_code "$error")
    if [[ -n $ANSWERED && $code =~ ^(${ANSWERED#* })$ ]]; then printf '%s %s\n' "${ANSWERED%% *}" "$error" && return; fi
    if [[ $code =~ ^($TOLERATED)$ ]]; then return 0; fi
    tries=$((tries + 1))
    if [[ ! $code =~ ^($NOT_FOUND_YET)$ && ! $code =~ ^($REPEATED)$ ]] ||
      ((SECONDS - started >= SETTLE_SECONDS)); then
      explain_refusal "$code" "$error" "$@"
      if [[ $code == None ]]; then return 254; fi
      return 1
    fi
    if ((tries == 3)); then complain "  aws $1 $2: $code, trying again for a while"; fi
    if [[ $code =~ ^($THROTTLED)$ ]]; then sleep "$((tries < 5 ? tries : 5)).$((RANDOM % 10))"; fi
    pause
  done
}

# A program, in the place of this shell. Where processors are few, what others do not wait for comes behind what they do.
# The word "command" is for who reads the scripts: aws is the program there, and not the function.
# usage: in_turn command PROGRAM [ARGUMENT...]
in_turn() { if [[ -n $BEHIND ]]; then exec nice "${@:2}"; else exec "${@:2}"; fi; }

# Who compares changes nothing, whatever the scripts say.
# usage: refuse_change SERVICE OPERATION [OPTION...]
refuse_change() {
  case $2 in
    describe-* | filter-* | get-* | list-*) ;;
    *) fail "a script that only looks would have called aws $1 $2" ;;
  esac
}

# What a function begins with that is never run by a script that only compares: the policy for status.sh leaves out
# what only such functions call.
not_in_check_mode() {
  if [[ -n $CHECK ]]; then fail "a script that only looks came to ${FUNCNAME[1]}"; fi
}

# Takes refusals with these codes for success: the call's work is already done.
# usage: tolerate CODES aws SERVICE OPERATION [OPTION...]   (CODES: a regular expression)
tolerate() {
  local TOLERATED=$1
  shift
  "$@"
}

# Takes refusals with these codes for an answer: a word that no other begins with, and what AWS says.
# usage: answer_with WORD CODES aws SERVICE OPERATION [OPTION...]   (CODES: a regular expression)
answer_with() {
  local ANSWERED="$1 $2"
  shift 2
  "$@"
}

# Repeats a call that is refused with these codes for a while, as well.
# usage: patiently CODES aws SERVICE OPERATION [OPTION...]   (CODES: a regular expression)
patiently() {
  local REPEATED=${REPEATED:+$REPEATED|}$1
  shift
  "$@"
}

# The code in AWS's message: "An error occurred (CODE) when calling the … operation: …". NoAnswer stands for
# all that is no word of AWS's about the call (a connection that was lost, a proxy's page), None for what the AWS
# CLI says itself before it calls.
error_code() {
  local pattern='An error occurred \(([A-Za-z0-9._]+)\) when calling'
  local lost='Connection was closed|Could not connect|[Tt]imeout on endpoint|Connection reset|Broken pipe|Unable to parse response|Failed to connect to proxy|connection error|IncompleteRead'
  if [[ $1 =~ $pattern ]]; then
    printf '%s' "${BASH_REMATCH[1]}"
  elif [[ $1 =~ $lost ]]; then
    printf NoAnswer
  else
    printf None
  fi
}
