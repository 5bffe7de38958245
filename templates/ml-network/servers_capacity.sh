#!/usr/bin/env bash
#
# Whether there is room for the model servers: in the network's zones, and in the account's quota. It is included, never
# run.

#% param SERVER_MAX InstanceCount

# Before the first are launched.
check_servers() {
  local zone zones lack vcpus
  not_in_check_mode
  if is_made NETWORK_STABLE_SERVERS_ARN; then return; fi
  look_up_server_type
  zones=$(zones_of_servers)
  if [[ -n $PLAN ]]; then return; fi
  for ((zone = 1; zone <= ZONE_COUNT; zone++)); do
    check_zone_has_servers "$(recall "NETWORK_ZONE_$zone")" "$zones"
  done
  read -r _ _ vcpus <<<"$(recall NETWORK_SERVER_FACTS)"
  lack=$(lack_of_vcpus "$SERVER_MAX" "$SERVER_TYPE" "$vcpus")
  if [[ -n $lack ]]; then complain "  warning: $lack"; fi
}

# usage: check_zone_has_servers ZONE ZONES_WITH_THE_TYPE
check_zone_has_servers() {
  if [[ $'\n'$2$'\n' == *$'\n'"$1"$'\n'* ]]; then return; fi
  fail "$1, a zone of the network, has no $SERVER_TYPE" \
    "these have: $(shown "${2:-none of $SIDE_REGION}")" "choose another SERVER_TYPE"
}
