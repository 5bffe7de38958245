#!/usr/bin/env bash
#
# The Availability Zones of the network, chosen once. It is included, never run.

#% param EXCLUDED_ZONE_IDS [AvailabilityZoneID]

#% include training_zone.sh

choose_zones() {
  local keys=() zone
  if [[ -n $CHECK ]]; then return; fi
  #% if TRAINING_TYPE
  choose_training_zone
  #% end
  for ((zone = 1; zone <= ZONE_COUNT; zone++)); do keys+=("NETWORK_ZONE_$zone"); done
  availability_zones::choose ${keys[@]+"${keys[@]}"} --not ${EXCLUDED_ZONE_IDS[@]+"${EXCLUDED_ZONE_IDS[@]}"}
}

# Before the others: not every zone has the type.
choose_training_zone() {
  local key="NETWORK_ZONE_$TRAINING_ZONE" zone zones=()
  if [[ -n $(recall "$key") ]]; then return; fi
  #% if TRAINING_RESERVATION_ID
  while read -r zone; do zones+=("$zone"); done < <(zones_of_reservation)
  #% else
  while read -r zone; do zones+=("$zone"); done < <(zones_of_type)
  #% end
  availability_zones::choose "$key" --not ${EXCLUDED_ZONE_IDS[@]+"${EXCLUDED_ZONE_IDS[@]}"} \
    --among ${zones[@]+"${zones[@]}"}
}
