#!/usr/bin/env bash
#
# VPC origin of CloudFront: by which it reaches a load balancer that has no way from the internet. While a distribution
# uses it nothing of it can be changed, nor can it go.
# https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/private-content-vpc-origins.html

vpc_origin::service() { printf cloudfront; }
vpc_origin::needs() { printf load_balancer; }
vpc_origin::is_id() { [[ $1 =~ ^vo_[A-Za-z0-9]+$ ]]; }
vpc_origin::id() { printf VpcOrigin.Id; }
vpc_origin::goes_first() { :; }
# How it goes is seen to when it is deleted, also where that has begun before.
vpc_origin::looks_when_deleted() { :; }

# To come takes it a quarter of an hour; how long to go, nobody says.
vpc_origin::deadline() { printf '%d' "$((TIMEOUT_SECONDS > 1800 ? TIMEOUT_SECONDS : 1800))"; }

# All whose names begin with the one in the table, or the one that a call would make.
# usage: vpc_origin::find [aws cloudfront create-vpc-origin OPTION...]
vpc_origin::find() {
  local name wanted which
  name=$(known_name)
  if [[ -z $name ]]; then return; fi
  which="starts_with(Name,'$name-')"
  wanted=$(vpc_origin::name_in "$(option_of --vpc-origin-endpoint-config "$@")")
  if [[ -n $wanted ]]; then which="Name=='$wanted'"; fi
  aws cloudfront list-vpc-origins --query "(VpcOriginList.Items||\`[]\`)[?$which].[Id]"
}

# usage: vpc_origin::name_in CONFIG
vpc_origin::name_in() {
  local name=${1#*\"Name\":\"}
  if [[ -n $1 ]]; then printf '%s' "${name%%\"*}"; fi
}

# Its state, then its settings, which hold anything.
vpc_origin::look() {
  tolerate EntityNotFound aws cloudfront get-vpc-origin --id "$1" \
    --query 'VpcOrigin.[Status,to_string(VpcOriginEndpointConfig)]'
}

# Whether it is what a call would make; of one that is gone, nobody can say.
# usage: vpc_origin::is_like ORIGIN CONFIG
vpc_origin::is_like() {
  local has
  has=$(seen_answer vpc_origin "$1") || exit
  [[ -z $has || -z $(json_lacks "${has#*$'\t'}" "$2") ]]
}

# Waits until it is everywhere. One that is on its way out looks like one that comes: fails when it is gone.
# usage: vpc_origin::arrives KEY
vpc_origin::arrives() {
  local id state limit started=$SECONDS shown=""
  id=$(needed "$1")
  limit=$(vpc_origin::deadline)
  state=$(seen_state vpc_origin "$id") || exit
  if [[ $state == present ]]; then state=$(state_of vpc_origin "$id") || exit; fi
  while [[ $state != deployed ]]; do
    if [[ $state != "$shown" && -n $state ]]; then
      say "  vpc origin: $state ($((SECONDS - started)) s)"
      shown=$state
    fi
    if [[ -z $state && -n $shown ]]; then return 1; fi
    if ((SECONDS - started >= limit)); then
      fail "vpc origin: still ${state:-nothing} after $limit s" \
        "run again to go on waiting, or set ACCELGEN_TIMEOUT_SECONDS to wait longer"
    fi
    pause $((SECONDS - started))
    state=$(state_of vpc_origin "$id") || exit
  done
}

# It is asked to go when no change of it is on its way, and again when nothing has come of that for a while; gone is what
# AWS no longer finds.
# usage: vpc_origin::delete ORIGIN
vpc_origin::delete() {
  local answer status version limit started=$SECONDS asked="" next=$SECONDS
  limit=$(vpc_origin::deadline)
  while true; do
    answer=$(tolerate EntityNotFound aws cloudfront get-vpc-origin --id "$1" --query '[VpcOrigin.Status,ETag]') || return
    read -r status version <<<"$answer" || return
    if [[ -z $status ]]; then return; fi
    if [[ $status != Deploying && ($asked != "$version" || $SECONDS -ge $next) ]]; then
      # Another distribution may have it, or the one that had it is not forgotten everywhere.
      patiently CannotDeleteEntityWhileInUse tolerate 'EntityNotFound|PreconditionFailed|InvalidIfMatchVersion' \
        aws cloudfront delete-vpc-origin --id "$1" --if-match "$version" >/dev/null || return
      asked=$version
      next=$((SECONDS + SETTLE_SECONDS / 4))
    fi
    if ((SECONDS - started >= limit)); then
      complain "error: $1 is still there after $limit s: $(shown "$status")"
      return 1
    fi
    pause $((SECONDS - started))
  done
}

# usage: vpc_origin::remedy CODE OPERATION MESSAGE
vpc_origin::remedy() {
  case $1,$2 in
    CannotDeleteEntityWhileInUse,delete-vpc-origin)
      printf 'a distribution that these scripts did not make uses it: take it out there, then run again'
      ;;
    InvalidArgument,create-vpc-origin | UnsupportedOperation,create-vpc-origin)
      printf 'does this Region, and do the zones of the load balancer, take VPC origins? https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/private-content-vpc-origins.html'
      ;;
  esac
}
