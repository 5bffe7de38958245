#!/usr/bin/env bash
#
# The user's web ACL of AWS WAF: one of scope REGIONAL protects a load balancer; one of scope CLOUDFRONT is a setting of a
# distribution.
# https://docs.aws.amazon.com/waf/latest/developerguide/web-acl-associating-aws-resource.html

# A web ACL if it is of this scope.
# usage: web_acl::of_scope regional|global WEB_ACL|""
web_acl::of_scope() { if [[ $2 == arn:*":$1/webacl/"* ]]; then printf '%s' "$2"; fi; }

# Makes sure that a load balancer is protected by a web ACL, or, without one, no longer by that which this deployment put
# there. It must be up: to one that is coming AWS WAF says that it is not available.
# usage: web_acl::protects KEY LOAD_BALANCER [WEB_ACL]   (KEY: under which `env` knows it)
web_acl::protects() {
  local known has wanted=${3:-}
  known=$(recall "$1")
  if [[ -z $wanted && -z $known ]] || is_out_of_sight load_balancer "$2"; then return; fi
  if [[ -n $PLAN ]]; then
    aws wafv2 associate-web-acl --web-acl-arn "$wanted" --resource-arn "$2"
    return
  fi
  has=$(web_acl::of "$2")
  if [[ -n $CHECK ]]; then
    if [[ -n $wanted ]]; then
      find_whether "web ACL of $(name_of "$2")" "$has" "$wanted" "$2"
    elif [[ $has == "$known" ]]; then
      find_difference "web ACL of $(name_of "$2")" "no longer wanted" "$has"
    fi
    return
  fi
  if [[ -n $wanted ]]; then web_acl::associate "$@" "$has"; else web_acl::take_off "$1" "$2" "$known" "$has"; fi
}

# usage: web_acl::of LOAD_BALANCER
web_acl::of() { aws wafv2 get-web-acl-for-resource --resource-arn "$1" --query "WebACL.ARN||''"; }

# That it was put there is noted first, so that a later run may take it off.
# usage: web_acl::associate KEY LOAD_BALANCER WEB_ACL HAS
web_acl::associate() {
  not_in_check_mode
  if [[ $(recall "$1") != "$3" ]]; then remember "$1" "$3"; fi
  if [[ $4 == "$3" ]]; then return; fi
  patiently WAFUnavailableEntityException aws wafv2 associate-web-acl --web-acl-arn "$3" --resource-arn "$2"
  report changed "web ACL of $(name_of "$2")" "$3"
}

# One that somebody else has put in its place stays.
# usage: web_acl::take_off KEY LOAD_BALANCER KNOWN HAS
web_acl::take_off() {
  not_in_check_mode
  if [[ $4 == "$3" ]]; then
    aws wafv2 disassociate-web-acl --resource-arn "$2"
    report deleted "web ACL of $(name_of "$2")" "$3"
  fi
  remember "$1" ""
}

# Whether there is such a one, on the side at hand.
# usage: web_acl::check WEB_ACL
web_acl::check() {
  local found name id scope=REGIONAL
  if [[ -n $(web_acl::of_scope global "$1") ]]; then scope=CLOUDFRONT; fi
  id=${1##*/}
  name=${1%/*}
  found=$(tolerate WAFNonexistentItemException \
    aws wafv2 get-web-acl --scope "$scope" --name "${name##*/}" --id "$id" --query WebACL.ARN)
  if [[ -n $PLAN || $found == "$1" ]]; then return; fi
  fail "AWS WAF of $SIDE_REGION has no web ACL $1" \
    "these are there: $(call_line wafv2 list-web-acls --scope "$scope")"
}
