#!/usr/bin/env bash
#
# The role that instances have, and the profile that gives it to them. It is included, never run.

#% param PARTITION Partition

# Makes both. What the role may do is another matter.
# usage: make_instance_role TRAINING|SERVER NAME ROLE_NAME
make_instance_role() {
  local role KIND="" KNOWN_NAME=""
  local trust='{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":"ec2.amazonaws.com"},"Action":"sts:AssumeRole"}]}'
  start ensure "NETWORK_${1}_ROLE_ARN" "$2" \
    aws iam create-role --role-name "$3" --assume-role-policy-document "$trust"
  start ensure "NETWORK_${1}_PROFILE_ARN" "$2" \
    aws iam create-instance-profile --instance-profile-name "$3-profile"
  await_started
  role=$(needed "NETWORK_${1}_ROLE_ARN")
  iam_role::trusts "$role" "$trust"
  select_resource "NETWORK_${1}_PROFILE_ARN"
  instance_profile::has "$(needed "NETWORK_${1}_PROFILE_ARN")" "$role"
}

# What Session Manager needs.
# https://docs.aws.amazon.com/systems-manager/latest/userguide/setup-instance-permissions.html
session_manager_policy() { printf 'arn:%s:iam::aws:policy/AmazonSSMManagedInstanceCore' "$PARTITION"; }
