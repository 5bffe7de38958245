#!/usr/bin/env bash
#
# What the other scripts share: the AWS CLI with its errors made plain, the ids in `env`, resources
# that are made once, waits that end. It is sourced, never run.
#
# A resource goes by a key, for example RESOURCE_VPC_ID. The key stands for it in `env`, and it is
# the value of a tag on the resource itself, so that what `env` says can be checked against AWS, and
# found again when `env` is lost.

#% param DEPLOYMENT_TAG DeploymentTag
#% param TAGS [Tag]

set -Eeuo pipefail
# bash lets a command substitution go on after an error; this ends it, and the caller's assignment fails.
trap 'exit $?' ERR

readonly TAGS=({{TAGS}})
readonly DEPLOYMENT_TAG={{DEPLOYMENT_TAG}}
# The folder of the scripts. (With CDPATH, cd might go elsewhere, and say so.)
HERE=$(CDPATH='' cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
readonly HERE
readonly STATE_FILE="$HERE/env"

readonly POLL_SECONDS=${ACCELGEN_POLL_SECONDS:-5}
readonly TIMEOUT_SECONDS=${ACCELGEN_TIMEOUT_SECONDS:-900}
if [[ ! $POLL_SECONDS =~ ^[0-9]+(\.[0-9]+)?$ || ! $TIMEOUT_SECONDS =~ ^[0-9]+$ ]]; then
  printf 'error: ACCELGEN_POLL_SECONDS and ACCELGEN_TIMEOUT_SECONDS are numbers of seconds\n' >&2
  exit 2
fi
# AWS may take minutes to know everywhere what was just made or deleted.
# https://docs.aws.amazon.com/ec2/latest/devguide/eventual-consistency.html
readonly SETTLE_SECONDS=$((TIMEOUT_SECONDS < 120 ? TIMEOUT_SECONDS : 120))

# The AWS CLI itself repeats what was throttled, what the server failed at and what the network lost.
export AWS_RETRY_MODE=standard AWS_MAX_ATTEMPTS=10
# Version 2 would show its answers in a pager, and might ask back.
export AWS_PAGER="" AWS_CLI_AUTO_PROMPT=off

# --- Words to the user ------------------------------------------------------------------------------

say() { printf '%s\n' "$*"; }
complain() { printf '%s\n' "$*" >&2; }

# usage: fail MESSAGE [LINE...]
fail() {
  complain "error: $1"
  shift
  if (($# > 0)); then printf '  %s\n' "$@" >&2; fi
  exit 1
}

# A script's own header, without the marks of a comment.
# usage: print_header FILE
print_header() { sed -n '1,/^#$/d; /^$/q; s/^# \{0,1\}//p' "$1"; }

# For scripts without options.
# usage: no_options FILE [ARGUMENT...]
no_options() {
  if (($# == 1)); then return; fi
  if [[ $2 == -h || $2 == --help ]]; then print_header "$1" && exit; fi
  fail "${1##*/} has no option $2"
}

# One line a resource: what came of it, its key, its id.
report() { printf '  %-8s %-26s %s\n' "$@"; }

# --- The AWS CLI ------------------------------------------------------------------------------------

# Where the calls that follow go. An empty profile stands for the credentials at hand.
# usage: use_region REGION PROFILE
use_region() {
  REGION=$1
  PROFILE=$2
}

# The codes of refusals that `tolerate` and `patiently` speak of.
TOLERATED=""
REPEATED=""

# The AWS CLI in the region at hand, its answer as plain text.
#
# "Not found" is repeated for a while, because a thing just made is not known everywhere at once;
# `tolerate` and `patiently` change what becomes of other refusals. Any other refusal is shown as AWS
# words it, with the next step.
aws() {
  local error status code started=$SECONDS
  while true; do
    status=0
    {
      error=$(command aws "$@" --region "$REGION" ${PROFILE:+--profile "$PROFILE"} \
        --output text 2>&1 >&3)
    } 3>&1 || status=$?
    if ((status == 0)); then return 0; fi

    code=$(error_code "$error")
    if [[ -n $code && $code =~ ^($TOLERATED)$ ]]; then return 0; fi
    if ! may_pass "$code" || ((SECONDS - started >= SETTLE_SECONDS)); then
      explain_refusal "$code" "$error" "$@"
      return "$status"
    fi
    sleep "$POLL_SECONDS"
  done
}

# Takes refusals with these codes for success: the call's work is already done.
# usage: tolerate CODES aws SERVICE OPERATION [OPTION...]   (CODES: a regular expression)
tolerate() {
  local TOLERATED=$1
  shift
  "$@"
}

# Repeats a call that is refused with these codes for a while, as well.
# usage: patiently CODES aws SERVICE OPERATION [OPTION...]   (CODES: a regular expression)
patiently() {
  local REPEATED=$1
  shift
  "$@"
}

# The code in AWS's message: "An error occurred (CODE) when calling the … operation: …".
error_code() {
  local pattern='An error occurred \(([A-Za-z0-9._]+)\)'
  if [[ $1 =~ $pattern ]]; then printf '%s' "${BASH_REMATCH[1]}"; fi
}

# Whether a refusal with this code may pass by itself in a while.
# usage: may_pass CODE
may_pass() {
  local not_yet='Invalid[A-Za-z]+\.NotFound|(LoadBalancer|TargetGroup|Listener|Subnet|AllocationId)NotFound'
  [[ $1 =~ ^($not_yet)$ || (-n $1 && $1 =~ ^($REPEATED)$) ]]
}

# usage: explain_refusal CODE MESSAGE SERVICE OPERATION [OPTION...]
explain_refusal() {
  local code=$1 message=$2 remedy
  shift 2
  case $code in
    UnauthorizedOperation | AccessDenied | AccessDeniedException)
      remedy="allow this action to the identity that 'aws sts get-caller-identity' shows"
      ;;
    AuthFailure | OptInRequired | UnrecognizedClientException | InvalidClientTokenId)
      remedy="check the credentials, and that the account has the region $REGION enabled"
      ;;
    ExpiredToken | ExpiredTokenException | RequestExpired)
      remedy="sign in again, then run the script again"
      ;;
    VpcLimitExceeded)
      remedy="delete a VPC that is not needed, or ask for a higher quota (vpc, L-F678F1CE)"
      ;;
    AddressLimitExceeded)
      remedy="release an Elastic IP that is not needed, or ask for a higher quota (ec2, L-0263D0A3)"
      ;;
    InvalidServiceName)
      remedy="is RESOURCE_SERVICE_NAME right? aws ec2 describe-vpc-endpoint-services lists the names"
      ;;
    OperationNotPermitted)
      remedy="is it protected against deletion? Switch that off, then run the script again"
      ;;
    DependencyViolation)
      remedy="something that these scripts did not make still uses it: remove that, then run again"
      ;;
    *)
      remedy="when the cause is gone, run the script again: what is made is kept"
      ;;
  esac
  complain "error: aws $1 $2 was refused in $REGION"
  complain "  ${message#"${message%%[![:space:]]*}"}"
  complain "  next: $remedy"
}

