#!/usr/bin/env bash
#
# How a distribution is made once, by a reference of the caller's.
# https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_DistributionConfig.html

# CloudFront has no tokens: one becomes a part of a reference.
distribution::token_option() { printf -- --caller-reference; }

# A creating call, by a reference that is the deployment's: asked for again, CloudFront makes no second one, also when an
# answer was lost. It may keep a reference of one that is gone: then one is made by its token.
# usage: distribution::create TAGS CALL...   (CALL: with --distribution-config-with-tags CONFIG, and its token)
distribution::create() {
  local id reference
  not_in_check_mode
  for reference in "$DEPLOYMENT_TAG" "$DEPLOYMENT_TAG-$(option_of --caller-reference "$@")"; do
    id=$(distribution::asked "$1" "$reference" "${@:2}") || return
    if [[ $id == exists\ * ]]; then id=$(distribution::named "$id") || return; else break; fi
    if [[ -n $id ]]; then break; fi
  done
  printf '%s' "$id"
}

# The one that has a reference already, by the refusal that names it, or nothing when it is gone.
# https://github.com/aws/aws-sdk-js-v3/issues/2618
# usage: distribution::named REFUSAL
distribution::named() {
  local TOLERATED="" answer
  local -x AWS_MAX_ATTEMPTS=10
  if [[ $1 =~ Already\ exists:\ (E[A-Z0-9]+) ]]; then
    answer=$(distribution::look "${BASH_REMATCH[1]}") || return
    printf '%s' "${answer:+${BASH_REMATCH[1]}}"
  else
    cloudfront::await_shown distribution || return
    distribution::find
  fi
}

# usage: distribution::asked TAGS REFERENCE CALL...
distribution::asked() {
  local tags=$1 reference=$2 word call=() last=""
  shift 2
  for word in "$@"; do
    if [[ $last == --distribution-config-with-tags ]]; then
      word="{\"DistributionConfig\":{\"CallerReference\":\"$reference\",${word#\{},\"Tags\":$tags}"
    fi
    if [[ $word != --caller-reference && $last != --caller-reference ]]; then call+=("$word"); fi
    last=$word
  done
  answer_with exists DistributionAlreadyExists ${call[@]+"${call[@]}"}
}
