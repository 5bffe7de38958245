#!/usr/bin/env bash
#
# Deploys everything: a client near EXPOSE_REGION reaches the service in RESOURCE_REGION over AWS's
# backbone. Run it again at any time: what is there is kept, what is missing is made.
#
# usage: ./deploy_all.sh [--plan] [--sequential] [--skip-preflight] [--no-verify]
#   --plan             print each AWS call as a line to copy, and change nothing; needs no credentials
#   --sequential       one step after the other, by their numbers
#   --skip-preflight   do not ask first what would fail halfway
#   --no-verify        do not end with a TLS handshake through the load balancer (needs curl, and this
#                      machine to be one of the clients that EXPOSE_CLIENT_CIDRS lets in)
#
# ACCELGEN_POLL_SECONDS (5) is how often it looks while it waits (more often at first),
# ACCELGEN_TIMEOUT_SECONDS (900) how long it waits at most for one thing.

#% param DEPLOYMENT_NAME DeploymentName
#% param RESOURCE_REGION Region
#% param RESOURCE_PROFILE ProfileName?
#% param RESOURCE_SERVICE_NAME EndpointServiceName
#% param RESOURCE_VPC_NAME ResourceName
#% param RESOURCE_VPC_ENDPOINT_NAME ResourceName
#% param RESOURCE_VPC_CIDR CIDR
#% param RESOURCE_SUBNET_1_CIDR CIDR
#% param RESOURCE_SUBNET_2_CIDR CIDR
#% param RESOURCE_ENDPOINT_ADDRESS_1 IPv4Address
#% param RESOURCE_ENDPOINT_ADDRESS_2 IPv4Address
#% param EXPOSE_REGION Region
#% param EXPOSE_PROFILE ProfileName?
#% param EXPOSE_VPC_NAME ResourceName
#% param EXPOSE_VPC_CIDR CIDR
#% param EXPOSE_SUBNET_1_CIDR CIDR
#% param EXPOSE_SUBNET_2_CIDR CIDR
#% param EXPOSE_ELASTIC_IPS Bool

# shellcheck source-path=SCRIPTDIR source=lib.sh
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh" || exit

# Each step and what it needs. What does not need each other runs side by side.
readonly STEPS=(
  "3.expose_vpc_deploy.sh"
  "6.expose_nlb_deploy.sh 3.expose_vpc_deploy.sh"
  "1.resource_vpc_deploy.sh"
  "2.resource_endpoint_deploy.sh 1.resource_vpc_deploy.sh"
  "4.vpc_peering.sh 1.resource_vpc_deploy.sh 3.expose_vpc_deploy.sh"
  "5.update_route_table.sh 4.vpc_peering.sh"
  #% if ALARM_EMAIL
  "7.monitoring_deploy.sh 2.resource_endpoint_deploy.sh 6.expose_nlb_deploy.sh"
  #% end
)

main() {
  local verify=true preflight=true plan="" sequential=""
  while (($# > 0)); do
    case $1 in
      --plan) plan=1 ;;
      --sequential) sequential=1 ;;
      --skip-preflight) preflight=false ;;
      --no-verify) verify=false ;;
      -h | --help) print_header "${BASH_SOURCE[0]}" && exit ;;
      *) fail "deploy_all.sh has no option $1" "deploy_all.sh --help lists them" ;;
    esac
    shift
  done
  if [[ -n $plan && -z $PLAN ]]; then
    ACCELGEN_PLAN=1 exec "$BASH" "$HERE/deploy_all.sh" --plan
  elif [[ -n $plan ]]; then
    run_by_number
    await_all
    return
  fi
  export ACCELGEN_SEQUENTIAL=$sequential

  check_tools "$verify"
  lock
  stop_on_signals "run ./deploy_all.sh again to go on, or ./cleanup.sh to take everything away"
  bind_all
  if [[ $preflight == true ]]; then run_step preflight.sh || give_up preflight.sh; fi
  look
  if [[ -n $sequential ]]; then run_by_number; else run_side_by_side; fi
  #% if ALARM_EMAIL
  #% else
  if [[ -n $(recall EXPOSE_ALARM_TOPIC_ARN)$(recall RESOURCE_ALARM_TOPIC_ARN) ]]; then
    "$BASH" "$HERE/cleanup.sh" --yes --alarms
  fi
  #% end
  await_all
  if [[ $verify == true ]]; then handshake; fi
  settled

  say "===== Deployment completed successfully ====="
  say "NLB URL: https://$(recall EXPOSE_NLB_DNS_NAME)"
  say_how_to_use
}

