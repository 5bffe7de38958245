#!/usr/bin/env bash
#
# Distribution of CloudFront. Each change takes minutes until it is everywhere, and is made with all its settings and the
# version that was read (ETag). It is known by its comment, which is the name in the table, and its tags.
# https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/distribution-working-with.html

distribution::service() { printf cloudfront; }
distribution::needs() { printf 'vpc_origin cache_policy'; }
distribution::is_id() { [[ $1 =~ ^E[A-Z0-9]+$ ]]; }
distribution::id() { printf Distribution.Id; }
distribution::goes_first() { :; }

# Three to forty minutes were seen for one change.
distribution::deadline() { printf '%d' "$((TIMEOUT_SECONDS > 2700 ? TIMEOUT_SECONDS : 2700))"; }

# Without a name in the table only what `env` knows is looked for.
distribution::find() {
  local name
  name=$(known_name)
  if [[ -z $name ]]; then return; fi
  aws cloudfront list-distributions --query "(DistributionList.Items||\`[]\`)[?Comment=='$name'].[Id]"
}

# Its state and its name in the DNS, then its settings, which hold anything.
distribution::look() {
  tolerate NoSuchDistribution aws cloudfront get-distribution --id "$1" \
    --query 'Distribution.[Status,DomainName,to_string(DistributionConfig)]'
}

# Its name in the DNS, from the last look.
# usage: distribution::name DISTRIBUTION
distribution::name() {
  local answer name
  answer=$(seen_answer distribution "$1") || exit
  IFS=$'\t' read -r _ name _ <<<"$answer"
  printf '%s' "$name"
}

# The web ACL that is on it, or nothing, from the last look.
# usage: distribution::web_acl DISTRIBUTION
distribution::web_acl() {
  local answer
  answer=$(seen_answer distribution "$1") || exit
  answer=${answer#*$'\t'}
  json_facts <<<"${answer#*$'\t'}" | sed -n 's/^\."WebACLId" "\(.*\)"$/\1/p'
}

# Changes settings, by their names on the highest level; all others stay. What somebody changed meanwhile is read again.
# usage: distribution::change DISTRIBUTION SETTINGS
distribution::change() {
  local answer version config updated="" tries
  not_in_check_mode
  for ((tries = 0; tries < 5; tries++)); do
    answer=$(tolerate NoSuchDistribution aws cloudfront get-distribution-config --id "$1" \
      --query "[ETag,to_string(merge(DistributionConfig,\`$2\`))]") || return
    # Gone meanwhile.
    if [[ -z $answer ]]; then return; fi
    IFS=$'\t' read -r version config <<<"$answer"
    updated=$(tolerate 'PreconditionFailed|InvalidIfMatchVersion' aws cloudfront update-distribution --id "$1" \
      --if-match "$version" --distribution-config "$config" --query ETag) || return
    if [[ -n $updated ]]; then
      note_state "$1" inprogress
      return
    fi
  done
  complain "error: $1 is changed by somebody else again and again: run again when that has ended"
  return 1
}

# Off, and everywhere so, and only then deleted, with the version that it has then. One that is disabled and not yet
# everywhere is refused as if it were enabled: https://github.com/go-to-k/cdkd/issues/1316
# usage: distribution::delete DISTRIBUTION
distribution::delete() {
  local answer status enabled version limit shown="" asked="" started=$SECONDS
  limit=$(distribution::deadline)
  while true; do
    answer=$(tolerate NoSuchDistribution aws cloudfront get-distribution --id "$1" \
      --query '[Distribution.Status,Distribution.DistributionConfig.Enabled,ETag]') || return
    if [[ -z $answer ]]; then return; fi
    read -r status enabled version <<<"$answer"
    if ((SECONDS - started >= limit)); then
      complain "error: $1 is still there after $limit s ($(shown "$status")): run again to go on"
      return 1
    fi
    if [[ $enabled != False ]]; then
      distribution::change "$1" '{"Enabled":false}' || return
    elif [[ $status == Deployed ]]; then
      tolerate 'NoSuchDistribution|PreconditionFailed|InvalidIfMatchVersion|DistributionNotDisabled' \
        aws cloudfront delete-distribution --id "$1" --if-match "$version" || return
      # Whether it is gone is seen at once; what was refused is tried again after a while.
      if [[ -z $asked ]]; then
        asked=1
        continue
      fi
    fi
    if [[ $status != Deployed && $shown != "$status" ]]; then
      say "  distribution: disabled, $status ($((SECONDS - started)) s)"
      shown=$status
    fi
    pause $((SECONDS - started))
  done
}

# usage: distribution::remedy CODE OPERATION MESSAGE
distribution::remedy() {
  case $1 in
    InvalidWebACLId) printf 'is the web ACL (WEB_ACL_ARN) there, and are you allowed to read it (wafv2:GetWebACL)?' ;;
    CNAMEAlreadyExists) printf 'another distribution has DOMAIN_NAME, perhaps in another account: take it out there, or name another one' ;;
    InvalidViewerCertificate) printf 'is CDN_CERTIFICATE_ARN issued, of us-east-1, and for DOMAIN_NAME?' ;;
    TooManyDistributions) printf 'ask AWS for more distributions, or delete one that nobody uses' ;;
  esac
}
