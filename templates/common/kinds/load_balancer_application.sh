#!/usr/bin/env bash
#
# What an Application Load Balancer has: its subnets, its attributes, of which one is where its log goes.
# https://docs.aws.amazon.com/elasticloadbalancing/latest/application/application-load-balancers.html

# Makes sure that it stands in exactly these subnets: changed in place when there are more zones.
# https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-subnets.html
# usage: load_balancer::stands_in LOAD_BALANCER SUBNET...
load_balancer::stands_in() {
  local has wanted
  if [[ -n $PLAN ]] || is_new "$1" || is_out_of_sight load_balancer "$1"; then return; fi
  has=$(load_balancer::seen "$1" subnet)
  wanted=$(printf '%s\n' "${@:2}" | sort -u | tr '\n' ' ')
  if [[ -n $CHECK ]]; then
    find_whether "subnets of $(name_of "$1")" "$has" "$wanted" "$1"
  elif [[ $has != "$wanted" ]]; then
    aws elbv2 set-subnets --load-balancer-arn "$1" --subnets "${@:2}" >/dev/null
    report changed "subnets of $(name_of "$1")" "${wanted% }"
  fi
}

# Makes sure that attributes have these values.
# usage: load_balancer::attributes LOAD_BALANCER KEY=VALUE...
load_balancer::attributes() {
  local balancer=$1 current="" attribute list="" missing=()
  if is_out_of_sight load_balancer "$balancer"; then return; fi
  shift
  if ! is_new "$balancer"; then
    current=$'\t'$(aws elbv2 describe-load-balancer-attributes --load-balancer-arn "$balancer" \
      --query "Attributes[].join('=', [Key, Value])")$'\t'
  fi
  for attribute in "$@"; do
    if [[ $current != *$'\t'"$attribute"$'\t'* ]]; then
      missing+=("$attribute")
      list+=",{\"Key\":\"${attribute%%=*}\",\"Value\":\"${attribute#*=}\"}"
    fi
  done
  if [[ -n $CHECK ]]; then
    find_attributes "$(name_of "$balancer")" "$balancer" ${missing[@]+"${missing[@]}"}
  elif ((${#missing[@]} > 0)); then
    aws elbv2 modify-load-balancer-attributes --load-balancer-arn "$balancer" --attributes "[${list#,}]" >/dev/null
    if ! is_new "$balancer"; then report changed "attributes of $(name_of "$balancer")" "$balancer"; fi
  fi
}

# The attributes of a log: on, with where it goes, or off.
# usage: load_balancer::log BUCKET|"" PREFIX
load_balancer::log() {
  if [[ -z $1 ]]; then
    printf 'access_logs.s3.enabled=false\n'
  else
    printf 'access_logs.s3.%s\n' enabled=true "bucket=$1" "prefix=$2"
  fi
}

# Before it goes it writes nothing any longer: whoever makes a bucket of that name, once the user's is deleted, would get
# what is still on its way.
# https://docs.aws.amazon.com/elasticloadbalancing/latest/application/disable-access-logging.html
# usage: load_balancer::stop_logs LOAD_BALANCER
load_balancer::stop_logs() {
  local switched_on
  switched_on=$(load_balancer::switched_on "$1") || return
  if [[ $switched_on != *access_logs.s3.enabled* ]]; then return; fi
  tolerate LoadBalancerNotFound aws elbv2 modify-load-balancer-attributes --load-balancer-arn "$1" \
    --attributes '[{"Key":"access_logs.s3.enabled","Value":"false"}]' >/dev/null
}

# Names the target groups of Network Load Balancers that have it as their target: AWS calls it in use as long as one has.
# https://docs.aws.amazon.com/elasticloadbalancing/latest/network/application-load-balancer-target.html
# usage: load_balancer::tell_blockers LOAD_BALANCER
load_balancer::tell_blockers() {
  local group groups targets
  groups=$(aws elbv2 describe-target-groups --query "TargetGroups[?TargetType=='alb'].[TargetGroupArn]")
  for group in $groups; do
    targets=$(tolerate TargetGroupNotFound aws elbv2 describe-target-health --target-group-arn "$group" \
      --query 'TargetHealthDescriptions[].[Target.Id]')
    if [[ $'\n'$targets$'\n' != *$'\n'"$1"$'\n'* ]]; then continue; fi
    complain "  it is a target of $group, which these scripts did not make; to let it go:"
    complain "    $(call_line elbv2 deregister-targets --target-group-arn "$group" --targets "[{\"Id\":\"$1\"}]")"
  done
}

# How AWS describes the interfaces of the deployment's: by its name, which no other one has.
load_balancer::description() {
  local entry kind name
  for entry in ${RESOURCES[@]+"${RESOURCES[@]}"}; do
    read -r _ kind _ name <<<"$entry"
    if [[ $kind == load_balancer && -n $name ]]; then printf 'ELB app/%s/' "$name"; fi
  done
}
