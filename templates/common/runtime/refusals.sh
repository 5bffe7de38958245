#!/usr/bin/env bash
#
# What a refusal means, and what to do: AWS's own words, then the next step.

# usage: explain_refusal CODE MESSAGE SERVICE OPERATION [OPTION...]
explain_refusal() {
  local code=$1 message=$2 remedy="" zones
  shift 2
  zones=$(refused_zones "$code" "$message" "$@")
  if [[ -n $zones ]]; then
    keep_out "$zones"
    remedy="./deploy_all.sh takes the next zone: from now on it leaves out $zones"
  fi
  if [[ -z $remedy ]]; then remedy=$(kinds_remedy "$code" "$2" "$message"); fi
  if [[ -z $remedy ]]; then remedy=$(remedy_for "$code" "$message"); fi
  told
  complain "error: aws $1 $2 was refused in $SIDE_REGION"
  complain "  $(shown "${message#"${message%%[![:space:]]*}"}")"
  complain "  next: ${remedy:-when the cause is gone, run the script again: what is made is kept}"
}

# What the kinds of the stack know about a refusal that only they meet, or nothing.
# usage: kinds_remedy CODE OPERATION MESSAGE
kinds_remedy() {
  local kind remedy
  for kind in $(kinds_of_stack); do
    if ! has_function "$kind::remedy"; then continue; fi
    remedy=$("$kind::remedy" "$@")
    if [[ -n $remedy ]]; then
      printf '%s' "$remedy"
      return
    fi
  done
}

# usage: remedy_for CODE MESSAGE
remedy_for() {
  local profile=${SIDE_PROFILE:+ --profile $(quoted "$SIDE_PROFILE")}
  case $1,$2 in
    UnauthorizedOperation,* | AccessDenied,* | AccessDeniedException,*)
      printf '%s' "allow this action to the identity that 'aws sts get-caller-identity$profile' shows"
      ;;
    *Signature*expired* | SignatureDoesNotMatch,* | RequestExpired,* | RequestTimeTooSkewed,*)
      printf '%s' "is this machine's clock right (date -u)? If it is, sign in again, then run the script again"
      ;;
    AuthFailure,* | OptInRequired,* | UnrecognizedClientException,* | InvalidClientTokenId,*)
      printf '%s' "check the credentials, and that the account has enabled the region $SIDE_REGION, which some need:" \
        " aws account get-region-opt-status --region-name $SIDE_REGION$profile tells, enable-region enables it." \
        " If it is enabled, the session's token may be one of the global STS endpoint, which such regions refuse:" \
        " set AWS_STS_REGIONAL_ENDPOINTS=regional and sign in again, or have the account's global tokens made" \
        " valid in all regions (IAM, account settings)"
      ;;
    ExpiredToken,* | ExpiredTokenException,* | *[Tt]oken*expired* | *"loading SSO Token"* | *"reauthenticate"*)
      printf '%s' "sign in again (aws sso login$profile, aws login$profile, or as you do), then run the script again"
      ;;
    *redentials* | *"config profile"*)
      printf '%s' "sign in (aws configure$profile, aws sso login$profile, or AWS_PROFILE), then run the script again"
      ;;
    DependencyViolation,*)
      printf '%s' "something that these scripts did not make still uses it: remove that, then run again"
      ;;
  esac
}
