#!/usr/bin/env bash
#
# Security groups that name each other, as those of tiers do: nobody's addresses stand between them.
# https://docs.aws.amazon.com/vpc/latest/userguide/security-group-rules.html

# Looks at the rules of several groups in one call.
# usage: security_group::look_at_rules GROUP...
security_group::look_at_rules() {
  local group lines id line
  if [[ -n $PLAN ]]; then return; fi
  lines=$(aws ec2 describe-security-group-rules --filters "Name=group-id,Values=$(with_commas "$@")" \
    --query 'SecurityGroupRules[].[GroupId,IsEgress,IpProtocol,FromPort,ToPort,CidrIpv4||CidrIpv6||PrefixListId||ReferencedGroupInfo.GroupId,SecurityGroupRuleId]')
  for group in "$@"; do
    keep_note "$RUN/rules.$group" "$(while IFS=$'\t' read -r id line; do
      if [[ $id == "$group" ]]; then printf '%s\n' "$line"; fi
    done <<<"$lines")"
  done
}

# usage: security_group::look_at_several GROUP...
security_group::look_at_several() {
  aws ec2 describe-security-groups --filters "Name=group-id,Values=$(with_commas "$@")" \
    --query "SecurityGroups[].[GroupId,'present',VpcId]"
}

# A group that another one's rules name cannot go, and so none of two that name each other could: before any goes, each
# takes back what it says of others.
group_reference::needs() { printf security_group; }
group_reference::left_in() { printf security_group; }

# usage: group_reference::delete GROUP
group_reference::delete() {
  local lines is_egress group rule in=() out=()
  lines=$(tolerate InvalidGroup.NotFound aws ec2 describe-security-group-rules --filters "Name=group-id,Values=$1" \
    --query 'SecurityGroupRules[?ReferencedGroupInfo].[IsEgress,ReferencedGroupInfo.GroupId,SecurityGroupRuleId]') || return
  while read -r is_egress group rule; do
    case $group,$is_egress in
      "$1",* | ,*) ;;
      *,True) out+=("$rule") ;;
      *) in+=("$rule") ;;
    esac
  done <<<"$lines"
  if ((${#in[@]} > 0)); then tolerate InvalidGroup.NotFound security_group::revoke in "$1" "${in[@]}" || return; fi
  if ((${#out[@]} > 0)); then tolerate InvalidGroup.NotFound security_group::revoke out "$1" "${out[@]}" || return; fi
}

# The group that AWS makes with a VPC. It cannot be deleted, and whatever is made without a group gets it.
# usage: security_group::default VPC
security_group::default() {
  once "default-group.$1" aws ec2 describe-security-groups \
    --filters "Name=vpc-id,Values=$1" Name=group-name,Values=default --query 'SecurityGroups[].GroupId'
}
