#!/usr/bin/env bash
#
# Takes away everything that deploy_all.sh made, in both regions: what `env` knows, and what carries
# the deployment's tag, so that it also works when `env` is lost. Nothing else is touched. It may be
# run again at any time.
#
# usage: ./cleanup.sh [--yes]
#   --yes   do not ask
#
# ACCELGEN_POLL_SECONDS (5) is how often it looks while it waits, ACCELGEN_TIMEOUT_SECONDS (900) how
# long it waits at most for one thing.

#% param RESOURCE_REGION Region
#% param RESOURCE_PROFILE ProfileName?
#% param EXPOSE_REGION Region
#% param EXPOSE_PROFILE ProfileName?
#% param EXPOSE_NLB_NAME LoadBalancerName
#% param EXPOSE_TARGET_GROUP_NAME TargetGroupName

# shellcheck source-path=SCRIPTDIR source=lib.sh
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh" || exit

readonly RESOURCE_REGION={{RESOURCE_REGION}}
readonly RESOURCE_PROFILE={{RESOURCE_PROFILE}}
readonly EXPOSE_REGION={{EXPOSE_REGION}}
readonly EXPOSE_PROFILE={{EXPOSE_PROFILE}}
readonly EXPOSE_NLB_NAME={{EXPOSE_NLB_NAME}}
readonly EXPOSE_TARGET_GROUP_NAME={{EXPOSE_TARGET_GROUP_NAME}}

# What is there, an id a line.
resource_ids=""
expose_ids=""

main() {
  local ask=true
  while (($# > 0)); do
    case $1 in
      --yes) ask=false ;;
      -h | --help) print_header "${BASH_SOURCE[0]}" && exit ;;
      *) fail "cleanup.sh has no option $1" "cleanup.sh --help lists them" ;;
    esac
    shift
  done
  trap 'complain "stopped: run ./cleanup.sh again to go on"; exit 130' INT

  check_accounts
  find_all
  if [[ -n $resource_ids$expose_ids ]]; then
    show_all
    if [[ $ask == true ]]; then confirm; fi
    delete_all
    find_all
  fi
  if [[ -n $resource_ids$expose_ids ]]; then
    show_all
    fail "the resources above are left" "AWS's reasons stand further up; run ./cleanup.sh again"
  fi
  rm -f "$STATE_FILE"
  say "nothing left"
}

in_resource_region() { use_region "$RESOURCE_REGION" "$RESOURCE_PROFILE"; }
in_expose_region() { use_region "$EXPOSE_REGION" "$EXPOSE_PROFILE"; }

check_accounts() {
  [[ -f $STATE_FILE ]] || return 0
  in_resource_region
  bind_account RESOURCE_ACCOUNT_ID
  in_expose_region
  bind_account EXPOSE_ACCOUNT_ID
}

# --- What is there ----------------------------------------------------------------------------------

find_all() {
  local named
  in_resource_region
  forget_inventory
  load_inventory
  resource_ids=$(living "$(known_ids RESOURCE_)" "$(tagged_ids)")
  in_expose_region
  forget_inventory
  load_inventory
  named=$(named_arns)
  expose_ids=$(living "$(known_ids EXPOSE_)" "$(known_ids VPC_PEERING_)" "$(tagged_ids)" "$named")
}

# The ids in `env` whose keys begin with a prefix.
# usage: known_ids PREFIX
known_ids() {
  local line
  [[ -f $STATE_FILE ]] || return 0
  while IFS= read -r line || [[ -n $line ]]; do
    case $line in "$1"*_ID=*-* | "$1"*_ARN=*) printf '%s\n' "${line#*=}" ;; esac
  done <"$STATE_FILE"
}

# The load balancer and the target group that stand under this deployment's names and carry its tag.
named_arns() {
  local load_balancer target_group arn owner
  load_balancer=$(load_balancer_named "$EXPOSE_NLB_NAME")
  target_group=$(target_group_named "$EXPOSE_TARGET_GROUP_NAME")
  for arn in $load_balancer $target_group; do
    owner=$(key_tagged "$arn")
    if [[ -n $owner ]]; then printf '%s\n' "$arn"; fi
  done
}

# Of some lists of ids, those that are there, each once. What failed is there, too: it can be deleted; only
# a peering cannot.
# usage: living LIST...
living() {
  local id state
  for id in $(printf '%s\n' "$@" | sort -u); do
    state=$(state_of "$id")
    case $id,$state in
      *, | *,deleting | *,deleted | pcx-*,failed | pcx-*,rejected | pcx-*,expired) ;;
      *) printf '%s\n' "$id" ;;
    esac
  done
}

show_all() {
  show "$RESOURCE_REGION" "$resource_ids"
  show "$EXPOSE_REGION" "$expose_ids"
}

# usage: show REGION IDS
show() {
  local id
  [[ -n $2 ]] || return 0
  say "$1"
  for id in $2; do say "  $id"; done
}

confirm() {
  local answer
  [[ -t 0 ]] || fail "nobody is there to ask" "run with --yes to delete the resources above"
  read -r -p "Delete all of these? [y/N] " answer
  case $answer in
    y | Y | yes) ;;
    *) fail "nothing was deleted" ;;
  esac
}

# --- Deleting ---------------------------------------------------------------------------------------

# What takes long is started first in both regions; the rest follows when the interfaces are gone. A side
# on which something is refused is left as it is from there on: what remains would be refused as well.
delete_all() {
  local expose_begun=true resource_begun=true
  in_expose_region
  delete_each loadbalancer "$expose_ids" || expose_begun=false
  in_resource_region
  delete_each vpce- "$resource_ids" || resource_begun=false
  in_expose_region
  delete_each pcx- "$expose_ids" || expose_begun=false

  if [[ $expose_begun == true ]]; then
    delete_network "$expose_ids" || complain "the rest in $EXPOSE_REGION waits for that"
  fi
  in_resource_region
  if [[ $resource_begun == true ]]; then
    delete_network "$resource_ids" || complain "the rest in $RESOURCE_REGION waits for that"
  fi
}

