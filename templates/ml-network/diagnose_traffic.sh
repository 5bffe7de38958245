#!/usr/bin/env bash
#
# What metrics and the flow log say of traffic that did not get through, for diagnose.sh. It is included, never run.

#% if FLOW_LOG_DAYS
#% include flow_logs/flow_log.sh

# So many records are read at most.
readonly MOST_RECORDS=10000
#% end

# In periods of an hour: AWS keeps what is finer for 15 days.
readonly NAT_METRICS="ErrorPortAllocation PacketsDropCount IdleTimeoutCount PacketsInFromSource PacketsInFromDestination"

ask_traffic() {
  local now key keys nat metric
  now=$(date +%s)
  if concerns nat-metrics; then
    keys=$(nat_keys)
    for key in $keys; do
      nat=$(recall "$key")
      if [[ -z $nat ]]; then continue; fi
      for metric in $NAT_METRICS; do
        start ask "$nat.$metric" aws cloudwatch get-metric-statistics --namespace AWS/NATGateway \
          --metric-name "$metric" --dimensions "[{\"Name\":\"NatGatewayId\",\"Value\":\"$nat\"}]" \
          --start-time $((now - HOURS * 3600)) --end-time "$now" --period 3600 --statistics Sum \
          --query '[length(Datapoints),sum(Datapoints[].Sum)]'
      done
    done
  fi
  #% if FLOW_LOG_DAYS
  if concerns rejects; then
    start ask rejects tolerate ResourceNotFoundException aws logs filter-log-events \
      --log-group-name "$FLOW_LOG_GROUP" --start-time $(((now - 3600) * 1000)) --filter-pattern REJECT \
      --max-items "$MOST_RECORDS" --query 'events[].[message]'
  fi
  #% end
}

# https://docs.aws.amazon.com/vpc/latest/userguide/metrics-dimensions-nat-gateway.html
check_nat_metrics() {
  local key keys nat
  can_check nat-metrics nats || return 0
  keys=$(nat_keys)
  for key in $keys; do
    nat=$(recall "$key")
    # Of what is gone another check tells.
    if [[ -n $nat && $(told_of nats "$nat" 2) == available ]]; then check_metrics_of "$nat"; fi
  done
}

# usage: check_metrics_of NAT
check_metrics_of() {
  local metric ports dropped idle packets before
  for metric in $NAT_METRICS; do can_check nat-metrics "$1.$metric" || return 0; done
  ports=$(metric_sum "$1" ErrorPortAllocation)
  dropped=$(metric_sum "$1" PacketsDropCount)
  idle=$(metric_sum "$1" IdleTimeoutCount)
  packets=$(metric_sum "$1" PacketsInFromSource PacketsInFromDestination)
  if [[ -z $ports$dropped$idle$packets ]]; then
    finding nat-metrics unknown "CloudWatch has no metrics of $1 for the last $HOURS hours"
    return
  fi
  before=$(wc -l <"$RUN/diagnosis")
  if ((${ports:-0} > 0)); then
    finding nat-metrics problem "$1 ran out of ports $ports times in $HOURS hours: 55,000 connections to one address at a time" \
      "keep connections and use them again, reach S3 and DynamoDB by gateway endpoints, or give it a second Elastic IP (8 at most)"
  fi
  # More than one in 10,000, as AWS recommends to alarm.
  if ((${dropped:-0} * 10000 > ${packets:-0})); then
    finding nat-metrics problem "$1 dropped $dropped of ${packets:-no} packets in $HOURS hours" \
      "AWS Health tells whether the zone is well; else ask AWS: a NAT gateway drops next to nothing when it is well"
  fi
  if ((${idle:-0} > 0)); then
    finding nat-metrics problem "$1 closed $idle connections in $HOURS hours that nothing used for 350 seconds" \
      "have clients send TCP keepalives more often than every 350 seconds, or connect anew"
  fi
  if (($(wc -l <"$RUN/diagnosis") == before)); then
    finding nat-metrics ok "$1 had ports for all, dropped ${dropped:-0} of ${packets:-0} packets and closed no idle connection in $HOURS hours"
  fi
}

