#!/usr/bin/env bash
#
# EBS volume of an instance. It goes with its instance.
# https://docs.aws.amazon.com/ebs/latest/userguide/ebs-volumes.html

volume::goes_with() { printf instance; }
volume::is_id() { [[ $1 =~ ^vol-[0-9a-f]+$ ]]; }
volume::id() { printf VolumeId; }

volume::look() {
  tolerate 'InvalidVolume.NotFound' aws ec2 describe-volumes --volume-ids "$1" --query 'Volumes[].State'
}

# usage: volume::look_at_several VOLUME...
volume::look_at_several() {
  aws ec2 describe-volumes --filters "[{\"Name\":\"volume-id\",\"Values\":$(json_list "$@")}]" \
    --query 'Volumes[].[VolumeId,State]'
}
