#!/usr/bin/env bash
#
# Takes away everything that deploy_all.sh made, in both regions at once: what `env` knows, and what
# carries the deployment's tag, so that it also works when `env` is lost. Nothing else is touched. It may
# be run again at any time.
#
# usage: ./cleanup.sh [--yes] [--alarms]
#   --yes      do not ask
#   --alarms   take away the alarms, their topics and the dashboard only
#
# ACCELGEN_POLL_SECONDS (5) is how often it looks while it waits (more often at first),
# ACCELGEN_TIMEOUT_SECONDS (900) how long it waits at most for one thing.

#% param RESOURCE_REGION Region
#% param RESOURCE_PROFILE ProfileName?
#% param EXPOSE_REGION Region
#% param EXPOSE_PROFILE ProfileName?
#% param EXPOSE_NLB_NAME LoadBalancerName
#% param EXPOSE_TARGET_GROUP_NAME TargetGroupName

# shellcheck source-path=SCRIPTDIR source=lib.sh
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh" || exit

# Whether only the alarms shall go.
only_alarms=false

# What is there: "KEY ID", a line each.
resource_list=""
expose_list=""

main() {
  local ask=true
  while (($# > 0)); do
    case $1 in
      --yes) ask=false ;;
      --alarms) only_alarms=true ;;
      -h | --help) print_header "${BASH_SOURCE[0]}" && exit ;;
      *) fail "cleanup.sh has no option $1" "cleanup.sh --help lists them" ;;
    esac
    shift
  done
  lock
  stop_on_signals "run ./cleanup.sh again to go on"

  bind_accounts
  find_all
  if [[ -n $resource_list$expose_list ]]; then
    show_all
    refuse_protected
    if [[ $ask == true ]]; then confirm; fi
    # Everything has been seen: what AWS does not find from here on is gone.
    forget SAVED_AT
    delete_all
  else
    say "account $(recall EXPOSE_ACCOUNT_ID) has nothing of $DEPLOYMENT_TAG"
  fi
  if [[ $only_alarms == false ]]; then rm -f "$STATE_FILE"; fi
  say "nothing left"
}

bind_accounts() {
  use_region "$RESOURCE_REGION" "$RESOURCE_PROFILE"
  bind_account RESOURCE_ACCOUNT_ID
  use_region "$EXPOSE_REGION" "$EXPOSE_PROFILE"
  bind_account EXPOSE_ACCOUNT_ID
}

# Takes a key out of `env`.
forget() { if [[ -f $STATE_FILE ]]; then remember "$1" ""; fi; }

# --- What is there ----------------------------------------------------------------------------------

# Looks in both regions side by side.
find_all() {
  use_region "$RESOURCE_REGION" "$RESOURCE_PROFILE"
  start find_in_region RESOURCE_
  use_region "$EXPOSE_REGION" "$EXPOSE_PROFILE"
  start find_in_region EXPOSE_
  finish
  resource_list=$(<"$RUN/found.RESOURCE_")
  expose_list=$(<"$RUN/found.EXPOSE_")
}

# Finds the living resources of the region at hand. The peering is made, and deleted, in the region near the
# clients.
# usage: find_in_region PREFIX
find_in_region() {
  local known candidates ids living="" key id
  settle_asked "$1"
  known=$(known "$1")
  # These need no look, for their deletion begins with one.
  for id in $(of_kind rtb- "$known") $(of_kind igw- "$known"); do note_state "$id" present; done
  ids=$(ids_of "$known")
  # Meanwhile, AWS is asked for what `env` does not know.
  start look_at_all "$ids"
  for id in $(of_kind loadbalancer "$known"); do start protection "$id" >/dev/null; done
  candidates=$(candidates "$1")
  tell_foreign "$candidates"
  finish
  ids=$(ids_of "$candidates")
  look_at_all "$ids"
  while read -r key id; do
    if [[ -n $id ]] && is_there "$id" "$(made_at "$key" "$id")"; then living+="$key $id"$'\n'; fi
  done <<<"$candidates"
  keep_note "$RUN/found.$1" "$living"
}

# What was asked for a moment ago, by a run that was killed, may not be known everywhere yet.
# usage: settle_asked PREFIX
settle_asked() {
  local line started=$SECONDS
  [[ -f $STATE_FILE ]] || return 0
  while IFS= read -r line; do
    case $line in
      "$1"*_ASKED=* | VPC_PEERING_*_ASKED=*) is_recent "${line#*=}" || continue ;;
      *) continue ;;
    esac
    line=${line%%_ASKED=*}
    while ((SECONDS - started < ASKED_SECONDS)) && [[ -z $(tagged "$line") ]]; do
      pause
      forget_inventory
    done
  done <"$STATE_FILE"
}

