#!/usr/bin/env bash
#
# Instances, and what is beyond the VPC: other Regions and other networks, for diagnose.sh. It is included, never run.

#% param SERVER_TYPE InstanceType?
#% param TRAINING_TYPE InstanceType?

# The types that are looked at, a line each: that of --type, or else what the deployment's servers and training have.
types_asked() {
  if [[ -n $TYPE ]]; then
    printf '%s\n' "$TYPE"
  else
    printf '%s\n' "$SERVER_TYPE" "$TRAINING_TYPE" | sed '/^$/d' | sort -u
  fi
}

ask_far() {
  local id type types
  types=$(types_asked)
  for type in $types; do
    ask_for "type.$type" "instance-type" tolerate InvalidInstanceType aws ec2 describe-instance-types --instance-types "$type" \
      --query "InstanceTypes[].[InstanceType,NetworkInfo.EnaSupport||'-',NetworkInfo.NetworkPerformance||'-',to_string(NetworkInfo.EfaSupported),to_string(BurstablePerformanceSupported),to_string(NetworkInfo.NetworkCards[0].BaselineBandwidthInGbps),join(',',PlacementGroupInfo.SupportedStrategies||['-'])]"
  done
  id=$(peering)
  if [[ -n $id ]]; then
    ask_for peering "peering" aws ec2 describe-vpc-peering-connections \
      --filters "Name=vpc-peering-connection-id,Values=$id" --query \
      "VpcPeeringConnections[].[Status.Code,Status.Message||'-',[RequesterVpcInfo,AccepterVpcInfo][?VpcId!='$VPC']|[0].[Region,VpcId,CidrBlock]][]"
  fi
  id=$(recall NETWORK_VPN_CONNECTION_ID)
  # Nothing else of the answer: it holds the tunnels' keys.
  if [[ -n $id ]]; then
    ask_for tunnels "vpn" aws ec2 describe-vpn-connections --filters "Name=vpn-connection-id,Values=$id" \
      --query "VpnConnections[].VgwTelemetry[].[OutsideIpAddress,Status,StatusMessage||'-']"
  fi
}

# https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/ec2-instance-network-bandwidth.html
check_types() {
  local type types
  types=$(types_asked)
  for type in $types; do check_type "$type"; done
  if [[ -n $types && $SYMPTOM != latency ]]; then
    finding instance-type ok "one connection carries 5 Gbps at most, 10 within a cluster placement group; to the internet an instance has 5 Gbps, or half of its bandwidth from 32 vCPUs on" \
      "use several connections at a time"
  fi
}

# usage: check_type TYPE
check_type() {
  local type ena performance efa burstable baseline strategies limit=problem
  can_check instance-type "type.$1" || return 0
  IFS=$'\t' read -r type ena performance efa burstable baseline strategies <<<"$(head -n 1 "$RUN/said.type.$1")"
  # What the deployment's own type has less of is its owner's choice, as long as nobody says that something is slow.
  if [[ $SYMPTOM == all && -z $TYPE ]]; then limit=ok; fi
  if [[ $type != "$1" ]]; then
    finding instance-type problem "$SIDE_REGION has no instance type $1" "accelgen and AWS's pages list those that it has"
    return
  fi
  case $ena in
    required | supported) finding instance-type ok "$1 has enhanced networking (ENA is $ena): $performance" ;;
    *)
      finding instance-type problem "$1 has no enhanced networking (ENA is $ena): $performance" \
        "take a type of the Nitro System: their network is faster, and waits less"
      ;;
  esac
  if [[ $burstable == true ]]; then
    finding instance-type "$limit" "$1 is burstable: it slows down when its credits are used up, and cannot be in a cluster placement group" \
      "take a type of another family (m, c, r, g, p)"
  fi
  if [[ $performance == "Up to"* && $SYMPTOM != latency ]]; then
    finding instance-type "$limit" \
      "$1 has '$performance', which is for a while only; $(if [[ $baseline =~ ^[0-9.]+$ ]]; then printf 'then it has %s Gbps' "$baseline"; else printf 'what it has then AWS did not tell'; fi)" \
      "take a size whose bandwidth is not 'Up to'"
  fi
  if [[ ,$strategies, == *,cluster,* ]]; then
    finding instance-type ok "$1 can be in a cluster placement group: near to each other, in one zone"
  fi
  if [[ $efa == true ]]; then
    finding instance-type ok "$1 has EFA, which works within a zone, and needs both rules of the training group for itself"
  else
    finding instance-type ok "$1 has no EFA"
  fi
}

