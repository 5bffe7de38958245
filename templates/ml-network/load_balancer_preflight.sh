#!/usr/bin/env bash
#
# What would fail halfway of the load balancer. It is included, never run.

#% param CERTIFICATE_ARN CertificateARN?
#% param WEB_ACL_ARN WebACLARN?

#% include tls.sh
#% include log_bucket.sh

# Of what is in use already nothing is asked again.
check_load_balancer() {
  local web_acl
  start check_names NETWORK_LOAD_BALANCER_ARN NETWORK_STABLE_TARGET_GROUP_ARN
  #% if CANARY
  start check_names NETWORK_CANARY_TARGET_GROUP_ARN
  #% end
  if [[ -n $CERTIFICATE_ARN && $(recall LISTENER_CERTIFICATE) != "$CERTIFICATE_ARN" ]]; then
    start check_certificate CERTIFICATE_ARN "$CERTIFICATE_ARN"
    start check_tls_policy
  fi
  web_acl=$(web_acl::of_scope regional "$WEB_ACL_ARN")
  if [[ -n $web_acl && $(recall NETWORK_WEB_ACL) != "$web_acl" ]]; then start web_acl::check "$web_acl"; fi
  if [[ -n $LOG_BUCKET && $(recall LOAD_BALANCER_LOG_BUCKET) != "$LOG_BUCKET" ]]; then start check_log_bucket; fi
  await_started
}

# A Region that is new, or of another partition, may have it later.
check_tls_policy() {
  local found
  found=$(tolerate SSLPolicyNotFound aws elbv2 describe-ssl-policies --names "$TLS_POLICY" --query 'SslPolicies[].Name')
  [[ -n $found || -n $PLAN ]] ||
    fail "load balancers of $SIDE_REGION do not know the TLS policy $TLS_POLICY" \
      "these they know: $(call_line elbv2 describe-ssl-policies --query 'SslPolicies[].Name')" \
      "set TLS_POLICY in $HERE/4.load_balancer_deploy.sh to one with TLS 1.2 and 1.3 that is among them"
}
