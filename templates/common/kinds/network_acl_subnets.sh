#!/usr/bin/env bash
#
# Which network ACL a subnet stands in: one at a time, the VPC's default one where nobody has said otherwise.
# https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_ReplaceNetworkAclAssociation.html

# Makes sure that subnets stand in an ACL.
# usage: network_acl::subnets VPC ACL SUBNET...
network_acl::subnets() {
  local vpc=$1 acl=$2 subnet association holder
  shift 2
  if is_out_of_sight vpc "$vpc"; then return; fi
  for subnet in "$@"; do
    if [[ -n $PLAN ]]; then
      remark "the association that the subnet has now gives way to another one:"
      aws ec2 replace-network-acl-association --association-id "$(unknown_value ACL_ASSOCIATION_ID)" \
        --network-acl-id "$acl"
      continue
    fi
    if is_out_of_sight subnet "$subnet"; then continue; fi
    association=$(network_acl::association "$vpc" "$subnet")
    read -r association holder <<<"$association"
    if [[ -n $CHECK ]]; then
      find_whether "ACL of $(name_of "$subnet")" "$holder" "$acl" "$subnet"
    elif [[ $holder != "$acl" ]]; then
      start network_acl::move "$vpc" "$subnet" "$association" "$acl"
    fi
  done
  await_started
}

# What a subnet's association is, and to which ACL: "ASSOCIATION ACL".
# usage: network_acl::association VPC SUBNET
network_acl::association() {
  local lines
  lines=$(network_acl::lines "$1") || exit
  awk -F '\t' -v subnet="$2" '
    $1 == "acl" { acl = $2 }
    $1 == "uses" && $3 == subnet { print $2, acl }' <<<"$lines"
}

# The id of an association changes with each move. Where somebody else has moved the subnet meanwhile, AWS does not
# know the old one any longer: it is asked for again.
# https://github.com/hashicorp/terraform-provider-aws/issues/12922
# usage: network_acl::move VPC SUBNET ASSOCIATION ACL
network_acl::move() {
  local association=$3 new="" holder tries
  for ((tries = 0; tries < 5; tries++)); do
    new=$(tolerate InvalidAssociationID.NotFound aws ec2 replace-network-acl-association \
      --association-id "$association" --network-acl-id "$4" --query NewAssociationId)
    if [[ -n $new ]]; then break; fi
    network_acl::forget "$1"
    association=$(network_acl::association "$1" "$2")
    read -r association holder <<<"$association"
    if [[ $holder == "$4" ]]; then return; fi
  done
  [[ -n $new ]] || fail "$2 is moved from one network ACL to another by somebody else" "run again when that has ended"
  report changed "ACL of $(name_of "$2")" "$4"
}
