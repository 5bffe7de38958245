#!/usr/bin/env bash
#
# What the load balancer listens to, and where it sends it. It is included, never run.

#% param CERTIFICATE_ARN CertificateARN?
#% param CLOSED_PATHS [PathPattern]

#% include model_version.sh
#% include tls.sh

# The closed paths' place among the user's own rules, before that of the version on trial.
readonly CLOSED_PRIORITY=50
#% if CANARY
# The same of the version on trial, which a request asks for by VERSION_HEADER.
readonly RULE_PRIORITY=100
#% end

# The groups that requests are dealt out between, a line each.
version_groups() {
  needed NETWORK_STABLE_TARGET_GROUP_ARN
  printf '\n'
  #% if CANARY
  needed NETWORK_CANARY_TARGET_GROUP_ARN
  printf '\n'
  #% end
}

# The listener changes from HTTP to HTTPS in place, and back: what it does stays.
make_listeners() {
  local balancer listener group groups=()
  balancer=$(needed NETWORK_LOAD_BALANCER_ARN)
  while read -r group; do groups+=("$group"); done < <(version_groups)
  if [[ -n $CERTIFICATE_ARN ]]; then
    make_listener HTTPS 443 --ssl-policy "$TLS_POLICY" --certificates "[{\"CertificateArn\":\"$CERTIFICATE_ARN\"}]"
    listener=$(needed NETWORK_LISTENER_ARN)
    listener::speaks "$listener" HTTPS 443 "$TLS_POLICY" "$CERTIFICATE_ARN"
    if [[ $(recall LISTENER_CERTIFICATE) != "$CERTIFICATE_ARN" ]]; then remember LISTENER_CERTIFICATE "$CERTIFICATE_ARN"; fi
    ensure NETWORK_REDIRECT_LISTENER_ARN "$LOAD_BALANCER_NAME-redirect" \
      aws elbv2 create-listener --load-balancer-arn "$balancer" --protocol HTTP --port 80 \
      --default-actions "$(listener::to_https)"
    listener::speaks "$(needed NETWORK_REDIRECT_LISTENER_ARN)" HTTP 80
    listener::redirects "$(needed NETWORK_REDIRECT_LISTENER_ARN)"
  else
    leave_redirect "$balancer"
    make_listener HTTP 80
    listener=$(needed NETWORK_LISTENER_ARN)
    listener::speaks "$listener" HTTP 80
    if [[ -n $(recall LISTENER_CERTIFICATE) ]]; then remember LISTENER_CERTIFICATE ""; fi
  fi
  keep_closed_rule "$listener"
  keep_canary_rule "$listener"
  listener::forwards "$listener" "$STICKY_SECONDS" ${groups[@]+"${groups[@]}"}
}

# usage: make_listener PROTOCOL PORT [OPTION...]
make_listener() {
  local group weight=100 weights=()
  while read -r group; do
    weights+=("$group" "$weight")
    weight=0
  done < <(version_groups)
  ensure NETWORK_LISTENER_ARN "$LOAD_BALANCER_NAME" \
    aws elbv2 create-listener --load-balancer-arn "$(needed NETWORK_LOAD_BALANCER_ARN)" \
    --protocol "$1" --port "$2" "${@:3}" --default-actions "$(listener::forwarding "$STICKY_SECONDS" ${weights[@]+"${weights[@]}"})"
}

# Port 80 is free for the other listener when that which sends clients to HTTPS is gone. Where `env` is lost, that is
# looked for first.
# usage: leave_redirect LOAD_BALANCER
leave_redirect() {
  local redirect=""
  if [[ -z $PLAN$CHECK && -z $(recall NETWORK_LISTENER_ARN) ]] && ! is_new "$1"; then
    redirect=$(find_living NETWORK_REDIRECT_LISTENER_ARN aws elbv2 create-listener --load-balancer-arn "$1")
    if [[ -n $redirect ]]; then remember NETWORK_REDIRECT_LISTENER_ARN "$redirect"; fi
  fi
  take_away NETWORK_REDIRECT_LISTENER_ARN listener::remove
}

# What clients have no business with, metrics of the servers say, the load balancer answers itself, whatever version a
# request asks for: "not found", so that nobody learns what there is.
# usage: keep_closed_rule LISTENER
keep_closed_rule() {
  if ((${#CLOSED_PATHS[@]} == 0)); then
    take_away NETWORK_CLOSED_RULE_ARN listener_rule::remove
    return
  fi
  ensure NETWORK_CLOSED_RULE_ARN "$LOAD_BALANCER_NAME-closed" \
    aws elbv2 create-rule --listener-arn "$1" --priority "$CLOSED_PRIORITY" \
    --conditions "$(listener_rule::by_path "${CLOSED_PATHS[@]}")" --actions "$(listener_rule::answering 404)"
  listener_rule::has_paths "$(needed NETWORK_CLOSED_RULE_ARN)" "$CLOSED_PRIORITY" 404 "${CLOSED_PATHS[@]}"
}

# usage: keep_canary_rule LISTENER
keep_canary_rule() {
  #% if CANARY
  local canary
  canary=$(needed NETWORK_CANARY_TARGET_GROUP_ARN)
  ensure NETWORK_CANARY_RULE_ARN "$CANARY_NAME" \
    aws elbv2 create-rule --listener-arn "$1" --priority "$RULE_PRIORITY" \
    --conditions "$(listener_rule::by_header "$VERSION_HEADER" canary)" --actions "$(listener::forwarding 0 "$canary" 100)"
  listener_rule::has_header "$(needed NETWORK_CANARY_RULE_ARN)" "$RULE_PRIORITY" "$VERSION_HEADER" canary "$canary"
  #% else
  take_away NETWORK_CANARY_RULE_ARN listener_rule::remove
  #% end
}

#% if CANARY
#% else
# Requests that go to a version on trial would be without servers.
refuse_split_traffic() {
  local listener group weight
  listener=$(recall NETWORK_LISTENER_ARN)
  group=$(recall NETWORK_CANARY_TARGET_GROUP_ARN)
  if [[ -n $PLAN$CHECK || -z $listener || -z $group ]]; then return; fi
  weight=$(listener::weight "$listener" "$group")
  if ((${weight:-0} > 0)); then
    fail "requests go to the version on trial, by a weight of $weight: it cannot be taken away" \
      "run ./shift.sh rollback with CANARY=\"true\", or go on to 100, then set CANARY=\"false\" again"
  fi
}
#% end
