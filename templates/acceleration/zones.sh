#!/usr/bin/env bash
#
# The Availability Zones of both sides, chosen once.

#% param RESOURCE_SERVICE_NAME EndpointServiceName
#% param RESOURCE_SERVICE_HOSTNAME Hostname?
#% param RESOURCE_EXCLUDED_ZONE_IDS [AvailabilityZoneID]
#% param EXPOSE_EXCLUDED_ZONE_IDS [AvailabilityZoneID]

# Chooses zones in which the service is offered, for an endpoint cannot be made in others, and keeps the name under
# which clients know it. https://docs.aws.amazon.com/vpc/latest/privatelink/aws-services-privatelink-support.html
choose_resource_zones() {
  local offer zones
  availability_zones::stay_out_of RESOURCE_EXCLUDED_ZONE_IDS \
    ${RESOURCE_EXCLUDED_ZONE_IDS[@]+"${RESOURCE_EXCLUDED_ZONE_IDS[@]}"}
  if [[ -n $CHECK ]]; then return; fi
  if [[ -z $(recall RESOURCE_ZONE_1) || -z $(recall RESOURCE_ZONE_2) ]]; then
    if [[ -z $PLAN ]]; then start availability_zones::usable >/dev/null; fi
    offer=$(vpc_endpoint::offer "$RESOURCE_SERVICE_NAME")
    await_started
    if [[ -z $PLAN && -z $offer ]]; then fail "$RESOURCE_SERVICE_NAME has no interface endpoints in $SIDE_REGION"; fi
    read -r -a zones <<<"${offer%%$'\t'*}"
    remember RESOURCE_SERVICE_NAMES "${offer#*$'\t'}"
    availability_zones::choose RESOURCE_ZONE_1 RESOURCE_ZONE_2 \
      --not ${RESOURCE_EXCLUDED_ZONE_IDS[@]+"${RESOURCE_EXCLUDED_ZONE_IDS[@]}"} --among ${zones[@]+"${zones[@]}"}
  fi
  vpc_endpoint::keep_hostname RESOURCE_SERVICE_HOSTNAME "$RESOURCE_SERVICE_HOSTNAME" \
    "$(recall RESOURCE_SERVICE_NAMES)"
}

choose_expose_zones() {
  availability_zones::stay_out_of EXPOSE_EXCLUDED_ZONE_IDS \
    ${EXPOSE_EXCLUDED_ZONE_IDS[@]+"${EXPOSE_EXCLUDED_ZONE_IDS[@]}"}
  if [[ -z $CHECK ]]; then
    availability_zones::choose EXPOSE_ZONE_1 EXPOSE_ZONE_2 \
      --not ${EXPOSE_EXCLUDED_ZONE_IDS[@]+"${EXPOSE_EXCLUDED_ZONE_IDS[@]}"}
  fi
}

# What stands in a subnet is made after it, and not where AWS refuses the zone.
leave_refused_zones() { availability_zones::leave_refused; }
