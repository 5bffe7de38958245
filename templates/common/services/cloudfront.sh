#!/usr/bin/env bash
#
# Tags in Amazon CloudFront: given with the creating call, in a form of its own; read of what is known. CloudFront is of
# the whole account, and in the partition aws alone.
# https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_TagResource.html

# A creating call, with tags for what it makes. It prints the id. There is no token: who asks again is refused, and what
# there is already is found by its name. It may take a moment until that is shown.
# usage: cloudfront::create RESOURCE_TYPE TAGS CALL...
cloudfront::create() {
  local type=$1 tags id
  tags="{\"Items\":$2}"
  shift 2
  if [[ $type == distribution ]]; then
    distribution::create "$tags" "$@"
    return
  fi
  id=$(tolerate "$TOLERATED|EntityAlreadyExists" "$@" --tags "$tags") || return
  if [[ -z $id ]]; then cloudfront::await_shown vpc_origin || return; fi
  printf '%s' "$id"
}

# Waits until a list shows what is there under the selected resource's name; it is adopted when its tags are known.
# usage: cloudfront::await_shown KIND
cloudfront::await_shown() {
  local started=$SECONDS found
  not_in_check_mode
  if [[ -n $PLAN ]]; then return; fi
  while true; do
    found=$("$1::find") || return
    if [[ -n $found ]] || ((SECONDS - started >= ASKED_SECONDS)); then return; fi
    pause
  done
}

# usage: cloudfront::arn ID
cloudfront::arn() {
  local type=distribution
  if [[ $1 == vo_* ]]; then type=vpcorigin; fi
  printf 'arn:aws:cloudfront::%s:%s/%s' "$(needed "${SIDE}_ACCOUNT_ID")" "$type" "$1"
}

# usage: cloudfront::tag ID TAGS
cloudfront::tag() { aws cloudfront tag-resource --resource "$(cloudfront::arn "$1")" --tags "{\"Items\":$2}"; }

# usage: cloudfront::untag ID KEY...
cloudfront::untag() {
  aws cloudfront untag-resource --resource "$(cloudfront::arn "$1")" --tag-keys "{\"Items\":$(json_list "${@:2}")}"
}

# The key that a resource carries in the deployment's tag; none where it has gone meanwhile.
# usage: cloudfront::key_of ID
cloudfront::key_of() {
  tolerate NoSuchResource aws cloudfront list-tags-for-resource --resource "$(cloudfront::arn "$1")" \
    --query "Tags.Items[?Key=='$DEPLOYMENT_TAG'].Value"
}

# Cache policies take no tags: they are known by names that hold the deployment's tag.
# usage: cloudfront_untagged::create RESOURCE_TYPE TAGS CALL...
cloudfront_untagged::create() {
  local id
  id=$(tolerate "$TOLERATED|CachePolicyAlreadyExists" "${@:3}") || return
  if [[ -z $id ]]; then cloudfront::await_shown cache_policy || return; fi
  printf '%s' "$id"
}
cloudfront_untagged::tag() { :; }
cloudfront_untagged::untag() { :; }
