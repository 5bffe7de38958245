#!/usr/bin/env bash
#
# Rule of a listener: what it does with some requests, before its own action. It goes with its load balancer.
# https://docs.aws.amazon.com/elasticloadbalancing/latest/application/listener-rules.html

listener_rule::service() { printf elbv2; }
listener_rule::goes_with() { printf load_balancer; }
listener_rule::is_id() { [[ $1 == arn:*:listener-rule/* ]]; }
listener_rule::id() { printf 'Rules[0].RuleArn'; }

# As a listener: by the key that it carries, for its priority may change.
# usage: listener_rule::find aws elbv2 create-rule OPTION...
listener_rule::find() {
  local rule rules found=()
  rules=$(tolerate ListenerNotFound aws elbv2 describe-rules --listener-arn "$(option_of --listener-arn "$@")" \
    --query 'Rules[?!IsDefault].[RuleArn]') || return
  while read -r rule; do
    if [[ -n $rule ]]; then found+=("$rule"); fi
  done <<<"$rules"
  listener::carrying "$(known_name)" ${found[@]+"${found[@]}"}
}

# All that is compared, by its name: what it is about, what it does.
listener_rule::look() {
  aws elbv2 describe-rules --rule-arns "$1" --query \
    "Rules[].['present',\
join('',['priority=',Priority]),\
join('',['about=',join(' ',sort(Conditions[].join(' ',[Field,HttpHeaderConfig.HttpHeaderName||'-',join(',',sort(HttpHeaderConfig.Values||PathPatternConfig.Values||\`[]\`))])))]),\
join('',['does=',join(' ',Actions[].join(' ',[Type,FixedResponseConfig.StatusCode||'-']))]),\
join('',['to=',join(' ',sort((Actions[].ForwardConfig.TargetGroups[])[].join('=',[TargetGroupArn,to_string(Weight)])))])]"
}

# What a rule is about, for AWS.
# usage: listener_rule::by_header NAME VALUE
listener_rule::by_header() {
  printf '[{"Field":"http-header","HttpHeaderConfig":{"HttpHeaderName":"%s","Values":["%s"]}}]' "$1" "$2"
}

# usage: listener_rule::by_path PATTERN...
listener_rule::by_path() { printf '[{"Field":"path-pattern","PathPatternConfig":{"Values":%s}}]' "$(json_list "$@")"; }

# The action that answers by itself.
# usage: listener_rule::answering STATUS
listener_rule::answering() { printf '[{"Type":"fixed-response","FixedResponseConfig":{"StatusCode":"%s"}}]' "$1"; }

# Makes sure that it sends requests with a header to a target group, at its place among the rules.
# usage: listener_rule::has_header RULE PRIORITY NAME VALUE GROUP
listener_rule::has_header() {
  listener_rule::is_as "$1" "$2" "http-header $3 $4" "$(listener_rule::by_header "$3" "$4")" \
    "forward - $5 " "$(listener::forwarding 0 "$5" 100)"
}

# Makes sure that it answers requests for some paths itself, at its place among the rules.
# usage: listener_rule::has_paths RULE PRIORITY STATUS PATTERN...
listener_rule::has_paths() {
  local sorted
  sorted=$(printf '%s\n' "${@:4}" | sort | tr '\n' ,)
  listener_rule::is_as "$1" "$2" "path-pattern - ${sorted%,}" "$(listener_rule::by_path "${@:4}")" \
    "fixed-response $3 " "$(listener_rule::answering "$3")"
}

# usage: listener_rule::is_as RULE PRIORITY ABOUT CONDITIONS DOES ACTIONS   (ABOUT and DOES as a look shows them)
listener_rule::is_as() {
  local rule=$1 answer place="" field fields=() about="" does=""
  if [[ -n $PLAN ]] || is_new "$rule" || is_out_of_sight listener_rule "$rule"; then return; fi
  answer=$(seen_answer listener_rule "$rule") || exit
  IFS=$'\t' read -r -a fields <<<"$answer"
  for field in ${fields[@]+"${fields[@]}"}; do
    case $field in
      priority=*) place=${field#*=} ;;
      about=*) about=${field#*=} ;;
      does=*) does=${field#*=} ;;
      to=*) does+=" $(listener::groups_of "${field#*=}")" ;;
    esac
  done
  if [[ -n $CHECK ]]; then
    find_whether "priority of $(name_of "$rule")" "$place" "$2" "$rule"
    find_whether "condition of $(name_of "$rule")" "$about" "$3" "$rule"
    find_whether "action of $(name_of "$rule")" "$does" "$5" "$rule"
    return
  fi
  if [[ $about != "$3" || $does != "$5" ]]; then
    aws elbv2 modify-rule --rule-arn "$rule" --conditions "$4" --actions "$6" >/dev/null
    report changed "$(name_of "$rule")" "$rule"
  fi
  if [[ $place != "$2" ]]; then
    aws elbv2 set-rule-priorities --rule-priorities "[{\"RuleArn\":\"$rule\",\"Priority\":$2}]" >/dev/null
    report changed "priority of $(name_of "$rule")" "$2"
  fi
}

# usage: listener_rule::remove RULE
listener_rule::remove() { tolerate RuleNotFound aws elbv2 delete-rule --rule-arn "$1" >/dev/null; }

# usage: listener_rule::remedy CODE OPERATION MESSAGE
listener_rule::remedy() {
  if [[ $1 == PriorityInUse ]]; then
    printf "another rule of the load balancer has this priority: give it another one, or delete it"
  fi
}
