#!/usr/bin/env bash
#
# Launches the instances that train, all in one request, shows them, and takes them away again. AWS charges for them
# by the second: they end by themselves after some hours, whether anybody thinks of them or not, and whether they were
# rebooted meanwhile or not.
#
# usage: ./train.sh up [N] [--hours H] | down | status
#   up         launch N instances (TRAINING_COUNT when N is not given), and wait until they run
#   --hours H  after how many hours they shut themselves down and are terminated: 1 to 336 (8)
#   down       terminate all of them, and wait until they are gone
#   status     show them
#
# ACCELGEN_POLL_SECONDS (5) is how often it looks while it waits (more often at first),
# ACCELGEN_TIMEOUT_SECONDS (900) how long it waits at most for one thing.

#% param DEPLOYMENT_NAME DeploymentName

#% include runtime/begin.sh
#% include runtime/quotas.sh
#% include training.sh
#% include vcpus.sh
#% include training_capacity.sh
#% include training_end.sh

main() {
  local action=${1:-} count=$TRAINING_COUNT hours=8
  case $action in
    up | down | status) shift ;;
    -h | --help) print_header "$HERE/train.sh" && exit ;;
    *) wrong_usage "train.sh up, train.sh down or train.sh status" ;;
  esac
  if [[ $action == up && ${1:-} =~ ^[0-9]+$ ]]; then
    count=$1
    shift
  fi
  while (($# > 0)); do
    case $action,$1 in
      up,--hours)
        hours=${2:-}
        shift
        ;;
      *) wrong_usage "train.sh $action has no option $1" ;;
    esac
    if (($# > 0)); then shift; fi
  done
  [[ $count =~ ^[1-9][0-9]{0,2}$ ]] || wrong_usage "the number of instances is 1 to 999"
  if [[ ! $hours =~ ^[1-9][0-9]{0,2}$ ]] || ((hours > 336)); then
    wrong_usage "--hours takes a whole number from 1 to 336"
  fi

  # What is there is shown and ended also when nobody asks for training any longer: deploy_all.sh waits for that.
  if [[ $action == up && -z $TRAINING_TYPE ]]; then
    fail "this deployment has no training" "set TRAINING_TYPE and deploy it first"
  fi
  lock
  stop_on_signals "run ./train.sh status to see what there is, or ./train.sh down"
  on_side NETWORK
  case $action in
    up) launch "$count" "$hours" ;;
    down) end_all ;;
    status) show ;;
  esac
}

# usage: launch COUNT HOURS
launch() {
  local there template asked token ids status=0
  template=$(recall NETWORK_TRAINING_TEMPLATE_ID)
  [[ -n $template ]] || fail "there is no launch template yet" "run ./deploy_all.sh first"
  asked=$(recall NETWORK_TRAINING_INSTANCE_ID_ASKED)
  there=$(instances)
  # What a run that was killed has asked for is asked for once more, by the same token: AWS makes it once.
  if [[ -n $there ]] && ! is_recent "$asked"; then
    fail "there are $(grep -c . <<<"$there") training instances already" "./train.sh status shows them, ./train.sh down ends them"
  fi
  token=""
  if is_recent "$asked"; then token=${asked#*-}; fi
  if [[ -z $token ]]; then
    check_capacity "$1" "$2"
    token=$(new_token NETWORK_TRAINING_INSTANCE_ID)
  fi
  remember_asked NETWORK_TRAINING_INSTANCE_ID "$token"
  say "==> $1 of $TRAINING_TYPE, until they end by themselves in $2 hours"
  ids=$(tolerate "$LOST" answer_with another IdempotentParameterMismatch patiently InvalidParameterValue \
    aws ec2 run-instances --launch-template "LaunchTemplateId=$template" --count "$1" \
    --user-data "$(end_after "$2")" --client-token "accelgen-$token" --query 'Instances[].[InstanceId]') || status=$?
  # Only a word of AWS's own is a no; after anything else the note stays, and with it the token.
  if ((status > 0)); then
    if ((status == 1)); then remember NETWORK_TRAINING_INSTANCE_ID_ASKED ""; fi
    exit "$status"
  fi
  if [[ $ids == another\ * ]]; then
    fail "another number, or other hours, were asked for a moment ago, and may be on their way" \
      "./train.sh status shows what there is, ./train.sh down ends it"
  fi
  [[ -n $ids ]] || fail "AWS gave no answer, and may have launched them" \
    "run ./train.sh up again with the same number and hours: what is launched is not launched twice" \
    "./train.sh status shows what there is, ./train.sh down ends it"
  await_running "$1"
  remember NETWORK_TRAINING_INSTANCE_ID_ASKED ""
  show
  say "Reach one by: $(call_line ssm start-session --target "${ids%%$'\n'*}")"
}

# usage: await_running COUNT
await_running() {
  local lines running started=$SECONDS
  while true; do
    lines=$(instances)
    running=$(grep -c $'\trunning\t' <<<"$lines") || running=0
    if ((running >= $1)); then return; fi
    if ((SECONDS - started >= TIMEOUT_SECONDS)); then
      fail "$running of $1 run after $TIMEOUT_SECONDS s" "./train.sh status shows them, ./train.sh down ends them"
    fi
    pause $((SECONDS - started))
  done
}

end_all() {
  local lines ids=() id started=$SECONDS
  lines=$(settled_instances)
  while read -r id _; do
    if [[ -n $id ]]; then ids+=("$id"); fi
  done <<<"$lines"
  if ((${#ids[@]} > 0)); then
    aws ec2 terminate-instances --instance-ids ${ids[@]+"${ids[@]}"} >/dev/null
  fi
  while [[ -n $lines ]]; do
    if ((SECONDS - started >= TIMEOUT_SECONDS)); then
      fail "some are still there after $TIMEOUT_SECONDS s" "./train.sh status shows them"
    fi
    pause $((SECONDS - started))
    lines=$(instances)
  done
  remember NETWORK_TRAINING_INSTANCE_ID_ASKED ""
  say "no training instance is left"
}

show() {
  local lines id state address launched
  lines=$(instances)
  if [[ -z $lines ]]; then
    say "no training instance is there"
    return
  fi
  while IFS=$'\t' read -r id state address launched; do
    say "$(printf '  %-20s %-14s %-15s since %s' "$id" "$(shown "$state")" "$(shown "$address")" "$(shown "$launched")")"
  done <<<"$lines"
}

main "$@"
