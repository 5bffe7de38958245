#!/usr/bin/env bash
#
# What diagnose.sh asks from AWS before anything is judged, side by side. It is included, never run.

# Sets VPC. Fails where there is nothing to look at, which is a finding by then.
know_network() {
  VPC=$(recall NETWORK_VPC_ID)
  if [[ -z $VPC ]]; then
    not_told deployment "the VPC is not known: $STATE_FILE has no NETWORK_VPC_ID" \
      "./deploy_all.sh finds again by its tag what is deployed"
    return 1
  fi
  ask vpc aws ec2 describe-vpcs --filters "Name=vpc-id,Values=$VPC" --query 'Vpcs[].[VpcId]'
  can_check deployment vpc || return 1
  if [[ $(cat "$RUN/said.vpc") != "$VPC" ]]; then
    finding deployment problem "AWS shows no $VPC in $SIDE_REGION" "./deploy_all.sh makes what is gone"
    return 1
  fi
}

# usage: ask_network VPC
ask_network() {
  ask_for tables "routes subnets zones gateway-endpoints peering" vpc_route_tables::lines "$1"
  ask_for subnets "subnets zones" aws ec2 describe-subnets --filters "Name=vpc-id,Values=$1" \
    --query 'Subnets[].[SubnetId,AvailabilityZone]'
  ask_for nats "nat-gateways zones nat-metrics" aws ec2 describe-nat-gateways --filter "Name=vpc-id,Values=$1" \
    --query "NatGateways[].[NatGatewayId,State,SubnetId||'-',FailureCode||'-',FailureMessage||'-']"
  ask_for acls "network-acls" network_acl::lines "$1"
  ask_for endpoints "gateway-endpoints interface-endpoints" aws ec2 describe-vpc-endpoints \
    --filters "Name=vpc-id,Values=$1" \
    --query 'VpcEndpoints[].[VpcEndpointId,State,to_string(PrivateDnsEnabled)]'
  ask_for support "dns" aws ec2 describe-vpc-attribute --vpc-id "$1" --attribute enableDnsSupport \
    --query EnableDnsSupport.Value
  ask_for hostnames "dns" aws ec2 describe-vpc-attribute --vpc-id "$1" --attribute enableDnsHostnames \
    --query EnableDnsHostnames.Value
  ask_for blocking "block-public-access" public_access_mode
  if concerns security-groups; then start ask_groups; fi
  ask_traffic
  #% if SERVER_TYPE
  ask_servers
  #% end
  ask_far
  #% if TRAINING_TYPE
  ask_training
  #% end
  ask_client_vpn
  #% if DIRECT_CONNECT
  ask_direct_connect
  #% end
  await_started
}

# Asks where one of these checks is about the symptom.
# usage: ask_for NAME "CHECK..." COMMAND [ARGUMENT...]
ask_for() {
  local check
  for check in $2; do
    if concerns "$check"; then
      start ask "$1" "${@:3}"
      return
    fi
  done
}

# The groups' rules, each group's in a note of the run.
ask_groups() {
  local layer group groups=()
  for layer in LOAD_BALANCER APP DATA TRAINING ACCESS; do
    group=$(recall "NETWORK_${layer}_GROUP_ID")
    if [[ -n $group ]]; then groups+=("$group"); fi
  done
  if ((${#groups[@]} > 0)); then ask groups security_group::look_at_rules "${groups[@]}"; fi
}

# What `env` should know of the network, a key a line.
expected_keys() {
  local tier zone
  for tier in $(tiers); do
    for ((zone = 1; zone <= ZONE_COUNT; zone++)); do printf 'NETWORK_%s_SUBNET_%s_ID\n' "$tier" "$zone"; done
  done
  printf 'NETWORK_%s\n' PUBLIC_ROUTE_TABLE_ID LOAD_BALANCER_GROUP_ID APP_GROUP_ID DATA_GROUP_ID TRAINING_GROUP_ID \
    ACCESS_GROUP_ID
  #% if SERVER_TYPE
  printf 'NETWORK_%s\n' LISTENER_ARN STABLE_TARGET_GROUP_ARN STABLE_SERVERS_ARN
  #% if CANARY
  printf 'NETWORK_%s\n' CANARY_TARGET_GROUP_ARN CANARY_SERVERS_ARN
  #% end
  #% end
  private_table_keys
  nat_keys
}

# Said once, so that no check has to.
check_known() {
  local key keys missing="" count=0
  keys=$(expected_keys)
  for key in $keys; do
    if [[ -n $(recall "$key") ]]; then continue; fi
    count=$((count + 1))
    if ((count <= 6)); then missing+=" $key"; fi
  done
  if ((count > 6)); then missing+=" and $((count - 6)) more"; fi
  if ((count > 0)); then
    not_told deployment "not known, and so not looked at:$missing" \
      "./deploy_all.sh finds again by its tag what is deployed, and makes the rest"
  fi
}

# A field of the line that begins with an id in an answer, or nothing.
# usage: told NAME ID NUMBER
told_of() { awk -F '\t' -v id="$2" -v field="$3" '$1 == id { print $field; exit }' "$RUN/said.$1"; }
