#!/usr/bin/env bash
#
# Policies of AWS's own that a role has. https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_manage-attach-detach.html

# Makes sure that a role has a managed policy.
# usage: iam_role::has_managed ROLE POLICY_ARN
iam_role::has_managed() {
  local has=""
  if is_out_of_sight iam_role "$1"; then return; fi
  if [[ -z $PLAN ]] && ! is_new "$1"; then
    has=$(aws iam list-attached-role-policies --role-name "${1##*/}" \
      --query "AttachedPolicies[?PolicyArn=='$2'].PolicyArn")
  fi
  if [[ -n $CHECK ]]; then
    find_whether "${2##*/} of $(name_of "$1")" "$has" "$2" "$1"
  elif [[ -z $has ]]; then
    aws iam attach-role-policy --role-name "${1##*/}" --policy-arn "$2"
    report made "${2##*/} of $(name_of "$1")" "$1"
  fi
}

# Makes sure that a role has these managed policies, and no others.
# usage: iam_role::has_only_managed ROLE POLICY_ARN...
iam_role::has_only_managed() {
  local role=$1 policy has=""
  if is_out_of_sight iam_role "$role"; then return; fi
  shift
  if ! is_new "$role"; then
    has=$(aws iam list-attached-role-policies --role-name "${role##*/}" --query 'AttachedPolicies[].[PolicyArn]')
  fi
  if [[ -n $CHECK ]]; then
    find_whether "managed policies of $(name_of "$role")" "$(sort <<<"$has")" "$(printf '%s\n' "$@" | sort -u)" "$role"
    return
  fi
  for policy in "$@"; do
    if [[ $'\n'$has$'\n' == *$'\n'"$policy"$'\n'* ]]; then continue; fi
    aws iam attach-role-policy --role-name "${role##*/}" --policy-arn "$policy"
    report made "${policy##*/} of $(name_of "$role")" "$role"
  done
  for policy in $has; do
    if [[ " $* " == *" $policy "* ]]; then continue; fi
    tolerate NoSuchEntity aws iam detach-role-policy --role-name "${role##*/}" --policy-arn "$policy"
    report deleted "${policy##*/} of $(name_of "$role")" "$role"
  done
}

# A role that has some cannot be deleted.
# usage: iam_role::detach_managed ROLE
iam_role::detach_managed() {
  local policy policies
  policies=$(tolerate NoSuchEntity aws iam list-attached-role-policies --role-name "${1##*/}" \
    --query 'AttachedPolicies[].[PolicyArn]') || return
  for policy in $policies; do
    tolerate NoSuchEntity aws iam detach-role-policy --role-name "${1##*/}" --policy-arn "$policy" || return
  done
}
