#!/usr/bin/env bash
#
# Tags in AWS Direct Connect: given with the creating call, in a form of its own; read of a gateway that is known.
# https://docs.aws.amazon.com/directconnect/latest/UserGuide/using-tags.html

#% param DX_PARTITION Partition

# usage: directconnect::create RESOURCE_TYPE TAGS CALL...
directconnect::create() { "${@:3}" --tags "$(directconnect::tags "$2")"; }

# Tags as this service takes them, of the list that others take. No key and no value has a quotation mark.
# usage: directconnect::tags TAGS
directconnect::tags() {
  local tags=${1//'"Key":'/'"key":'}
  printf '%s' "${tags//'"Value":'/'"value":'}"
}

# Gateways are of the whole account, in no Region.
# usage: directconnect::arn GATEWAY
directconnect::arn() {
  printf 'arn:%s:directconnect::%s:dx-gateway/%s' "$DX_PARTITION" "$(needed "${SIDE}_ACCOUNT_ID")" "$1"
}

# usage: directconnect::tag GATEWAY TAGS
directconnect::tag() {
  aws directconnect tag-resource --resource-arn "$(directconnect::arn "$1")" --tags "$(directconnect::tags "$2")"
}

# usage: directconnect::untag GATEWAY KEY...
directconnect::untag() {
  aws directconnect untag-resource --resource-arn "$(directconnect::arn "$1")" --tag-keys "$(json_list "${@:2}")"
}

# The key that a gateway carries in the deployment's tag.
# usage: directconnect::key_of GATEWAY
directconnect::key_of() {
  aws directconnect describe-tags --resource-arns "$(directconnect::arn "$1")" \
    --query "resourceTags[].tags[?key=='$DEPLOYMENT_TAG'].value[]"
}

# Associations take no tags: they are known by the gateway that they belong to, which has some.
# usage: directconnect_untagged::create RESOURCE_TYPE TAGS CALL...
directconnect_untagged::create() { "${@:3}"; }
directconnect_untagged::tag() { :; }
directconnect_untagged::untag() { :; }
