#!/usr/bin/env bash
#
# How much of something an account may have.

# A whole number, or nothing: who may not read quotas, or has none of their own, goes without what asks for it.
# usage: quota_of SERVICE QUOTA
quota_of() {
  local quota
  quota=$(tolerate 'AccessDenied.*|NoSuchResource.*|UnauthorizedOperation' \
    aws service-quotas get-service-quota --service-code "$1" --quota-code "$2" --query Quota.Value)
  quota=${quota%.*}
  if [[ $quota =~ ^[0-9]{1,9}$ ]]; then printf '%s' "$quota"; fi
}

# The call that asks for more.
# usage: quota_request SERVICE QUOTA NUMBER
quota_request() {
  call_line service-quotas request-service-quota-increase --service-code "$1" --quota-code "$2" --desired-value "$3"
}

# Whether a quota has room for what `env` does not know of some keys. AWS is asked for it only beyond what every
# account has.
# usage: check_room WHAT USED DEFAULT SERVICE QUOTA KEY...
check_room() {
  local quota key id needed=0
  if (($2 + $# - 5 <= $3)); then return; fi
  quota=$(quota_of "$4" "$5")
  if [[ -z $quota ]] || (($2 + $# - 5 <= quota)); then return; fi

  # What is there already, and will be found again by its tag, needs none.
  for key in "${@:6}"; do
    id=$(recall "$key")
    if [[ -z $id ]]; then id=$(find_living "$key"); fi
    if [[ -z $id ]]; then needed=$((needed + 1)); fi
  done
  if (($2 + needed > quota)); then
    fail "$SIDE_REGION has room for $quota $1 and $2 are in use; the deployment needs $needed more" \
      "delete what is not needed, or ask for more:" "$(quota_request "$4" "$5" $(($2 + needed)))"
  fi
}