# What would otherwise fail halfway.
# usage: check_tools VERIFY
check_tools() {
  type -P aws >/dev/null || fail "the AWS CLI is not installed" \
    "https://docs.aws.amazon.com/cli/latest/userguide/getting-started-install.html"
  if [[ $1 == true ]] && ! command -v curl >/dev/null; then
    fail "curl is not installed, the last check needs it" "install it, or run with --no-verify"
  fi
}

# Each side stays in the account that the deployment began in, and keeps the values that cannot be changed.
# Names and tags can.
bind_all() {
  local names="$RESOURCE_VPC_NAME,$RESOURCE_VPC_ENDPOINT_NAME,$EXPOSE_VPC_NAME" tags
  use_region "$RESOURCE_REGION" "$RESOURCE_PROFILE"
  bind_account RESOURCE_ACCOUNT_ID
  use_region "$EXPOSE_REGION" "$EXPOSE_PROFILE"
  bind_account EXPOSE_ACCOUNT_ID
  bind_values "DEPLOYMENT_NAME=$DEPLOYMENT_NAME" "RESOURCE_REGION=$RESOURCE_REGION" \
    "RESOURCE_SERVICE_NAME=$RESOURCE_SERVICE_NAME" "RESOURCE_VPC_CIDR=$RESOURCE_VPC_CIDR" \
    "RESOURCE_SUBNET_1_CIDR=$RESOURCE_SUBNET_1_CIDR" \
    "RESOURCE_SUBNET_2_CIDR=$RESOURCE_SUBNET_2_CIDR" \
    "RESOURCE_ENDPOINT_ADDRESS_1=$RESOURCE_ENDPOINT_ADDRESS_1" \
    "RESOURCE_ENDPOINT_ADDRESS_2=$RESOURCE_ENDPOINT_ADDRESS_2" "EXPOSE_REGION=$EXPOSE_REGION" \
    "EXPOSE_VPC_CIDR=$EXPOSE_VPC_CIDR" "EXPOSE_SUBNET_1_CIDR=$EXPOSE_SUBNET_1_CIDR" \
    "EXPOSE_SUBNET_2_CIDR=$EXPOSE_SUBNET_2_CIDR" "EXPOSE_ELASTIC_IPS=$EXPOSE_ELASTIC_IPS"

  tags=$(joined_tags)
  if [[ -z $(recall NAMES) ]]; then
    remember NAMES "$names" TAGS "$tags"
  elif [[ $(recall NAMES) != "$names" || $(recall TAGS) != "$tags" ]]; then
    ACCELGEN_OLD_TAGS=$(recall TAGS)
    export ACCELGEN_OLD_TAGS
    # A run that is killed leaves some of these, too, for the next one to take away.
    remember TAGS "$ACCELGEN_OLD_TAGS,$tags"
  fi
}

# One look at what stands on everything else proves the rest: a few calls in place of one a resource.
look() {
  use_region "$RESOURCE_REGION" "$RESOURCE_PROFILE"
  start look_at_known RESOURCE_VPC_ENDPOINT_ID RESOURCE_ROUTE_TABLE_ID
  use_region "$EXPOSE_REGION" "$EXPOSE_PROFILE"
  start look_at_known EXPOSE_NLB_ARN EXPOSE_ROUTE_TABLE_ID EXPOSE_LISTENER_ARN VPC_PEERING_CONNECTION_ID
  finish
}

