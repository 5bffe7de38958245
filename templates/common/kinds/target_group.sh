#!/usr/bin/env bash
#
# Target group and its attributes.
# https://docs.aws.amazon.com/elasticloadbalancing/latest/network/load-balancer-target-groups.html

target_group::service() { printf elbv2; }
target_group::is_id() { [[ $1 == arn:*:targetgroup/* ]]; }
target_group::id() { printf 'TargetGroups[0].TargetGroupArn'; }
# Its VPC can be deleted while it stays, and then it fits no other one.
target_group::outlives() { printf -- --vpc-id; }
target_group::replace() { target_group::delete "$1"; }

target_group::find() {
  tolerate TargetGroupNotFound aws elbv2 describe-target-groups --names "$(known_name)" \
    --query 'TargetGroups[].TargetGroupArn'
}

# Its VPC is told, but not as one that is there; how it checks its targets comes last.
readonly TARGET_GROUP_FACTS="'present',join('',['vpc=',VpcId||'']),\
join('',['checks=',join(' ',[HealthCheckProtocol,HealthCheckPort,HealthCheckPath||'-',to_string(HealthCheckIntervalSeconds),\
to_string(HealthCheckTimeoutSeconds),to_string(HealthyThresholdCount),to_string(UnhealthyThresholdCount),Matcher.HttpCode||'-'])])"

target_group::look() {
  aws elbv2 describe-target-groups --target-group-arns "$1" --query "TargetGroups[].[$TARGET_GROUP_FACTS]"
}

# The VPC that it was made for.
# usage: target_group::ground TARGET_GROUP
target_group::ground() {
  local answer
  seen_state target_group "$1" >/dev/null || exit
  if [[ ! -f $RUN/answer.${1##*/} ]]; then return; fi
  answer=$(<"$RUN/answer.${1##*/}")
  answer=${answer#*vpc=}
  printf '%s' "${answer%%[[:space:]]*}"
}

# Makes sure that attributes have these values.
# usage: target_group::attributes TARGET_GROUP KEY=VALUE...
target_group::attributes() {
  local target_group=$1 current="" lacking=()
  if is_out_of_sight target_group "$target_group"; then return; fi
  shift
  if ! is_new "$target_group"; then
    current=$(aws elbv2 describe-target-group-attributes --target-group-arn "$target_group" \
      --query "Attributes[].join('=', [Key, Value])")
  fi
  read -r -a lacking <<<"$(missing_attributes "$current" "$@")"
  if [[ -n $CHECK ]]; then
    find_attributes "$(name_of "$target_group")" "$target_group" ${lacking[@]+"${lacking[@]}"}
  elif ((${#lacking[@]} > 0)); then
    aws elbv2 modify-target-group-attributes --target-group-arn "$target_group" \
      --attributes "${lacking[@]}" >/dev/null
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

# usage: find_attributes NAME ID [MISSING...]
find_attributes() {
  if (($# == 2)); then
    find_fact "attributes of $1" present true "$2"
  else
    find_difference "attributes of $1" changed "$2"
  fi
}

# How CloudWatch knows it: targetgroup/NAME/ID.
# usage: target_group::dimension TARGET_GROUP
target_group::dimension() { printf 'TargetGroup=%s' "${1##*:}"; }

# Until its listener is gone, AWS calls it in use.
target_group::delete() {
  patiently ResourceInUse tolerate TargetGroupNotFound aws elbv2 delete-target-group --target-group-arn "$1" >/dev/null
}
