#!/usr/bin/env bash
#
# Capacity that is reserved for instances, on demand or as a Capacity Block: the user's, and only looked at.
# https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/capacity-reservation-overview.html
# https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/ec2-capacity-blocks.html

# "STATE TYPE ZONE KIND FREE TOTAL END GROUP TENANCY PLATFORM", with tabs between; none for what it does not have, and
# nothing when there is no such reservation.
# usage: capacity_reservation::facts RESERVATION
capacity_reservation::facts() {
  tolerate 'InvalidCapacityReservationId.*' aws ec2 describe-capacity-reservations --capacity-reservation-ids "$1" --query \
    "CapacityReservations[].[State,InstanceType,AvailabilityZone,ReservationType||'default',AvailableInstanceCount,TotalInstanceCount,EndDate||'none',PlacementGroupArn||'none',Tenancy,InstancePlatform]"
}

# usage: capacity_reservation::is_over STATE
capacity_reservation::is_over() {
  case $1 in
    expired | cancelled | cancelling | failed | payment-failed | unsupported | unavailable) ;;
    *) return 1 ;;
  esac
}

# Minutes since 1970 of a time as AWS has it, for example 2026-12-01T11:30:00+00:00, always of the zone UTC; nothing for
# any other text. (No program does this alike on all systems.)
# usage: capacity_reservation::minutes TIME
capacity_reservation::minutes() {
  if [[ ! $1 =~ ^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2} ]]; then return; fi
  awk -F '[-T:]' '{
    # Counted from March, years have their leap day last.
    year = $1 - ($2 < 3)
    month = ($2 + 9) % 12
    days = 365 * year + int(year / 4) - int(year / 100) + int(year / 400) + int((153 * month + 2) / 5) + $3 - 719469
    print days * 1440 + $4 * 60 + $5
  }' <<<"$1"
}
