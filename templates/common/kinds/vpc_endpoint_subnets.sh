#!/usr/bin/env bash
#
# The subnets of an interface endpoint, one for each zone in which the service is offered.
# https://docs.aws.amazon.com/vpc/latest/privatelink/interface-endpoints.html

# The zones in which services have interface endpoints: "SERVICE ZONE ZONE…", a line each.
# usage: vpc_endpoint::zones_of SERVICE...
vpc_endpoint::zones_of() {
  not_in_check_mode
  aws ec2 describe-vpc-endpoint-services --service-names "$@" --query \
    "ServiceDetails[?ServiceType[?ServiceType=='Interface']].[join(' ',[[ServiceName],AvailabilityZones||\`[]\`][])]"
}

# Makes sure that an endpoint stands in subnets. One that it stands in besides is left to it.
# usage: vpc_endpoint::stands_in ENDPOINT SUBNET...
vpc_endpoint::stands_in() {
  local endpoint=$1 subnet answer absent=()
  shift
  if [[ -n $PLAN ]] || is_new "$endpoint" || is_out_of_sight vpc_endpoint "$endpoint"; then return; fi
  answer=$(seen_answer vpc_endpoint "$endpoint") || exit
  answer=${answer%%policy=*}
  for subnet in "$@"; do
    if [[ $answer == *"$subnet"* ]]; then continue; fi
    absent+=("$subnet")
    if [[ -n $CHECK ]]; then find_difference "endpoint in $(name_of "$subnet")" missing "$endpoint"; fi
  done
  if [[ -n $CHECK || ${#absent[@]} == 0 ]]; then return; fi
  aws ec2 modify-vpc-endpoint --vpc-endpoint-id "$endpoint" --add-subnet-ids ${absent[@]+"${absent[@]}"} >/dev/null
  report changed "subnets of $(name_of "$endpoint")" "${absent[*]-}"
}
