#!/usr/bin/env bash
#
# What would happen without the endpoints: whether there is another way, and who could take it. It is included, never
# run.

# usage: check_failover VPC
check_failover() {
  check_ways_out "$1"
  check_may_switch
  check_pins "$1"
  check_unfinished
}

# usage: check_ways_out VPC
check_ways_out() {
  local table
  can_check failover default-route tables subnets meant || return 0
  while read -r table; do
    if ! vpc_route_tables::is_in_use "$1" "$table" ||
      vpc_route_tables::has_way_out "$1" "$table" "$GATEWAY_IP_ADDRESS_TYPE"; then
      continue
    fi
    problem failover default-route warning \
      "$table has no active default route: without the endpoint nothing leads to the service ($(vpc_route_tables::description "$1" "$table"))" \
      "a NAT gateway and a default route to it, if these subnets must go on when the endpoint's route is lost"
  done <"$RUN/said.meant"
  judge failover default-route "each table has another way to the services"
}

# A dry run tells whether these credentials may, and nothing else. That they may not is no fault of the deployment: who
# tests it need not be who switches it.
check_may_switch() {
  local word id table tried=""
  can_check failover may-switch endpoints || return 0
  while read -r word _ id _; do
    table=$(endpoint_field "$id" 7)
    table=${table%%,*}
    if [[ ! $table =~ ^rtb-[0-9a-f]+$ ]]; then continue; fi
    tried=yes
    if may_take_off "$id" "$table" 2>"$RUN/refusal"; then continue; fi
    problem failover may-switch note "$word: these credentials may not take $table off $id" \
      "whoever is to run failover.sh needs what 'accelgen policy --for switch' prints"
    leave_out failover may-switch "these credentials may not switch: $(sed -n 2p "$RUN/refusal")"
    return
  done < <(services)
  if [[ -z $tried ]]; then
    leave_out failover may-switch "no endpoint is on a table"
  else
    judge failover may-switch "these credentials may take the tables off the endpoints (a dry run)"
  fi
}

# usage: may_take_off ENDPOINT TABLE
may_take_off() {
  tolerate DryRunOperation aws ec2 modify-vpc-endpoint --vpc-endpoint-id "$1" --remove-route-table-ids "$2" \
    --dry-run >/dev/null
}

# Bucket policies that name an endpoint or the VPC refuse who comes another way.
# https://docs.aws.amazon.com/AmazonS3/latest/userguide/example-bucket-policies-vpc-endpoint.html
# usage: check_pins VPC
check_pins() {
  local bucket id unknown="" seen=""
  for bucket in ${BUCKETS[@]+"${BUCKETS[@]}"}; do
    # Directory buckets are reached by another service.
    if [[ $bucket == *--x-s3 ]]; then continue; fi
    ask bucket tolerate NoSuchBucketPolicy aws s3api get-bucket-policy --bucket "$bucket" --query Policy
    if ! knows bucket; then
      unknown+=" $bucket"
      continue
    fi
    seen+=" $bucket"
    for id in $(our_ids) "$1"; do
      if grep -q -F -e "$id" "$RUN/said.bucket"; then
        problem failover pins warning "the policy of bucket $bucket names $id: it refuses who comes another way" \
          "change it before failover.sh or rotate.sh; aws:SourceVpc outlives an endpoint, and an exception for an admin's role locks nobody out"
      fi
    done
  done
  if [[ -n $unknown ]]; then
    leave_out failover pins "not known of$unknown"
  elif [[ -z $seen ]]; then
    leave_out failover pins "S3_BUCKETS names no bucket (--bucket NAME looks at one)"
  else
    judge failover pins "the policies of$seen name neither the endpoints nor the VPC"
  fi
}

# What rotate.sh or failover.sh has begun.
check_unfinished() {
  local word key next
  while read -r word key _; do
    next=$(recall "$(next_key "$key")")
    if [[ -n $next ]]; then
      problem failover unfinished error "$word: the endpoint is being replaced by $next" "./rotate.sh $word ends that"
    fi
    if goes_past "$key"; then
      problem failover unfinished warning "$word goes past its endpoint" "./failover.sh $word --to endpoint goes back"
    fi
  done < <(services)
  judge failover unfinished "no rotation and no failover is under way"
}
