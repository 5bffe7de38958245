#!/usr/bin/env bash
#
# The Availability Zones of the network, chosen once. It is included, never run.

#% param EXCLUDED_ZONE_IDS [AvailabilityZoneID]

choose_zones() {
  local keys=() zone
  if [[ -n $CHECK ]]; then return; fi
  for ((zone = 1; zone <= ZONE_COUNT; zone++)); do keys+=("NETWORK_ZONE_$zone"); done
  availability_zones::choose ${keys[@]+"${keys[@]}"} --not ${EXCLUDED_ZONE_IDS[@]+"${EXCLUDED_ZONE_IDS[@]}"}
}
