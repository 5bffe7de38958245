#!/usr/bin/env bash
#
# What AWS itself leaves behind in a VPC: the interfaces of load balancers and endpoints go minutes after these, and
# hold subnets, groups and addresses until then. To delete them is to wait.

network_interface::needs() { printf 'subnet security_group elastic_ip internet_gateway vpc'; }
# One wait for each VPC that is deleted; its id stands for them.
network_interface::left_in() { printf vpc; }

# usage: network_interface::delete VPC
network_interface::delete() {
  local interfaces types=network_load_balancer,vpc_endpoint which="" shown="" started=$SECONDS
  if has_function load_balancer::description; then
    # Those of an Application Load Balancer have the type of an instance's: only the deployment's are waited for.
    types+=,interface
    which="?InterfaceType!='interface'||RequesterManaged&&starts_with(Description||'','$(load_balancer::description)')"
  fi
  while true; do
    interfaces=$(aws ec2 describe-network-interfaces \
      --filters "Name=vpc-id,Values=$1" "Name=interface-type,Values=$types" \
      --query "NetworkInterfaces[$which].[NetworkInterfaceId,InterfaceType,Description]") || return
    if [[ -z $interfaces ]]; then return; fi
    if ((SECONDS - started >= TIMEOUT_SECONDS)); then
      complain "error: these interfaces are still in $1 after $TIMEOUT_SECONDS s:" "$(shown "$interfaces")"
      return 1
    fi
    if [[ $interfaces != "$shown" ]]; then
      say "  waiting until AWS has taken its interfaces out of $1 ($((SECONDS - started)) s)"
      shown=$interfaces
    fi
    pause $((SECONDS - started))
  done
}
