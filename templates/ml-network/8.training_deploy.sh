#!/usr/bin/env bash
#
# What training needs to be launched with.
#
# Makes a cluster placement group (its instances stand near each other, in one zone), a launch template with the
# network adapters that the type has (EFA), and the role by which Session Manager reaches the instances: no port is
# open for that. It launches nothing: ./train.sh up does, and AWS charges by the second from then on.
# https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/efa-acc-inst-types.html

#% param DEPLOYMENT_NAME DeploymentName
#% param PARTITION Partition
#% param TRAINING_TYPE InstanceType?
#% param TRAINING_ZONE ZoneNumber
#% param TRAINING_IMAGE InstanceImage?

#% include runtime/begin.sh
#% include training.sh

main() {
  begin_step "${BASH_SOURCE[0]}" "$@"
  on_side NETWORK

  local facts template
  start make_role
  start ensure NETWORK_TRAINING_PLACEMENT_GROUP_ID "$DEPLOYMENT_NAME-training" \
    aws ec2 create-placement-group --group-name "$DEPLOYMENT_NAME-training" --strategy cluster
  start look_up_type
  await_started
  facts=$(recall NETWORK_TRAINING_FACTS)
  template=$(template_data "$facts")
  ensure NETWORK_TRAINING_TEMPLATE_ID "$DEPLOYMENT_NAME-training" \
    aws ec2 create-launch-template --launch-template-name "$DEPLOYMENT_NAME-training" \
    --launch-template-data "$template"
  launch_template::has NETWORK_TRAINING_TEMPLATE_ID "$(needed NETWORK_TRAINING_TEMPLATE_ID)" "$template"
}

# The role of the instances: what Session Manager needs, and nothing else.
# https://docs.aws.amazon.com/systems-manager/latest/userguide/setup-instance-permissions.html
make_role() {
  local role KIND="" KNOWN_NAME=""
  local trust='{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":"ec2.amazonaws.com"},"Action":"sts:AssumeRole"}]}'
  start ensure NETWORK_TRAINING_ROLE_ARN "$DEPLOYMENT_NAME-training" \
    aws iam create-role --role-name "$TRAINING_ROLE" --assume-role-policy-document "$trust"
  start ensure NETWORK_TRAINING_PROFILE_ARN "$DEPLOYMENT_NAME-training" \
    aws iam create-instance-profile --instance-profile-name "$TRAINING_ROLE-profile"
  await_started
  role=$(needed NETWORK_TRAINING_ROLE_ARN)
  iam_role::trusts "$role" "$trust"
  iam_role::has_managed "$role" "arn:$PARTITION:iam::aws:policy/AmazonSSMManagedInstanceCore"
  select_resource NETWORK_TRAINING_PROFILE_ARN
  instance_profile::has "$(needed NETWORK_TRAINING_PROFILE_ARN)" "$role"
}

main "$@"
