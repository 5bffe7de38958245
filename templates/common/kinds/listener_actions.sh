#!/usr/bin/env bash
#
# What a listener of an Application Load Balancer does with requests.
# https://docs.aws.amazon.com/elasticloadbalancing/latest/application/rule-action-types.html

# The action that sends requests to target groups by their weights: the whole of it, for AWS takes what is left out for
# nothing. Of no seconds, a client does not stay.
# usage: listener::forwarding SECONDS GROUP WEIGHT [GROUP WEIGHT]
listener::forwarding() {
  local groups="" stays='"Enabled":false'
  if (($1 > 0)); then stays="\"Enabled\":true,\"DurationSeconds\":$1"; fi
  shift
  while (($# > 0)); do
    groups+=",{\"TargetGroupArn\":\"$1\",\"Weight\":$2}"
    shift 2
  done
  printf '[{"Type":"forward","ForwardConfig":{"TargetGroups":[%s],"TargetGroupStickinessConfig":{%s}}}]' \
    "${groups#,}" "$stays"
}

# Where "GROUP=WEIGHT…" leads: the groups, sorted.
# usage: listener::groups_of "GROUP=WEIGHT…"
listener::groups_of() {
  local each
  for each in $1; do printf '%s\n' "${each%=*}"; done | sort | tr '\n' ' '
}

# The weight that a target group has, or nothing.
# usage: listener::weight LISTENER GROUP
listener::weight() {
  local to each
  to=$(listener::seen to "$1") || exit
  for each in $to; do
    if [[ $each == "$2="* && ${each##*=} =~ ^[0-9]{1,3}$ ]]; then printf '%s' "${each##*=}"; fi
  done
}

# Makes sure that it sends to these target groups and nowhere else. What part each gets, and for how long a client stays,
# is run-time state, and stays as it is: only what was not there begins with a weight, the first with 100, another one
# with none.
# usage: listener::forwards LISTENER SECONDS GROUP [GROUP]
listener::forwards() {
  local listener=$1 seconds=$2 group has to wanted stays weight weights=() otherwise=100
  if [[ -n $PLAN ]] || is_new "$listener" || is_out_of_sight listener "$listener"; then return; fi
  has=$(listener::seen does "$listener")
  to=$(listener::seen to "$listener")
  has+=" $(listener::groups_of "$to")"
  wanted="forward $(listener::groups_of "${*:3}")"
  if [[ -n $CHECK ]]; then
    find_whether "groups of $(name_of "$listener")" "$has" "$wanted" "$listener"
    return
  elif [[ $has == "$wanted" ]]; then
    return
  fi
  stays=$(listener::seen stays "$listener")
  if [[ $stays =~ ^true\ ([1-9][0-9]{0,5})$ ]]; then seconds=${BASH_REMATCH[1]}; fi
  for group in "${@:3}"; do
    weight=$(listener::weight "$listener" "$group")
    # One alone gets everything.
    if (($# == 3)); then weight=100; fi
    weights+=("$group" "${weight:-$otherwise}")
    otherwise=0
  done
  aws elbv2 modify-listener --listener-arn "$listener" \
    --default-actions "$(listener::forwarding "$seconds" ${weights[@]+"${weights[@]}"})" >/dev/null
  report changed "groups of $(name_of "$listener")" "$listener"
}

# The action that sends a client to the same place by HTTPS.
listener::to_https() {
  printf '[{"Type":"redirect","RedirectConfig":{"StatusCode":"HTTP_301","Protocol":"HTTPS","Port":"443",%s}}]' \
    '"Host":"#{host}","Path":"/#{path}","Query":"#{query}"'
}

# usage: listener::redirects LISTENER
listener::redirects() {
  local listener=$1 has elsewhere wanted="redirect HTTP_301 HTTPS 443 #{host} /#{path} #{query}"
  if [[ -n $PLAN ]] || is_new "$listener" || is_out_of_sight listener "$listener"; then return; fi
  has=$(listener::seen does "$listener")
  elsewhere=$(listener::seen elsewhere "$listener")
  has+=" $elsewhere"
  if [[ -n $CHECK ]]; then
    find_whether "redirection of $(name_of "$listener")" "$has" "$wanted" "$listener"
    return
  elif [[ $has == "$wanted" ]]; then
    return
  fi
  aws elbv2 modify-listener --listener-arn "$listener" --default-actions "$(listener::to_https)" >/dev/null
  report changed "redirection of $(name_of "$listener")" "$listener"
}
