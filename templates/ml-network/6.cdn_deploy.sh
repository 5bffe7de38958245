#!/usr/bin/env bash
#
# CloudFront before the load balancer, which nobody else reaches.
#
# Makes a VPC origin, by which CloudFront calls the internal load balancer; cache policies, which say how long answers
# are kept, and for whom; and a distribution, which is what clients call. The VPC origin takes up to a quarter of an
# hour, and a distribution takes none that is not everywhere yet. Then the group of VPC origins takes the place of
# CloudFront's addresses in the load balancer's security group.
# https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/private-content-vpc-origins.html

#% include runtime/begin.sh
#% include client_ports.sh
#% include delivery.sh
#% include cdn_settings.sh
#% include cdn_origin.sh
#% include leaving.sh

main() {
  begin_step "${BASH_SOURCE[0]}" "$@"
  on_side NETWORK
  local balancer name
  balancer=$(needed NETWORK_LOAD_BALANCER_ARN)
  name=$(name_of_load_balancer "$balancer")
  on_side EDGE
  start keep_policies
  start keep_origin "$balancer"
  await_started
  keep_distribution "$name"
  narrow_way_in
  take_old_origins_away
}

# Its name in the DNS, which needs not lead anywhere from outside.
# usage: name_of_load_balancer LOAD_BALANCER
name_of_load_balancer() {
  if [[ -n $PLAN ]]; then
    unknown_value LOAD_BALANCER_DNS_NAME
    return
  fi
  if is_out_of_sight load_balancer "$1"; then return; fi
  seen_answer load_balancer "$1" >/dev/null || exit
  local names
  names=$(load_balancer::names "$1")
  printf '%s' "${names%% *}"
}

keep_policies() {
  start keep_policy MODELS models "$(models_policy)"
  start keep_policy EMBEDDINGS embeddings "$(embeddings_policy)"
  start keep_policy RESULTS results "$(results_policy)"
  await_started
}

# usage: keep_policy WHAT NAME CONFIG
keep_policy() {
  ensure "EDGE_${1}_CACHE_POLICY_ID" "$DELIVERY_NAME-$2" aws cloudfront create-cache-policy --cache-policy-config "$3"
  cache_policy::has "$(needed "EDGE_${1}_CACHE_POLICY_ID")" "$3"
}

# usage: keep_distribution LOAD_BALANCER_DNS_NAME
keep_distribution() {
  local settings distribution web_acl
  web_acl=$(web_acl::of_scope global "$WEB_ACL_ARN")
  # Noted before it is put there, so that a later run may take it off.
  if [[ -n $web_acl && $(recall EDGE_WEB_ACL) != "$web_acl" ]]; then remember EDGE_WEB_ACL "$web_acl"; fi
  settings=$(distribution_settings "$1" "$(needed EDGE_VPC_ORIGIN_ID)")
  ensure EDGE_DISTRIBUTION_ID "$DELIVERY_NAME" \
    aws cloudfront create-distribution-with-tags --distribution-config-with-tags "$settings"
  distribution=$(needed EDGE_DISTRIBUTION_ID)
  # Without its load balancer nobody knows what it should be.
  if [[ -n $1 ]]; then distribution::has "$distribution" "$settings"; fi
  if [[ -z $web_acl && -n $(recall EDGE_WEB_ACL) ]]; then remember EDGE_WEB_ACL ""; fi
  note_names "$distribution"
}

# By which name it is known in the DNS, and by which clients call it.
# usage: note_names DISTRIBUTION
note_names() {
  local name known
  if [[ -n $PLAN$CHECK ]]; then return; fi
  if is_new "$1"; then state_of distribution "$1" >/dev/null || exit; fi
  name=$(distribution::name "$1")
  known="$(recall EDGE_DISTRIBUTION_DNS_NAME) $(recall EDGE_VIEWER_HOSTNAME) $(recall EDGE_VIEWER_CERTIFICATE)"
  if [[ $known != "$name ${DOMAIN_NAME:-$name} $CDN_CERTIFICATE_ARN" ]]; then
    remember EDGE_DISTRIBUTION_DNS_NAME "$name" EDGE_VIEWER_HOSTNAME "${DOMAIN_NAME:-$name}" \
      EDGE_VIEWER_CERTIFICATE "$CDN_CERTIFICATE_ARN"
  fi
}

# The rule that names CloudFront's addresses was there before; from now on the group of VPC origins is enough.
narrow_way_in() {
  local vpc balancer group rules wanted
  vpc=$(needed NETWORK_VPC_ID)
  # Where it was there, 2.security_deploy.sh has seen to that.
  if [[ -n $CHECK || -s $RUN/vpc-origins.$vpc && -n $(<"$RUN/vpc-origins.$vpc") ]]; then return; fi
  use_side NETWORK
  balancer=$(needed NETWORK_LOAD_BALANCER_GROUP_ID)
  remark "the group of VPC origins, which is there when they are, in place of CloudFront's addresses:"
  group=$(vpc_origin::group "$vpc")
  if [[ -n $PLAN ]]; then
    security_group::let_in "$balancer" "$(security_group::permissions <<<"in $(origin_port) group $group")"
  else
    # What was noted of its rules was so before 2.security_deploy.sh.
    rm -f "$RUN/rules.$balancer"
    rules=$(security_group::lines "$balancer")
    wanted=$(load_balancer_rules "$(needed NETWORK_APP_GROUP_ID)" "$group")
    security_group::one_way in security_group::let_in "$balancer" "$rules" "$wanted"
  fi
  use_side EDGE
}

main "$@"