# Deletes what remains of one region, each thing before what it stands on.
# usage: delete_network IDS
delete_network() {
  local ids=$1 vpc kind
  for vpc in $(of_kind vpc- "$ids"); do
    await_no_interfaces "$vpc" || return
  done
  for kind in targetgroup eipalloc- sg- subnet- rtb- igw- vpc-; do
    delete_each "$kind" "$ids" || return
  done
}

# The ids of one kind: those that begin with a prefix, or ARNs of a resource type.
# usage: of_kind KIND IDS
of_kind() {
  local id
  for id in $2; do
    case $id in "$1"* | arn:*:"$1"/*) printf '%s\n' "$id" ;; esac
  done
}

# Tries all of one kind, and fails when one was refused.
# usage: delete_each KIND IDS
delete_each() {
  local id refused=0
  for id in $(of_kind "$1" "$2"); do
    if delete "$id"; then say "  deleted $id"; else refused=1; fi
  done
  return "$refused"
}

# Deletes one resource; a listener goes with its load balancer. Gone already is as good; in use still is tried again for a while.
# usage: delete ID
delete() {
  case $1 in
    arn:*:loadbalancer/*)
      tolerate LoadBalancerNotFound aws elbv2 delete-load-balancer --load-balancer-arn "$1"
      ;;
    arn:*:targetgroup/*)
      patiently ResourceInUse tolerate TargetGroupNotFound \
        aws elbv2 delete-target-group --target-group-arn "$1"
      ;;
    vpce-*)
      delete_endpoint "$1"
      ;;
    pcx-*)
      tolerate InvalidVpcPeeringConnectionID.NotFound \
        aws ec2 delete-vpc-peering-connection --vpc-peering-connection-id "$1"
      ;;
    eipalloc-*)
      patiently 'InvalidIPAddress.InUse|AuthFailure' tolerate InvalidAllocationID.NotFound \
        aws ec2 release-address --allocation-id "$1"
      ;;
    sg-*)
      patiently DependencyViolation tolerate InvalidGroup.NotFound \
        aws ec2 delete-security-group --group-id "$1"
      ;;
    subnet-*)
      patiently DependencyViolation tolerate InvalidSubnetID.NotFound \
        aws ec2 delete-subnet --subnet-id "$1"
      ;;
    rtb-*)
      delete_table "$1"
      ;;
    igw-*)
      delete_gateway "$1"
      ;;
    vpc-*)
      patiently DependencyViolation tolerate InvalidVpcID.NotFound \
        aws ec2 delete-vpc --vpc-id "$1"
      ;;
  esac >/dev/null
}

# This call succeeds even when it deletes nothing: the refusal stands in its answer.
# usage: delete_endpoint ENDPOINT
delete_endpoint() {
  local refusal
  refusal=$(aws ec2 delete-vpc-endpoints --vpc-endpoint-ids "$1" \
    --query 'Unsuccessful[].Error.[Code,Message]') || return
  case $refusal in
    "" | InvalidVpcEndpoint*NotFound*) ;;
    *)
      complain "error: aws ec2 delete-vpc-endpoints was refused in $REGION" "$refusal"
      return 1
      ;;
  esac
}

# usage: delete_table TABLE
delete_table() {
  local associations association
  associations=$(tolerate InvalidRouteTableID.NotFound aws ec2 describe-route-tables \
    --route-table-ids "$1" --query 'RouteTables[].Associations[].RouteTableAssociationId') || return
  for association in $associations; do
    tolerate InvalidAssociationID.NotFound \
      aws ec2 disassociate-route-table --association-id "$association" || return
  done
  tolerate InvalidRouteTableID.NotFound aws ec2 delete-route-table --route-table-id "$1"
}

# usage: delete_gateway GATEWAY
delete_gateway() {
  local vpc
  vpc=$(tolerate InvalidInternetGatewayID.NotFound aws ec2 describe-internet-gateways \
    --internet-gateway-ids "$1" --query 'InternetGateways[].Attachments[].VpcId') || return
  if [[ -n $vpc ]]; then
    patiently DependencyViolation tolerate Gateway.NotAttached \
      aws ec2 detach-internet-gateway --internet-gateway-id "$1" --vpc-id "$vpc" || return
  fi
  tolerate InvalidInternetGatewayID.NotFound \
    aws ec2 delete-internet-gateway --internet-gateway-id "$1"
}

# The interfaces of load balancers and endpoints go minutes after these, and hold subnets, groups and
# addresses until then.
# usage: await_no_interfaces VPC
await_no_interfaces() {
  local interfaces shown="" started=$SECONDS
  while true; do
    interfaces=$(aws ec2 describe-network-interfaces --filters "Name=vpc-id,Values=$1" \
      Name=interface-type,Values=network_load_balancer,vpc_endpoint \
      --query 'NetworkInterfaces[].[NetworkInterfaceId,InterfaceType,Description]') || return
    if [[ -z $interfaces ]]; then return; fi
    if ((SECONDS - started >= TIMEOUT_SECONDS)); then
      complain "error: these interfaces are still in $1 after $TIMEOUT_SECONDS s:"
      complain "$interfaces"
      return 1
    fi
    if [[ $interfaces != "$shown" ]]; then
      say "  waiting until AWS has taken its interfaces out of $1 ($((SECONDS - started)) s)"
      shown=$interfaces
    fi
    sleep "$POLL_SECONDS"
  done
}

main "$@"
