#!/usr/bin/env bash
#
# The VPC origin, and others in its place: while a distribution uses one, nothing of it can be changed. It is included,
# never run.

# What it leads to is in its name, so that another one for something else has another name.
# usage: origin_config LOAD_BALANCER
origin_config() {
  local protocol=http-only sum
  if is_called_by_tls; then protocol=https-only; fi
  sum=$(cksum <<<"$1 $protocol")
  printf '{"Name":"%s-%s","Arn":"%s","HTTPPort":80,"HTTPSPort":443,"OriginProtocolPolicy":"%s","OriginSslProtocols":{"Quantity":1,"Items":["TLSv1.2"]}}' \
    "$DELIVERY_NAME" "${sum%% *}" "$1" "$protocol"
}

# usage: keep_origin LOAD_BALANCER
keep_origin() {
  local config known
  config=$(origin_config "$1")
  known=$(recall EDGE_VPC_ORIGIN_ID)
  if [[ -n $CHECK ]]; then
    ensure EDGE_VPC_ORIGIN_ID "$DELIVERY_NAME" aws cloudfront create-vpc-origin --vpc-origin-endpoint-config "$config"
    find_origin_changed "$known" "$config"
    return
  fi
  if [[ -z $PLAN ]]; then set_others_aside "$known" "$config"; fi
  while true; do
    ensure EDGE_VPC_ORIGIN_ID "$DELIVERY_NAME" aws cloudfront create-vpc-origin --vpc-origin-endpoint-config "$config"
    if [[ -n $PLAN ]]; then
      await EDGE_VPC_ORIGIN_ID deployed
      return
    fi
    if vpc_origin::arrives EDGE_VPC_ORIGIN_ID; then break; fi
    # It was on its way out.
    remember EDGE_VPC_ORIGIN_ID ""
  done
}

# usage: find_origin_changed ORIGIN CONFIG
find_origin_changed() {
  if [[ -z $(recall NETWORK_LOAD_BALANCER_ARN) ]] || is_out_of_sight vpc_origin "$1"; then return; fi
  if vpc_origin::is_like "$1" "$2"; then
    find_fact "settings of EDGE_VPC_ORIGIN" present true "$1"
  else
    find_difference "settings of EDGE_VPC_ORIGIN" changed "$1"
  fi
}

# Those that lead elsewhere go when the distribution no longer uses them: the one that `env` knows, and any that it has
# lost. https://github.com/hashicorp/terraform-provider-aws/issues/40905
# usage: set_others_aside KNOWN CONFIG
set_others_aside() {
  local id ids kept owner KIND="" KNOWN_NAME=""
  not_in_check_mode
  select_resource EDGE_VPC_ORIGIN_ID
  if [[ -n $1 ]]; then
    if ! vpc_origin::is_like "$1" "$2"; then set_aside "$1"; fi
    return
  fi
  ids=$(vpc_origin::find)
  if [[ -z $ids ]]; then return; fi
  kept=" $(vpc_origin::find aws cloudfront create-vpc-origin --vpc-origin-endpoint-config "$2") "
  for id in $ids; do
    if [[ $kept == *" $id "* ]]; then continue; fi
    owner=$(cloudfront::key_of "$id")
    if [[ $owner == EDGE_VPC_ORIGIN_ID ]]; then set_aside "$id"; fi
  done
}

# usage: set_aside ORIGIN
set_aside() {
  local number=1 key keys
  keys=$(keys_like 'EDGE_OLD_VPC_ORIGIN_*_ID')
  for key in $keys; do
    if [[ $(recall "$key") == "$1" ]]; then return; fi
  done
  while [[ -n $(recall "EDGE_OLD_VPC_ORIGIN_${number}_ID") ]]; do number=$((number + 1)); done
  if [[ $(recall EDGE_VPC_ORIGIN_ID) == "$1" ]]; then
    remember "EDGE_OLD_VPC_ORIGIN_${number}_ID" "$1" EDGE_VPC_ORIGIN_ID ""
  else
    remember "EDGE_OLD_VPC_ORIGIN_${number}_ID" "$1"
  fi
}

# When the distribution is everywhere without them.
take_old_origins_away() {
  local key keys
  if [[ -n $PLAN ]]; then return; fi
  keys=$(keys_like 'EDGE_OLD_VPC_ORIGIN_*_ID')
  if [[ -z $keys ]]; then return; fi
  await EDGE_DISTRIBUTION_ID deployed
  for key in $keys; do take_away "$key" vpc_origin::delete; done
}