# --- The ids in `env` -------------------------------------------------------------------------------

# The value of a key, or nothing.
# usage: recall KEY
recall() {
  local line
  [[ -f $STATE_FILE ]] || return 0
  while IFS= read -r line || [[ -n $line ]]; do
    if [[ $line == "$1="* ]]; then
      printf '%s' "${line#*=}"
      return
    fi
  done <"$STATE_FILE"
}

# The value of a key that an earlier script must have left.
# usage: needed KEY
needed() {
  local value
  value=$(recall "$1")
  [[ -n $value ]] || fail "$1 is not known yet" "run deploy_all.sh, or the scripts in the order of their numbers"
  printf '%s' "$value"
}

# Saves a value at once, and whole: the file is replaced, never written into.
# usage: remember KEY VALUE
remember() {
  local line new
  new=$(mktemp "${STATE_FILE%/*}/.env.XXXXXX")
  if [[ -f $STATE_FILE ]]; then
    while IFS= read -r line || [[ -n $line ]]; do
      if [[ $line != "$1="* ]]; then printf '%s\n' "$line"; fi
    done <"$STATE_FILE" >"$new"
  fi
  printf '%s=%s\n' "$1" "$2" >>"$new"
  mv -f "$new" "$STATE_FILE"
}

# Refuses to go on in another AWS account or region than the ids in `env` belong to. What deploy_all.sh has
# checked for all its steps is not checked again.
# usage: bind_account KEY   (the key under which the account of the profile at hand is kept)
bind_account() {
  local account known region_key=${1%_ACCOUNT_ID}_REGION
  if [[ " ${ACCELGEN_BOUND:-} " == *" $1 "* ]]; then return; fi
  account=$(aws sts get-caller-identity --query Account)
  known=$(recall "$1")
  if [[ -z $known ]]; then
    remember "$1" "$account"
  elif [[ $known != "$account" ]]; then
    fail "these credentials are of account $account, the deployment is in account $known" \
      "use that account's credentials, or move $STATE_FILE away to deploy anew"
  fi
  known=$(recall "$region_key")
  if [[ -z $known ]]; then
    remember "$region_key" "$REGION"
  elif [[ $known != "$REGION" ]]; then
    fail "the deployment is in $known, these scripts are for $REGION" \
      "put $region_key back to $known, run cleanup.sh, then change it"
  fi
  export ACCELGEN_BOUND="${ACCELGEN_BOUND:-} $1"
}

