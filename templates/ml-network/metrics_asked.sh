#!/usr/bin/env bash
#
# What metrics.sh asks from CloudWatch. It is included, never run.

# Sets BEGIN and END, seconds since 1970: whole periods, of which the last is three minutes past, as metrics come late.
know_times() {
  local now
  now=$(date +%s)
  END=$((now - 180))
  END=$((END - END % PERIOD))
  BEGIN=$((END - HOURS * 3600 / PERIOD * PERIOD))
  readonly BEGIN END
}

# Leaves facts in the run's folder, a line each, fields separated by tabs:
#   span BEGIN END PERIOD
#   thing NUMBER nat|tunnel|instance ID STATE
#   point NUMBER in|out|connections|ports|dropped|idle|down TIME VALUE
#   missing WHAT                      what nobody knows
ask_all() {
  local instance
  printf 'span\t%s\t%s\t%s\n' "$BEGIN" "$END" "$PERIOD" >"$RUN/facts"
  THINGS=0
  if ((${#INSTANCES[@]} > 0)); then
    for instance in "${INSTANCES[@]}"; do
      has_thing instance "$instance" -
      ask_points AWS/EC2 "InstanceId=$instance" "in NetworkIn Sum" "out NetworkOut Sum"
    done
  else
    ask_nats
    ask_tunnels
  fi
  await_started
  if ((THINGS > 0)); then cat "$RUN"/points.* >>"$RUN/facts"; fi
}

# usage: has_thing nat|tunnel|instance ID STATE
has_thing() {
  THINGS=$((THINGS + 1))
  printf 'thing\t%s\t%s\t%s\t%s\n' "$THINGS" "$1" "$2" "$3" >>"$RUN/facts"
}

# https://docs.aws.amazon.com/vpc/latest/userguide/metrics-dimensions-nat-gateway.html
ask_nats() {
  local key keys nat
  if [[ $NAT == none ]]; then
    printf 'missing\tthere is no NAT gateway (NAT=none)\n' >>"$RUN/facts"
    return
  fi
  keys=$(nat_keys)
  for key in $keys; do
    nat=$(recall "$key")
    if [[ -z $nat ]]; then
      printf 'missing\t%s is not known: %s has it not; ./deploy_all.sh finds it again\n' "$key" "${STATE_FILE##*/}" >>"$RUN/facts"
      continue
    fi
    has_thing nat "$nat" -
    ask_points AWS/NATGateway "NatGatewayId=$nat" "out BytesOutToDestination Sum" "in BytesInFromDestination Sum" \
      "connections ActiveConnectionCount Maximum" "ports ErrorPortAllocation Sum" "dropped PacketsDropCount Sum" \
      "idle IdleTimeoutCount Sum"
  done
}

# https://docs.aws.amazon.com/vpn/latest/s2svpn/monitoring-cloudwatch-vpn.html
ask_tunnels() {
  local vpn address state
  vpn=$(recall NETWORK_VPN_CONNECTION_ID)
  if [[ -z $vpn ]]; then return; fi
  # Nothing else of the answer: it holds the tunnels' keys.
  aws ec2 describe-vpn-connections --filters "Name=vpn-connection-id,Values=$vpn" \
    --query 'VpnConnections[].VgwTelemetry[].[OutsideIpAddress,Status]' >"$RUN/tunnels"
  while read -r address state; do
    if [[ ! $address =~ ^[0-9]+(\.[0-9]+){3}$ || ! $state =~ ^[A-Z]+$ ]]; then continue; fi
    has_thing tunnel "$vpn $address" "$state"
    ask_points AWS/VPN "VpnId=$vpn,TunnelIpAddress=$address" "in TunnelDataIn Sum" "out TunnelDataOut Sum" \
      "down TunnelState Minimum"
  done <"$RUN/tunnels"
  if [[ ! -s $RUN/tunnels ]]; then printf 'missing\tAWS shows no tunnel of %s\n' "$vpn" >>"$RUN/facts"; fi
}

# usage: ask_points NAMESPACE NAME=VALUE,... "SERIES METRIC STATISTIC"...
ask_points() {
  local namespace=$1 which="" part series metric statistic
  for part in ${2//,/ }; do which+=",{\"Name\":\"${part%%=*}\",\"Value\":\"${part#*=}\"}"; done
  shift 2
  for part in "$@"; do
    read -r series metric statistic <<<"$part"
    start points "$THINGS" "$series" "$namespace" "$metric" "[${which#,}]" "$statistic"
  done
}

# usage: points THING SERIES NAMESPACE METRIC DIMENSIONS STATISTIC
points() {
  local answer
  answer=$(aws cloudwatch get-metric-statistics --namespace "$3" --metric-name "$4" --dimensions "$5" \
    --start-time "$BEGIN" --end-time "$END" --period "$PERIOD" --statistics "$6" \
    --query 'Datapoints[].[Timestamp,Sum||Average||Maximum||Minimum]')
  THING=$1 SERIES=$2 awk "$(seconds_program)"'
    $2 ~ /^[0-9]+([.][0-9]+)?([eE][-+]?[0-9]+)?$/ && seconds($1) >= 0 {
      printf "point\t%s\t%s\t%.0f\t%.6f\n", ENVIRON["THING"], ENVIRON["SERIES"], seconds($1), $2
    }' <<<"$answer" | sort >"$RUN/points.$(printf '%04d' "$1").$2"
}
