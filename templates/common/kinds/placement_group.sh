#!/usr/bin/env bash
#
# Placement group: where its instances stand to each other. It costs nothing.
# https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/placement-strategies.html

placement_group::needs() { :; }
placement_group::is_id() { [[ $1 =~ ^pg-[0-9a-f]+$ ]]; }
placement_group::id() { printf PlacementGroup.GroupId; }

placement_group::look() {
  tolerate InvalidPlacementGroup.Unknown \
    aws ec2 describe-placement-groups --group-ids "$1" --query 'PlacementGroups[].[State,GroupName]'
}

# It is deleted by its name.
placement_group::delete() {
  local name
  name=$(tolerate InvalidPlacementGroup.Unknown \
    aws ec2 describe-placement-groups --group-ids "$1" --query 'PlacementGroups[].GroupName') || return
  if [[ -z $name ]]; then return; fi
  patiently InvalidPlacementGroup.InUse tolerate InvalidPlacementGroup.Unknown \
    aws ec2 delete-placement-group --group-name "$name" >/dev/null
}

# usage: placement_group::remedy CODE OPERATION MESSAGE
placement_group::remedy() {
  case $1 in
    InvalidPlacementGroup.Duplicate) printf 'a placement group of that name is there: choose another DEPLOYMENT_NAME' ;;
    InvalidPlacementGroup.InUse)
      printf '%s' "instances are in it, or capacity is reserved in it: ./train.sh down ends the instances of these" \
        " scripts; terminate or cancel what is somebody else's, then run again"
      ;;
  esac
}
