#!/usr/bin/env bash
#
# Images that instances start from, and the parameters of Systems Manager that stand for the newest of a kind.
# https://docs.aws.amazon.com/systems-manager/latest/userguide/parameter-store-public-parameters-ami.html

# The image that a parameter stands for now, or nothing. A plan shows the call, with the variable that gets the image.
# usage: image::newest PARAMETER [VARIABLE]
image::newest() {
  local variable=${2:-}
  set -- aws ssm get-parameters --names "$(json_list "$1")" --query 'Parameters[].[Value]'
  if [[ -n $PLAN ]]; then set -- show_call "$variable" "${@:2}"; fi
  "$@"
}

# "ROOT_DEVICE ARCHITECTURE STATE", with tabs between; nothing when the region at hand has no such image.
# usage: image::facts IMAGE
image::facts() {
  tolerate 'InvalidAMIID\..*' aws ec2 describe-images --image-ids "$1" \
    --query 'Images[].[RootDeviceName,Architecture,State]'
}
