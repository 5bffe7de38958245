#!/usr/bin/env bash
#
# EC2 instance, launched by hand (train.sh) or by an Auto Scaling group, and never by deploy_all.sh: it is known by its
# tag alone.
# https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/ec2-instance-lifecycle.html

instance::needs() { printf 'launch_template instance_profile placement_group security_group subnet vpc'; }
instance::is_id() { [[ $1 =~ ^i-[0-9a-f]+$ ]]; }
instance::id() { printf 'Instances[].InstanceId'; }

# One that is terminated is shown for about an hour.
instance::look() {
  local state
  state=$(aws ec2 describe-instances --instance-ids "$1" --query 'Reservations[].Instances[].State.Name') || return
  case $state in
    shutting-down) printf deleting ;;
    terminated) printf deleted ;;
    *) printf '%s' "$state" ;;
  esac
}

# Its place, its groups and its subnet are held until it is terminated.
instance::delete() {
  tolerate InvalidInstanceID.NotFound aws ec2 terminate-instances --instance-ids "$1" >/dev/null || return
  await_gone instance "$1"
}

# usage: instance::remedy CODE OPERATION MESSAGE
instance::remedy() {
  case $1 in
    InsufficientInstanceCapacity)
      printf '%s' "AWS has no room for all of them there now: ask for fewer, later, in another zone (TRAINING_ZONE)," \
        " for another TRAINING_TYPE, or reserve capacity beforehand (TRAINING_RESERVATION_ID). A Capacity Block has" \
        " none before it begins, and none in its last half hour"
      ;;
    ReservationCapacityExceeded)
      printf '%s' "what is reserved has not as many free instances: ask for fewer, or end others that run in it; what" \
        " was terminated is free after some minutes"
      ;;
    InvalidCapacityReservationId.*) printf 'name a reservation that is there in TRAINING_RESERVATION_ID, and deploy again' ;;
    VcpuLimitExceeded | MaxSpotInstanceCountExceeded)
      printf '%s' "the account may run no more of these: ask for a higher quota of running on-demand instances of" \
        " the type's family, in vCPUs (Service Quotas, Amazon EC2); for GPUs that of a new account may be 0"
      ;;
    Unsupported) printf 'that zone has no such type: choose another TRAINING_ZONE or TRAINING_TYPE' ;;
    IdempotentParameterMismatch) printf 'run ./train.sh status: the instances asked for before may be there already' ;;
  esac
}
