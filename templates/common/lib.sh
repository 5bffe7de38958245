#!/usr/bin/env bash
#
# What the other scripts share: one run at a time, the AWS CLI with its errors made plain, the ids in
# `env`, resources that are made once, waits that end. It is sourced, never run.
#
# A resource goes by a key, for example RESOURCE_VPC_ID. The key stands for it in `env`, and it is
# the value of a tag on the resource itself, so that what `env` says can be checked against AWS, and
# found again when `env` is lost.

#% param DEPLOYMENT_TAG DeploymentTag
#% param TAGS [Tag]

set -Eeuo pipefail
# bash lets a command substitution go on after an error; this ends it, and the caller's assignment fails.
trap 'exit $?' ERR

# The same where a name may hold letters, digits and hyphens only.
readonly DEPLOYMENT_LABEL=${DEPLOYMENT_TAG//:/-}
# The folder of the scripts. (With CDPATH, cd might go elsewhere, and say so.)
HERE=$(CDPATH='' cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
readonly HERE
readonly STATE_FILE="$HERE/env"

readonly POLL_SECONDS=${ACCELGEN_POLL_SECONDS:-5}
readonly TIMEOUT_SECONDS=${ACCELGEN_TIMEOUT_SECONDS:-900}
# AWS may take a while to know everywhere what was just made, and what no longer holds on to what: so long it is
# looked for, and asked again. What may not have been made at all is looked for a quarter of that.
# https://docs.aws.amazon.com/ec2/latest/devguide/eventual-consistency.html
readonly SETTLE_SECONDS=${ACCELGEN_SETTLE_SECONDS:-120}
if [[ ! $POLL_SECONDS =~ ^(0|[1-9][0-9]*)(\.[0-9]+)?$ ||
  ! $TIMEOUT_SECONDS,$SETTLE_SECONDS =~ ^(0|[1-9][0-9]*),(0|[1-9][0-9]*)$ ]]; then
  printf 'error: ACCELGEN_POLL_SECONDS, _TIMEOUT_SECONDS and _SETTLE_SECONDS are numbers of seconds\n' >&2
  exit 2
fi
readonly ASKED_SECONDS=$((SETTLE_SECONDS / 4))

# The AWS CLI itself repeats what was throttled, what the server failed at and what the network lost, with
# back-off and jitter.
export AWS_RETRY_MODE=standard AWS_MAX_ATTEMPTS=10
# Version 2 would show its answers in a pager, and might ask back.
export AWS_PAGER="" AWS_CLI_AUTO_PROMPT=off

# How deploy_all.sh tells its steps what it was told: whether calls are only shown, whether nothing may run
# side by side, which folder is the run's, what stands before each line.
readonly PLAN=${ACCELGEN_PLAN:-}
readonly SEQUENTIAL=${ACCELGEN_SEQUENTIAL:-}
readonly STEP=${ACCELGEN_STEP:-}
RUN=${ACCELGEN_RUN:-}
# When the run before this one last saved an id.
SAVED_AT=${ACCELGEN_SAVED_AT:-}

# --- Words to the user ------------------------------------------------------------------------------

say() { if [[ -z $PLAN ]]; then printf '%s%s\n' "$STEP" "$*"; fi; }
complain() { printf '%s%s\n' "$STEP" "$*" >&2; }

# usage: fail MESSAGE [LINE...]
fail() {
  local line
  complain "error: $1"
  shift
  for line in "$@"; do complain "  $line"; done
  exit 1
}

# A script's own header, without the marks of a comment.
# usage: print_header FILE
print_header() { sed -n '1,/^#$/d; /^$/q; s/^# \{0,1\}//p' "$1"; }

# One line a resource: what came of it, its key, its id.
# usage: report kept|adopted|made|changed|deleted KEY ID
report() {
  if [[ -z $PLAN && $1 != kept ]]; then : >"$RUN/changed"; fi
  say "$(printf '  %-8s %-26s %s' "$@")"
}

# --- One run at a time ------------------------------------------------------------------------------

# What a step begins with: it takes no options, and is the only run, or a part of it.
# usage: begin_step FILE [ARGUMENT...]
begin_step() {
  if (($# > 1)); then
    if [[ $2 == -h || $2 == --help ]]; then print_header "$1" && exit; fi
    fail "${1##*/} has no option $2"
  fi
  # A step that fails ends after what it has started.
  trap wait EXIT
  lock
}

# Makes this the only run on these scripts. Each run first puts down a folder that names it, and only then
# looks for others', so that of two at the same time at least one sees the other. What a dead owner left is
# in nobody's way.
lock() {
  local tries other="" seen owner="" now
  if [[ -n $PLAN || -n $RUN ]]; then return; fi
  for ((tries = 0; tries < 10; tries++)); do
    RUN="$HERE/.run.${HOSTNAME//[^A-Za-z0-9-]/-}.$$"
    rm -rf "$RUN"
    mkdir "$RUN" || fail "cannot write in $HERE"
    trap unlock EXIT
    printf '%s, process %s on %s, since %s\n' "${0##*/}" $$ "$HOSTNAME" "$(date '+%H:%M:%S')" >"$RUN/owner"
    other=$(other_run)
    if [[ -z $other ]]; then
      SAVED_AT=$(recall SAVED_AT)
      # Without `env` nobody knows. It may have been just now: what carries the tag, but is not found, is looked
      # for in the beginning.
      if [[ ! -f $STATE_FILE ]]; then
        now=$(date +%s)
        SAVED_AT=$((now - SETTLE_SECONDS + ASKED_SECONDS))
      fi
      export ACCELGEN_RUN=$RUN ACCELGEN_SAVED_AT=$SAVED_AT
      return
    fi
    # One that has only just come may not have put its name down yet.
    seen=$(cat "$other/owner" 2>/dev/null) && owner=$seen
    # Both may have seen each other: one will be the first to come back.
    unlock
    sleep "0.$((RANDOM % 9 + 1))"
  done
  RUN=""
  fail "another run is at work on this deployment: ${owner:-${other##*/}}" \
    "wait until it has ended; if it has (on another machine), delete $other"
}

# What goes on beside a script that ends early still writes into the run's folder: it is brought to an end.
unlock() {
  stop_run
  wait
  if [[ -e $RUN/unbind ]]; then unbind_values; fi
  rm -rf "$RUN"
  trap - EXIT
}

# The folder of another run that is alive, or nothing.
other_run() {
  local folder
  for folder in "$HERE"/.run.*; do
    if [[ $folder == "$RUN" || ! -d $folder ]]; then continue; fi
    if is_running "$folder"; then
      printf '%s' "$folder"
      return
    fi
    rm -rf "$folder"
  done
}

# Whether the owner of a run's folder is still at work. Of another machine's runs that cannot be known.
# usage: is_running FOLDER
is_running() {
  local pid=${1##*.} host=${1%.*}
  if [[ ${host##*/.run.} != "${HOSTNAME//[^A-Za-z0-9-]/-}" ]]; then return 0; fi
  # By now the number may be another program's. Not every `ps` can be asked for one process.
  if [[ -n $(ps -o args= -p $$ 2>/dev/null) ]]; then
    [[ $(ps -o args= -p "$pid" 2>/dev/null) == *.sh* ]]
  else
    kill -0 "$pid" 2>/dev/null
  fi
}

# Whether this run is to end: it was stopped, a step failed, or another run took it for dead.
is_stopped() { [[ -n $RUN && (! -d $RUN || -e $RUN/stop) ]]; }

# Ends all parts of the run before their next call; the calls on their way are finished, and their ids saved.
stop_run() { if [[ -d $RUN ]]; then : >"$RUN/stop"; fi; }

# From here on Ctrl-C and other requests to end stop the run, with a word on what to do next.
# usage: stop_on_signals NEXT
stop_on_signals() {
  NEXT=$1
  trap 'stopped 130' INT
  trap 'stopped 143' TERM
  trap 'stopped 129' HUP
}

# usage: stopped EXIT_CODE
stopped() {
  trap '' INT TERM HUP
  stop_run
  complain "stopping: the calls on their way are finished first"
  wait
  complain "stopped: $NEXT"
  exit "$1"
}

# Sleeps between two looks, and ends with the run. At first a wait looks more often: what it loses by that is
# to be little beside what it has waited already.
# usage: pause [SECONDS_WAITED]
pause() {
  local left=${POLL_SECONDS%.*} part=${POLL_SECONDS#*.} waited=${1:-}
  if [[ -n $waited ]] && ((left > waited / 20)); then left=$((waited < 40 ? 1 : waited / 20)); fi
  while ((left > 0)); do
    if is_stopped; then exit 130; fi
    sleep 1
    left=$((left - 1))
  done
  if [[ $POLL_SECONDS == *.* ]]; then sleep "0.$part"; fi
  if is_stopped; then exit 130; fi
}

# Does something beside what follows, up to `finish`.
# usage: start COMMAND [ARGUMENT...]
STARTED=()
start() {
  if [[ -n $PLAN || -n $SEQUENTIAL ]]; then
    "$@"
  else
    apart "$@" &
    STARTED+=("$!")
  fi
}

# What is started in there is waited for in there. Ctrl-C is for the script itself, which brings this to an
# end: bash lets it through to what runs beside a script that has a trap for it.
apart() {
  trap '' INT
  STARTED=()
  "$@"
}

# Waits for all that was started, and fails if anything of it failed.
finish() {
  local process failed=0
  for process in ${STARTED[@]+"${STARTED[@]}"}; do
    wait "$process" || failed=$?
  done
  STARTED=()
  return "$failed"
}

# --- The AWS CLI ------------------------------------------------------------------------------------

# Where the calls that follow go. An empty profile stands for the credentials at hand.
# usage: use_region REGION PROFILE
use_region() {
  REGION=$1
  PROFILE=$2
}

# The codes of refusals that `tolerate` and `patiently` speak of.
TOLERATED=""
REPEATED=""

# AWS does not know everywhere yet what was just made.
readonly NOT_FOUND_YET='Invalid[A-Za-z]+\.NotFound|InvalidSecurityGroup|(LoadBalancer|TargetGroup|Listener|Subnet|AllocationId)NotFound'
# AWS is asked too much. The AWS CLI repeats such a call itself, unless it is told to try only once.
readonly THROTTLED='RequestLimitExceeded|Throttling|ThrottlingException|ThrottledException|EC2ThrottledException|TooManyRequestsException|RequestThrottled'
# After these nobody knows whether the call was carried out.
readonly LOST='InternalError|InternalFailure|InternalServerError|ServiceUnavailable|Unavailable|50[0-4]|NoAnswer'

# The AWS CLI in the region at hand, its answer as plain text.
#
# What may pass is repeated for a while; `tolerate` and `patiently` change what becomes of other refusals.
# Any other refusal is shown as AWS words it, with the next step.
aws() {
  local error status code tries=0 started=$SECONDS
  if [[ -n $PLAN ]]; then
    show_call "" "$@"
    return
  fi
  while true; do
    if is_stopped; then exit 130; fi
    status=0
    {
      error=$(command aws "$@" --region "$REGION" ${PROFILE:+--profile "$PROFILE"} \
        --output text 2>&1 >&3)
    } 3>&1 || status=$?
    if ((status == 0)); then return 0; fi

    code=$(error_code "$error")
    if [[ $code =~ ^($TOLERATED)$ ]]; then return 0; fi
    tries=$((tries + 1))
    if [[ ! $code =~ ^($NOT_FOUND_YET)$ && ! $code =~ ^($REPEATED)$ ]] ||
      ((SECONDS - started >= SETTLE_SECONDS)); then
      explain_refusal "$code" "$error" "$@"
      return "$status"
    fi
    if ((tries == 3)); then complain "  aws $1 $2: $code, trying again for a while"; fi
    if [[ $code =~ ^($THROTTLED)$ ]]; then sleep "$((tries < 5 ? tries : 5)).$((RANDOM % 10))"; fi
    pause
  done
}

# Takes refusals with these codes for success: the call's work is already done.
# usage: tolerate CODES aws SERVICE OPERATION [OPTION...]   (CODES: a regular expression)
tolerate() {
  local TOLERATED=$1
  shift
  "$@"
}

# Repeats a call that is refused with these codes for a while, as well.
# usage: patiently CODES aws SERVICE OPERATION [OPTION...]   (CODES: a regular expression)
patiently() {
  local REPEATED=$1
  shift
  "$@"
}

# The code in AWS's message: "An error occurred (CODE) when calling the … operation: …". NoAnswer stands for
# a connection that was lost, None for all that has no code.
error_code() {
  local pattern='An error occurred \(([A-Za-z0-9._]+)\)'
  local lost='Connection was closed|Could not connect|[Tt]imeout on endpoint|Connection reset|Broken pipe'
  if [[ $1 =~ $pattern ]]; then
    printf '%s' "${BASH_REMATCH[1]}"
  elif [[ $1 =~ $lost ]]; then
    printf NoAnswer
  else
    printf None
  fi
}

# usage: explain_refusal CODE MESSAGE SERVICE OPERATION [OPTION...]
explain_refusal() {
  local code=$1 message=$2 remedy
  shift 2
  case $code in
    UnauthorizedOperation | AccessDenied | AccessDeniedException)
      remedy="allow this action to the identity that 'aws sts get-caller-identity' shows"
      ;;
    AuthFailure | OptInRequired | UnrecognizedClientException | InvalidClientTokenId)
      remedy="check the credentials, and that the account has enabled the region $REGION, which some need:"
      remedy+=" aws account get-region-opt-status --region-name $REGION tells, enable-region enables it"
      ;;
    ExpiredToken | ExpiredTokenException | RequestExpired)
      remedy="sign in again, then run the script again"
      ;;
    VpcLimitExceeded)
      remedy="delete a VPC that is not needed, or ask for a higher quota (vpc, L-F678F1CE)"
      ;;
    AddressLimitExceeded)
      remedy="release an Elastic IP that is not needed, or ask for a higher quota (ec2, L-0263D0A3)"
      ;;
    DuplicateLoadBalancerName | DuplicateTargetGroupName | DuplicateListener)
      remedy="it is not this deployment's: choose another DEPLOYMENT_NAME, or delete it"
      ;;
    InvalidServiceName)
      remedy="is RESOURCE_SERVICE_NAME right? aws ec2 describe-vpc-endpoint-services lists the names"
      ;;
    OperationNotPermitted)
      remedy="is it protected against deletion? Switch that off, then run the script again"
      ;;
    DependencyViolation)
      remedy="something that these scripts did not make still uses it: remove that, then run again"
      ;;
    *)
      remedy="when the cause is gone, run the script again: what is made is kept"
      if [[ $message == *credentials* ]]; then
        remedy="sign in (aws configure, aws sso login, or AWS_PROFILE), then run the script again"
      fi
      ;;
  esac
  complain "error: aws $1 $2 was refused in $REGION"
  complain "  ${message#"${message%%[![:space:]]*}"}"
  complain "  next: $remedy"
}

