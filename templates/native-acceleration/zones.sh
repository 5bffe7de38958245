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
  availability_zones::stay_out_of EXPOSE_EXCLUDED_ZONE_IDS \
    ${EXPOSE_EXCLUDED_ZONE_IDS[@]+"${EXPOSE_EXCLUDED_ZONE_IDS[@]}"}
  if [[ -z $CHECK ]]; then
    availability_zones::choose EXPOSE_ZONE_1 EXPOSE_ZONE_2 \
      --not "${ZONES_WITHOUT_REMOTE_ACCESS[@]}" ${EXPOSE_EXCLUDED_ZONE_IDS[@]+"${EXPOSE_EXCLUDED_ZONE_IDS[@]}"}
  fi
}

# Leaves the zones that AWS has refused. For the load balancer: the endpoint, which may stand there already, has an
# interface in each subnet, and goes first. For the endpoint: the load balancer may stand there already.
leave_refused_zones() {
  local endpoint refused numbers
  not_in_check_mode
  refused=$(availability_zones::refused)
  read -r -a numbers <<<"${refused//$'\n'/ }"
  if [[ -n $refused ]]; then fail_beside_load_balancer ${numbers[@]+"${numbers[@]}"}; fi
  endpoint=$(recall EXPOSE_VPC_ENDPOINT_ID)
  if [[ -n $endpoint && -n $refused ]]; then
    vpc_endpoint::delete "$endpoint"
    network_interface::delete "$(needed EXPOSE_VPC_ID)"
    note_state "$endpoint" deleted
    remember EXPOSE_VPC_ENDPOINT_ID ""
    report deleted EXPOSE_VPC_ENDPOINT_ID "$endpoint"
  fi
  availability_zones::leave_refused
}

# Ends the run where the load balancer stands, so that it is the endpoint that AWS refuses the zones for: it was made
# beside the endpoint, because it takes longest, and goes with everything else only. That the zones were refused is
# forgotten: the next run asks AWS again.
# usage: fail_beside_load_balancer ZONE_NUMBER...
fail_beside_load_balancer() {
  local balancer state number zone zones="" words ids=()
  not_in_check_mode
  balancer=$(recall EXPOSE_NLB_ARN)
  if [[ -z $balancer ]]; then return; fi
  state=$(seen_state load_balancer "$balancer")
  if [[ -z $state ]]; then return; fi
  words="${EXPOSE_EXCLUDED_ZONE_IDS[*]-}"
  for number in "$@"; do
    zone=$(recall "EXPOSE_ZONE_$number")
    zones+="${zones:+, }$zone"
    words+=" $(recall "EXPOSE_ZONE_ID_$number")"
    availability_zones::forget_refusal "$zone"
  done
  read -r -a ids <<<"$words"
  fail "AWS makes no endpoint for another region's service in $zones, and the load balancer stands there already" \
    "nothing was taken away: run ./cleanup.sh, set EXPOSE_EXCLUDED_ZONE_IDS=\"$(with_commas ${ids[@]+"${ids[@]}"})\"" \
    "in the env template, generate the scripts again, then run ./deploy_all.sh"
}

# Finds out whether AWS offers the service across regions, and keeps the name under which clients know it.
find_service() {
  local offer
  if [[ -n $CHECK || -n $(recall RESOURCE_SERVICE_FOUND) ]]; then return; fi
  offer=$(vpc_endpoint::offer "$RESOURCE_SERVICE_NAME" --service-regions "$RESOURCE_REGION")
  if [[ -z $PLAN && -z $offer ]]; then
    fail "$RESOURCE_SERVICE_NAME is not offered in $SIDE_REGION from $RESOURCE_REGION" "$(remedy_for_no_offer)" \
      "$(remedy_for_no_region)"
  fi
  vpc_endpoint::keep_hostname RESOURCE_SERVICE_HOSTNAME "$RESOURCE_SERVICE_HOSTNAME" "${offer#*$'\t'}"
  remember RESOURCE_SERVICE_FOUND yes
}

# What to do where AWS refuses a service of another region, or nothing. A service that stays in its region is one that
# AWS does not know elsewhere (https://github.com/cloud-custodian/cloud-custodian/pull/10918), and a region must be
# enabled to serve others; how AWS words that is not known.
# https://docs.aws.amazon.com/vpc/latest/privatelink/aws-services-cross-region-privatelink-support.html
# usage: remedy_across_regions CODE OPERATION MESSAGE
remedy_across_regions() {
  case $1,$2,$3 in
    InvalidServiceName,*) remedy_for_no_offer ;;
    InvalidParameter*,*"supported for remote access"*)
      printf '%s' "set EXPOSE_EXCLUDED_ZONE_IDS to the ids of the zones that are not among these, beside what stands" \
        " there, and generate the scripts again; ./cleanup.sh comes first where something was made in them"
      ;;
    InvalidParameter*,describe-vpc-endpoint-services,*) remedy_for_no_region ;;
  esac
}

remedy_for_no_offer() {
  local list
  list=$(call_line ec2 describe-vpc-endpoint-services --service-regions "$RESOURCE_REGION")
  printf '%s' "is RESOURCE_SERVICE_NAME right? $list lists what $RESOURCE_REGION offers to other regions; the stack" \
    " acceleration reaches what is not among that (accelgen init --stack acceleration)"
}

remedy_for_no_region() {
  local profile=${SIDE_PROFILE:+ --profile $(quoted "$SIDE_PROFILE")}
  printf '%s' "is $RESOURCE_REGION enabled in this account, which some regions need?" \
    " aws account get-region-opt-status --region-name $RESOURCE_REGION$profile tells, enable-region enables it"
}
