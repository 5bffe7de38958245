#!/usr/bin/env bash
#
# Cache policy of CloudFront: how long an answer is kept, and by what one is told from another. It has no tags, and is
# known by its name, which an account has once.
# https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/controlling-the-cache-key.html

cache_policy::service() { printf cloudfront_untagged; }
cache_policy::needs() { :; }
cache_policy::is_id() { [[ $1 =~ ^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$ ]]; }
cache_policy::id() { printf CachePolicy.Id; }

# Without a name in the table only what `env` knows is looked for.
cache_policy::find() {
  local name
  name=$(known_name)
  if [[ -z $name ]]; then return; fi
  aws cloudfront list-cache-policies --type custom --query \
    "(CachePolicyList.Items||\`[]\`)[?CachePolicy.CachePolicyConfig.Name=='$name'].[CachePolicy.Id]"
}

# Its settings come last: they hold anything.
cache_policy::look() {
  tolerate NoSuchCachePolicy aws cloudfront get-cache-policy --id "$1" \
    --query "['present',to_string(CachePolicy.CachePolicyConfig)]"
}

# usage: cache_policy::look_at_several POLICY...
cache_policy::look_at_several() {
  local ids
  ids=$(json_list "$@")
  aws cloudfront list-cache-policies --type custom --query \
    "(CachePolicyList.Items||\`[]\`)[?contains(\`$ids\`,CachePolicy.Id)].[CachePolicy.Id,'present',to_string(CachePolicy.CachePolicyConfig)]"
}

# Makes sure that it is this.
# usage: cache_policy::has POLICY CONFIG
cache_policy::has() {
  local has version updated="" tries
  if [[ -n $PLAN ]] || is_new "$1" || is_out_of_sight cache_policy "$1"; then return; fi
  has=$(seen_answer cache_policy "$1") || exit
  has=$(json_lacks "${has#*$'\t'}" "$2")
  if [[ -n $CHECK ]]; then
    if [[ -z $has ]]; then
      find_fact "settings of $(name_of "$1")" present true "$1"
    else
      find_difference "settings of $(name_of "$1")" changed "$1"
    fi
    return
  fi
  if [[ -z $has ]]; then return; fi
  # Somebody may change it at the same time.
  for ((tries = 0; tries < 5; tries++)); do
    version=$(aws cloudfront get-cache-policy --id "$1" --query ETag)
    updated=$(tolerate 'PreconditionFailed|InvalidIfMatchVersion' aws cloudfront update-cache-policy --id "$1" \
      --if-match "$version" --cache-policy-config "$2" --query ETag)
    if [[ -n $updated ]]; then break; fi
  done
  [[ -n $updated ]] || fail "$1 is changed by somebody else again and again" "run again when that has ended"
  report changed "settings of $(name_of "$1")" "$1"
}

# What changed meanwhile is read again; gone is what AWS no longer finds.
# usage: cache_policy::delete POLICY
cache_policy::delete() {
  local version asked="" started=$SECONDS
  while true; do
    version=$(tolerate NoSuchCachePolicy aws cloudfront get-cache-policy --id "$1" --query ETag) || return
    if [[ -z $version ]]; then return; fi
    if ((SECONDS - started >= TIMEOUT_SECONDS)); then
      complain "error: $1 is still there after $TIMEOUT_SECONDS s"
      return 1
    fi
    if [[ -n $asked ]]; then pause $((SECONDS - started)); fi
    asked=1
    patiently CachePolicyInUse tolerate 'NoSuchCachePolicy|PreconditionFailed|InvalidIfMatchVersion' \
      aws cloudfront delete-cache-policy --id "$1" --if-match "$version" || return
  done
}

# usage: cache_policy::remedy CODE OPERATION MESSAGE
cache_policy::remedy() {
  case $1 in
    CachePolicyInUse) printf 'a distribution that these scripts did not make uses it: take it out there, then run again' ;;
    TooManyCachePolicies)
      printf 'an account has 20 cache policies of its own: delete one that nothing uses, or ask AWS for more'
      ;;
  esac
}
