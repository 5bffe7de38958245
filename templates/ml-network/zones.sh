#!/usr/bin/env bash
#
# The Availability Zones of the network, chosen once. It is included, never run.

#% param EXCLUDED_ZONE_IDS [AvailabilityZoneID]
#% param KEPT_OUT_ZONE_IDS [AvailabilityZoneID]

#% include training_zone.sh
#% include server_type.sh

choose_zones() {
  local keys=() zone
  availability_zones::stay_out_of EXCLUDED_ZONE_IDS ${EXCLUDED_ZONE_IDS[@]+"${EXCLUDED_ZONE_IDS[@]}"}
  if [[ -n $CHECK ]]; then return; fi
  #% if TRAINING_TYPE
  choose_training_zone
  #% end
  for ((zone = 1; zone <= ZONE_COUNT; zone++)); do keys+=("NETWORK_ZONE_$zone"); done
  #% if SERVER_TYPE
  choose_server_zones ${keys[@]+"${keys[@]}"}
  #% else
  availability_zones::choose ${keys[@]+"${keys[@]}"} --not ${KEPT_OUT_ZONE_IDS[@]+"${KEPT_OUT_ZONE_IDS[@]}"}
  #% end
}

#% if SERVER_TYPE

# Zones that have the type of the model servers, where any are still to be chosen.
# usage: choose_server_zones KEY...
choose_server_zones() {
  local key all_known=1 zones offered=()
  not_in_check_mode
  for key in "$@"; do
    if [[ -z $(recall "$key") ]]; then all_known=""; fi
  done
  if [[ -n $all_known ]]; then return; fi
  zones=$(zones_of_servers)
  read -r -a offered <<<"${zones//$'\n'/ }"
  if ((${#offered[@]} == 0)) && [[ -z $PLAN ]]; then
    fail "no zone of $SIDE_REGION has $SERVER_TYPE" "choose another SERVER_TYPE"
  fi
  availability_zones::choose "$@" --not ${KEPT_OUT_ZONE_IDS[@]+"${KEPT_OUT_ZONE_IDS[@]}"} \
    --among ${offered[@]+"${offered[@]}"}
}
#% end

# Before the others: not every zone has the type. Where none is free that has it, any is taken, and refused later.
choose_training_zone() {
  local key="NETWORK_ZONE_$TRAINING_ZONE" number taken=" " list zone zones=()
  not_in_check_mode
  if [[ -n $(recall "$key") ]]; then return; fi
  for number in 1 2 3 4 5 6; do taken+="$(recall "NETWORK_ZONE_$number") "; done
  #% if TRAINING_RESERVATION_ID
  list=$(zones_of_reservation)
  #% else
  list=$(zones_of_type)
  #% end
  while read -r zone; do
    if [[ -n $zone && $taken != *" $zone "* ]]; then zones+=("$zone"); fi
  done <<<"$list"
  if ((${#zones[@]} == 0)); then return; fi
  availability_zones::choose "$key" --not ${KEPT_OUT_ZONE_IDS[@]+"${KEPT_OUT_ZONE_IDS[@]}"} \
    --among "${zones[@]}"
}
