#!/usr/bin/env bash
#
# Instance profile: by which an instance has the rights of a role. It is known by its name.
# https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_switch-role-ec2_instance-profiles.html

instance_profile::service() { printf instance_profiles; }
instance_profile::needs() { printf iam_role; }
instance_profile::is_id() { [[ $1 == arn:*:iam::*:instance-profile/* ]]; }
instance_profile::id() { printf InstanceProfile.Arn; }

instance_profile::find() {
  tolerate NoSuchEntity aws iam get-instance-profile --instance-profile-name "$(known_name)" --query InstanceProfile.Arn
}

# The role comes last.
instance_profile::look() {
  tolerate NoSuchEntity aws iam get-instance-profile --instance-profile-name "${1##*/}" \
    --query "InstanceProfile.['present',join('',['role=',Roles[0].RoleName||''])]"
}

# Makes sure that the profile has a role.
# usage: instance_profile::has PROFILE ROLE
instance_profile::has() {
  local has=""
  if [[ -n $PLAN ]]; then
    aws iam add-role-to-instance-profile --instance-profile-name "$(known_name)" --role-name "${2##*/}"
    return
  fi
  if is_out_of_sight instance_profile "$1"; then return; fi
  if ! is_new "$1"; then
    has=$(seen_answer instance_profile "$1") || exit
    has=${has##*role=}
  fi
  if [[ -n $CHECK ]]; then
    find_whether "role of $(name_of "$1")" "$has" "${2##*/}" "$1"
  elif [[ $has != "${2##*/}" ]]; then
    # Refused like this it has one already: the answer was lost.
    tolerate LimitExceeded aws iam add-role-to-instance-profile --instance-profile-name "${1##*/}" --role-name "${2##*/}"
    report made "role of $(name_of "$1")" "${2##*/}"
  fi
}

instance_profile::delete() {
  local role
  role=$(tolerate NoSuchEntity aws iam get-instance-profile --instance-profile-name "${1##*/}" \
    --query 'InstanceProfile.Roles[].RoleName') || return
  if [[ -n $role ]]; then
    tolerate NoSuchEntity aws iam remove-role-from-instance-profile --instance-profile-name "${1##*/}" \
      --role-name "$role" || return
  fi
  tolerate NoSuchEntity aws iam delete-instance-profile --instance-profile-name "${1##*/}"
}
