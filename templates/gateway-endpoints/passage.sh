#!/usr/bin/env bash
#
# What is asked and said before a service's traffic takes another way, and how the interruption is measured.

#% param S3_BUCKETS [BucketName]

# What a script of one service is told. Sets WORD, KEY, SERVICE_NAME, TO, PROBE and BUCKETS.
# usage: read_passage_options SCRIPT OPTION...
read_passage_options() {
  local script=$1
  shift
  WORD="" KEY="" SERVICE_NAME="" TO="" PROBE="" BUCKETS=(${S3_BUCKETS[@]+"${S3_BUCKETS[@]}"})
  while (($# > 0)); do
    case $1 in
      --yes) export ACCELGEN_SWITCH=yes ;;
      --to | --probe | --bucket)
        (($# > 1)) || fail "$1 needs a value" "$script --help tells more"
        case $1 in
          --to) TO=$2 ;;
          --probe) PROBE=$2 ;;
          --bucket)
            [[ $2 =~ ^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$ ]] || fail "$(shown "$2") is no bucket's name"
            BUCKETS+=("$2")
            ;;
        esac
        shift
        ;;
      -h | --help) print_header "$HERE/$script" && exit ;;
      -*) fail "$script has no option $(shown "$1")" "$script --help lists them" ;;
      *)
        [[ -z $WORD ]] || fail "one service at a time: $(shown "$WORD") or $(shown "$1")?"
        WORD=$1
        ;;
    esac
    shift
  done
  choose_service "$script"
  readonly WORD KEY SERVICE_NAME TO PROBE BUCKETS
}

# Sets KEY and SERVICE_NAME.
# usage: choose_service SCRIPT
choose_service() {
  local key service names=""
  while read -r key service; do
    if [[ ${service##*.} == "$WORD" ]]; then KEY=$key SERVICE_NAME=$service; fi
    names+=" ${service##*.}"
  done < <(wanted_endpoints)
  [[ -n $WORD ]] || fail "which service? The deployment has:$names" "$1 --help tells more"
  [[ -n $KEY ]] || fail "$(shown "$WORD") is no service of this deployment" "it has:$names"
}

# Says which buckets' policies name an endpoint or a VPC: they refuse who comes another way.
# https://docs.aws.amazon.com/AmazonS3/latest/userguide/example-bucket-policies-vpc-endpoint.html
# usage: show_pins ID...
show_pins() {
  local bucket policy id
  if [[ $WORD != s3 ]]; then return; fi
  if ((${#BUCKETS[@]} == 0)); then
    say "bucket policies that name $*: not looked at, for S3_BUCKETS names none (--bucket NAME looks at one)"
    return
  fi
  for bucket in "${BUCKETS[@]}"; do
    # Directory buckets are reached by another service.
    if [[ $bucket == *--x-s3 ]]; then continue; fi
    if ! policy=$(tolerate NoSuchBucketPolicy aws s3api get-bucket-policy --bucket "$bucket" --query Policy); then
      complain "  warning: whether the policy of $bucket names $* is not known"
      continue
    fi
    for id in "$@"; do
      if [[ $policy == *"$id"* ]]; then
        complain "  warning: the policy of bucket $bucket names $id: change it first, or it refuses who comes another way"
      fi
    done
  done
}

# Runs the user's own command again and again, and notes when it succeeded and when it failed.
start_probe() {
  local started=$SECONDS
  if [[ -z $PROBE ]]; then return; fi
  apart probe &
  PROBING=$!
  until grep -q ' ok$' "$RUN/probe" 2>/dev/null; do
    if is_stopped; then exit 130; fi
    if ((SECONDS - started >= ASKED_SECONDS)); then
      : >"$RUN/probe.end"
      fail "the probe does not succeed, and nothing was changed: $(shown "$PROBE")" "run it alone to see why"
    fi
    sleep 0.1
  done
}

# It ends with the run, however that ends: who unlocks waits for it. Else when a try succeeds that began after the switch.
probe() {
  local RESULT is_last
  until is_stopped || [[ -e $RUN/probe.end ]]; do
    is_last=""
    if [[ -e $RUN/probe.switched ]]; then is_last=1; fi
    "$BASH" -c "$PROBE" </dev/null >/dev/null 2>&1 4>&- &
    await_try "$!"
    if is_stopped; then return; fi
    printf '%s %s\n' "$(now)" "$RESULT" >>"$RUN/probe"
    if [[ -n $is_last && $RESULT == ok ]]; then return; fi
    sleep 0.1
  done
}

# Waits for a try, and sets RESULT. One that hangs is ended with the probe.
# usage: await_try PROCESS
await_try() {
  while is_trying "$1"; do
    if is_stopped || [[ -e $RUN/probe.end ]]; then
      end_try "$1"
      break
    fi
    sleep 0.05
  done
  # bash would tell of what was killed.
  if wait "$1" 2>/dev/null; then RESULT=ok; else RESULT=failed; fi
}

# usage: is_trying PROCESS
is_trying() { [[ $'\n'$(jobs -pr)$'\n' == *$'\n'"$1"$'\n'* ]]; }

# usage: end_try PROCESS
end_try() {
  local i
  kill "$1" 2>/dev/null || return 0
  for ((i = 0; i < 20; i++)); do
    if ! is_trying "$1"; then return; fi
    sleep 0.1
  done
  kill -KILL "$1" 2>/dev/null || return 0
}

# The time in seconds, with fractions where `date` knows them (macOS: no).
now() {
  local time
  time=$(date +%s.%N)
  if [[ $time =~ ^[0-9]+\.[0-9]+$ ]]; then printf '%s' "$time"; else date +%s; fi
}

# Says how long the probe failed. It is given a while to succeed again.
end_probe() {
  local started=$SECONDS
  if [[ -z $PROBE ]]; then return; fi
  : >"$RUN/probe.switched"
  while is_trying "$PROBING" && ((SECONDS - started < SETTLE_SECONDS)); do sleep 0.2; done
  : >"$RUN/probe.end"
  wait "$PROBING"
  awk '
    $2 == "ok" {
      if (failed && $1 - last > longest) longest = $1 - last
      last = $1
      failed = 0
      next
    }
    { failed++; failures++ }
    END {
      if (failed) printf "the probe has not succeeded since the switch: %d tries failed\n", failed
      else if (failures) printf "between two successes of the probe passed at most %.1f s (%d of %d tries failed)\n", longest, failures, NR
      else printf "none of the %d tries of the probe failed\n", NR
    }' "$RUN/probe"
}
