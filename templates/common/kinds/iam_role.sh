#!/usr/bin/env bash
#
# IAM role that a service of AWS takes on, and its one policy. It is known by its name.
# https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_create_for-service.html

iam_role::service() { printf iam; }
# What it writes into goes after it: AWS, as this role, would make that anew.
iam_role::needs() { printf log_group; }
iam_role::is_id() { [[ $1 == arn:*:iam::*:role/* ]]; }
iam_role::id() { printf Role.Arn; }

iam_role::find() { tolerate NoSuchEntity aws iam get-role --role-name "$(known_name)" --query Role.Arn; }

# The trust policy comes last: it may hold anything.
iam_role::look() {
  tolerate NoSuchEntity aws iam get-role --role-name "${1##*/}" \
    --query "Role.['present',join('',['trust=',to_string(AssumeRolePolicyDocument)])]"
}

# Makes sure that the role is taken on by whom a trust policy says.
# usage: iam_role::trusts ROLE POLICY
iam_role::trusts() {
  local has
  if [[ -n $PLAN ]] || is_new "$1" || is_out_of_sight iam_role "$1"; then return; fi
  has=$(seen_answer iam_role "$1") || exit
  if iam_role::is_same trust "$1" "${has#*trust=}" "$2"; then return; fi
  aws iam update-assume-role-policy --role-name "${1##*/}" --policy-document "$2"
  report changed "trust of $(name_of "$1")" "$1"
}

# Makes sure that the role may do what a policy says.
# usage: iam_role::may ROLE POLICY
iam_role::may() {
  local has=""
  if is_out_of_sight iam_role "$1"; then return; fi
  if ! is_new "$1"; then
    has=$(tolerate NoSuchEntity aws iam get-role-policy --role-name "${1##*/}" --policy-name accelgen \
      --query 'to_string(PolicyDocument)')
  fi
  if iam_role::is_same policy "$1" "$has" "$2"; then return; fi
  aws iam put-role-policy --role-name "${1##*/}" --policy-name accelgen --policy-document "$2"
  report made "policy of $(name_of "$1")" "$1"
}

# Whether nothing is to be changed: who compares says what it finds.
# usage: iam_role::is_same WHAT ROLE HAS WANTED
iam_role::is_same() {
  local has wanted
  has=$(if [[ -n $3 ]]; then endpoint::policy_facts "$3"; fi)
  wanted=$(endpoint::policy_facts "$4")
  if [[ -n $CHECK ]]; then
    find_whether "$1 of $(name_of "$2")" "$has" "$wanted" "$2"
    return
  fi
  [[ $has == "$wanted" ]]
}

iam_role::delete() {
  if has_function iam_role::detach_managed; then iam_role::detach_managed "$1" || return; fi
  tolerate NoSuchEntity aws iam delete-role-policy --role-name "${1##*/}" --policy-name accelgen || return
  tolerate NoSuchEntity aws iam delete-role --role-name "${1##*/}"
}
