#!/usr/bin/env bash
#
# What would otherwise fail halfway: seconds of questions before anything is made. deploy_all.sh begins with
# it; of a deployment that has begun it asks only what can still matter.
#
# It looks whether the AWS CLI knows all calls, whether the credentials work in both regions and may make the
# first things (AWS can be asked that without making them), whether the service is offered there, whether the
# quotas have room, and whether the load balancer's name is free. (In a region that the account has not enabled
# no credentials work.)

#% param RESOURCE_REGION Region
#% param RESOURCE_PROFILE ProfileName?
#% param RESOURCE_SERVICE_NAME EndpointServiceName
#% param RESOURCE_VPC_CIDR CIDR
#% param EXPOSE_REGION Region
#% param EXPOSE_PROFILE ProfileName?
#% param EXPOSE_VPC_CIDR CIDR
#% param EXPOSE_NLB_NAME LoadBalancerName
#% param EXPOSE_TARGET_GROUP_NAME TargetGroupName

# shellcheck source-path=SCRIPTDIR source=lib.sh
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh" || exit

main() {
  begin_step "${BASH_SOURCE[0]}" "$@"
  if is_made EXPOSE_LISTENER_ARN && is_made RESOURCE_VPC_ENDPOINT_ID; then return; fi

  check_aws_cli
  use_region "$RESOURCE_REGION" "$RESOURCE_PROFILE"
  bind_account RESOURCE_ACCOUNT_ID
  start check_resource_region
  use_region "$EXPOSE_REGION" "$EXPOSE_PROFILE"
  bind_account EXPOSE_ACCOUNT_ID
  start check_expose_region
  finish
}

# usage: is_made KEY
is_made() { [[ -n $(recall "$1") ]]; }

check_aws_cli() {
  local message
  message=$(command aws elbv2 modify-listener-attributes --generate-cli-skeleton 2>&1) ||
    fail "this AWS CLI does not work, or is older than 2025: $(command aws --version 2>&1)" "$message" \
      "https://docs.aws.amazon.com/cli/latest/userguide/getting-started-install.html"
}

check_resource_region() {
  start choose_zones RESOURCE_ZONE_1 RESOURCE_ZONE_2 "$RESOURCE_SERVICE_NAME"
  if ! is_made RESOURCE_VPC_ID; then
    start may RESOURCE_VPC_ID aws ec2 create-vpc --cidr-block "$RESOURCE_VPC_CIDR"
    start check_vpc_quota RESOURCE_VPC_ID
  fi
  finish
}

check_expose_region() {
  start choose_zones EXPOSE_ZONE_1 EXPOSE_ZONE_2
  if ! is_made EXPOSE_VPC_ID; then
    start may EXPOSE_VPC_ID aws ec2 create-vpc --cidr-block "$EXPOSE_VPC_CIDR"
    start check_vpc_quota EXPOSE_VPC_ID
  fi
  if ! is_made EXPOSE_INTERNET_GATEWAY_ID; then
    start may EXPOSE_INTERNET_GATEWAY_ID aws ec2 create-internet-gateway
  fi
  #% if EXPOSE_ELASTIC_IPS
  if ! is_made EXPOSE_ELASTIC_IP_2_ID; then
    start may EXPOSE_ELASTIC_IP_2_ID aws ec2 allocate-address --domain vpc
    start check_address_quota
  fi
  #% end
  if ! is_made EXPOSE_NLB_ARN; then start check_names; fi
  finish
}

# Asks AWS whether a call would be allowed, without making it; with its tags, which may be what allows it.
# usage: may KEY aws ec2 OPERATION [OPTION...]
may() { tolerate DryRunOperation create "" "$1" "$@" --dry-run >/dev/null; }

# usage: check_vpc_quota KEY
check_vpc_quota() {
  local vpcs
  vpcs=$(aws ec2 describe-vpcs --query 'Vpcs[].VpcId')
  check_room "VPCs" "$(count "$vpcs")" vpc L-F678F1CE "$1"
}

#% if EXPOSE_ELASTIC_IPS
check_address_quota() {
  local addresses
  addresses=$(aws ec2 describe-addresses --query 'Addresses[].PublicIp')
  check_room "Elastic IP addresses" "$(count "$addresses")" ec2 L-0263D0A3 \
    EXPOSE_ELASTIC_IP_1_ID EXPOSE_ELASTIC_IP_2_ID
}
#% end

# How many words there are.
count() { wc -w <<<"$1" | tr -d ' '; }

# Whether a quota has room for what `env` does not know of some keys. Who may not read quotas, or has none of
# their own, goes without this check.
# usage: check_room WHAT USED SERVICE QUOTA KEY...
check_room() {
  local quota key id needed=0
  quota=$(tolerate 'AccessDenied.*|NoSuchResource.*|UnauthorizedOperation' \
    aws service-quotas get-service-quota --service-code "$3" --quota-code "$4" --query Quota.Value)
  quota=${quota%.*}
  if [[ ! $quota =~ ^[0-9]+$ ]] || (($2 + $# - 4 <= quota)); then return; fi

  # What is there already, and will be found again by its tag, needs none.
  for key in "${@:5}"; do
    id=$(recall "$key")
    if [[ -z $id ]]; then id=$(find_by_tag "$key"); fi
    if [[ -z $id ]]; then needed=$((needed + 1)); fi
  done
  if (($2 + needed > quota)); then
    fail "$REGION has room for $quota $1 and $2 are in use; the deployment needs $needed more" \
      "delete what is not needed, or ask for more:" \
      "aws service-quotas request-service-quota-increase --region $REGION --service-code $3 --quota-code $4 --desired-value $(($2 + needed))"
  fi
}

# Names are free, or this deployment's from before.
check_names() {
  start find_by_name EXPOSE_NLB_ARN aws elbv2 create-load-balancer --name "$EXPOSE_NLB_NAME" >/dev/null
  start find_by_name EXPOSE_TARGET_GROUP_ARN \
    aws elbv2 create-target-group --name "$EXPOSE_TARGET_GROUP_NAME" >/dev/null
  finish
}

main "$@"
