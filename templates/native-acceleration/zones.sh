#!/usr/bin/env bash
#
# The Availability Zones near the clients, and what the service is called, both found out once.

#% param RESOURCE_REGION Region
#% param RESOURCE_SERVICE_NAME EndpointServiceName
#% param RESOURCE_SERVICE_HOSTNAME Hostname?
#% param EXPOSE_EXCLUDED_ZONE_IDS [AvailabilityZoneID]

# In these zones AWS makes no endpoint for a service of another region; a zone's id is the same in every account.
# https://docs.aws.amazon.com/vpc/latest/privatelink/aws-services-cross-region-privatelink-support.html
readonly ZONES_WITHOUT_REMOTE_ACCESS=(use1-az3 usw1-az2 apne1-az3 apne2-az2 apne2-az4)

choose_expose_zones() {
  if [[ -z $CHECK ]]; then
    availability_zones::choose EXPOSE_ZONE_1 EXPOSE_ZONE_2 \
      --not "${ZONES_WITHOUT_REMOTE_ACCESS[@]}" ${EXPOSE_EXCLUDED_ZONE_IDS[@]+"${EXPOSE_EXCLUDED_ZONE_IDS[@]}"}
  fi
}

# Leaves the zones that AWS has refused for the load balancer. The endpoint, which may stand there already, has an
# interface in each subnet, and goes first.
leave_refused_zones() {
  local endpoint
  not_in_check_mode
  endpoint=$(recall EXPOSE_VPC_ENDPOINT_ID)
  if [[ -n $endpoint && -n $(availability_zones::refused) ]]; then
    vpc_endpoint::delete "$endpoint"
    network_interface::delete "$(needed EXPOSE_VPC_ID)"
    note_state "$endpoint" deleted
    remember EXPOSE_VPC_ENDPOINT_ID ""
    report deleted EXPOSE_VPC_ENDPOINT_ID "$endpoint"
  fi
  availability_zones::leave_refused
}

# Finds out whether AWS offers the service across regions, and keeps the name under which clients know it.
find_service() {
  local offer
  if [[ -n $CHECK || -n $(recall RESOURCE_SERVICE_FOUND) ]]; then return; fi
  offer=$(vpc_endpoint::offer "$RESOURCE_SERVICE_NAME" --service-regions "$RESOURCE_REGION")
  if [[ -z $PLAN && -z $offer ]]; then
    fail "$RESOURCE_SERVICE_NAME is not offered in $SIDE_REGION from $RESOURCE_REGION" \
      "is $RESOURCE_REGION enabled in this account? If it is, the stack acceleration reaches the service"
  fi
  vpc_endpoint::keep_hostname RESOURCE_SERVICE_HOSTNAME "$RESOURCE_SERVICE_HOSTNAME" "${offer#*$'\t'}"
  remember RESOURCE_SERVICE_FOUND yes
}
