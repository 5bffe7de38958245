#!/usr/bin/env bash
#
# Internet gateway. https://docs.aws.amazon.com/vpc/latest/userguide/VPC_Internet_Gateway.html

internet_gateway::needs() { printf 'vpc'; }
internet_gateway::is_id() { [[ $1 =~ ^igw-[0-9a-f]+$ ]]; }
internet_gateway::id() { printf InternetGateway.InternetGatewayId; }

internet_gateway::look() {
  aws ec2 describe-internet-gateways --internet-gateway-ids "$1" \
    --query "InternetGateways[].['present',Attachments[?State=='available']|[0].VpcId][]"
}

# Its deletion begins with a look of its own.
internet_gateway::looks_when_deleted() { :; }

# Attaches the gateway to the VPC. A route to it that is active proves that it is; else it says so itself.
# usage: internet_gateway::attached GATEWAY VPC [TABLE]   (TABLE: the one with that route, if `env` knows it)
internet_gateway::attached() {
  local state="" shown=""
  if [[ -n $CHECK ]]; then return; fi
  if ! is_new "$1" && ! is_new "$2"; then
    if [[ -n ${3:-} ]]; then state=$(seen_state route_table "$3"); fi
    if [[ -n $state ]]; then shown=$(route_table::lines "$3"); fi
    if [[ $shown == *"$1"$'\t'active* ]]; then return; fi
    shown=$(seen_answer internet_gateway "$1")
    if [[ $shown == *"$2"* ]]; then return; fi
  fi
  tolerate Resource.AlreadyAssociated aws ec2 attach-internet-gateway --internet-gateway-id "$1" --vpc-id "$2"
}

# For a while after it was detached, AWS may still call it attached.
internet_gateway::delete() {
  local answer vpc
  answer=$(tolerate InvalidInternetGatewayID.NotFound aws ec2 describe-internet-gateways \
    --internet-gateway-ids "$1" --query 'InternetGateways[].[InternetGatewayId,Attachments[].VpcId][][]') || return
  if [[ -z $answer ]]; then return; fi
  for vpc in ${answer#"$1"}; do
    patiently DependencyViolation tolerate Gateway.NotAttached \
      aws ec2 detach-internet-gateway --internet-gateway-id "$1" --vpc-id "$vpc" >/dev/null || return
  done
  patiently DependencyViolation tolerate InvalidInternetGatewayID.NotFound \
    aws ec2 delete-internet-gateway --internet-gateway-id "$1" >/dev/null
}
