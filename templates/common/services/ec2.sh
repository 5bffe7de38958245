#!/usr/bin/env bash
#
# Tags in Amazon EC2: given with the creating call, searched for, changed in one call for several.
# https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/Using_Tags.html

# A creating call, with tags for what it makes.
# usage: ec2::create RESOURCE_TYPE TAGS CALL...
ec2::create() { "${@:3}" --tag-specifications "[{\"ResourceType\":\"$1\",\"Tags\":$2}]"; }

# usage: ec2::tag ID TAGS
ec2::tag() { aws ec2 create-tags --resources "$1" --tags "$2"; }

# usage: ec2::untag ID KEY...
ec2::untag() {
  local keys
  keys=$(printf ',{"Key":"%s"}' "${@:2}")
  aws ec2 delete-tags --resources "$1" --tags "[${keys#,}]"
}

# What carries a tag: a list in JSON of its value and the resource's id, a line each. In JSON a value cannot pose as
# another field, whatever it holds.
# usage: ec2::tagged_as KEY
ec2::tagged_as() {
  aws ec2 describe-tags --filters "Name=key,Values=$1" --query 'Tags[].[to_string([Value,ResourceId])]'
}