# --- Resources that are made once -------------------------------------------------------------------

# Makes sure that a resource is there: it is kept when it is known and alive, else adopted when one
# carries its tag, else made, with its tags in the same call, and its id saved at once.
# usage: ensure KEY NAME aws SERVICE OPERATION [OPTION...]
ensure() {
  local key=$1 name=$2 service=$4 operation=$5 known id query
  shift 2
  load_inventory
  known=$(recall "$key")
  id=$(find_resource "$key" "$known" "$@")
  if [[ -n $id && $id == "$known" ]]; then
    report kept "$key" "$id"
    return
  elif [[ -n $id ]]; then
    remember "$key" "$id"
    report adopted "$key" "$id"
    return
  fi
  if [[ $service == elbv2 ]]; then
    set -- "$@" --tags "$(tags_of "$key" "$name")"
  else
    set -- "$@" --tag-specifications \
      "[{\"ResourceType\":\"$(tag_type "$operation")\",\"Tags\":$(tags_of "$key" "$name")}]"
  fi
  query=$(id_query "$operation")
  id=$("$@" --query "$query")
  remember "$key" "$id"
  report made "$key" "$id"
}

# The tags of a resource, as JSON: its name, its key in the deployment, the user's own.
# usage: tags_of KEY NAME
tags_of() {
  local tag
  printf '[{"Key":"Name","Value":"%s"},{"Key":"%s","Value":"%s"}' "$2" "$DEPLOYMENT_TAG" "$1"
  for tag in ${TAGS[@]+"${TAGS[@]}"}; do
    printf ',{"Key":"%s","Value":"%s"}' "${tag%%=*}" "${tag#*=}"
  done
  printf ']'
}

# What AWS calls the thing that an EC2 operation makes, where tags are given with the call.
tag_type() {
  case $1 in
    allocate-address) printf elastic-ip ;;
    *) printf '%s' "${1#create-}" ;;
  esac
}

# Where the id stands in the answer of the operation that makes a resource.
id_query() {
  case $1 in
    create-vpc) printf Vpc.VpcId ;;
    create-subnet) printf Subnet.SubnetId ;;
    create-route-table) printf RouteTable.RouteTableId ;;
    create-internet-gateway) printf InternetGateway.InternetGatewayId ;;
    create-security-group) printf GroupId ;;
    allocate-address) printf AllocationId ;;
    create-vpc-endpoint) printf VpcEndpoint.VpcEndpointId ;;
    create-vpc-peering-connection) printf VpcPeeringConnection.VpcPeeringConnectionId ;;
    create-load-balancer) printf 'LoadBalancers[0].LoadBalancerArn' ;;
    create-target-group) printf 'TargetGroups[0].TargetGroupArn' ;;
    create-listener) printf 'Listeners[0].ListenerArn' ;;
    *) fail "lib.sh does not know where the id is that $1 gives" ;;
  esac
}

# The id of the living resource that a key stands for, or nothing.
# usage: find_resource KEY KNOWN_ID aws SERVICE OPERATION [OPTION...]
find_resource() {
  local key=$1 known=$2
  shift 2
  if [[ -n $known ]] && is_alive "$known"; then
    printf '%s' "$known"
  elif [[ $2 == elbv2 ]]; then
    find_by_name "$key" "$@"
  else
    find_by_tag "$key"
  fi
}