# What may be there, by `env`, by tag and by name: "KEY ID", each once.
# usage: candidates PREFIX
candidates() {
  local lines="" named=""
  if [[ $only_alarms == false ]]; then
    lines=$(inventory)
    if [[ $1 == EXPOSE_ ]]; then named=$(named_arns); fi
  fi
  if has_alarms "$1"; then lines+=$'\n'$(monitoring "$1"); fi
  {
    known "$1"
    printf '%s\n' "$lines" "$named" | ours "$1"
  } | sort -u
}

# What `env` knows: "KEY ID", a line each.
# usage: known PREFIX
known() { if [[ -f $STATE_FILE ]]; then tr '=' ' ' <"$STATE_FILE" | ours "$1"; fi; }

# Of lines "KEY ID", those that are the deployment's, in the region of the prefix.
# usage: ours PREFIX
ours() {
  local key id
  while read -r key id; do
    if is_ours "$1" "$key" "$id"; then printf '%s %s\n' "$key" "$id"; fi
  done
}

# Whether deploy_all.sh makes things like this under this key, in the region of the prefix.
# usage: is_ours PREFIX KEY ID
is_ours() {
  case $2,$3 in
    "$1"ALARM,accelgen:* | "$1"DASHBOARD,accelgen-* | "$1"ALARM_TOPIC_ARN,arn:*:sns:*) return ;;
  esac
  if [[ $only_alarms == true ]]; then return 1; fi
  case $2,$3 in
    "$1"VPC_ID,vpc-* | "$1"SUBNET_?_ID,subnet-* | "$1"ROUTE_TABLE_ID,rtb-*) ;;
    "$1"INTERNET_GATEWAY_ID,igw-* | "$1"SECURITY_GROUP_ID,sg-* | "$1"ELASTIC_IP_?_ID,eipalloc-*) ;;
    "$1"VPC_ENDPOINT_ID,vpce-* | "$1"*_ARN,arn:*:elasticloadbalancing:*) ;;
    VPC_PEERING_CONNECTION_ID,pcx-*) [[ $1 == EXPOSE_ ]] ;;
    *) return 1 ;;
  esac
}

# Says what carries the deployment's tag, but is not what deploy_all.sh makes under that key: somebody else has
# put it there, and it is left alone. (The peering is seen in both regions.)
# usage: tell_foreign CANDIDATES
tell_foreign() {
  local key id lines
  if [[ $only_alarms == true ]]; then return; fi
  lines=$(inventory)
  while read -r key id; do
    if [[ -z $id || $key,$id == VPC_PEERING_CONNECTION_ID,pcx-* ]]; then continue; fi
    if [[ $'\n'$1$'\n' != *$'\n'"$key $id"$'\n'* ]]; then
      complain "left alone: $id in $REGION carries the tag $DEPLOYMENT_TAG=$key, but is not this deployment's"
    fi
  done <<<"$lines"
}

# Whether there may be alarms: until that was looked at, whatever ALARM_EMAIL says and `env` knows; then, if
# there was any.
# usage: has_alarms PREFIX
has_alarms() { [[ ! -f $RUN/found.$1 ]] || grep -q -E "^$1(ALARM|DASHBOARD)" "$RUN/found.$1"; }

# The alarms of the region at hand, their topic, the dashboard: "KEY NAME", a line each.
# usage: monitoring PREFIX
monitoring() {
  local lines topic name
  lines=$(alarms)
  while IFS=$'\t' read -r name _; do
    if [[ -n $name ]]; then printf '%s %s\n' "$1ALARM" "$name"; fi
  done <<<"$lines"
  topic=$(topic_named "$DEPLOYMENT_LABEL")
  printf '%s %s\n' "$1ALARM_TOPIC_ARN" "$topic"
  if [[ $1 == EXPOSE_ ]]; then printf '%s %s\n' EXPOSE_DASHBOARD "$(dashboards)"; fi
}

# The load balancer and the target group that `env` does not know, but that stand under this deployment's names
# and carry its tag: "KEY ARN", a line each.
named_arns() {
  local load_balancer="" target_group="" arn key
  if is_unknown EXPOSE_NLB_ARN; then load_balancer=$(load_balancer_named "$EXPOSE_NLB_NAME"); fi
  if is_unknown EXPOSE_TARGET_GROUP_ARN; then
    target_group=$(target_group_named "$EXPOSE_TARGET_GROUP_NAME")
  fi
  for arn in $load_balancer $target_group; do
    key=$(key_tagged "$arn")
    if [[ -n $key ]]; then printf '%s %s\n' "$key" "$arn"; fi
  done
}

