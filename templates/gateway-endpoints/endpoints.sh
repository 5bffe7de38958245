#!/usr/bin/env bash
#
# The VPC, and the services that get an endpoint in it.

#% param GATEWAY_VPC_ID VPCID?
#% param S3_SERVICE_NAME EndpointServiceName
#% param DYNAMODB_SERVICE_NAME EndpointServiceName
#% param S3EXPRESS_SERVICE_NAME EndpointServiceName

# The VPC that was there, or the one that step 1 has made.
the_vpc() {
  if [[ -n $GATEWAY_VPC_ID ]]; then printf '%s' "$GATEWAY_VPC_ID"; else needed GATEWAY_VPC_ID; fi
}

# The resources of which this stack can make one for a service: "KEY SERVICE_NAME", a line each.
possible_endpoints() {
  printf '%s %s\n' GATEWAY_S3_ENDPOINT_ID "$S3_SERVICE_NAME" \
    GATEWAY_DYNAMODB_ENDPOINT_ID "$DYNAMODB_SERVICE_NAME" \
    GATEWAY_S3EXPRESS_ENDPOINT_ID "$S3EXPRESS_SERVICE_NAME"
}

# What GATEWAY_SERVICES names.
readonly WANTED_ENDPOINTS=(
  #% if S3_ENDPOINT
  GATEWAY_S3_ENDPOINT_ID
  #% end
  #% if DYNAMODB_ENDPOINT
  GATEWAY_DYNAMODB_ENDPOINT_ID
  #% end
  #% if S3EXPRESS_ENDPOINT
  GATEWAY_S3EXPRESS_ENDPOINT_ID
  #% end
)

# Of these, those that shall be there: "KEY SERVICE_NAME", a line each.
wanted_endpoints() {
  local key service
  while read -r key service; do
    if [[ " ${WANTED_ENDPOINTS[*]} " == *" $key "* ]]; then printf '%s %s\n' "$key" "$service"; fi
  done < <(possible_endpoints)
}

# The endpoint of a key, as `env` knows it or by its tag, or nothing.
# usage: endpoint_of KEY
endpoint_of() {
  local id
  not_in_check_mode
  id=$(recall "$1")
  if [[ -z $id ]]; then id=$(tagged "$1") || return; fi
  printf '%s' "${id%%$'\n'*}"
}

# The key of the endpoint that rotate.sh puts in the place of another, as long as both are there.
# usage: next_key KEY
next_key() { printf '%s' "${1%_ENDPOINT_ID}_NEXT_ENDPOINT_ID"; }

# The endpoint that takes the place of another, as `env` knows it or by its tag, or nothing.
# usage: successor_of KEY
successor_of() {
  local id candidates
  not_in_check_mode
  id=$(recall "$(next_key "$1")")
  if [[ -n $id ]]; then
    printf '%s' "$id"
    return
  fi
  candidates=$(tagged "$(next_key "$1")") || exit
  for id in $candidates; do
    if is_alive gateway_endpoint "$id" "$SAVED_AT"; then printf '%s' "$id"; fi
  done
}

# The endpoints of ours for a service: its own and, in a rotation, the one that takes its place. Who compares knows them
# from `env` alone.
# usage: ours_of KEY
ours_of() {
  local own next
  if [[ -n $CHECK ]]; then
    own=$(recall "$1")
    next=$(recall "$(next_key "$1")")
  else
    own=$(endpoint_of "$1") || exit
    next=$(successor_of "$1") || exit
  fi
  printf '%s %s' "$own" "$next"
}

# Whether failover.sh has sent a service past its endpoint, until it is sent back.
# usage: goes_past KEY
goes_past() { [[ $(recall "${1%_ENDPOINT_ID}_PATH") == nat ]]; }

# The endpoints that are there, of services that have been taken out of GATEWAY_SERVICES: "KEY ID", a line each. Where
# rotate.sh was killed, each of the two holds some of the tables, and nobody brings that to its end any more.
unwanted_endpoints() {
  local key each id
  while read -r key _; do
    if [[ " ${WANTED_ENDPOINTS[*]} " == *" $key "* ]]; then continue; fi
    for each in "$key" "$(next_key "$key")"; do
      id=$(recall "$each")
      if [[ -n $id ]]; then printf '%s %s\n' "$each" "$id"; fi
    done
  done < <(possible_endpoints)
}
