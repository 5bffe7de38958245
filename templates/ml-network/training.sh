#!/usr/bin/env bash
#
# What instances for training are launched with. It is included, never run.

#% include training_zone.sh
#% include training_facts.sh
#% include training_instances.sh
#% include instance_role.sh

make_launch() {
  local facts template
  start make_role
  #% if TRAINING_RESERVATION_ID
  if [[ -z $CHECK ]]; then start look_up_reservation; else start find_reservation; fi
  #% else
  start ensure NETWORK_TRAINING_PLACEMENT_GROUP_ID "$DEPLOYMENT_NAME-training" \
    aws ec2 create-placement-group --group-name "$DEPLOYMENT_NAME-training" --strategy cluster
  #% end
  if [[ -z $CHECK ]]; then start look_up_type; fi
  await_started
  facts=$(recall NETWORK_TRAINING_FACTS)
  template=$(template_data "$facts")
  ensure NETWORK_TRAINING_TEMPLATE_ID "$DEPLOYMENT_NAME-training" \
    aws ec2 create-launch-template --launch-template-name "$DEPLOYMENT_NAME-training" \
    --launch-template-data "$template"
  launch_template::has NETWORK_TRAINING_TEMPLATE_ID "$(needed NETWORK_TRAINING_TEMPLATE_ID)" "$template"
  #% if TRAINING_RESERVATION_ID
  take_group_away
  #% end
}

make_role() {
  make_instance_role TRAINING "$DEPLOYMENT_NAME-training" "$TRAINING_ROLE"
  iam_role::has_managed "$(needed NETWORK_TRAINING_ROLE_ARN)" "$(session_manager_policy)"
}

# They cost by the second: whoever deploys or looks is told of them.
tell_instances() {
  local lines count
  if [[ -n $PLAN ]]; then return; fi
  lines=$(instances)
  if [[ -z $lines ]]; then return; fi
  count=$(grep -c . <<<"$lines")
  if [[ -n $CHECK ]]; then
    find_fact "training instances" "$count there" true "${lines%%$'\t'*}"
  else
    say "  $count training instances are there, and are paid for: ./train.sh down ends them"
  fi
}

# usage: template_data "TYPE EFA_ADAPTERS ARCHITECTURE VCPUS ZONE"
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
  placing
  # Who shuts one down from inside, as its own timer does, terminates it.
  printf '"InstanceInitiatedShutdownBehavior":"terminate",'
  printf '"TagSpecifications":[{"ResourceType":"instance","Tags":%s}],' \
    "$(tags_of NETWORK_TRAINING_INSTANCE_ID "$DEPLOYMENT_NAME-training")"
  printf '"NetworkInterfaces":[%s]}' "$(adapters "${efa:-0}")"
}

# Where they stand: near each other in a group of ours, or where capacity was reserved. In another group than the one
# that a reservation was made in, AWS has none of it; a Capacity Block is near each other by itself.
# https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/cr-cpg.html
placing() {
  #% if TRAINING_RESERVATION_ID
  local kind group
  read -r _ _ _ kind group <<<"$(recall NETWORK_TRAINING_RESERVATION)"
  if [[ -n $group && $group != none ]]; then printf '"Placement":{"GroupName":"%s"},' "$group"; fi
  if [[ $kind == capacity-block ]]; then printf '"InstanceMarketOptions":{"MarketType":"capacity-block"},'; fi
  printf '"CapacityReservationSpecification":{"CapacityReservationTarget":{"CapacityReservationId":"%s"}},' \
    "$TRAINING_RESERVATION_ID"
  #% else
  printf '"Placement":{"GroupName":"%s"},' "$DEPLOYMENT_NAME-training"
  #% end
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
