#!/usr/bin/env bash
#
# What would otherwise fail halfway: seconds of questions before anything is made. deploy_all.sh begins with
# it; of a deployment that has begun it asks only what can still matter.
#
# It looks whether the AWS CLI knows all calls, whether the credentials work and may make the first things
# (AWS can be asked that without making them), whether both regions are enabled and the service is offered
# there, whether the quotas have room, and whether the load balancer's name is free.

#% param RESOURCE_REGION Region
#% param RESOURCE_PROFILE ProfileName?
#% param RESOURCE_SERVICE_NAME EndpointServiceName
#% param RESOURCE_VPC_CIDR CIDR
#% param EXPOSE_REGION Region
#% param EXPOSE_PROFILE ProfileName?
#% param EXPOSE_VPC_CIDR CIDR
#% param EXPOSE_NLB_NAME LoadBalancerName
#% param EXPOSE_TARGET_GROUP_NAME TargetGroupName
#% param EXPOSE_ELASTIC_IPS Bool

# shellcheck source-path=SCRIPTDIR source=lib.sh
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh" || exit

readonly RESOURCE_REGION={{RESOURCE_REGION}}
readonly RESOURCE_PROFILE={{RESOURCE_PROFILE}}
readonly RESOURCE_SERVICE_NAME={{RESOURCE_SERVICE_NAME}}
readonly RESOURCE_VPC_CIDR={{RESOURCE_VPC_CIDR}}
readonly EXPOSE_REGION={{EXPOSE_REGION}}
readonly EXPOSE_PROFILE={{EXPOSE_PROFILE}}
readonly EXPOSE_VPC_CIDR={{EXPOSE_VPC_CIDR}}
readonly EXPOSE_NLB_NAME={{EXPOSE_NLB_NAME}}
readonly EXPOSE_TARGET_GROUP_NAME={{EXPOSE_TARGET_GROUP_NAME}}

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
    start check_enabled
    start may RESOURCE_VPC_ID aws ec2 create-vpc --cidr-block "$RESOURCE_VPC_CIDR"
    start check_vpc_quota
  fi
  finish
}

check_expose_region() {
  start choose_zones EXPOSE_ZONE_1 EXPOSE_ZONE_2
  if ! is_made EXPOSE_VPC_ID; then
    start check_enabled
    start may EXPOSE_VPC_ID aws ec2 create-vpc --cidr-block "$EXPOSE_VPC_CIDR"
    start check_vpc_quota
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

# A region that the account has not enabled refuses the credentials.
check_enabled() {
  local status
  status=$(aws ec2 describe-regions --all-regions --region-names "$REGION" --query 'Regions[].OptInStatus')
  if [[ $status == not-opted-in ]]; then
    fail "this account has not enabled the region $REGION" \
      "enable it: aws account enable-region --region-name $REGION (it takes some minutes)"
  fi
}

# Asks AWS whether a call would be allowed, without making it; with its tags, which may be what allows it.
# usage: may KEY aws ec2 OPERATION [OPTION...]
may() { tolerate DryRunOperation create "" "$1" "$@" --dry-run >/dev/null; }

check_vpc_quota() {
  local vpcs
  vpcs=$(aws ec2 describe-vpcs --query 'Vpcs[].VpcId')
  check_room "VPCs" 1 "$(count "$vpcs")" vpc L-F678F1CE
}

#% if EXPOSE_ELASTIC_IPS
check_address_quota() {
  local addresses needed=2
  if is_made EXPOSE_ELASTIC_IP_1_ID; then needed=1; fi
  addresses=$(aws ec2 describe-addresses --query 'Addresses[].PublicIp')
  check_room "Elastic IP addresses" "$needed" "$(count "$addresses")" ec2 L-0263D0A3
}
#% end

# How many words there are.
count() { wc -w <<<"$1" | tr -d ' '; }

# Whether a quota has room. Who may not read quotas, or has none of their own, goes without this check.
# usage: check_room WHAT NEEDED USED SERVICE QUOTA
check_room() {
  local quota
  quota=$(tolerate 'AccessDenied.*|NoSuchResource.*|UnauthorizedOperation' \
    aws service-quotas get-service-quota --service-code "$4" --quota-code "$5" --query Quota.Value)
  quota=${quota%.*}
  if [[ $quota =~ ^[0-9]+$ ]] && (($3 + $2 > quota)); then
    fail "$REGION has room for $quota $1 and $3 are in use; the deployment needs $2 more" \
      "delete what is not needed, or ask for more:" \
      "aws service-quotas request-service-quota-increase --region $REGION --service-code $4 --quota-code $5 --desired-value $(($3 + $2))"
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
