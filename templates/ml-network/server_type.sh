#!/usr/bin/env bash
#
# The type of the model servers: which zones have it, and what it has. It is included, never run.

#% param SERVER_TYPE InstanceType?

# The zones that have it, a line each.
zones_of_servers() { instance_type::zones "$SERVER_TYPE"; }

# Looks up what the type has, once; keeps "TYPE ARCHITECTURE VCPUS".
look_up_server_type() {
  local facts architecture vcpus
  not_in_check_mode
  if [[ $(recall NETWORK_SERVER_FACTS) =~ ^"$SERVER_TYPE "[a-z0-9_]+\ [0-9]+$ ]]; then return; fi
  facts=$(instance_type::facts "$SERVER_TYPE")
  if [[ -n $PLAN ]]; then return; fi
  read -r _ architecture vcpus _ <<<"$facts"
  [[ $architecture =~ ^[a-z0-9_]+$ && $vcpus =~ ^[0-9]{1,4}$ ]] ||
    fail "$SIDE_REGION has no instance type $SERVER_TYPE" "choose another SERVER_TYPE"
  remember NETWORK_SERVER_FACTS "$SERVER_TYPE $architecture $vcpus"
}
