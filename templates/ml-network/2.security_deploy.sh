#!/usr/bin/env bash
#
# The walls between the tiers.
#
# Makes a security group for each layer. They name each other, so that no address stands between two tiers, and let
# nothing out but what is named: the load balancer is reached by the clients, the app by the load balancer, the data
# by the app, and training by itself (as EFA needs it, both ways), through the access group, and by SSH and HTTPS from
# VPN_CIDRS and DX_CIDRS. The VPC's default group is left without rules: what is made without a group reaches nothing.

#% param DEPLOYMENT_NAME DeploymentName
#% param S3_SERVICE_NAME EndpointServiceName?
#% param DYNAMODB_SERVICE_NAME EndpointServiceName?
#% param PEER_VPC_CIDR CIDR

#% include runtime/begin.sh
#% include tiers.sh
#% include groups.sh
#% include vpn.sh
#% include direct_connect.sh
#% include client_ports.sh
#% include delivery.sh
#% include acls.sh
#% include leaving.sh
#% include acls_leaving.sh

main() {
  begin_step "${BASH_SOURCE[0]}" "$@"
  on_side NETWORK

  local vpc
  vpc=$(needed NETWORK_VPC_ID)
  make_groups "$vpc"
  # The load balancer must be given its group when it is made; what a group lets through is said meanwhile.
  let_others_begin
  await_step 1.vpc_deploy.sh
  start keep_rules "$vpc"
  #% if NETWORK_ACLS
  start keep_acls "$vpc"
  #% else
  start leave_acls "$vpc"
  #% end
  await_started
}

# usage: make_groups VPC
make_groups() {
  start make_group "$1" LOAD_BALANCER load-balancer "HTTPS from the clients to the app"
  start make_group "$1" APP app "The model servers"
  start make_group "$1" DATA data "Databases and caches of the app"
  start make_group "$1" TRAINING training "Training, all of which talks to itself"
  start make_group "$1" ACCESS access "Those who may reach training and the app by SSH"
  #% if INTERFACE_SERVICE_NAMES
  start make_group "$1" ENDPOINT endpoints "HTTPS to the interface endpoints"
  #% end
  await_started
}

# usage: make_group VPC LAYER NAME DESCRIPTION
make_group() {
  ensure "NETWORK_${2}_GROUP_ID" "$DEPLOYMENT_NAME-$3" \
    aws ec2 create-security-group --vpc-id "$1" --group-name "$DEPLOYMENT_NAME-$3" --description "$4"
}

# usage: group LAYER
group() { needed "NETWORK_${1}_GROUP_ID"; }

# Where app and training may go, as rules name it, a line each.
ways_out() {
  local service list
  for service in "$S3_SERVICE_NAME" "$DYNAMODB_SERVICE_NAME"; do
    if [[ -z $service ]]; then continue; fi
    list=$(prefix_list::of "$service")
    printf 'list %s\n' "$list"
  done
  if [[ $NAT != none ]]; then
    printf 'block 0.0.0.0/0\n'
  elif [[ -n $PEER_REGION ]]; then
    # No rule can name a group of another Region.
    printf 'block %s\n' "$PEER_VPC_CIDR"
  fi
}

# All rules of all groups. Each compares, and changes only what differs.
# usage: keep_rules VPC
keep_rules() {
  local vpc=$1 balancer app data training access destination destinations block rule rules in=() out=() from_own=()
  local origins default
  balancer=$(group LOAD_BALANCER)
  app=$(group APP)
  data=$(group DATA)
  training=$(group TRAINING)
  access=$(group ACCESS)
  destinations=$(ways_out)
  while read -r destination; do
    if [[ -n $destination ]]; then out+=("out 443 $destination"); fi
  done <<<"$destinations"
  #% if INTERFACE_SERVICE_NAMES
  out+=("out 443 group $(group ENDPOINT)")
  #% end
  while read -r block; do from_own+=("in 22 block $block" "in 443 block $block"); done < <(own_blocks)
  origins=$(vpc_origin_group "$vpc")
  rules=$(load_balancer_rules "$app" "$origins")
  while IFS= read -r rule; do in+=("$rule"); done <<<"$rules"
  default=$(default_group "$vpc")
  look_at_known_rules "$default"

  start security_group::has "$balancer" ${in[@]+"${in[@]}"}
  start security_group::has "$app" "in $APP_PORT group $balancer" "in 22 group $access" \
    "out 5432 group $data" "out 6379 group $data" ${out[@]+"${out[@]}"}
  start security_group::has "$data" "in 5432 group $app" "in 6379 group $app"
  # EFA needs both rules of its own: https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/efa-start.html
  start security_group::has "$training" "in all group $training" "in 22 group $access" "in 443 group $access" \
    "out all group $training" ${out[@]+"${out[@]}"} ${from_own[@]+"${from_own[@]}"}
  start security_group::has "$access" "out 22 group $app" "out 22 group $training" "out 443 group $training"
  #% if INTERFACE_SERVICE_NAMES
  start security_group::has "$(group ENDPOINT)" "in 443 group $app" "in 443 group $training"
  #% end
  if [[ -n $default ]]; then start security_group::has "$default"; fi
  await_started
}

main "$@"
