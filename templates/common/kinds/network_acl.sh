#!/usr/bin/env bash
#
# Network ACL: numbered rules at the edge of subnets, for each packet by itself, so that answers need rules of their
# own. https://docs.aws.amazon.com/vpc/latest/userguide/vpc-network-acls.html

network_acl::needs() { printf 'vpc'; }
network_acl::goes_with() { printf 'vpc'; }
network_acl::is_id() { [[ $1 =~ ^acl-[0-9a-f]+$ ]]; }
network_acl::id() { printf NetworkAcl.NetworkAclId; }
network_acl::token_option() { printf -- --client-token; }

network_acl::look() {
  aws ec2 describe-network-acls --network-acl-ids "$1" --query "NetworkAcls[].['present',VpcId][]"
}

# usage: network_acl::look_at_several ACL...
network_acl::look_at_several() {
  aws ec2 describe-network-acls --filters "Name=network-acl-id,Values=$(with_commas "$@")" \
    --query "NetworkAcls[].[NetworkAclId,'present',VpcId]"
}

# All of a VPC, in one answer: for each ACL "acl ID IS_DEFAULT", then "uses ASSOCIATION SUBNET" for each of its subnets,
# and "rule IS_EGRESS NUMBER ACTION PROTOCOL FROM TO BLOCK", with tabs between.
# usage: network_acl::lines VPC
network_acl::lines() {
  once "acls.$1" aws ec2 describe-network-acls --filters "Name=vpc-id,Values=$1" --query \
    "NetworkAcls[].[[['acl',NetworkAclId,to_string(IsDefault)]],Associations[].['uses',NetworkAclAssociationId,SubnetId],Entries[].['rule',to_string(Egress),RuleNumber,RuleAction,Protocol,PortRange.From||'-',PortRange.To||'-',CidrBlock||'-']][][]"
}

# usage: network_acl::forget VPC
network_acl::forget() { rm -f "$RUN/acls.$1"; }

# The one that AWS makes with a VPC, in which new subnets stand.
# usage: network_acl::default VPC
network_acl::default() {
  local lines
  if [[ -n $PLAN ]]; then
    unknown_value DEFAULT_ACL_ID
    return
  fi
  lines=$(network_acl::lines "$1") || exit
  awk -F '\t' '$1 == "acl" && $3 == "true" { print $2 }' <<<"$lines"
}

# The rules of an ACL: "in|out NUMBER allow|deny PROTOCOL FROM-TO BLOCK", a line each, without the last one, `*`, which
# denies what no other rule speaks of and cannot be taken away.
# usage: network_acl::rules_of VPC ACL
network_acl::rules_of() {
  local lines
  lines=$(network_acl::lines "$1") || exit
  awk -F '\t' -v acl="$2" '
    $1 == "acl" { here = $2 == acl }
    here && $1 == "rule" && $3 <= 32766 {
      print ($2 == "true" ? "out" : "in"), $3, $4, $5, ($6 == "-" ? "-" : $6 "-" $7), $8
    }' <<<"$lines" | sort
}

# Makes the rules of an ACL exactly these. A rule is "in|out NUMBER allow|deny PROTOCOL FROM-TO|- BLOCK"; protocol 6 is
# TCP, 17 UDP, -1 all.
# usage: network_acl::has VPC ACL RULE...
network_acl::has() {
  local vpc=$1 acl=$2 has="" rule key changes
  shift 2
  if [[ -n $CHECK && -z $acl ]] || is_out_of_sight vpc "$vpc"; then return; fi
  if ! is_new "$acl"; then has=$(network_acl::rules_of "$vpc" "$acl"); fi
  if [[ -n $CHECK ]]; then
    find_whether "rules of $(name_of "$acl")" "$has" "$(printf '%s\n' "$@" | sed '/^$/d' | sort)" "$acl"
    return
  fi
  # What is allowed comes before what is taken back.
  for rule in "$@"; do
    if [[ $'\n'$has$'\n' == *$'\n'"$rule"$'\n'* ]]; then continue; fi
    key=${rule%% allow*}
    key=${key%% deny*}
    if [[ $'\n'$has == *$'\n'"$key "* ]]; then
      start network_acl::put replace "$acl" "$rule"
    else
      start network_acl::put create "$acl" "$rule"
    fi
  done
  await_started
  changes=" $(printf '%s\n' "$@" | awk '{ printf "%s/%s ", $1, $2 }')"
  while read -r key rule _; do
    if [[ -z $key || $changes == *" $key/$rule "* ]]; then continue; fi
    network_acl::take_back "$acl" "$key" "$rule"
  done <<<"$has"
}

# usage: network_acl::put create|replace ACL RULE
network_acl::put() {
  local way number action protocol ports block options=()
  read -r way number action protocol ports block <<<"$3"
  options=(--network-acl-id "$2" --rule-number "$number" --rule-action "$action" --protocol "$protocol"
    --cidr-block "$block" "$(if [[ $way == out ]]; then printf -- --egress; else printf -- --ingress; fi)")
  if [[ $ports != - ]]; then options+=(--port-range "From=${ports%-*},To=${ports#*-}"); fi
  if [[ $1 == create ]]; then
    # Refused like this, it was made: the answer was lost.
    tolerate NetworkAclEntryAlreadyExists aws ec2 create-network-acl-entry ${options[@]+"${options[@]}"}
  else
    aws ec2 replace-network-acl-entry ${options[@]+"${options[@]}"}
  fi
  report made "rule $way $number" "$2"
}

# usage: network_acl::take_back ACL in|out NUMBER
network_acl::take_back() {
  local way=--ingress
  if [[ $2 == out ]]; then way=--egress; fi
  tolerate InvalidNetworkAclEntry.NotFound aws ec2 delete-network-acl-entry --network-acl-id "$1" \
    --rule-number "$3" "$way"
  report deleted "rule $2 $3" "$1"
}

network_acl::delete() {
  patiently DependencyViolation tolerate InvalidNetworkAclID.NotFound \
    aws ec2 delete-network-acl --network-acl-id "$1"
}
