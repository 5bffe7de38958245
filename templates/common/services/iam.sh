#!/usr/bin/env bash
#
# Tags in IAM: given with the creating call, read of a role that is known. IAM is of the whole account, in no region.
# https://docs.aws.amazon.com/IAM/latest/UserGuide/id_tags_roles.html

# usage: iam::create RESOURCE_TYPE TAGS CALL...
iam::create() { "${@:3}" --tags "$2"; }

# usage: iam::tag ARN TAGS
iam::tag() { aws iam tag-role --role-name "${1##*/}" --tags "$2"; }

# usage: iam::untag ARN KEY...
iam::untag() { aws iam untag-role --role-name "${1##*/}" --tag-keys "$(json_list "${@:2}")"; }

# The key that a role carries in the deployment's tag.
# usage: iam::key_of ARN
iam::key_of() { aws iam list-role-tags --role-name "${1##*/}" --query "Tags[?Key=='$DEPLOYMENT_TAG'].Value"; }