# The sum of metrics as a whole number, or nothing where none has data.
# usage: metric_sum NAT METRIC...
metric_sum() {
  local metric
  for metric in "${@:2}"; do cat "$RUN/said.$1.$metric"; done | awk '
    $1 ~ /^[1-9][0-9]*$/ && $2 ~ /^[0-9]+([.][0-9]+)?([eE][+]?[0-9]+)?$/ { sum += $2; has = 1 }
    END { if (has) printf "%.0f", sum }'
}

#% if FLOW_LOG_DAYS
# What was rejected: packets from within the VPC, and answers to the private tiers, are somebody's who waits for them.
# What the internet tries at the public tier is as good rejected.
check_rejects() {
  local count from to port interface outside lines=0
  can_check rejects rejects || return 0
  rejected >"$RUN/rejected"
  outside=$(awk -F '\t' '$2 == "outside" { sum += $1 } END { printf "%.0f", sum }' "$RUN/rejected")
  while IFS=$'\t' read -r count _ from to port interface; do
    lines=$((lines + 1))
    if ((lines > 5)); then continue; fi
    finding rejects problem "$count packets from $from to $to, port $port, were rejected at $interface within an hour" \
      "if they should pass: ./diagnose.sh timeouts --from TIER --to TIER --port $port tells which wall it was"
  done < <(grep $'\tinside\t' "$RUN/rejected")
  if ((lines > 5)); then finding rejects problem "and $((lines - 5)) more kinds of rejected packets" "the log group $FLOW_LOG_GROUP has them all"; fi
  if ((lines == 0)); then
    finding rejects ok "the flow log has no rejected packet of the VPC's own within an hour (of others at the public tier: $outside)"
  fi
  if (($(wc -l <"$RUN/said.rejects") >= MOST_RECORDS)); then
    finding rejects unknown "only the first $MOST_RECORDS records were read"
  fi
}

# "PACKETS inside|outside FROM TO PROTOCOL_AND_PORT INTERFACE", the most packets first, with tabs between. No field is
# longer or other than a flow log's.
rejected() {
  local subnets
  subnets=$(for tier in APP DATA TRAINING; do
    for ((zone = 1; zone <= ZONE_COUNT; zone++)); do recall "NETWORK_${tier}_SUBNET_${zone}_ID" && printf ' '; done
  done)
  awk -v fields="$FLOW_LOG_FIELDS" -v vpc="$VPC_CIDR" -v private=" $subnets" "$(blocks_program)"'
    BEGIN { count = split(fields, name, " "); for (i = 1; i <= count; i++) AT[name[i]] = i }
    NF != count || $AT["action"] != "REJECT" { next }
    $AT["srcaddr"] !~ /^[0-9]+[.][0-9]+[.][0-9]+[.][0-9]+$/ || $AT["interface-id"] !~ /^eni-[0-9a-f]+$/ { next }
    $AT["dstaddr"] !~ /^[0-9.]+$/ || $AT["dstport"] !~ /^[0-9]+$/ || $AT["protocol"] !~ /^[0-9]+$/ || $AT["packets"] !~ /^[0-9]+$/ { next }
    {
      source = first($AT["srcaddr"] "/32")
      is_ours = (first(vpc) <= source && source <= last(vpc)) || index(private, " " $AT["subnet-id"] " ")
      # Answers go to ports that differ each time.
      port = $AT["dstport"] >= 32768 ? "32768-65535" : $AT["dstport"]
      protocol = $AT["protocol"] == 6 ? "TCP" : $AT["protocol"] == 17 ? "UDP" : "protocol " $AT["protocol"]
      SUM[(is_ours ? "inside" : "outside") "\t" $AT["srcaddr"] "\t" $AT["dstaddr"] "\t" protocol " " port "\t" $AT["interface-id"]] += $AT["packets"]
    }
    END { for (key in SUM) printf "%.0f\t%s\n", SUM[key], key }' "$RUN/said.rejects" | sort -k 1,1nr -k 2
}
#% end
