#!/usr/bin/env bash
#
# Tags of instance profiles. https://docs.aws.amazon.com/IAM/latest/UserGuide/id_tags_instance-profiles.html

# usage: instance_profiles::create RESOURCE_TYPE TAGS CALL...
instance_profiles::create() { "${@:3}" --tags "$2"; }

# usage: instance_profiles::tag ARN TAGS
instance_profiles::tag() { aws iam tag-instance-profile --instance-profile-name "${1##*/}" --tags "$2"; }

# usage: instance_profiles::untag ARN KEY...
instance_profiles::untag() {
  aws iam untag-instance-profile --instance-profile-name "${1##*/}" --tag-keys "$(json_list "${@:2}")"
}

# The key that a profile carries in the deployment's tag.
# usage: instance_profiles::key_of ARN
instance_profiles::key_of() {
  aws iam list-instance-profile-tags --instance-profile-name "${1##*/}" --query "Tags[?Key=='$DEPLOYMENT_TAG'].Value"
}