# --- Calls that are only shown ----------------------------------------------------------------------

# Prints a call as a line to copy, in place of making it. Its answer may become a variable, which stands in
# later lines for the id that is not known yet.
# usage: show_call VARIABLE SERVICE OPERATION [OPTION...]
show_call() {
  local variable=$1 line=aws word
  shift
  for word in "$@" --region "$REGION" ${PROFILE:+--profile "$PROFILE"} ${variable:+--output text}; do
    line+=" $(quoted "$word")"
  done
  if [[ -n $variable ]]; then line="$variable=\$($line)"; fi
  printf '%s\n' "$line" >&4
}

# Says in a plan what a call is for.
remark() { if [[ -n $PLAN ]]; then printf '# %s\n' "$*" >&4; fi; }

# What stands in a call for the value of a key, while that is not known.
unknown() { printf '\002%s\003' "$1"; }

# A word as bash reads it, with "$KEY" for the values that are not known.
quoted() {
  local rest=$1 result="" piece quote="'" escaped="'\\''"
  while [[ -n $rest || -z $result ]]; do
    piece=${rest%%$'\002'*}
    if [[ -z $piece && -n $rest ]]; then
      rest=${rest#?}
      result+="\"\$${rest%%$'\003'*}\""
      rest=${rest#*$'\003'}
    elif [[ $piece =~ ^[A-Za-z0-9_./:=,@%+-]+$ ]]; then
      result+=$piece
      rest=${rest#"$piece"}
    else
      result+="'${piece//$quote/$escaped}'"
      rest=${rest#"$piece"}
    fi
  done
  printf '%s' "$result"
}

# Where show_call prints, also from within $(…).
exec 4>&1

# --- The ids in `env` -------------------------------------------------------------------------------

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

# The value of a key that an earlier script must have left.
# usage: needed KEY
needed() {
  local value
  value=$(recall "$1")
  if [[ -z $value && -n $PLAN ]]; then value=$(unknown "$1"); fi
  [[ -n $value ]] || fail "$1 is not known yet" "run deploy_all.sh, or the scripts in the order of their numbers"
  printf '%s' "$value"
}

# Saves values at once, and whole: the file is replaced, never written into. An empty value takes its key
# away.
# usage: remember KEY VALUE [KEY VALUE...]
remember() {
  local line new keys="" i started=$SECONDS
  if [[ -n $PLAN ]]; then return; fi
  for ((i = 1; i < $#; i += 2)); do keys+=" ${!i} "; done
  # Steps that run side by side take turns. A run that is being stopped still saves; one whose folder is gone
  # was taken for dead.
  until mkdir "$RUN/saving" 2>/dev/null; do
    if [[ ! -d $RUN ]]; then exit 130; fi
    if ((SECONDS - started >= TIMEOUT_SECONDS)); then fail "cannot save $*" "delete $RUN/saving"; fi
    sleep 0.02
  done
  new=$(mktemp "$RUN/env.XXXXXX")
  if [[ -f $STATE_FILE ]]; then
    while IFS= read -r line || [[ -n $line ]]; do
      if [[ $keys != *" ${line%%=*} "* ]]; then printf '%s\n' "$line"; fi
    done <"$STATE_FILE" >"$new"
  fi
  while (($# > 0)); do
    if [[ -n $2 ]]; then printf '%s=%s\n' "$1" "$2"; fi
    shift 2
  done >>"$new"
  mv -f "$new" "$STATE_FILE"
  rmdir "$RUN/saving"
}

# --- What the deployment is bound to ----------------------------------------------------------------

# Refuses to go on in another AWS account than the ids in `env` belong to. What deploy_all.sh has checked
# for all its steps is not checked again.
# usage: bind_account KEY   (the key under which the account of the profile at hand is kept)
bind_account() {
  local account known
  if [[ -n $PLAN || " ${ACCELGEN_BOUND:-} " == *" $1 "* ]]; then return; fi
  refuse_other_deployment
  account=$(account_at_hand)
  known=$(recall "$1")
  if [[ -n $known ]]; then refuse_other_account "$account" "$known"; fi
  if [[ -z $known || $(recall DEPLOYMENT_TAG) != "$DEPLOYMENT_TAG" ]]; then
    remember "$1" "$account" DEPLOYMENT_TAG "$DEPLOYMENT_TAG"
  fi
  export ACCELGEN_BOUND="${ACCELGEN_BOUND:-} $1"
}

# Refuses to take for this deployment what `env` knows of one with another name or other regions.
refuse_other_deployment() {
  local known
  known=$(recall DEPLOYMENT_TAG)
  if [[ -z $known || $known == "$DEPLOYMENT_TAG" ]] || ! has_resources; then return; fi
  fail "what is deployed is $known, and these scripts are of $DEPLOYMENT_TAG" \
    "put its DEPLOYMENT_NAME, RESOURCE_REGION and EXPOSE_REGION back and generate the scripts again:" \
    "they go on with it, and their cleanup.sh takes it away"
}

# The account that the credentials at hand are of.
account_at_hand() {
  once "account.${PROFILE//\//%2F}" aws sts get-caller-identity --query Account
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
  if ! has_resources; then forget_choices; fi
  for value in "$@"; do
    key=${value%%=*}
    known=$(recall "$key")
    if [[ -z $known ]]; then
      new+=("$key" "${value#*=}")
      printf '%s\n' "$key" >>"$RUN/bound"
    elif [[ $known != "${value#*=}" ]]; then
      changed+=("$key was $known, now it is ${value#*=}")
    fi
  done
  if ((${#changed[@]} > 0)); then
    fail "what is deployed cannot be changed to these values" "${changed[@]}" \
      "put them back, or run ./cleanup.sh first"
  fi
  if ((${#new[@]} > 0)); then remember "${new[@]}"; fi
}

# Whether `env` knows of anything that was made, or may have been.
has_resources() {
  [[ -f $STATE_FILE ]] && grep -q -E '^[A-Z0-9_]+(_ID=[a-z]+-|_ARN=|_ASKED=)' "$STATE_FILE"
}

# Before anything is made every value can still be changed, and what was chosen for the old ones goes.
forget_choices() {
  local line key forgotten=()
  [[ -f $STATE_FILE && ! -e $RUN/bound ]] || return 0
  while IFS= read -r line; do
    key=${line%%=*}
    case $key in
      *_ACCOUNT_ID | DEPLOYMENT_TAG) ;;
      *) forgotten+=("$key" "") ;;
    esac
  done <"$STATE_FILE"
  if ((${#forgotten[@]} > 0)); then remember "${forgotten[@]}"; fi
}

# Takes back the values that this run was the first to bind: what it found was made with others.
unbind_values() {
  local key
  if [[ ! -f $RUN/bound ]]; then return; fi
  while read -r key; do remember "$key" ""; done <"$RUN/bound"
}

# --- What AWS has -----------------------------------------------------------------------------------

# A resource that is there proves that what it stands on is there, too: AWS would not have let that go. So
# each look says more than it was asked for, and is kept in the run's folder for the steps that follow.

# The state that AWS shows for an id, in lower case; "present" for what has no states; nothing for what does
# not exist.
# usage: state_of ID
state_of() {
  local answer words word state
  # Also called where bash would go on after an error, as if there were nothing.
  answer=$(tolerate '.*NotFound' describe "$1") || exit
  keep_note "$RUN/answer.${1##*/}" "$answer"
  words=$(tr '[:upper:]\t\n' '[:lower:]  ' <<<"$answer") || exit
  state=${words%% *}
  note_state "$1" "$state"
  case $state in
    "" | deleting | deleted | failed | rejected | expired) ;;
    *)
      for word in $words; do
        case $word in
          vpc-* | subnet-* | sg-* | igw-* | eipalloc-* | arn:*:targetgroup/*) note_state "$word" present ;;
        esac
      done
      ;;
  esac
  printf '%s' "$state"
}

# usage: note_state ID STATE
note_state() { printf '%s' "$2" >"$(state_note "$1")"; }

# Where the state of an id is kept: per region, for a peering has one in each.
state_note() { printf '%s/state.%s.%s' "$RUN" "$REGION" "${1##*/}"; }

# The state of an id as it was last seen in this run, asked for if it was not.
# usage: seen_state ID
seen_state() { noted_state "$1" || state_of "$1"; }

# The same if it was seen; fails if it was not.
# usage: noted_state ID
noted_state() {
  local note
  note=$(state_note "$1")
  [[ -f $note ]] && cat "$note"
}

# So that the next look at these is at AWS.
# usage: forget_states IDS   (with white space between)
forget_states() {
  local id
  for id in $1; do rm -f "$(state_note "$id")"; done
}

# Looks at resources side by side: first at what stands on the rest, which proves most of it, then at what is
# still unproven.
# usage: look_at_all IDS   (with white space between)
look_at_all() {
  local id first
  for first in true false; do
    for id in $1; do
      if [[ -f $(state_note "$id") ]]; then continue; fi
      case $first,$id in
        true,vpce-* | true,rtb-* | true,pcx-* | true,arn:*:loadbalancer/* | true,arn:*:listener/* | false,*)
          start state_of "$id" >/dev/null
          ;;
      esac
    done
    finish
  done
}

# The same for those that `env` knows by their keys.
# usage: look_at_known KEY...
look_at_known() {
  local key ids
  ids=$(for key in "$@"; do printf '%s ' "$(recall "$key")"; done)
  look_at_all "$ids"
}

# Asks AWS for the state of an id, or whether it is present where there are no states, and for what it
# stands on. (In a plan an id that is waited for is only known by its key.)
describe() {
  case $1 in
    vpc-*) aws ec2 describe-vpcs --vpc-ids "$1" --query 'Vpcs[].State' ;;
    subnet-*) aws ec2 describe-subnets --subnet-ids "$1" --query 'Subnets[].[State,VpcId][]' ;;
    rtb-*) route_table_states "$1" ;;
    igw-*)
      aws ec2 describe-internet-gateways --internet-gateway-ids "$1" \
        --query "InternetGateways[].['present'][]"
      ;;
    sg-*)
      aws ec2 describe-security-groups --group-ids "$1" --query "SecurityGroups[].['present',VpcId][]"
      ;;
    eipalloc-*) aws ec2 describe-addresses --allocation-ids "$1" --query "Addresses[].['present'][]" ;;
    vpce-* | *VPC_ENDPOINT_ID*)
      aws ec2 describe-vpc-endpoints --vpc-endpoint-ids "$1" \
        --query 'VpcEndpoints[].[[State,VpcId],SubnetIds,Groups[].GroupId][][]'
      ;;
    pcx-* | *VPC_PEERING_CONNECTION_ID*)
      aws ec2 describe-vpc-peering-connections --vpc-peering-connection-ids "$1" \
        --query 'VpcPeeringConnections[].Status.[Code,Message][]'
      ;;
    arn:*:loadbalancer/* | *NLB_ARN*)
      aws elbv2 describe-load-balancers --load-balancer-arns "$1" --query \
        'LoadBalancers[].[[State.Code,VpcId],SecurityGroups,AvailabilityZones[].SubnetId,AvailabilityZones[].LoadBalancerAddresses[].[AllocationId,IpAddress][],[DNSName]][][]'
      ;;
    # An alarm and a dashboard are known by their names.
    accelgen:*)
      aws cloudwatch describe-alarms --alarm-names "$1" --query 'MetricAlarms[].StateValue'
      ;;
    accelgen-*) dashboards ;;
    arn:*:sns:*) aws sns get-topic-attributes --topic-arn "$1" --query "['present']" ;;
    arn:*:targetgroup/*)
      aws elbv2 describe-target-groups --target-group-arns "$1" --query "TargetGroups[].['present'][]"
      ;;
    arn:*:listener/*)
      aws elbv2 describe-listeners --listener-arns "$1" --query "Listeners[].['present',DefaultActions[0].TargetGroupArn][]"
      ;;
    *) fail "lib.sh does not know what kind of resource $1 is" ;;
  esac
}

# What a route table holds: "table VPC", "subnet ID" and "route DESTINATION TARGET STATE", a line each, with tabs
# between.
# usage: route_table ID
route_table() {
  once "table.$1" aws ec2 describe-route-tables --route-table-ids "$1" --query \
    "RouteTables[].[[['table',VpcId]],Associations[?SubnetId].['subnet',SubnetId],Routes[].['route',DestinationCidrBlock,VpcPeeringConnectionId||GatewayId,State]][][]"
}

# The same as one state and the ids that it proves: a route that is active has its gateway, attached.
# usage: route_table_states ID
route_table_states() {
  local kind first target state lines
  rm -f "$RUN/table.$1"
  lines=$(route_table "$1")
  while read -r kind first target state; do
    case $kind in
      table) printf 'present %s ' "$first" ;;
      subnet) printf '%s ' "$first" ;;
      route) if [[ $state == active ]]; then printf '%s ' "$target"; fi ;;
    esac
  done <<<"$lines"
}

# Where a route table sends a destination: "TARGET STATE", or nothing.
# usage: route_to TABLE DESTINATION
route_to() {
  local lines kind destination target state
  lines=$(route_table "$1")
  while read -r kind destination target state; do
    if [[ $kind == route && $destination == "$2" ]]; then printf '%s %s\n' "$target" "$state"; fi
  done <<<"$lines"
}

# The answer to a question that is asked once a run, and kept under a name.
# usage: once NAME aws SERVICE OPERATION [OPTION...]
once() {
  local note="$RUN/$1" answer
  # A step beside may take the note away at any time.
  if cat "$note" 2>/dev/null; then return; fi
  answer=$("${@:2}") || exit
  keep_note "$note" "$answer"
  printf '%s\n' "$answer"
}

# Writes a note of the run whole, for those who read it at the same time.
# usage: keep_note FILE TEXT
keep_note() {
  local new
  new=$(mktemp "$RUN/note.XXXXXX")
  printf '%s\n' "$2" >"$new"
  mv -f "$new" "$1"
}

# What was made in this run has nothing yet that would have to be looked for.
# usage: is_new ID
is_new() { [[ -n $PLAN || -e $RUN/new.${1##*/} ]]; }

# So, whether a call makes the first resource of its kind on such ground.
# usage: is_first aws SERVICE OPERATION [OPTION...]
is_first() {
  local name ground
  for name in --vpc-id --security-groups --load-balancer-arn; do
    ground=$(option "$name" "$@")
    if [[ -n $ground ]] && is_new "$ground"; then return; fi
  done
  return 1
}

# Whether a resource is there. AWS goes on showing endpoints and peerings for hours after they are deleted;
# such a tombstone does not count. One that is on its way out is waited for: its name or its address is not
# free before. One that was made a moment ago may not be known everywhere yet, and is looked for longer.
# usage: is_alive ID [TIME_MADE]
is_alive() {
  local state started=$SECONDS
  # Called in conditions, where bash would go on after an error, as if the resource were gone.
  state=$(seen_state "$1") || exit
  while true; do
    case $state in
      deleting)
        if ((SECONDS - started >= TIMEOUT_SECONDS)); then
          fail "$1 is still being deleted after $TIMEOUT_SECONDS s" "run again later"
        fi
        ;;
      "") if ((SECONDS - started >= SETTLE_SECONDS)) || ! is_recent "${2:-}"; then return 1; fi ;;
      deleted | failed | rejected | expired) return 1 ;;
      *) return 0 ;;
    esac
    pause
    state=$(state_of "$1") || exit
  done
}

# Whether a time is so near that AWS may not know everywhere yet what was done then.
# usage: is_recent TIME   (seconds since 1970, perhaps with more after a hyphen, or nothing)
is_recent() {
  local now
  now=$(date +%s) || exit
  [[ -n $1 ]] && ((now - ${1%%-*} < SETTLE_SECONDS))
}

# The tagged resources of the region at hand: "KEY<tab>ID", a line each.
inventory() {
  once "tags.$REGION" aws ec2 describe-tags --filters "Name=key,Values=$DEPLOYMENT_TAG" \
    --query 'Tags[].[Value,ResourceId]'
}

# So that the next look is at AWS.
forget_inventory() { rm -f "$RUN/tags.$REGION" "$RUN/alarms.$REGION"; }

# The ids that carry a key in the deployment's tag, a line each.
# usage: tagged KEY
tagged() {
  local key id lines
  lines=$(inventory)
  while IFS=$'\t' read -r key id; do
    if [[ $key == "$1" ]]; then printf '%s\n' "$id"; fi
  done <<<"$lines"
}

# usage: load_balancer_named NAME
load_balancer_named() {
  tolerate LoadBalancerNotFound aws elbv2 describe-load-balancers --names "$1" \
    --query 'LoadBalancers[].LoadBalancerArn'
}

# usage: target_group_named NAME
target_group_named() {
  tolerate TargetGroupNotFound aws elbv2 describe-target-groups --names "$1" \
    --query 'TargetGroups[].TargetGroupArn'
}

# usage: listener_on LOAD_BALANCER PORT
listener_on() {
  tolerate LoadBalancerNotFound aws elbv2 describe-listeners --load-balancer-arn "$1" \
    --query "Listeners[?Port==\`$2\`].ListenerArn"
}

# The topic of a name that is the deployment's own.
# usage: topic_named NAME
topic_named() {
  aws sns list-topics --query "Topics[?ends_with(TopicArn, ':$1')].TopicArn"
}

# The key that a load balancer, target group or listener carries in the deployment's tag.
# usage: key_tagged ARN
key_tagged() {
  aws elbv2 describe-tags --resource-arns "$1" \
    --query "TagDescriptions[].Tags[?Key=='$DEPLOYMENT_TAG'].Value[]"
}

# --- Resources that are made once -------------------------------------------------------------------

# Makes sure that a resource is there: it is kept when it is known and alive, else adopted when one carries
# its tag, else made, with its tags in the same call, and its id saved at once.
# usage: ensure KEY NAME aws SERVICE OPERATION [OPTION...]
ensure() {
  local key=$1 name=$2 known id=""
  shift 2
  known=$(recall "$key")
  if [[ -n $PLAN ]]; then
    plan "$key" "$name" "$known" "$@"
    return
  fi
  if [[ -n $known ]] && is_alive "$known" "$SAVED_AT"; then
    if [[ -n ${ACCELGEN_OLD_TAGS+set} ]]; then tag "$known" "$key" "$name"; fi
    report kept "$key" "$known"
    return
  fi
  if ! is_first "$@"; then id=$(find_resource "$key" "$@"); fi
  if [[ -n $id ]]; then
    refuse_other "$id" "$@"
    tag "$id" "$key" "$name"
    remember "$key" "$id" "${key}_ASKED" ""
    report adopted "$key" "$id"
    return
  fi
  make "$key" "$name" "$@"
}

# Makes a resource and saves its id. That it was asked for is saved before: a run that is killed in between
# leaves word to look for it, and a token by which AWS knows the same call again where it takes one.
# usage: make KEY NAME aws SERVICE OPERATION [OPTION...]
make() {
  local key=$1 asked token id="" tries query status
  query=$(id_query "$5")
  asked=$(recall "${key}_ASKED")
  token=${asked#*-}
  if [[ -z $token ]]; then token="$(date +%s)-$$-$RANDOM"; fi
  # The AWS CLI tries only once: it would take a lost answer for a lost call, and make a second one.
  local -x AWS_MAX_ATTEMPTS=1
  for ((tries = 0; tries < 5; tries++)); do
    remember_asked "$key" "$token"
    status=0
    id=$(tolerate "$LOST" patiently "$THROTTLED" create "$token" "$@" --query "$query") || status=$?
    if ((status > 0)); then
      # The AWS CLI ends like this when AWS said no; otherwise nobody knows.
      if ((status < 128 || status >= 252)); then remember "${key}_ASKED" ""; fi
      exit "$status"
    fi
    if [[ -n $id && $id != None ]]; then break; fi
    complain "  aws $4 $5: no answer, looking whether it was carried out"
    # It may have taken a minute to find that out, and AWS may have done it at the end of that.
    remember_asked "$key" "$token"
    id=$(AWS_MAX_ATTEMPTS=10 find_resource "$key" "${@:3}")
    if [[ -n $id ]]; then break; fi
  done
  [[ -n $id ]] || fail "aws $4 $5 gave no answer five times" "run again when the network is well"
  : >"$RUN/new.${id##*/}"
  note_state "$id" present
  remember "$key" "$id" SAVED_AT "$(date +%s)" "${key}_ASKED" ""
  report made "$key" "$id"
}

# Saves that a resource was asked for, and when: "TIME-TOKEN".
# usage: remember_asked KEY TOKEN
remember_asked() {
  local now
  now=$(date +%s)
  remember "${1}_ASKED" "$now-$2"
}

# The call that makes a resource, with its tags, and its token where AWS takes one. A plan shows it, with the
# variable that gets the id.
# usage: create TOKEN KEY NAME aws SERVICE OPERATION [OPTION...]
create() {
  local token=$1 key=$2 name=$3 tags
  shift 3
  tags=$(tags_of "$key" "$name")
  case $token,$3 in
    ?*,create-vpc-endpoint | ?*,create-route-table) set -- "$@" --client-token "accelgen-$token" ;;
  esac
  if [[ $2 == elbv2 || $2 == sns ]]; then
    set -- "$@" --tags "$tags"
  else
    set -- "$@" --tag-specifications "[{\"ResourceType\":\"$(tag_type "$3")\",\"Tags\":$tags}]"
  fi
  if [[ -n $PLAN ]]; then
    show_call "$key" "${@:2}"
  else
    "$@"
  fi
}

# Shows the call that makes a resource, unless `env` knows it already.
# usage: plan KEY NAME KNOWN_ID aws SERVICE OPERATION [OPTION...]
plan() {
  local key=$1 name=$2 known=$3 query
  shift 3
  query=$(id_query "$3")
  if [[ -n $known ]]; then
    printf '%s=%s\n' "$key" "$known"
  else
    create "" "$key" "$name" "$@" --query "$query"
  fi
}

# The tags of a resource, as JSON: its name, its key in the deployment, the user's own.
# usage: tags_of KEY NAME
tags_of() {
  local tag
  printf '[{"Key":"Name","Value":"%s"},{"Key":"%s","Value":"%s"}' "$2" "$DEPLOYMENT_TAG" "$1"
  for tag in ${TAGS[@]+"${TAGS[@]}"}; do
    printf ',{"Key":"%s","Value":"%s"}' "${tag%%=*}" "${tag#*=}"
  done
  printf ']'
}

# What AWS calls the thing that an EC2 operation makes, where tags are given with the call.
tag_type() {
  case $1 in
    allocate-address) printf elastic-ip ;;
    *) printf '%s' "${1#create-}" ;;
  esac
}

# Where the id stands in the answer of the operation that makes a resource.
id_query() {
  case $1 in
    create-vpc) printf Vpc.VpcId ;;
    create-subnet) printf Subnet.SubnetId ;;
    create-route-table) printf RouteTable.RouteTableId ;;
    create-internet-gateway) printf InternetGateway.InternetGatewayId ;;
    create-security-group) printf GroupId ;;
    allocate-address) printf AllocationId ;;
    create-vpc-endpoint) printf VpcEndpoint.VpcEndpointId ;;
    create-vpc-peering-connection) printf VpcPeeringConnection.VpcPeeringConnectionId ;;
    create-load-balancer) printf 'LoadBalancers[0].LoadBalancerArn' ;;
    create-target-group) printf 'TargetGroups[0].TargetGroupArn' ;;
    create-listener) printf 'Listeners[0].ListenerArn' ;;
    create-topic) printf TopicArn ;;
    *) fail "lib.sh does not know where the id is that $1 gives" ;;
  esac
}

