#!/usr/bin/env bash
#
# AWS's own lists of a service's addresses. Their ids differ from region to region, and the same id stands for
# another service elsewhere: they are asked for, never kept.
# https://docs.aws.amazon.com/vpc/latest/userguide/working-with-aws-managed-prefix-lists.html

# The id of the list of a service's IPv4 addresses.
# usage: prefix_list::of SERVICE_NAME
prefix_list::of() {
  local lists name id found=""
  remark "the prefix list of $1:"
  lists=$(once "prefix-lists.$SIDE_REGION" aws ec2 describe-managed-prefix-lists \
    --filters Name=owner-id,Values=AWS --query 'PrefixLists[].[PrefixListName,PrefixListId]')
  if [[ -n $PLAN ]]; then
    unknown_value PREFIX_LIST_ID
    return
  fi
  while IFS=$'\t' read -r name id; do
    if [[ $name == "$1" ]]; then found=$id; fi
  done <<<"$lists"
  [[ $found =~ ^pl-[0-9a-f]+$ ]] || fail "$SIDE_REGION has no prefix list of $1" "is the service offered there?"
  printf '%s' "$found"
}