# --- The steps --------------------------------------------------------------------------------------

run_by_number() {
  local entry
  for entry in $(printf '%s\n' "${STEPS[@]%% *}" | sort); do
    run_step "$entry" || give_up "$entry"
  done
}

# Starts each step as soon as those that it needs are done, until all are. The first that fails ends the
# others before their next call.
run_side_by_side() {
  local entry begun=" " ended=" " alive running=() still i
  while true; do
    for entry in "${STEPS[@]}"; do
      if [[ $begun != *" ${entry%% *} "* ]] && are_done "$ended" "$entry"; then
        apart run_step "${entry%% *}" &
        running+=("$! ${entry%% *}")
        begun+="${entry%% *} "
      fi
    done
    if [[ -t 1 ]]; then draw_progress; fi
    if ((${#running[@]} == 0)); then return; fi
    sleep 0.2
    alive=" $(jobs -pr | tr '\n' ' ')"
    still=()
    for i in "${running[@]}"; do
      if [[ $alive == *" ${i% *} "* ]]; then
        still+=("$i")
      else
        wait "${i% *}" || give_up "${i#* }"
        ended+="${i#* } "
      fi
    done
    running=(${still[@]+"${still[@]}"})
  done
}

# On a terminal: a line a step, drawn anew in its place, with what the step said last.
progress_lines=0
draw_progress() {
  local entry step last text="" width=${COLUMNS:-80}
  if ((progress_lines > 0)); then text=$(printf '\033[%dA' "$progress_lines"); fi
  progress_lines=${#STEPS[@]}
  for entry in "${STEPS[@]}"; do
    step=${entry%% *}
    last=waits
    if [[ -s $RUN/log.$step ]]; then last=$(tail -n 1 "$RUN/log.$step"); fi
    if [[ -f $RUN/began.$step ]]; then
      # Without the step's name, which stands there already.
      last=${last:27}
      last="$((SECONDS - $(<"$RUN/began.$step"))) s, ${last#"${last%%[![:space:]]*}"}"
    fi
    if [[ -f $RUN/took.$step ]]; then last="done ($(<"$RUN/took.$step") s)"; fi
    last=$(printf '%-26s %s' "${step%.sh}" "$last")
    text+=${last:0:width-1}$'\033[K\n'
  done
  printf '%s' "$text"
}

# Whether all that a step needs has ended.
# usage: are_done ENDED "STEP NEEDED..."
are_done() {
  local need needs
  read -r -a needs <<<"$2"
  for need in "${needs[@]:1}"; do
    if [[ $1 != *" $need "* ]]; then return 1; fi
  done
}

# Runs a step, its lines marked with its name. On a terminal they go to a log of the run, from which the
# progress is drawn.
# usage: run_step STEP
run_step() {
  local name started=$SECONDS run=(nice "$BASH")
  # The load balancer takes longest: where processors are few, the steps on its way come first.
  case $1 in 3.* | 6.*) run=("$BASH") ;; esac
  remark "--- $1"
  name=$(printf '%-26s ' "${1%.sh}")
  if [[ -t 1 && -z $PLAN ]]; then
    printf '%s' "$SECONDS" >"$RUN/began.$1"
    ACCELGEN_STEP=$name "${run[@]}" "$HERE/$1" >"$RUN/log.$1" 2>&1 || return
    printf '%s' $((SECONDS - started)) >"$RUN/took.$1"
  else
    ACCELGEN_STEP=$name "${run[@]}" "$HERE/$1" || return
    say "${name}done ($((SECONDS - started)) s)"
  fi
}

# usage: give_up STEP
give_up() {
  trap '' INT TERM HUP
  stop_run
  wait
  if [[ -f $RUN/log.$1 ]]; then cat "$RUN/log.$1" >&2; fi
  fail "$1 did not finish" \
    "when the cause is gone, run ./deploy_all.sh again: it goes on from here" \
    "or run ./cleanup.sh to take everything away"
}

# --- The end ----------------------------------------------------------------------------------------

# What was started is waited for last and together.
await_all() {
  local endpoint load_balancer target_group
  endpoint=$(needed RESOURCE_VPC_ENDPOINT_ID)
  load_balancer=$(needed EXPOSE_NLB_ARN)
  target_group=$(needed EXPOSE_TARGET_GROUP_ARN)

  say "waiting until everything is ready ($SECONDS s)"
  remark "--- and wait"
  use_region "$RESOURCE_REGION" "$RESOURCE_PROFILE"
  await endpoint available "$endpoint"
  use_region "$EXPOSE_REGION" "$EXPOSE_PROFILE"
  await "load balancer" active "$load_balancer"
  await_targets "$target_group" "$RESOURCE_ENDPOINT_ADDRESS_1" "$RESOURCE_ENDPOINT_ADDRESS_2"
  keep_names "$load_balancer"
}

# Keeps the name and the addresses that clients use, from the last look at the load balancer.
# usage: keep_names LOAD_BALANCER
keep_names() {
  local word answer name="" addresses=()
  if [[ -n $PLAN ]]; then return; fi
  answer=$(<"$RUN/answer.${1##*/}")
  for word in $answer; do
    case $word in
      *.elb.*) name=$word ;;
      [0-9]*.*.*.*) addresses+=("$word") ;;
    esac
  done
  remember EXPOSE_NLB_DNS_NAME "$name" EXPOSE_NLB_ADDRESS_1 "${addresses[0]:-}" \
    EXPOSE_NLB_ADDRESS_2 "${addresses[1]:-}"
}

# Healthy targets prove that the way is open; only a handshake proves that the service answers on it,
# under its own name, with a certificate that this machine trusts.
handshake() {
  local host nlb message started=$SECONDS
  host=$(recall RESOURCE_SERVICE_HOSTNAME)
  nlb=$(recall EXPOSE_NLB_DNS_NAME)
  if [[ -z $host ]]; then
    say "  no handshake: the service has no one hostname that could be asked for"
    return
  fi
  say "==> a TLS handshake for $host through the load balancer ($SECONDS s)"
  until message=$(curl --disable --silent --show-error --output /dev/null --max-time 10 \
    --connect-to "$host:443:$nlb:443" "https://$host/" 2>&1); do
    # A certificate that is not the service's does not become it (curl's codes 51 and 60).
    if [[ $message =~ \((51|60)\) ]] || ((SECONDS - started >= TIMEOUT_SECONDS)); then
      fail "no TLS handshake for $host through $nlb: $message" \
        "is this machine's address in EXPOSE_CLIENT_CIDRS? If it is no client, run with --no-verify"
    fi
    sleep "$POLL_SECONDS"
  done
}

# The lines for a hosts file, and where there is more: the way in keeps the service's own name, so that its
# certificate fits.
say_how_to_use() {
  local host address key
  host=$(recall RESOURCE_SERVICE_HOSTNAME)
  if [[ -n $host ]]; then
    for key in EXPOSE_NLB_ADDRESS_1 EXPOSE_NLB_ADDRESS_2; do
      address=$(recall "$key")
      if [[ -n $address ]]; then say "  $address $host"; fi
    done
  fi
  say "accelgen client --for hosts|curl|python|go|node|java|aws-cli tells how each goes this way"
}

# From here on, what AWS does not find is gone, and the names and tags are these.
settled() {
  remember SAVED_AT "" TAGS "$(joined_tags)" \
    NAMES "$RESOURCE_VPC_NAME,$RESOURCE_VPC_ENDPOINT_NAME,$EXPOSE_VPC_NAME"
}

main "$@"
