#!/usr/bin/env bash
#
# What a launch template holds for a type of instances. It is included, never run.

# Asks once what the type has, and whether the zone has the type: "TYPE EFA_ADAPTERS ARCHITECTURE ZONE".
look_up_type() {
  local zone facts strategies efa architecture
  if [[ -n $CHECK ]]; then return; fi
  zone=$(needed "NETWORK_ZONE_$TRAINING_ZONE")
  if [[ $(recall NETWORK_TRAINING_FACTS) == "$TRAINING_TYPE "*" $zone" ]]; then return; fi
  check_zone_has_type "$zone"
  facts=$(tolerate InvalidInstanceType aws ec2 describe-instance-types --instance-types "$TRAINING_TYPE" --query \
    "InstanceTypes[].[NetworkInfo.EfaInfo.MaximumEfaInterfaces||\`0\`,ProcessorInfo.SupportedArchitectures[0],join(',',PlacementGroupInfo.SupportedStrategies||\`[]\`)]")
  if [[ -n $PLAN ]]; then return; fi
  read -r efa architecture strategies <<<"$facts"
  [[ $efa =~ ^[0-9]{1,3}$ && $architecture =~ ^[a-z0-9_]+$ ]] ||
    fail "$SIDE_REGION has no instance type $TRAINING_TYPE" "choose another TRAINING_TYPE"
  [[ ,$strategies, == *,cluster,* ]] ||
    fail "$TRAINING_TYPE cannot be in a cluster placement group" \
      "choose a TRAINING_TYPE for training: https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/placement-strategies.html"
  remember NETWORK_TRAINING_FACTS "$TRAINING_TYPE $efa $architecture $zone"
}

# usage: check_zone_has_type ZONE
check_zone_has_type() {
  local zones
  zones=$(aws ec2 describe-instance-type-offerings --location-type availability-zone \
    --filters "Name=instance-type,Values=$TRAINING_TYPE" --query 'InstanceTypeOfferings[].Location')
  if [[ -n $PLAN || $'\t'${zones//$'\n'/$'\t'}$'\t' == *$'\t'"$1"$'\t'* ]]; then return; fi
  fail "$1, the zone that training stands in, has no $TRAINING_TYPE" \
    "these have: $(shown "${zones:-none of $SIDE_REGION}")" "set TRAINING_ZONE to another zone's number, or choose another type"
}

# usage: template_data "TYPE EFA_ADAPTERS ARCHITECTURE ZONE"
template_data() {
  local efa architecture image
  read -r _ efa architecture _ <<<"$1"
  image=$TRAINING_IMAGE
  if [[ -z $image ]]; then
    image="/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-${architecture:-x86_64}"
  fi
  # A parameter of Systems Manager stands for the newest image of its kind.
  if [[ $image == /* ]]; then image="resolve:ssm:$image"; fi
  printf '{"ImageId":"%s","InstanceType":"%s",' "$image" "$TRAINING_TYPE"
  printf '"IamInstanceProfile":{"Arn":"%s"},' "$(needed NETWORK_TRAINING_PROFILE_ARN)"
  printf '"MetadataOptions":{"HttpTokens":"required","HttpPutResponseHopLimit":2},'
  printf '"Placement":{"GroupName":"%s"},' "$DEPLOYMENT_NAME-training"
  # Who shuts one down from inside, as its own timer does, terminates it.
  printf '"InstanceInitiatedShutdownBehavior":"terminate",'
  printf '"TagSpecifications":[{"ResourceType":"instance","Tags":%s}],' \
    "$(tags_of NETWORK_TRAINING_INSTANCE_ID "$DEPLOYMENT_NAME-training")"
  printf '"NetworkInterfaces":[%s]}' "$(adapters "${efa:-0}")"
}

# One adapter, or as many as AWS advises for EFA: the first is for everything else, and each network card has one for
# EFA alone.
# usage: adapters EFA_ADAPTERS
adapters() {
  local kind=interface card
  if (($1 == 1)); then kind=efa; fi
  adapter 0 0 "$kind"
  if (($1 < 2)); then return; fi
  printf ,
  adapter 0 1 efa-only
  for ((card = 1; card < $1; card++)); do
    printf ,
    adapter "$card" 0 efa-only
  done
}

# usage: adapter CARD DEVICE TYPE
adapter() {
  printf '{"NetworkCardIndex":%s,"DeviceIndex":%s,"InterfaceType":"%s","SubnetId":"%s","Groups":["%s"],"DeleteOnTermination":true}' \
    "$1" "$2" "$3" "$(needed "NETWORK_TRAINING_SUBNET_${TRAINING_ZONE}_ID")" "$(needed NETWORK_TRAINING_GROUP_ID)"
}
