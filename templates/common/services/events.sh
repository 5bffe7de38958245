#!/usr/bin/env bash
#
# Tags in Amazon EventBridge: given with the creating call, read of a rule that is known.
# https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-tagging.html

# usage: events::create RESOURCE_TYPE TAGS CALL...
events::create() { "${@:3}" --tags "$2"; }

# usage: events::tag ARN TAGS
events::tag() { aws events tag-resource --resource-arn "$1" --tags "$2"; }

# usage: events::untag ARN KEY...
events::untag() { aws events untag-resource --resource-arn "$1" --tag-keys "$(json_list "${@:2}")"; }

# The key that a rule carries in the deployment's tag.
# usage: events::key_of ARN
events::key_of() {
  aws events list-tags-for-resource --resource-arn "$1" --query "Tags[?Key=='$DEPLOYMENT_TAG'].Value"
}