# Whether `env` does not know a resource, or not the last one that was asked for.
# usage: is_unknown KEY
is_unknown() { [[ -z $(recall "$1") || -n $(recall "$1_ASKED") ]]; }

# When a resource was made at the latest, as far as that is known.
# usage: made_at KEY ID
made_at() {
  local asked
  asked=$(recall "$1_ASKED")
  if [[ -z $asked || $(recall "$1") == "$2" ]]; then printf '%s' "$SAVED_AT"; else printf '%s' "$asked"; fi
}

# Whether a resource can still be deleted. What failed can, but for a peering.
# usage: is_there ID [TIME_MADE]
is_there() {
  local state
  state=$(seen_state "$1") || exit
  case $1,$state in
    pcx-*,failed | pcx-*,rejected | pcx-*,expired) return 1 ;;
    *,failed | *,rejected | *,expired) return 0 ;;
    *,deleting) return 1 ;;
  esac
  is_alive "$@"
}

show_all() {
  show "$RESOURCE_REGION" "$resource_list"
  show "$EXPOSE_REGION" "$expose_list"
}

# usage: show REGION LIST
show() {
  local key id
  [[ -n $2 ]] || return 0
  say "$1"
  while read -r key id; do
    if [[ -n $id ]]; then say "$(printf '  %-28s %s' "$key" "$id")"; fi
  done <<<"$2"
}

# A load balancer that is protected against deletion is told before anything is deleted.
refuse_protected() {
  local arn protected
  use_region "$EXPOSE_REGION" "$EXPOSE_PROFILE"
  for arn in $(of_kind loadbalancer "$expose_list"); do
    protected=$(protection "$arn")
    if [[ $protected == true ]]; then
      fail "the load balancer is protected against deletion, so nothing was deleted" \
        "to allow it: aws elbv2 modify-load-balancer-attributes --region $REGION --load-balancer-arn $arn --attributes Key=deletion_protection.enabled,Value=false"
    fi
  done
}

# usage: protection LOAD_BALANCER
protection() {
  once "protection.${1##*/}" tolerate LoadBalancerNotFound \
    aws elbv2 describe-load-balancer-attributes --load-balancer-arn "$1" \
    --query "Attributes[?Key=='deletion_protection.enabled'].Value"
}

confirm() {
  local answer
  [[ -t 0 ]] || fail "nobody is there to ask" "run with --yes to delete the resources above"
  read -r -p "Delete all of these? [y/N] " answer || answer=""
  case $answer in
    y | Y | yes) ;;
    *) fail "nothing was deleted" ;;
  esac
}

# --- Deleting ---------------------------------------------------------------------------------------

# Both regions at once. What is refused leaves only that region's rest.
delete_all() {
  local left=""
  use_region "$RESOURCE_REGION" "$RESOURCE_PROFILE"
  start delete_in_region RESOURCE_ "$resource_list"
  use_region "$EXPOSE_REGION" "$EXPOSE_PROFILE"
  start delete_in_region EXPOSE_ "$expose_list"
  finish || left=1
  if [[ -n $left ]]; then
    show "$RESOURCE_REGION" "$(left_in RESOURCE_)"
    show "$EXPOSE_REGION" "$(left_in EXPOSE_)"
    fail "the resources above are left" "AWS's reasons stand further up; run ./cleanup.sh again"
  fi
}

# usage: left_in PREFIX
left_in() { if [[ -f $RUN/left.$1 ]]; then cat "$RUN/left.$1"; fi; }

# Deletes what is in the region at hand, each thing before what it stands on. What takes long is first; what
# does not stand on its interfaces goes meanwhile.
# usage: delete_in_region PREFIX LIST
delete_in_region() {
  local prefix=$1 list=$2 vpc refused=0
  delete_each "$list" loadbalancer vpce- || refused=1
  # A topic that is there, or in `env`, is what deploy_all.sh knows alarms by.
  { delete_each "$list" accelgen && delete_each "$list" sns; } || refused=1
  delete_each "$list" pcx- rtb- targetgroup || refused=1
  if ((refused == 0)); then
    for vpc in $(of_kind vpc- "$list"); do
      await_no_interfaces "$vpc" || refused=1
    done
  fi
  if ((refused == 0)); then delete_each "$list" eipalloc- sg- subnet- igw- || refused=1; fi
  if ((refused == 0)); then delete_each "$list" vpc- || refused=1; fi
  if ((refused > 0)); then : >"$RUN/refused.$prefix"; fi
  check_left "$prefix"
}

