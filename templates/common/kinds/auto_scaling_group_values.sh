#!/usr/bin/env bash
#
# What an Auto Scaling group shall be: its values, the metrics that it tells, how it grows.

# In CloudWatch for nothing, and only where they are asked for.
# https://docs.aws.amazon.com/autoscaling/ec2/userguide/ec2-auto-scaling-metrics.html
readonly SERVER_GROUP_METRICS="GroupDesiredCapacity,GroupInServiceCapacity,GroupInServiceInstances,GroupPendingInstances"

# Makes sure that a group has these values, each changed in place: min, max, health, grace, warmup, subnets, as the look
# shows them. How many servers there are now is not among them: that is for what makes the group grow.
# usage: auto_scaling_group::has GROUP KEY=VALUE...
auto_scaling_group::has() {
  local group=$1 answer pair has wanted change=()
  if is_new "$group" || is_out_of_sight auto_scaling_group "$group"; then return; fi
  answer=$(seen_answer auto_scaling_group "$group") || exit
  shift
  for pair in "$@"; do
    has=$(auto_scaling_group::value "$answer" "${pair%%=*}")
    wanted=${pair#*=}
    if [[ $has == *,* ]]; then
      has=$(one_order <<<"$has")
      wanted=$(one_order <<<"$wanted")
    fi
    if [[ -n $CHECK ]]; then
      find_whether "${pair%%=*} of $(name_of "$group")" "$has" "$wanted" "$group"
    elif [[ $has != "$wanted" ]]; then
      change+=("$(auto_scaling_group::option "${pair%%=*}")" "${pair#*=}")
    fi
  done
  if ((${#change[@]} == 0)); then return; fi
  aws autoscaling update-auto-scaling-group --auto-scaling-group-name "${group##*/}" "${change[@]}"
  forget_state "$group"
  report changed "values of $(name_of "$group")" "${change[*]}"
}

# A list with commas, sorted.
# usage: one_order <LIST
one_order() { tr ',' '\n' | sort | paste -s -d , -; }

# usage: auto_scaling_group::option KEY
auto_scaling_group::option() {
  case $1 in
    min) printf -- --min-size ;;
    max) printf -- --max-size ;;
    health) printf -- --health-check-type ;;
    grace) printf -- --health-check-grace-period ;;
    warmup) printf -- --default-instance-warmup ;;
    subnets) printf -- --vpc-zone-identifier ;;
  esac
}

# Makes sure that the group's servers are the targets of a target group, and no longer of one that had its name before: a
# Region has a name once, so that one is gone.
# usage: auto_scaling_group::serves GROUP TARGET_GROUP
auto_scaling_group::serves() {
  local answer words word has="" gone=""
  if is_new "$1" || is_out_of_sight auto_scaling_group "$1"; then return; fi
  answer=$(seen_answer auto_scaling_group "$1") || exit
  words=$(auto_scaling_group::value "$answer" serves)
  for word in ${words//,/ }; do
    if [[ $word == "$2" ]]; then
      has=$2
    elif [[ ${word%/*} == "${2%/*}" ]]; then
      gone=$word
    fi
  done
  if [[ -n $CHECK ]]; then
    find_whether "target group of $(name_of "$1")" "$has$gone" "$2" "$1"
    return
  fi
  if [[ -n $gone ]]; then
    aws autoscaling detach-load-balancer-target-groups --auto-scaling-group-name "${1##*/}" \
      --target-group-arns "$(json_list "$gone")"
  fi
  if [[ -z $has ]]; then
    aws autoscaling attach-load-balancer-target-groups --auto-scaling-group-name "${1##*/}" \
      --target-group-arns "$(json_list "$2")"
    report made "target group of $(name_of "$1")" "$2"
  fi
}

# Makes sure that it tells its metrics.
# usage: auto_scaling_group::tells_metrics GROUP NAME
auto_scaling_group::tells_metrics() {
  local answer has="" metric lacking=()
  if is_out_of_sight auto_scaling_group "$1"; then return; fi
  if ! is_new "$1"; then
    answer=$(seen_answer auto_scaling_group "$1") || exit
    has=$(auto_scaling_group::value "$answer" metrics)
  fi
  for metric in ${SERVER_GROUP_METRICS//,/ }; do
    if [[ ,$has, != *",$metric,"* ]]; then lacking+=("$metric"); fi
  done
  if [[ -n $CHECK ]]; then
    find_whether "metrics of $(name_of "$1")" "${lacking[*]-}" "" "$1"
  elif ((${#lacking[@]} > 0)); then
    patiently ValidationError aws autoscaling enable-metrics-collection --auto-scaling-group-name "$2" \
      --granularity 1Minute --metrics "$(json_list "${lacking[@]}")"
    report made "metrics of $(name_of "$1")" "${lacking[*]}"
  fi
}

# Makes sure that it grows and shrinks so that each server gets so many requests a minute.
# https://docs.aws.amazon.com/autoscaling/ec2/userguide/as-scaling-target-tracking.html
# usage: auto_scaling_group::tracks GROUP NAME LOAD_BALANCER TARGET_GROUP REQUESTS
auto_scaling_group::tracks() {
  local has="" label="${3#*:loadbalancer/}/${4##*:}" policy
  if is_out_of_sight auto_scaling_group "$1"; then return; fi
  if ! is_new "$1"; then
    has=$(aws autoscaling describe-policies --auto-scaling-group-name "$2" --policy-names '["requests"]' --query \
      "ScalingPolicies[].[TargetTrackingConfiguration.PredefinedMetricSpecification.ResourceLabel,to_string(TargetTrackingConfiguration.TargetValue),to_string(Enabled)]")
    has=${has//$'\t'/ }
    has=${has/.0 / }
  fi
  policy="$label $5 true"
  if [[ -n $CHECK ]]; then
    find_whether "scaling of $(name_of "$1")" "$has" "$policy" "$1"
  elif [[ $has != "$policy" ]]; then
    policy="{\"PredefinedMetricSpecification\":{\"PredefinedMetricType\":\"ALBRequestCountPerTarget\",\"ResourceLabel\":\"$label\"},\"TargetValue\":$5}"
    patiently ValidationError aws autoscaling put-scaling-policy --auto-scaling-group-name "$2" --policy-name requests \
      --policy-type TargetTrackingScaling --enabled --target-tracking-configuration "$policy" >/dev/null
    report made "scaling of $(name_of "$1")" "$5 requests a minute and server"
  fi
}

# Makes sure that new servers are launched from a version of a template. Those that are there stay.
# usage: auto_scaling_group::launches GROUP TEMPLATE VERSION
auto_scaling_group::launches() {
  aws autoscaling update-auto-scaling-group --auto-scaling-group-name "${1##*/}" \
    --launch-template "{\"LaunchTemplateId\":\"$2\",\"Version\":\"$3\"}"
  forget_state "$1"
  report changed "version of $(name_of "$1")" "$3"
}