# The id of the one living EC2 resource that carries the tag of a key, or nothing.
# usage: find_by_tag KEY
find_by_tag() {
  local candidate found=()
  for candidate in $(tagged "$1"); do
    if is_alive "$candidate"; then found+=("$candidate"); fi
  done
  if ((${#found[@]} > 1)); then
    fail "more than one resource in $REGION carries the tag $DEPLOYMENT_TAG=$1: ${found[*]}" \
      "delete the one that is not in use, or its tag, then run again"
  fi
  if ((${#found[@]} == 1)); then printf '%s' "${found[0]}"; fi
}

# Load balancers, target groups and listeners are found by name and port: their tags cannot be
# searched. What stands under that name and is not this deployment's is an error.
# usage: find_by_name KEY aws elbv2 OPERATION [OPTION...]
find_by_name() {
  local key=$1 arn owner
  case $4 in
    create-load-balancer) arn=$(load_balancer_named "$(option --name "$@")") ;;
    create-target-group) arn=$(target_group_named "$(option --name "$@")") ;;
    create-listener)
      arn=$(listener_on "$(option --load-balancer-arn "$@")" "$(option --port "$@")")
      ;;
  esac
  if [[ -z $arn ]]; then return; fi
  owner=$(key_tagged "$arn")
  if [[ $owner != "$key" ]]; then
    fail "the name or port of $key is taken in $REGION by $arn" \
      "it is not this deployment's: choose another DEPLOYMENT_NAME, or delete it"
  fi
  printf '%s' "$arn"
}

# usage: load_balancer_named NAME
load_balancer_named() {
  tolerate LoadBalancerNotFound aws elbv2 describe-load-balancers --names "$1" \
    --query 'LoadBalancers[].LoadBalancerArn'
}

# usage: target_group_named NAME
target_group_named() {
  tolerate TargetGroupNotFound aws elbv2 describe-target-groups --names "$1" \
    --query 'TargetGroups[].TargetGroupArn'
}

# usage: listener_on LOAD_BALANCER PORT
listener_on() {
  tolerate LoadBalancerNotFound aws elbv2 describe-listeners --load-balancer-arn "$1" \
    --query "Listeners[?Port==\`$2\`].ListenerArn"
}

# The key that a load balancer, target group or listener carries in the deployment's tag.
# usage: key_tagged ARN
key_tagged() {
  aws elbv2 describe-tags --resource-arns "$1" \
    --query "TagDescriptions[].Tags[?Key=='$DEPLOYMENT_TAG'].Value[]"
}

# The tagged resources of the region at hand, read once: "KEY<tab>ID", a line each.
load_inventory() {
  local cache="INVENTORY_${REGION//-/_}" list
  if [[ -n ${!cache+set} ]]; then return; fi
  list=$(aws ec2 describe-tags --filters "Name=key,Values=$DEPLOYMENT_TAG" \
    --query 'Tags[].[Value,ResourceId]')
  printf -v "$cache" '%s' "$list"
}

# So that the next look is at AWS.
forget_inventory() { unset "INVENTORY_${REGION//-/_}"; }

# All ids of the inventory, a line each. A thing of another kind was tagged by somebody else, and is left
# alone.
tagged_ids() {
  local cache="INVENTORY_${REGION//-/_}" key id
  while IFS=$'\t' read -r key id; do
    case $id in
      "") ;;
      vpc-* | subnet-* | rtb-* | igw-* | sg-* | eipalloc-* | vpce-* | pcx-*) printf '%s\n' "$id" ;;
      *) complain "$id carries the tag $DEPLOYMENT_TAG, but these scripts did not make it: left alone" ;;
    esac
  done <<<"${!cache}"
}

# The ids that the inventory has for a key, a line each.
# usage: tagged KEY
tagged() {
  local cache="INVENTORY_${REGION//-/_}" key id
  while IFS=$'\t' read -r key id; do
    if [[ $key == "$1" ]]; then printf '%s\n' "$id"; fi
  done <<<"${!cache}"
}