# The id of the living resource that carries a key, or nothing.
# usage: find_resource KEY aws SERVICE OPERATION [OPTION...]
find_resource() {
  case $3 in
    elbv2) find_by_name "$@" ;;
    sns) topic_named "$(option --name "$@")" ;;
    *) find_by_tag "$1" ;;
  esac
}

# The id of the one living EC2 resource that carries the tag of a key, or nothing. One that was asked for is
# looked for at AWS, and for a while when that was a moment ago.
# usage: find_by_tag KEY
find_by_tag() {
  local candidate candidates asked found=() started=$SECONDS
  asked=$(recall "${1}_ASKED")
  if [[ -n $asked ]]; then forget_inventory; fi
  while true; do
    candidates=$(tagged "$1")
    if [[ -n $asked ]]; then forget_states "$candidates"; fi
    for candidate in $candidates; do
      if is_alive "$candidate" "$SAVED_AT"; then found+=("$candidate"); fi
    done
    if ((${#found[@]} > 0 || SECONDS - started >= ASKED_SECONDS)) || ! is_recent "$asked"; then break; fi
    pause
    forget_inventory
  done
  if ((${#found[@]} > 1)); then
    fail "more than one resource in $REGION carries the tag $DEPLOYMENT_TAG=$1: ${found[*]}" \
      "delete the one that is not in use, or its tag, then run again"
  fi
  if ((${#found[@]} == 1)); then printf '%s' "${found[0]}"; fi
}

# Load balancers, target groups and listeners are found by name and port: their tags cannot be searched.
# What stands under that name and is not this deployment's is an error.
# usage: find_by_name KEY aws elbv2 OPERATION [OPTION...]
find_by_name() {
  local key=$1 arn owner
  case $4 in
    create-load-balancer) arn=$(load_balancer_named "$(option --name "$@")") ;;
    create-target-group) arn=$(target_group_named "$(option --name "$@")") ;;
    create-listener)
      arn=$(listener_on "$(option --load-balancer-arn "$@")" "$(option --port "$@")")
      ;;
  esac
  if [[ -z $arn ]]; then return; fi
  owner=$(key_tagged "$arn")
  if [[ $owner != "$key" ]]; then
    fail "the name or port of $key is taken in $REGION by $arn" \
      "it is not this deployment's: choose another DEPLOYMENT_NAME, or delete it"
  fi
  printf '%s' "$arn"
}

# The value of an option in a call.
# usage: option NAME WORD...
option() {
  local name=$1
  shift
  while (($# > 1)); do
    if [[ $1 == "$name" ]]; then
      printf '%s' "$2"
      return
    fi
    shift
  done
}

# Refuses to adopt what was made with other values, which `env` would have told.
# usage: refuse_other ID aws SERVICE OPERATION [OPTION...]
refuse_other() {
  local id=$1 wanted has=""
  shift
  case $id in
    vpc-*)
      wanted=$(option --cidr-block "$@")
      has=$(aws ec2 describe-vpcs --vpc-ids "$id" --query 'Vpcs[].CidrBlock')
      ;;
    subnet-*)
      wanted=$(option --cidr-block "$@")
      has=$(aws ec2 describe-subnets --subnet-ids "$id" --query 'Subnets[].CidrBlock')
      ;;
    vpce-*)
      wanted=$(option --service-name "$@")
      has=$(aws ec2 describe-vpc-endpoints --vpc-endpoint-ids "$id" --query 'VpcEndpoints[].ServiceName')
      ;;
    *) return ;;
  esac
  if [[ $has != "$wanted" ]]; then
    : >"$RUN/unbind"
    fail "$id is this deployment's, but has $has, not $wanted, which cannot be changed" \
      "put the value back, or run ./cleanup.sh first"
  fi
}

# Gives a resource the tags that it shall have, and takes away those that it no longer shall.
# deploy_all.sh sets ACCELGEN_OLD_TAGS when the tags are others than they were.
# usage: tag ID KEY NAME
tag() {
  local id=$1 tags old kept surplus=()
  tags=$(tags_of "$2" "$3")
  kept=,$(joined_tags)
  while IFS= read -r -d , old; do
    old=${old%%=*}
    if [[ -n $old && $kept != *",$old="* ]]; then
      surplus+=("$old")
      kept+=",$old="
    fi
  done <<<"${ACCELGEN_OLD_TAGS:-},"
  if [[ $id == arn:*:sns:* ]]; then
    aws sns tag-resource --resource-arn "$id" --tags "$tags"
    if ((${#surplus[@]} > 0)); then
      aws sns untag-resource --resource-arn "$id" --tag-keys "${surplus[@]}"
    fi
  elif [[ $id == arn:*:cloudwatch:* ]]; then
    aws cloudwatch tag-resource --resource-arn "$id" --tags "$tags"
    if ((${#surplus[@]} > 0)); then
      aws cloudwatch untag-resource --resource-arn "$id" --tag-keys "${surplus[@]}"
    fi
  elif [[ $id == arn:* ]]; then
    aws elbv2 add-tags --resource-arns "$id" --tags "$tags"
    if ((${#surplus[@]} > 0)); then
      aws elbv2 remove-tags --resource-arns "$id" --tag-keys "${surplus[@]}"
    fi
  else
    aws ec2 create-tags --resources "$id" --tags "$tags"
    if ((${#surplus[@]} > 0)); then
      aws ec2 delete-tags --resources "$id" --tags "${surplus[@]/#/Key=}"
    fi
  fi
}

# The user's own tags in one line.
joined_tags() {
  local IFS=,
  printf '%s' "${TAGS[*]-}"
}

# --- What belongs to a resource ---------------------------------------------------------------------

# Makes the rules of a security group exactly these: TCP on one port, in from and out to these blocks.
# usage: ensure_rules GROUP PORT --from [CIDR...] --to [CIDR...]
ensure_rules() {
  local group=$1 port=$2 rules="" direction="" from=() to=()
  shift 2
  while (($# > 0)); do
    case $1 in
      --from | --to) direction=$1 ;;
      *) if [[ $direction == --from ]]; then from+=("$1"); else to+=("$1"); fi ;;
    esac
    shift
  done
  if ! is_new "$group"; then rules=$(group_rules "$group"); fi
  ensure_rules_of ingress "$group" "$port" "$rules" ${from[@]+"${from[@]}"}
  ensure_rules_of egress "$group" "$port" "$rules" ${to[@]+"${to[@]}"}
  # A group comes with a rule that lets everything out.
  if is_new "$group"; then
    tolerate InvalidPermission.NotFound aws ec2 revoke-security-group-egress --group-id "$group" \
      --ip-permissions '[{"IpProtocol":"-1","IpRanges":[{"CidrIp":"0.0.0.0/0"}]}]' >/dev/null
  fi
}

# The rules of a security group: "IS_EGRESS PROTOCOL FROM_PORT TO_PORT BLOCK ID", a line each, with tabs between.
group_rules() {
  aws ec2 describe-security-group-rules --filters "Name=group-id,Values=$1" \
    --query 'SecurityGroupRules[].[IsEgress,IpProtocol,FromPort,ToPort,CidrIpv4,SecurityGroupRuleId]'
}

# The same for one direction. New rules come before old ones go, so that no client is cut off, unless a
# group could not hold both (it has room for 60 each way).
# https://docs.aws.amazon.com/vpc/latest/userguide/amazon-vpc-limits.html
# usage: ensure_rules_of ingress|egress GROUP PORT RULES [CIDR...]
ensure_rules_of() {
  local direction=$1 group=$2 port=$3 rules=$4 kept="" missing="" count=0 surplus=()
  local is_egress id protocol from to block
  shift 4
  while read -r is_egress protocol from to block id; do
    case $direction,$is_egress in ingress,False | egress,True) ;; *) continue ;; esac
    count=$((count + 1))
    if [[ "$protocol $from $to" == "tcp $port $port" && " $* " == *" $block "* ]]; then
      kept+=" $block "
    else
      surplus+=("$id")
    fi
  done <<<"$rules"
  for block in "$@"; do
    # Named twice, it is one rule.
    if [[ $kept != *" $block "* ]]; then
      missing+=",{\"CidrIp\":\"$block\"}"
      count=$((count + 1))
      kept+=" $block "
    fi
  done
  if ((count > 60)) && ((${#surplus[@]} > 0)); then
    revoke "$direction" "$group" "${surplus[@]}"
    surplus=()
  fi
  if [[ -n $missing ]]; then
    authorize "$direction" "$group" \
      "[{\"IpProtocol\":\"tcp\",\"FromPort\":$port,\"ToPort\":$port,\"IpRanges\":[${missing#,}]}]"
  fi
  if ((${#surplus[@]} > 0)); then revoke "$direction" "$group" "${surplus[@]}"; fi
}

# usage: authorize ingress|egress GROUP PERMISSIONS
authorize() {
  local permissions=(--group-id "$2" --ip-permissions "$3")
  if [[ $1 == ingress ]]; then
    tolerate InvalidPermission.Duplicate \
      aws ec2 authorize-security-group-ingress "${permissions[@]}" >/dev/null
  else
    tolerate InvalidPermission.Duplicate \
      aws ec2 authorize-security-group-egress "${permissions[@]}" >/dev/null
  fi
}

# usage: revoke ingress|egress GROUP RULE...
revoke() {
  local rules=(--group-id "$2" --security-group-rule-ids "${@:3}")
  if [[ $1 == ingress ]]; then
    tolerate InvalidSecurityGroupRuleId.NotFound \
      aws ec2 revoke-security-group-ingress "${rules[@]}" >/dev/null
  else
    tolerate InvalidSecurityGroupRuleId.NotFound \
      aws ec2 revoke-security-group-egress "${rules[@]}" >/dev/null
  fi
}

# Makes sure that subnets use a route table.
# usage: ensure_associations TABLE SUBNET...
ensure_associations() {
  local table=$1 subnet
  shift
  for subnet in "$@"; do
    if is_new "$table" || ! is_associated "$table" "$subnet"; then start associate "$table" "$subnet"; fi
  done
  finish
}

# usage: is_associated TABLE SUBNET
is_associated() {
  local lines
  lines=$(route_table "$1") || exit
  [[ $lines == *subnet$'\t'"$2"* ]]
}

# Puts a subnet on a route table, also when somebody has put it on another one.
# usage: associate TABLE SUBNET
associate() {
  local made other association
  made=$(tolerate Resource.AlreadyAssociated aws ec2 associate-route-table \
    --route-table-id "$1" --subnet-id "$2" --query AssociationId)
  if [[ -n $PLAN || -n $made ]]; then return; fi
  other=$(aws ec2 describe-route-tables --filters "Name=association.subnet-id,Values=$2" --query \
    "RouteTables[?RouteTableId!='$1'].Associations[]|[?SubnetId=='$2'].[RouteTableAssociationId,RouteTableId]")
  if [[ -z $other ]]; then return; fi
  read -r association other <<<"$other"
  # Refused like this it has been replaced already: the answer was lost.
  tolerate InvalidAssociationID.NotFound aws ec2 replace-route-table-association \
    --association-id "$association" --route-table-id "$1" >/dev/null
  report changed "$2" "from $other to $1"
}

# Makes sure that a table sends a destination to a target.
# usage: ensure_route TABLE DESTINATION --gateway-id|--vpc-peering-connection-id TARGET
ensure_route() {
  local table=$1 destination=$2 target=$4 current=""
  local route=(--route-table-id "$table" --destination-cidr-block "$destination" "$3" "$target")
  if ! is_new "$table"; then current=$(route_to "$table" "$destination"); fi
  if [[ $current == "$target active" ]]; then
    report kept "route $destination" "$target"
  elif [[ -z $current ]]; then
    tolerate RouteAlreadyExists aws ec2 create-route "${route[@]}" >/dev/null
    report made "route $destination" "$target"
  else
    aws ec2 replace-route "${route[@]}" >/dev/null
    report changed "route $destination" "$target"
  fi
}

# Makes sure that a target group's attributes have these values.
# usage: ensure_target_group_attributes TARGET_GROUP KEY=VALUE...
ensure_target_group_attributes() {
  local target_group=$1 current="" missing=()
  shift
  if ! is_new "$target_group"; then
    current=$(aws elbv2 describe-target-group-attributes --target-group-arn "$target_group" \
      --query "Attributes[].join('=', [Key, Value])")
  fi
  read -r -a missing <<<"$(missing_attributes "$current" "$@")"
  if ((${#missing[@]} > 0)); then
    aws elbv2 modify-target-group-attributes --target-group-arn "$target_group" \
      --attributes "${missing[@]}" >/dev/null
  fi
}

# Makes sure that a listener's attributes have these values.
# usage: ensure_listener_attributes LISTENER KEY=VALUE...
ensure_listener_attributes() {
  # What a listener comes with.
  # https://docs.aws.amazon.com/elasticloadbalancing/latest/network/update-idle-timeout.html
  local listener=$1 current=tcp.idle_timeout.seconds=350 missing=()
  shift
  if ! is_new "$listener"; then
    current=$(aws elbv2 describe-listener-attributes --listener-arn "$listener" \
      --query "Attributes[].join('=', [Key, Value])")
  fi
  read -r -a missing <<<"$(missing_attributes "$current" "$@")"
  if ((${#missing[@]} > 0)); then
    aws elbv2 modify-listener-attributes --listener-arn "$listener" \
      --attributes "${missing[@]}" >/dev/null
  fi
}

# Of attributes, those that are not in a list with tabs between, as the AWS CLI takes them.
# usage: missing_attributes LIST KEY=VALUE...
missing_attributes() {
  local list=$'\t'$1$'\t' attribute
  shift
  for attribute in "$@"; do
    if [[ $list != *$'\t'"$attribute"$'\t'* ]]; then
      printf 'Key=%s,Value=%s ' "${attribute%%=*}" "${attribute#*=}"
    fi
  done
}

# Makes the targets of a group exactly these addresses. They are outside the load balancer's VPC, for which
# AWS demands the Availability Zone "all".
# usage: ensure_targets TARGET_GROUP PORT ADDRESS...
ensure_targets() {
  local target_group=$1 port=$2 health="" address state missing=() surplus=()
  shift 2
  if ! is_new "$target_group"; then
    health=$(target_health "$target_group")
    keep_note "$RUN/health.${target_group##*/}" "$health"
  fi
  for address in "$@"; do
    # One that is on its way out is registered anew.
    if [[ $health != *"$address "* || $health == *"$address draining"* ]]; then
      missing+=("Id=$address,Port=$port,AvailabilityZone=all")
    fi
  done
  while read -r address state; do
    if [[ -n $address && $state != draining && " $* " != *" $address "* ]]; then
      surplus+=("Id=$address,Port=$port,AvailabilityZone=all")
    fi
  done <<<"$health"
  if ((${#missing[@]} > 0)); then
    aws elbv2 register-targets --target-group-arn "$target_group" --targets "${missing[@]}"
  fi
  if ((${#surplus[@]} > 0)); then
    aws elbv2 deregister-targets --target-group-arn "$target_group" --targets "${surplus[@]}"
  fi
}

# The targets of a group: "ADDRESS STATE", a line each.
target_health() {
  aws elbv2 describe-target-health --target-group-arn "$1" \
    --query "TargetHealthDescriptions[].[join(' ', [Target.Id, TargetHealth.State])]"
}

# --- Alarms -----------------------------------------------------------------------------------------

# Makes sure that a topic tells one address, and nobody else by e-mail. One who has not confirmed yet cannot
# be taken off; AWS does so after two days.
# usage: ensure_subscription TOPIC EMAIL
ensure_subscription() {
  local topic=$1 email=$2 lines="" arn address known=""
  if ! is_new "$topic"; then
    lines=$(aws sns list-subscriptions-by-topic --topic-arn "$topic" \
      --query "Subscriptions[?Protocol=='email'].[SubscriptionArn,Endpoint]")
  fi
  while IFS=$'\t' read -r arn address; do
    if [[ $address == "$email" ]]; then
      known=1
    elif [[ $arn == arn:* ]]; then
      aws sns unsubscribe --subscription-arn "$arn"
      report changed "$address" "is told no longer"
    fi
  done <<<"$lines"
  if [[ -z $known ]]; then
    aws sns subscribe --topic-arn "$topic" --protocol email --notification-endpoint "$email" >/dev/null
    report made "$email" "AWS sends a message in which this must be confirmed"
  fi
}

# The alarms of the deployment in the region at hand: "NAME METRIC STATISTIC LIMIT PERIODS
# TOPIC DIMENSIONS ARN", a line each. They are known by their names, which begin with the deployment's tag.
alarms() {
  once "alarms.$REGION" aws cloudwatch describe-alarms --alarm-name-prefix "$DEPLOYMENT_TAG:" --query \
    "MetricAlarms[].[AlarmName,MetricName,Statistic,Threshold,EvaluationPeriods,AlarmActions[0],join(',',sort(Dimensions[].Value)),AlarmArn]"
}

# Makes sure that an alarm goes off when the statistic of a metric over a minute is above a limit, for some
# minutes on end. No traffic is no alarm.
# usage: ensure_alarm NAME TOPIC NAMESPACE METRIC STATISTIC LIMIT MINUTES DIMENSION=VALUE...
ensure_alarm() {
  local name="$DEPLOYMENT_TAG:$1" topic=$2 namespace=$3 metric=$4 statistic=$5 limit=$6 minutes=$7
  local dimension dimensions=() values wanted lines="" line has="" tags
  shift 7
  for dimension in "$@"; do dimensions+=("Name=${dimension%%=*},Value=${dimension#*=}"); done
  if [[ -z $PLAN ]]; then lines=$(alarms); fi
  values=$(printf '%s\n' "${@#*=}" | LC_ALL=C sort | tr '\n' ,)
  wanted=$(printf '%s\t' "$name" "$metric" "$statistic" "$limit.0" "$minutes" "$topic")${values%,}
  while IFS= read -r line; do
    if [[ $line == "$name"$'\t'* ]]; then has=$line; fi
  done <<<"$lines"
  # To put an alarm again leaves its tags as they are.
  if [[ -n $has && -n ${ACCELGEN_OLD_TAGS+set} ]]; then tag "${has##*$'\t'}" ALARM "$name"; fi
  if [[ ${has%$'\t'*} == "$wanted" ]]; then
    report kept alarm "$name"
    return
  fi
  tags=$(tags_of ALARM "$name")
  aws cloudwatch put-metric-alarm --alarm-name "$name" --namespace "$namespace" --metric-name "$metric" \
    --statistic "$statistic" --period 60 --comparison-operator GreaterThanThreshold \
    --threshold "$limit" --evaluation-periods "$minutes" --treat-missing-data notBreaching \
    --dimensions ${dimensions[@]+"${dimensions[@]}"} --alarm-actions "$topic" --ok-actions "$topic" --tags "$tags"
  report made alarm "$name"
}

# Makes sure that the deployment's dashboard is this.
# usage: ensure_dashboard BODY
ensure_dashboard() {
  local sum names=""
  sum=$(cksum <<<"$1")
  if [[ -z $PLAN ]]; then names=$(dashboards); fi
  if [[ -n $names && $(recall EXPOSE_DASHBOARD) == "$sum" ]]; then
    report kept dashboard "$DEPLOYMENT_LABEL"
    return
  fi
  aws cloudwatch put-dashboard --dashboard-name "$DEPLOYMENT_LABEL" --dashboard-body "$1" >/dev/null
  remember EXPOSE_DASHBOARD "$sum"
  report made dashboard "$DEPLOYMENT_LABEL"
}

# The deployment's dashboard by its name, or nothing. (Dashboards are of the whole account, and have no tags.)
dashboards() {
  aws cloudwatch list-dashboards --dashboard-name-prefix "$DEPLOYMENT_LABEL" \
    --query "DashboardEntries[?DashboardName=='$DEPLOYMENT_LABEL'].DashboardName"
}

# --- Zones ------------------------------------------------------------------------------------------

# Chooses two Availability Zones that the account has and, where one is given, an endpoint service is offered
# in; an endpoint cannot be made in others. The choice is kept, so that a later run makes the same.
# usage: choose_zones KEY_1 KEY_2 [SERVICE_NAME]
choose_zones() {
  local service=${3:-} offer="" offered zones zone chosen=()
  if [[ -n $(recall "$2") ]]; then return; fi

  remark "$1 and $2: the first two zones that all of these show"
  if [[ -n $service ]]; then
    offer=$(aws ec2 describe-vpc-endpoint-services --service-names "$service" --query \
      "ServiceDetails[?ServiceType[?ServiceType=='Interface']].[join(' ', AvailabilityZones), join(' ', PrivateDnsNames[].PrivateDnsName || \`[]\`)]")
  fi
  zones=$(aws ec2 describe-availability-zones \
    --filters Name=zone-type,Values=availability-zone Name=state,Values=available \
    --query 'sort(AvailabilityZones[].ZoneName)')
  if [[ -n $PLAN ]]; then return; fi

  if [[ -n $service && -z $offer ]]; then fail "$service has no interface endpoints in $REGION"; fi
  offered=" ${offer%%$'\t'*} "
  for zone in $zones; do
    if [[ -z $service || $offered == *" $zone "* ]]; then chosen+=("$zone"); fi
  done
  if ((${#chosen[@]} < 2)); then
    fail "two Availability Zones are needed in $REGION, and there are ${#chosen[@]}" \
      "the account has: ${zones//$'\t'/ }" ${service:+"$service has:$offered"}
  fi
  remember "$1" "${chosen[0]}" "$2" "${chosen[1]}" ${service:+RESOURCE_SERVICE_NAMES "${offer#*$'\t'}"}
}

# --- Waits ------------------------------------------------------------------------------------------

# Looks at a resource until its state is one of those wanted; shows the state when it changes. A state from
# which there is no way back, or the end of the time, is an error.
# usage: await WHAT STATES ID   (STATES: a regular expression)
await() {
  local what=$1 wanted=$2 id=$3 state shown="" started=$SECONDS
  if [[ -n $PLAN ]]; then
    remark "again and again, until $what is ${wanted//|/ or }:"
    describe "$id"
    return
  fi
  state=$(seen_state "$id")
  # All that is known of what was just made.
  if [[ $state == present ]]; then state=$(state_of "$id"); fi
  while true; do
    if [[ $state != "$shown" ]]; then
      say "  $what: ${state:-nothing yet} ($((SECONDS - started)) s)"
      shown=$state
    fi
    if [[ $state =~ ^($wanted)$ ]]; then return; fi
    case $state in
      failed | rejected | expired | deleted)
        # Of a peering, AWS says why.
        if [[ $id == pcx-* ]]; then state=$(tr '\t' ' ' <"$RUN/answer.$id"); fi
        fail "$what is $state" "when the cause is gone, run again; if it stays so, run ./cleanup.sh first"
        ;;
    esac
    if ((SECONDS - started >= TIMEOUT_SECONDS)); then
      fail "$what: still ${state:-nothing} after $TIMEOUT_SECONDS s" \
        "run again to go on waiting, or set ACCELGEN_TIMEOUT_SECONDS to wait longer"
    fi
    pause $((SECONDS - started))
    state=$(state_of "$id")
  done
}

# Waits until targets are healthy.
# usage: await_targets TARGET_GROUP ADDRESS...
await_targets() {
  local target_group=$1 note="$RUN/health.${1##*/}" health shown="" address started=$SECONDS
  shift
  if [[ -n $PLAN ]]; then
    remark "again and again, until all targets are healthy:"
    target_health "$target_group"
    return
  fi
  # ensure_targets has looked, which is enough when nothing has changed since.
  if [[ -f $note && ! -e $RUN/changed ]]; then
    health=$(<"$note")
  else
    health=$(target_health "$target_group")
  fi
  until all_healthy "$health" "$@"; do
    if [[ $health != "$shown" ]]; then
      say "  targets: ${health//$'\n'/, } ($((SECONDS - started)) s)"
      shown=$health
    fi
    if ((SECONDS - started >= TIMEOUT_SECONDS)); then
      fail "the targets are not healthy after $TIMEOUT_SECONDS s: ${health//$'\n'/, }" \
        "look whether (./status.sh shows most of it)" \
        "- the endpoint's security group lets the load balancer's subnets in, on 443" \
        "- the load balancer's security group lets 443 out to the targets" \
        "- both route tables have an active route through the peering, and the peering is active" \
        "- no network ACL stands in between, in either direction (replies come to high ports)" \
        "- the endpoint is available, and the targets are its interfaces' addresses" \
        "- the target group's preserve_client_ip.enabled is false"
    fi
    pause $((SECONDS - started))
    health=$(target_health "$target_group")
  done
  say "  targets: healthy ($((SECONDS - started)) s)"
}

# usage: all_healthy HEALTH ADDRESS...
all_healthy() {
  local health=$1$'\n' address
  shift
  for address in "$@"; do
    if [[ $health != *"$address healthy"$'\n'* ]]; then return 1; fi
  done
}