# The peering with another Region, where the deployment has one.
peering() { recall VPC_PEERING_CONNECTION_ID; }

check_peering() {
  local id state message region vpc block key table count=0
  id=$(peering)
  if [[ -z $id ]]; then return; fi
  can_check peering peering tables || return 0
  IFS=$'\t' read -r state message region vpc block <<<"$(tr '\n' '\t' <"$RUN/said.peering")"
  if [[ $state != active ]]; then
    finding peering problem "$id is ${state:-gone}${message:+: $message}" "$REPAIR"
    return
  fi
  finding peering ok "$id is active"
  for key in $(private_table_keys); do
    table=$(recall "$key")
    if [[ -z $table ]]; then continue; fi
    if ! has_route "$table" "$id"; then
      count=$((count + 1))
      finding peering problem "$table has no route by $id to $(shown "$block")" "$REPAIR"
    fi
  done
  if ((count == 0)); then finding peering ok "the private tables have routes by $id"; fi
  check_other_side "$id" "$region" "$vpc"
}

# usage: check_other_side PEERING REGION VPC
check_other_side() {
  if [[ ! $2 =~ ^[a-z]{2}(-[a-z]+)+-[0-9]+$ || ! $3 =~ ^vpc-[0-9a-f]+$ ]]; then
    not_told peering "which VPC is at the other end AWS did not tell" "look at $1 there"
    return
  fi
  # Who took the second Region out of the template has scripts that know neither its profile nor its account.
  if [[ " ${SIDES[*]%% *} " != *" PEER "* ]]; then
    not_told peering "whether $3 in $2 has routes back is not known: these scripts have no second Region" \
      "put PEER_REGION back and generate the scripts again"
    return
  fi
  ask there routes_there "$1" "$3"
  can_check peering there || return 0
  if grep -q -x "$VPC_CIDR"$'\t'active "$RUN/said.there"; then
    finding peering ok "$3 in $2 has routes back to $VPC_CIDR"
  else
    finding peering problem "$3 in $2 has no route by $1 back to $VPC_CIDR: nothing is answered" "$REPAIR"
  fi
}

# The routes of a VPC of the other side's by a peering. It may be in another account, and what is asked of the wrong one is
# answered with nothing, as if there were no route: so it is asked with that side's profile, in the account of `env`.
# usage: routes_there PEERING VPC
routes_there() {
  on_side PEER || return
  aws ec2 describe-route-tables --filters "Name=vpc-id,Values=$2" \
    --query "RouteTables[].Routes[?VpcPeeringConnectionId=='$1'].[DestinationCidrBlock,State][]"
}

# A connection that is available can have tunnels that are not up.
check_vpn() {
  local id address state message up=0 down=""
  id=$(recall NETWORK_VPN_CONNECTION_ID)
  if [[ -z $id ]]; then return; fi
  can_check vpn tunnels || return 0
  while IFS=$'\t' read -r address state message; do
    if [[ -z $address ]]; then continue; fi
    if [[ $state == UP ]]; then up=$((up + 1)); else down+="${down:+, }$address ($message)"; fi
  done <"$RUN/said.tunnels"
  if [[ -z $down && $up -gt 0 ]]; then
    finding vpn ok "$up tunnels of $id are up"
  elif ((up > 0)); then
    finding vpn problem "a tunnel of $id is down: $down; while AWS works on the other one nothing gets through" \
      "set up both tunnels at your device"
  else
    finding vpn problem "no tunnel of $id is up${down:+: $down}" \
      "is your device set up, and does it let UDP 500 and 4500 and ESP through? Its own log tells more"
  fi
}

tell_distance() {
  finding distance ok "each question to another Region takes its way there and back, which no setting makes shorter" \
    "keep data and copies of models near to those who use them, keep connections open, ask for more at a time; EFA and collective operations stay within a zone"
}
