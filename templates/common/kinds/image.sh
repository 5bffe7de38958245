#!/usr/bin/env bash
#
# Images that instances start from, and the parameters of Systems Manager that stand for the newest of a kind.
# https://docs.aws.amazon.com/systems-manager/latest/userguide/parameter-store-public-parameters-ami.html

# The image that a parameter stands for now, or nothing.
# usage: image::newest PARAMETER
image::newest() { aws ssm get-parameters --names "$(json_list "$1")" --query 'Parameters[].[Value]'; }

# "ROOT_DEVICE ARCHITECTURE STATE", with tabs between; nothing when the region at hand has no such image.
# usage: image::facts IMAGE
image::facts() {
  tolerate 'InvalidAMIID\..*' aws ec2 describe-images --image-ids "$1" \
    --query 'Images[].[RootDeviceName,Architecture,State]'
}
