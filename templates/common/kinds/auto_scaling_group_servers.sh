#!/usr/bin/env bash
#
# The servers of an Auto Scaling group: whether they are well, and why not.

# How many are in service, and how many of these the load balancer finds healthy: "IN_SERVICE HEALTHY".
# usage: auto_scaling_group::servers ANSWER TARGET_GROUP
auto_scaling_group::servers() {
  local healthy words i in_service=0 well=0
  healthy=$(aws elbv2 describe-target-health --target-group-arn "$2" \
    --query "TargetHealthDescriptions[?TargetHealth.State=='healthy'].Target.Id") || return
  healthy=" ${healthy//[$'\t\n']/ } "
  read -r -a words <<<"${1//[$'\t\n']/ }"
  for ((i = 0; i + 1 < ${#words[@]}; i++)); do
    if [[ ${words[i]} != i-* || ${words[i + 1]} != InService ]]; then continue; fi
    in_service=$((in_service + 1))
    if [[ $healthy == *" ${words[i]} "* ]]; then well=$((well + 1)); fi
  done
  printf '%d %d' "$in_service" "$well"
}

# Waits until so many are in service and healthy. What cannot be launched is told in the group's activities alone, and
# AWS tries again and again: a failure that comes meanwhile ends the wait; one from before may be over.
# https://docs.aws.amazon.com/autoscaling/ec2/userguide/CHAP_Troubleshooting.html
# usage: auto_scaling_group::await_servers GROUP COUNT TARGET_GROUP SECONDS
auto_scaling_group::await_servers() {
  local answer counts shown="" failure="" before old="" started=$SECONDS
  if [[ -n $PLAN ]]; then
    remark "again and again, until $2 servers are in service and healthy:"
    aws elbv2 describe-target-health --target-group-arn "$3"
    return
  fi
  if is_out_of_sight auto_scaling_group "$1"; then return; fi
  answer=$(seen_answer auto_scaling_group "$1") || exit
  counts=$(auto_scaling_group::servers "$answer" "$3") || exit
  if [[ -n $CHECK ]]; then
    find_fact "servers of $(name_of "$1")" "${counts#* } healthy" "$( ((${counts#* } >= $2)) && printf true || printf false)" "$1"
    return
  fi
  if ((${counts#* } < $2)) && ! is_new "$1"; then
    old=$(auto_scaling_group::failure "$1") || exit
    if [[ -n $old ]]; then complain "  the last servers could not be launched, AWS tries again: $(shown "${old#*$'\t'}")"; fi
  fi
  while true; do
    if [[ $counts != "$shown" ]]; then
      say "  servers of $(name_of "$1"): ${counts% *} in service, ${counts#* } healthy ($((SECONDS - started)) s)"
      shown=$counts
    fi
    if ((${counts#* } >= $2)); then return; fi
    auto_scaling_group::must_launch "$1" "$answer"
    before=$failure
    failure=$(auto_scaling_group::failure "$1") || exit
    # In one zone alone it may be, and the next look shows that another had room.
    if [[ -n $before && -n $failure && $failure != "$old" ]]; then auto_scaling_group::tell_failure "$1" "$failure"; fi
    if ((SECONDS - started >= $4)); then auto_scaling_group::tell_late "$1" "$3" "$counts" "$2" "$4" "$failure"; fi
    pause $((SECONDS - started))
    state_of auto_scaling_group "$1" >/dev/null || exit
    answer=$(seen_answer auto_scaling_group "$1") || exit
    counts=$(auto_scaling_group::servers "$answer" "$3") || exit
  done
}

# Who suspended what the group needs to launch servers must say so to AWS again.
# usage: auto_scaling_group::must_launch GROUP ANSWER
auto_scaling_group::must_launch() {
  local suspended process
  suspended=$(auto_scaling_group::value "$2" suspended)
  for process in Launch Terminate AddToLoadBalancer; do
    if [[ ,$suspended, == *",$process,"* ]]; then
      fail "the process $process of ${1##*/} is suspended: no server comes or goes as it shall" \
        "to have it go on: $(call_line autoscaling resume-processes --auto-scaling-group-name "${1##*/}")"
    fi
  done
}

# The newest activity, if it failed: "ID MESSAGE", with a tab between. That EC2 does not know a new profile yet passes.
# usage: auto_scaling_group::failure GROUP
auto_scaling_group::failure() {
  local line
  not_in_check_mode
  line=$(aws autoscaling describe-scaling-activities --auto-scaling-group-name "${1##*/}" --max-records 1 \
    --query 'Activities[].[StatusCode,ActivityId,StatusMessage]') || return
  if [[ $line == Failed$'\t'* && $line != *"Invalid IAM Instance Profile"* ]]; then printf '%s' "${line#*$'\t'}"; fi
}

# usage: auto_scaling_group::tell_failure GROUP "ID MESSAGE"
auto_scaling_group::tell_failure() {
  local message=${2#*$'\t'}
  fail "AWS cannot launch servers of ${1##*/}" "$(shown "$message")" "next: $(auto_scaling_group::advice "$message")"
}

# usage: auto_scaling_group::tell_late GROUP TARGET_GROUP COUNTS WANTED SECONDS FAILURE
auto_scaling_group::tell_late() {
  local reasons
  if [[ -n $6 ]]; then auto_scaling_group::tell_failure "$1" "$6"; fi
  reasons=$(aws elbv2 describe-target-health --target-group-arn "$2" --query \
    "TargetHealthDescriptions[?TargetHealth.State!='healthy'].[Target.Id,TargetHealth.State,TargetHealth.Reason,TargetHealth.Description]")
  fail "of $4 servers of ${1##*/}, ${3% *} are in service and ${3#* } healthy after $5 s" \
    ${reasons:+"the load balancer says: $(shown "$reasons")"} \
    "does what runs there answer the load balancer's health checks? Look in by Session Manager: $(call_line ssm start-session --target ID)" \
    "AWS replaces those that do not; run again to go on waiting, or set ACCELGEN_TIMEOUT_SECONDS to wait longer"
}

# What to do about a server that cannot be launched.
# usage: auto_scaling_group::advice MESSAGE
auto_scaling_group::advice() {
  case $1 in
    *"sufficient"*"capacity"*)
      printf '%s' "AWS has no room for this type there now: it tries again by itself; run this again later, or set" \
        " another SERVER_TYPE"
      ;;
    *"vCPU"*)
      printf '%s' "the account may run no more of these: ask for a higher quota of running on-demand instances of the" \
        " type's family, in vCPUs (Service Quotas, Amazon EC2), or set a smaller SERVER_TYPE or SERVER_COUNT"
      ;;
    *"not supported"*) printf 'a zone of the network has no such type: set another SERVER_TYPE' ;;
    *"Instance Profile"*) printf 'IAM has not told EC2 of the profile yet: run this again in a minute' ;;
    *InvalidAMIID* | *"image id"*) printf 'the image is gone, or not shared with this account: set another SERVER_IMAGE' ;;
    *"free addresses"*) printf "the app tier's subnets are full: end what else is in them" ;;
    *"Client error on launch"* | *InvalidKMSKey*)
      printf '%s' "the key that encrypts the account's volumes must let AWSServiceRoleForAutoScaling use it:" \
        " https://docs.aws.amazon.com/autoscaling/ec2/userguide/key-policy-requirements-EBS-encryption.html"
      ;;
    *) printf 'when the cause is gone, run ./deploy_all.sh again: AWS tries again by itself' ;;
  esac
}
