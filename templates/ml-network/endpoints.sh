#!/usr/bin/env bash
#
# The interface endpoints of the network, in the app tier's subnets. It is included, never run.
# https://docs.aws.amazon.com/vpc/latest/privatelink/interface-endpoints.html

#% param DEPLOYMENT_NAME DeploymentName
#% param INTERFACE_ENDPOINTS [EndpointServiceSuffix]
#% param INTERFACE_SERVICE_NAMES [EndpointServiceName]

# The key of a service's endpoint.
# usage: endpoint_key SUFFIX
endpoint_key() { printf 'NETWORK_%s_INTERFACE_ENDPOINT_ID' "$(tr 'a-z.-' 'A-Z__' <<<"$1")"; }

# Makes those that are wanted, and takes away those that no longer are.
# usage: keep_endpoints VPC
keep_endpoints() {
  local number suffix wanted=" "
  find_endpoint_zones
  for ((number = 0; number < ${#INTERFACE_ENDPOINTS[@]}; number++)); do
    suffix=${INTERFACE_ENDPOINTS[number]}
    wanted+="$(endpoint_key "$suffix") "
    start make_endpoint "$1" "$(endpoint_key "$suffix")" "$suffix" "${INTERFACE_SERVICE_NAMES[number]}"
  done
  await_started
  take_endpoints_away "$wanted"
}

# Not every service is offered in every zone: where they are is asked once, and kept.
find_endpoint_zones() {
  local number missing=() lines line key zones
  if [[ -n $CHECK ]]; then return; fi
  for ((number = 0; number < ${#INTERFACE_ENDPOINTS[@]}; number++)); do
    key=$(endpoint_key "${INTERFACE_ENDPOINTS[number]}")
    if [[ -z $(recall "${key%_ID}_ZONES") ]]; then missing+=("${INTERFACE_SERVICE_NAMES[number]}"); fi
  done
  if ((${#missing[@]} == 0)); then return; fi
  lines=$(vpc_endpoint::zones_of "${missing[@]}")
  if [[ -n $PLAN ]]; then return; fi
  for ((number = 0; number < ${#INTERFACE_ENDPOINTS[@]}; number++)); do
    key=$(endpoint_key "${INTERFACE_ENDPOINTS[number]}")
    while IFS= read -r line; do
      if [[ ${line%% *} != "${INTERFACE_SERVICE_NAMES[number]}" ]]; then continue; fi
      zones=${line#* }
      remember "${key%_ID}_ZONES" "$zones"
    done <<<"$lines"
    [[ -n $(recall "${key%_ID}_ZONES") ]] ||
      fail "$SIDE_REGION has no interface endpoints of ${INTERFACE_ENDPOINTS[number]}" "take it out of INTERFACE_ENDPOINTS"
  done
}

# usage: make_endpoint VPC KEY SUFFIX SERVICE_NAME
make_endpoint() {
  local subnets=() zone zones known endpoint
  known=$(recall "${2%_ID}_ZONES")
  zones=" $known "
  for ((zone = 1; zone <= ZONE_COUNT; zone++)); do
    # Who compares asks for no zones: before the endpoint was ever asked for, any may be one of it.
    if [[ -n $PLAN || -n $CHECK && -z $known || $zones == *" $(recall "NETWORK_ZONE_$zone") "* ]]; then
      subnets+=("$(needed "NETWORK_APP_SUBNET_${zone}_ID")")
    fi
  done
  ((${#subnets[@]} > 0)) ||
    fail "$4 is offered in none of the network's zones, but in:$zones" "take $3 out of INTERFACE_ENDPOINTS"
  # Private DNS: clients go this way without knowing of it.
  ensure "$2" "$DEPLOYMENT_NAME-$3" \
    aws ec2 create-vpc-endpoint --vpc-endpoint-type Interface --vpc-id "$1" --service-name "$4" \
    --ip-address-type ipv4 --private-dns-enabled --security-group-ids "$(needed NETWORK_ENDPOINT_GROUP_ID)" \
    --subnet-ids "${subnets[@]}"
  endpoint=$(needed "$2")
  vpc_endpoint::stands_in "$endpoint" "${subnets[@]}"
  vpc_endpoint::has "$endpoint" "$(needed NETWORK_ENDPOINT_GROUP_ID)" true
  endpoint::policy vpc_endpoint "$endpoint"
}