# The ids of one kind: those that begin with a prefix, or ARNs of a resource type or a service.
# usage: of_kind KIND LIST
of_kind() {
  local key id
  while read -r key id; do
    case $id in "$1"* | arn:*:"$1"/* | arn:*:"$1":*) printf '%s\n' "$id" ;; esac
  done <<<"$2"
}

# usage: ids_of LIST
ids_of() {
  local id
  while read -r _ id; do printf '%s\n' "$id"; done <<<"$1"
}

# Deletes all of some kinds, side by side, and fails when one was refused.
# usage: delete_each LIST KIND...
delete_each() {
  local list=$1 kind id
  shift
  for kind in "$@"; do
    for id in $(of_kind "$kind" "$list"); do start delete_and_tell "$id" "$list"; done
  done
  finish
}

# usage: delete_and_tell ID LIST
delete_and_tell() {
  local key id
  delete "$1" || return
  note_state "$1" deleted
  while read -r key id; do
    if [[ $id == "$1" ]]; then
      forget "$key"
      report deleted "$key" "$id"
    fi
  done <<<"$2"
}

# Looks at AWS once more, and notes what is left: what could not be deleted, what came meanwhile, and what is
# still shown although AWS said that it was deleted.
# usage: check_left PREFIX
check_left() {
  local prefix=$1 left ids key id started=$SECONDS
  forget_inventory
  left=$(candidates "$prefix")
  left=$(unsure "$left")
  while true; do
    ids=$(ids_of "$left")
    forget_states "$ids"
    look_at_all "$ids"
    left=$(
      while read -r key id; do
        if [[ -n $id ]] && is_there "$id"; then printf '%s %s\n' "$key" "$id"; fi
      done <<<"$left"
    )
    if [[ -z $left || -e $RUN/refused.$prefix ]] || ((SECONDS - started >= SETTLE_SECONDS)); then break; fi
    pause
  done
  keep_note "$RUN/left.$prefix" "$left"
  [[ -z $left ]]
}

# Of a list, what has to be looked at once more. What is in a VPC has gone with it, a listener with its load
# balancer.
# usage: unsure LIST
unsure() {
  local key id
  while read -r key id; do
    case $id,$(noted_state "$id") in
      ,* | subnet-*,deleted | sg-*,deleted | rtb-*,deleted | vpce-*,deleted | arn:*:listener/*) ;;
      *) printf '%s %s\n' "$key" "$id" ;;
    esac
  done <<<"$1"
}

# Deletes one resource; a listener goes with its load balancer. Gone already is as good; in use still is
# tried again for a while.
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
    accelgen:*) tolerate '.*NotFound' aws cloudwatch delete-alarms --alarm-names "$1" ;;
    accelgen-*) tolerate '.*NotFound' aws cloudwatch delete-dashboards --dashboard-names "$1" ;;
    arn:*:sns:*) tolerate '.*NotFound' aws sns delete-topic --topic-arn "$1" ;;
    vpce-*)
      delete_endpoint "$1"
      ;;
    pcx-*)
      # Deleted already, it cannot be deleted once more.
      tolerate 'InvalidVpcPeeringConnectionID.NotFound|InvalidStateTransition' \
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
  local answer association
  answer=$(tolerate InvalidRouteTableID.NotFound aws ec2 describe-route-tables --route-table-ids "$1" \
    --query 'RouteTables[].[RouteTableId,Associations[].RouteTableAssociationId][][]') || return
  if [[ -z $answer ]]; then return; fi
  for association in ${answer#"$1"}; do
    tolerate InvalidAssociationID.NotFound \
      aws ec2 disassociate-route-table --association-id "$association" || return
  done
  tolerate InvalidRouteTableID.NotFound aws ec2 delete-route-table --route-table-id "$1"
}

# usage: delete_gateway GATEWAY
delete_gateway() {
  local answer vpc
  answer=$(tolerate InvalidInternetGatewayID.NotFound aws ec2 describe-internet-gateways \
    --internet-gateway-ids "$1" --query 'InternetGateways[].[InternetGatewayId,Attachments[].VpcId][][]') || return
  if [[ -z $answer ]]; then return; fi
  for vpc in ${answer#"$1"}; do
    patiently DependencyViolation tolerate Gateway.NotAttached \
      aws ec2 detach-internet-gateway --internet-gateway-id "$1" --vpc-id "$vpc" || return
  done
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
    pause $((SECONDS - started))
  done
}

main "$@"
