#!/usr/bin/env bash
#
# What a listener of an Application Load Balancer does, and in which protocol.
# https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-listeners.html

# All that is compared, each by a name: what it speaks, the types of its actions, "GROUP=WEIGHT" of each group that they
# send to, for how long a client stays, where they send it elsewhere.
readonly LISTENER_FACTS="'present',\
join('',['speaks=',join(' ',[Protocol,to_string(Port),SslPolicy||'-',Certificates[0].CertificateArn||'-'])]),\
join('',['does=',join(' ',DefaultActions[].Type)]),\
join('',['to=',join(' ',sort((DefaultActions[].ForwardConfig.TargetGroups[])[].join('=',[TargetGroupArn,to_string(Weight)])))]),\
join('',['stays=',join(' ',(DefaultActions[].ForwardConfig.TargetGroupStickinessConfig)[].join(' ',[to_string(Enabled),to_string(DurationSeconds)]))]),\
join('',['elsewhere=',join(' ',(DefaultActions[].RedirectConfig)[].join(' ',[StatusCode,Protocol,Port,Host,Path,Query]))])"

listener::look() { aws elbv2 describe-listeners --listener-arns "$1" --query "Listeners[].[$LISTENER_FACTS]"; }

# Where one is gone, AWS refuses to tell of any: then each is looked at by itself. (They are never looked at after they
# were deleted, when what is not shown would be taken for gone: they go with their load balancer.)
# usage: listener::look_at_several LISTENER...
listener::look_at_several() {
  tolerate '.*NotFound' aws elbv2 describe-listeners --listener-arns "$@" \
    --query "Listeners[].[ListenerArn,$LISTENER_FACTS]"
}

# What the last look showed.
# usage: listener::seen speaks|does|to|stays|elsewhere LISTENER
listener::seen() {
  local answer field fields=()
  answer=$(seen_answer listener "$2") || exit
  IFS=$'\t' read -r -a fields <<<"$answer"
  for field in ${fields[@]+"${fields[@]}"}; do
    if [[ $field == "$1="* ]]; then printf '%s' "${field#*=}"; fi
  done
}

# It is found on its load balancer by the key that it carries, which is its name in the table: its port may change.
# usage: listener::find aws elbv2 create-listener OPTION...
listener::find() {
  local listener listeners found=()
  listeners=$(tolerate LoadBalancerNotFound aws elbv2 describe-listeners \
    --load-balancer-arn "$(option_of --load-balancer-arn "$@")" --query 'Listeners[].[ListenerArn]') || return
  while read -r listener; do
    if [[ -n $listener ]]; then found+=("$listener"); fi
  done <<<"$listeners"
  listener::carrying "$(known_name)" ${found[@]+"${found[@]}"}
}

# Of listeners, or rules, those that carry a key. AWS tells the tags of 20 at a time.
# usage: listener::carrying KEY [ARN...]
listener::carrying() {
  local key=$1 some
  shift
  while (($# > 0)); do
    some=("${@:1:20}")
    shift "${#some[@]}"
    aws elbv2 describe-tags --resource-arns "${some[@]}" \
      --query "TagDescriptions[?Tags[?Key=='$DEPLOYMENT_TAG'&&Value=='$key']].[ResourceArn]" || return
  done
}

# Makes sure of its protocol and port, changed in place, and with HTTPS of its TLS policy and its certificate. What it
# does stays.
# https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_ModifyListener.html
# usage: listener::speaks LISTENER HTTP|HTTPS PORT [POLICY CERTIFICATE]
listener::speaks() {
  local listener=$1 answer protocol port policy certificate options=()
  if [[ -n $PLAN ]] || is_new "$listener" || is_out_of_sight listener "$listener"; then return; fi
  answer=$(listener::seen speaks "$listener")
  read -r protocol port policy certificate <<<"$answer"
  if [[ -n $CHECK ]]; then
    find_whether "port of $(name_of "$listener")" "$protocol $port" "$2 $3" "$listener"
    if [[ $2 == HTTPS ]]; then
      find_whether "TLS policy of $(name_of "$listener")" "${policy#-}" "$4" "$listener"
      find_whether "certificate of $(name_of "$listener")" "${certificate#-}" "$5" "$listener"
    fi
    return
  fi
  if [[ "$protocol $port" != "$2 $3" ]]; then options+=(--protocol "$2" --port "$3"); fi
  if [[ $2 == HTTPS && $policy != "$4" ]]; then options+=(--ssl-policy "$4"); fi
  if [[ $2 == HTTPS && $certificate != "$5" ]]; then options+=(--certificates "[{\"CertificateArn\":\"$5\"}]"); fi
  if ((${#options[@]} == 0)); then return; fi
  aws elbv2 modify-listener --listener-arn "$listener" "${options[@]}" >/dev/null
  report changed "protocol of $(name_of "$listener")" "$2 $3"
}

# usage: listener::remove LISTENER
listener::remove() { tolerate ListenerNotFound aws elbv2 delete-listener --listener-arn "$1" >/dev/null; }
