#!/usr/bin/env bash
#
# The zone that training stands in. It is included, never run.

#% param TRAINING_TYPE InstanceType?
#% param TRAINING_ZONE ZoneNumber
#% param TRAINING_RESERVATION_ID CapacityReservationID?

zone_of_training() { needed "NETWORK_ZONE_$TRAINING_ZONE"; }

# The zones that have the type, a line each.
zones_of_type() { instance_type::zones "$TRAINING_TYPE"; }

# The zone in which capacity is reserved, if it is of the type.
zones_of_reservation() {
  local facts
  facts=$(capacity_reservation::facts "$TRAINING_RESERVATION_ID")
  awk -F '\t' -v type="$TRAINING_TYPE" '$2 == type { print $3 }' <<<"$facts"
}
