#!/usr/bin/env bash
#
# Whether the instances that train stand near each other, for diagnose.sh. It is included, after diagnose_questions.sh,
# never run.
# https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/placement-strategies.html

#% param DEPLOYMENT_NAME DeploymentName

ask_training() {
  ask_for training placement aws ec2 describe-instances \
    --filters "Name=tag:$DEPLOYMENT_TAG,Values=NETWORK_TRAINING_INSTANCE_ID" \
    Name=instance-state-name,Values=pending,running \
    --query "Reservations[].Instances[].[InstanceId,Placement.GroupName||'-']"
}

# The placement group that they are launched into: ours, or that of what is reserved, which may be in `none`.
training_placement() {
  local group="$DEPLOYMENT_NAME-training"
  #% if TRAINING_RESERVATION_ID
  read -r _ _ _ _ group <<<"$(recall NETWORK_TRAINING_RESERVATION)"
  #% end
  printf '%s' "$group"
}

check_placement() {
  local id group wanted count=0 outside=""
  can_check placement training || return 0
  wanted=$(training_placement)
  while IFS=$'\t' read -r id group; do
    if [[ -z $id ]]; then continue; fi
    count=$((count + 1))
    if [[ $group != "$wanted" ]]; then outside+="${outside:+, }$id"; fi
  done <"$RUN/said.training"
  if ((count == 0)); then return; fi
  if [[ -z $wanted || $wanted == none ]]; then
    finding placement ok "$count training instances run in what is reserved, which was made in no placement group" \
      "a Capacity Block is near each other by itself; other capacity is where it was reserved in a cluster placement group"
  elif [[ -n $outside ]]; then
    finding placement problem "training instances stand outside of the placement group $wanted, and may be far from the others: $outside" \
      "./train.sh down ends them, ./train.sh up launches all of them in it"
  else
    finding placement ok "$count training instances stand in the placement group $wanted: near to each other, in one zone"
  fi
}
