#!/usr/bin/env bash
#
# What a target group of an Application Load Balancer has: a check by HTTP of whether its servers are well.
# https://docs.aws.amazon.com/elasticloadbalancing/latest/application/target-group-health-checks.html

# Others prove that it is there, but not how it checks: it is looked at as early as they are, all of them in one call.
target_group::proves() { :; }

# How it reaches its servers is decided when it is made.
target_group::fixed() {
  aws elbv2 describe-target-groups --target-group-arns "$1" --query \
    "TargetGroups[].[['--protocol',Protocol],['--port',to_string(Port)],['--target-type',TargetType]][]"
}

# Out of all: AWS refuses to tell of some by their ARNs where one of them is gone, and says nothing of the others.
# usage: target_group::look_at_several TARGET_GROUP...
target_group::look_at_several() {
  local arns
  arns=$(json_list "$@")
  aws elbv2 describe-target-groups \
    --query "TargetGroups[?contains(\`$arns\`,TargetGroupArn)].[TargetGroupArn,$TARGET_GROUP_FACTS]"
}

# How servers are asked whether they are well, as the creating call and the changing one take it: any success is one. Two
# answers in a row make a server healthy, but its first one is enough when it has just been registered.
# usage: target_group::checking PATH
target_group::checking() {
  printf '%s\n' --health-check-protocol HTTP --health-check-port traffic-port --health-check-path "$1" \
    --health-check-interval-seconds 10 --health-check-timeout-seconds 5 \
    --healthy-threshold-count 2 --unhealthy-threshold-count 3 --matcher '{"HttpCode":"200-299"}'
}

# Makes sure that it checks its servers so.
# usage: target_group::checks TARGET_GROUP PATH
target_group::checks() {
  local group=$1 has wanted="HTTP traffic-port $2 10 5 2 3 200-299" word options=()
  if [[ -n $PLAN ]] || is_new "$group" || is_out_of_sight target_group "$group"; then return; fi
  has=$(seen_answer target_group "$group") || exit
  has=${has##*checks=}
  if [[ -n $CHECK ]]; then
    find_whether "health check of $(name_of "$group")" "$has" "$wanted" "$group"
    return
  elif [[ $has == "$wanted" ]]; then
    return
  fi
  while IFS= read -r word; do options+=("$word"); done < <(target_group::checking "$2")
  aws elbv2 modify-target-group --target-group-arn "$group" ${options[@]+"${options[@]}"} >/dev/null
  report changed "health check of $(name_of "$group")" "$group"
}
