#!/usr/bin/env bash
#
# Tags in Amazon SNS. https://docs.aws.amazon.com/sns/latest/dg/sns-tags.html

# The deployment's tag as the names of topics, and of the dashboards that go with them, may be: letters, digits and
# hyphens.
readonly DEPLOYMENT_LABEL=${DEPLOYMENT_TAG//:/-}

# usage: sns::create RESOURCE_TYPE TAGS CALL...
sns::create() { "${@:3}" --tags "$2"; }

# usage: sns::tag ARN TAGS
sns::tag() { aws sns tag-resource --resource-arn "$1" --tags "$2"; }

# usage: sns::untag ARN KEY...
sns::untag() { aws sns untag-resource --resource-arn "$1" --tag-keys "$(json_list "${@:2}")"; }