# The value of an option in a call.
# usage: option NAME WORD...
option() {
  local name=$1
  shift
  while (($# > 1)); do
    if [[ $1 == "$name" ]]; then
      printf '%s' "$2"
      return
    fi
    shift
  done
}

# Whether a resource is there. AWS goes on showing endpoints and peerings for hours after they are
# deleted; such a tombstone does not count.
# usage: is_alive ID
is_alive() {
  local state
  # Called in conditions, where bash would go on after an error, as if the resource were gone.
  state=$(state_of "$1") || exit
  case $state in
    "" | deleting | deleted | failed | rejected | expired) return 1 ;;
  esac
}

# The state that AWS shows for an id, in lower case; "present" for what has no states; nothing for
# what does not exist.
# usage: state_of ID
state_of() {
  local state
  # Also called where bash would go on after an error, as if there were nothing.
  state=$(tolerate '.*NotFound' describe "$1") || exit
  case $state in
    "" | None) ;;
    "$1") printf present ;;
    *) printf '%s' "$state" | tr '[:upper:]' '[:lower:]' ;;
  esac
}

# Asks AWS for the state of an id, or for the id itself where there are no states.
describe() {
  case $1 in
    vpc-*) aws ec2 describe-vpcs --vpc-ids "$1" --query 'Vpcs[].State' ;;
    subnet-*) aws ec2 describe-subnets --subnet-ids "$1" --query 'Subnets[].State' ;;
    rtb-*) aws ec2 describe-route-tables --route-table-ids "$1" --query 'RouteTables[].RouteTableId' ;;
    igw-*)
      aws ec2 describe-internet-gateways --internet-gateway-ids "$1" \
        --query 'InternetGateways[].InternetGatewayId'
      ;;
    sg-*) aws ec2 describe-security-groups --group-ids "$1" --query 'SecurityGroups[].GroupId' ;;
    eipalloc-*) aws ec2 describe-addresses --allocation-ids "$1" --query 'Addresses[].AllocationId' ;;
    vpce-*) aws ec2 describe-vpc-endpoints --vpc-endpoint-ids "$1" --query 'VpcEndpoints[].State' ;;
    pcx-*)
      aws ec2 describe-vpc-peering-connections --vpc-peering-connection-ids "$1" \
        --query 'VpcPeeringConnections[].Status.Code'
      ;;
    arn:*:loadbalancer/*)
      aws elbv2 describe-load-balancers --load-balancer-arns "$1" --query 'LoadBalancers[].State.Code'
      ;;
    arn:*:targetgroup/*)
      aws elbv2 describe-target-groups --target-group-arns "$1" --query 'TargetGroups[].TargetGroupArn'
      ;;
    arn:*:listener/*)
      aws elbv2 describe-listeners --listener-arns "$1" --query 'Listeners[].ListenerArn'
      ;;
    *) fail "lib.sh does not know what kind of resource $1 is" ;;
  esac
}

# --- What belongs to a resource ---------------------------------------------------------------------

# Makes the rules of a security group exactly these: TCP on one port, in from and out to these blocks.
# usage: ensure_rules GROUP PORT --from [CIDR...] --to [CIDR...]
ensure_rules() {
  local group=$1 port=$2 rules direction="" from=() to=()
  shift 2
  while (($# > 0)); do
    case $1 in
      --from | --to) direction=$1 ;;
      *) if [[ $direction == --from ]]; then from+=("$1"); else to+=("$1"); fi ;;
    esac
    shift
  done
  rules=$(aws ec2 describe-security-group-rules --filters "Name=group-id,Values=$group" \
    --query 'SecurityGroupRules[].[IsEgress,SecurityGroupRuleId,IpProtocol,FromPort,ToPort,CidrIpv4]')
  ensure_rules_of ingress "$group" "$port" "$rules" ${from[@]+"${from[@]}"}
  ensure_rules_of egress "$group" "$port" "$rules" ${to[@]+"${to[@]}"}
}

# The same for one direction. New rules come before old ones go, so that no client is cut off.
# usage: ensure_rules_of ingress|egress GROUP PORT RULES [CIDR...]
ensure_rules_of() {
  local direction=$1 group=$2 port=$3 rules=$4 kept="" missing="" surplus=()
  local is_egress id protocol from to block
  shift 4
  while read -r is_egress id protocol from to block; do
    case $direction,$is_egress in ingress,False | egress,True) ;; *) continue ;; esac
    if [[ "$protocol $from $to" == "tcp $port $port" && " $* " == *" $block "* ]]; then
      kept+=" $block "
    else
      surplus+=("$id")
    fi
  done <<<"$rules"
  for block in "$@"; do
    if [[ $kept != *" $block "* ]]; then missing+=",{\"CidrIp\":\"$block\"}"; fi
  done
  if [[ -n $missing ]]; then
    authorize "$direction" "$group" \
      "[{\"IpProtocol\":\"tcp\",\"FromPort\":$port,\"ToPort\":$port,\"IpRanges\":[${missing#,}]}]"
  fi
  if ((${#surplus[@]} > 0)); then revoke "$direction" "$group" "${surplus[@]}"; fi
}

# usage: authorize ingress|egress GROUP PERMISSIONS
authorize() {
  if [[ $1 == ingress ]]; then
    aws ec2 authorize-security-group-ingress --group-id "$2" --ip-permissions "$3" >/dev/null
  else
    aws ec2 authorize-security-group-egress --group-id "$2" --ip-permissions "$3" >/dev/null
  fi
}

# usage: revoke ingress|egress GROUP RULE...
revoke() {
  local direction=$1 group=$2
  shift 2
  if [[ $direction == ingress ]]; then
    aws ec2 revoke-security-group-ingress --group-id "$group" --security-group-rule-ids "$@" >/dev/null
  else
    aws ec2 revoke-security-group-egress --group-id "$group" --security-group-rule-ids "$@" >/dev/null
  fi
}

# Makes sure that subnets use a route table.
# usage: ensure_associations TABLE SUBNET...
ensure_associations() {
  local table=$1 subnet associated
  shift
  associated=$(aws ec2 describe-route-tables --route-table-ids "$table" \
    --query 'RouteTables[].Associations[].SubnetId')
  for subnet in "$@"; do
    if [[ $associated != *"$subnet"* ]]; then
      aws ec2 associate-route-table --route-table-id "$table" --subnet-id "$subnet" >/dev/null
    fi
  done
}

# The gateway or peering that a table sends a destination to, or nothing.
# usage: route_target TABLE DESTINATION
route_target() {
  aws ec2 describe-route-tables --route-table-ids "$1" --query \
    "RouteTables[].Routes[?DestinationCidrBlock=='$2'].[VpcPeeringConnectionId || GatewayId][][]"
}

# Makes sure that a table sends a destination to a target.
# usage: ensure_route TABLE DESTINATION --gateway-id|--vpc-peering-connection-id TARGET
ensure_route() {
  local table=$1 destination=$2 kind=$3 target=$4 current
  current=$(route_target "$table" "$destination")
  if [[ $current == "$target" ]]; then
    report kept "route $destination" "$target"
  elif [[ -z $current ]]; then
    aws ec2 create-route --route-table-id "$table" --destination-cidr-block "$destination" \
      "$kind" "$target" >/dev/null
    report made "route $destination" "$target"
  else
    aws ec2 replace-route --route-table-id "$table" --destination-cidr-block "$destination" \
      "$kind" "$target" >/dev/null
    report changed "route $destination" "$target"
  fi
}

# --- Waits ------------------------------------------------------------------------------------------

# Looks at a state until it is one of those wanted; shows it when it changes. A state from which there
# is no way back, or the end of the time, is an error.
# usage: await WHAT STATES aws SERVICE OPERATION [OPTION...]   (STATES: a regular expression)
await() {
  local what=$1 wanted=$2 state shown="" started=$SECONDS
  shift 2
  while true; do
    state=$("$@" | tr '[:upper:]\t\n' '[:lower:]  ')
    state=${state% }
    if [[ $state != "$shown" ]]; then
      say "  $what: ${state:-nothing yet} ($((SECONDS - started)) s)"
      shown=$state
    fi
    if [[ $state =~ ^($wanted)$ ]]; then return; fi
    case $state in
      failed | rejected | expired | deleted) fail "$what is $state" "see it in the AWS console, then run cleanup.sh" ;;
    esac
    if ((SECONDS - started >= TIMEOUT_SECONDS)); then
      fail "$what: still ${state:-nothing} after $TIMEOUT_SECONDS s" \
        "run again to go on waiting, or set ACCELGEN_TIMEOUT_SECONDS to wait longer"
    fi
    sleep "$POLL_SECONDS"
  done
}
