#!/usr/bin/env bash
#
# What would fail halfway of the CDN. It is included, after load_balancer_preflight.sh, never run.

#% param CDN_CERTIFICATE_ARN CertificateARN?
#% param ZONE_IDS_WITHOUT_VPC_ORIGINS [AvailabilityZoneID]

# VPC origins came in November 2024.
check_cdn() {
  local web_acl
  if ! is_made EDGE_VPC_ORIGIN_ID; then
    check_aws_cli cloudfront create-vpc-origin
    start check_zones_of_vpc_origin
  fi
  on_side EDGE
  if [[ -n $CDN_CERTIFICATE_ARN && $(recall EDGE_VIEWER_CERTIFICATE) != "$CDN_CERTIFICATE_ARN" ]]; then
    start check_certificate CDN_CERTIFICATE_ARN "$CDN_CERTIFICATE_ARN"
  fi
  web_acl=$(web_acl::of_scope global "$WEB_ACL_ARN")
  if [[ -n $web_acl && $(recall EDGE_WEB_ACL) != "$web_acl" ]]; then start web_acl::check "$web_acl"; fi
  await_started
  use_side NETWORK
}

# Zones that were chosen before there was a CDN may have no VPC origins, and the load balancer stands in each.
check_zones_of_vpc_origin() {
  local number chosen=" " name id zones
  for number in 1 2 3 4 5 6; do
    if is_made "NETWORK_APP_SUBNET_${number}_ID"; then chosen+="$(recall "NETWORK_ZONE_$number") "; fi
  done
  if [[ -n $PLAN || $chosen == " " || ${#ZONE_IDS_WITHOUT_VPC_ORIGINS[@]} -eq 0 ]]; then return; fi
  zones=$(availability_zones::usable)
  while read -r name id; do
    if [[ $chosen == *" $name "* && " ${ZONE_IDS_WITHOUT_VPC_ORIGINS[*]} " == *" $id "* ]]; then
      fail "the network stands in $name ($id), where CloudFront has no VPC origins" \
        "set CDN=\"false\", or run ./cleanup.sh first: a network that is made with CDN leaves that zone out"
    fi
  done <<<"$zones"
}
