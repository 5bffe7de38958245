#!/usr/bin/env bash
#
# Tags in Elastic Load Balancing: given with the creating call, read of a resource that is known; they cannot be
# searched. https://docs.aws.amazon.com/elasticloadbalancing/latest/network/load-balancer-tags.html

# usage: elbv2::create RESOURCE_TYPE TAGS CALL...
elbv2::create() { "${@:3}" --tags "$2"; }

# usage: elbv2::tag ARN TAGS
elbv2::tag() { aws elbv2 add-tags --resource-arns "$1" --tags "$2"; }

# usage: elbv2::untag ARN KEY...
elbv2::untag() { aws elbv2 remove-tags --resource-arns "$1" --tag-keys "$(json_list "${@:2}")"; }

# The key that a resource carries in the deployment's tag. (One tag has one value, and of several lines none is a
# key.)
# usage: elbv2::key_of ARN
elbv2::key_of() {
  aws elbv2 describe-tags --resource-arns "$1" \
    --query "TagDescriptions[].Tags[?Key=='$DEPLOYMENT_TAG'].Value[]"
}
