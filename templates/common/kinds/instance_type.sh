#!/usr/bin/env bash
#
# Types of instances: what each has, which zones have it, and how many an account may run.
# https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/instance-types.html

# The zones of the region at hand that have it, a line each.
# usage: instance_type::zones TYPE
instance_type::zones() {
  local zones
  zones=$(once "offered.$SIDE_REGION.$1" aws ec2 describe-instance-type-offerings --location-type availability-zone \
    --filters "Name=instance-type,Values=$1" --query 'InstanceTypeOfferings[].Location')
  tr '\t' '\n' <<<"$zones" | sed '/^$/d' | sort
}

# "EFA_ADAPTERS ARCHITECTURE VCPUS STRATEGY,STRATEGY…", with tabs between; nothing when the region at hand has no such
# type.
# usage: instance_type::facts TYPE
instance_type::facts() {
  tolerate InvalidInstanceType aws ec2 describe-instance-types --instance-types "$1" --query \
    "InstanceTypes[].[NetworkInfo.EfaInfo.MaximumEfaInterfaces||\`0\`,ProcessorInfo.SupportedArchitectures[0],VCpuInfo.DefaultVCpus,join(',',PlacementGroupInfo.SupportedStrategies||\`[]\`)]"
}

# The quota that counts the vCPUs of its on-demand instances, with those of the families beside it; nothing for a
# family that is not known here.
# https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/ec2-on-demand-instances.html
# usage: instance_type::quota TYPE
instance_type::quota() {
  case $1 in
    inf*) printf L-1945791B ;;
    trn*) printf L-2C3B7624 ;;
    dl*) printf L-6E869C2A ;;
    hpc*) printf L-F7808C92 ;;
    g[0-9]* | gr[0-9]* | vt*) printf L-DB2E81BA ;;
    p[0-9]*) printf L-417A185B ;;
    f[0-9]*) printf L-74FC7D96 ;;
    x[0-9]*) printf L-7295265B ;;
    [acdhimrtz][0-9]* | i[ms][0-9]*) printf L-1216C47A ;;
  esac
}
