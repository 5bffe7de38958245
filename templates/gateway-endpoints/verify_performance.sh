#!/usr/bin/env bash
#
# What CloudWatch knows. AWS measures nothing of a gateway endpoint itself: bytes of NAT gateways show what goes round,
# and a bucket's request metrics count all of its clients. Both only where they are. It is included, never run.

readonly HOUR=3600 DAY=86400

check_performance() {
  check_nat_bytes
  check_requests
}

# Whether the VPC's NAT gateways carry no more, per hour, than in the week before the first endpoint was made.
check_nat_bytes() {
  local nat metric since now
  can_check performance nat-bytes nats endpoints || return 0
  if [[ ! -s $RUN/said.nats ]]; then
    leave_out performance nat-bytes "the VPC has no NAT gateway"
    return
  fi
  now=$(date +%s)
  since=$(while read -r _ _ nat _; do endpoint_field "$nat" 6; done < <(services) | seconds_of | sort -n | head -n 1)
  if [[ ! $since =~ ^[0-9]+$ ]] || ((now - since < DAY)); then
    leave_out performance nat-bytes "the endpoints are not a day old"
    return
  fi
  while read -r nat; do
    if [[ ! $nat =~ ^nat-[0-9a-f]+$ ]]; then continue; fi
    for metric in BytesOutToDestination BytesInFromDestination; do
      start ask "bytes.before.$nat.$metric" nat_metric "$nat" "$metric" $((since - 7 * DAY)) "$since"
      start ask "bytes.after.$nat.$metric" nat_metric "$nat" "$metric" \
        $((since > now - 7 * DAY ? since : now - 7 * DAY)) "$now"
    done
  done <"$RUN/said.nats"
  await_started
  judge_nat_bytes "$(hourly before)" "$(hourly after)"
}

# How many hours have a value, and the sum.
# usage: nat_metric NAT NAME START END
nat_metric() {
  aws cloudwatch get-metric-statistics --namespace AWS/NATGateway --metric-name "$2" \
    --dimensions "[{\"Name\":\"NatGatewayId\",\"Value\":\"$1\"}]" --start-time "$3" --end-time "$4" \
    --period "$HOUR" --statistics Sum --query '[length(Datapoints),sum(Datapoints[].Sum)]'
}

# Times in ISO 8601, as EC2 gives them in UTC, as seconds since 1970, a line each.
seconds_of() {
  awk '/^[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]T[0-9][0-9]:[0-9][0-9]/ {
    year = substr($0, 1, 4) + 0
    month = substr($0, 6, 2) + 0
    # The year begins in March: the day that some have more comes last.
    if (month < 3) { year--; month += 12 }
    days = 365 * year + int(year / 4) - int(year / 100) + int(year / 400) + int((153 * (month - 3) + 2) / 5) + substr($0, 9, 2)
    printf "%.0f\n", ((days - 719469) * 24 + substr($0, 12, 2)) * 3600 + substr($0, 15, 2) * 60
  }'
}

# The bytes an hour, of all NAT gateways in both directions; "-" where no metric has a day.
# usage: hourly before|after
hourly() {
  find "$RUN" -name "said.bytes.$1.*" -exec cat {} + | awk '
    $1 ~ /^[0-9]+$/ && $2 ~ /^[0-9.eE+]+$/ && $1 > 0 {
      sum += $2 / $1
      if ($1 + 0 > most) most = $1 + 0
    }
    END { if (most < 24) print "-"; else printf "%.0f\n", sum }'
}

# usage: judge_nat_bytes BEFORE AFTER
judge_nat_bytes() {
  if [[ $1 == - || $2 == - ]]; then
    leave_out performance nat-bytes "NAT gateways have no metrics of a day before the endpoints and of one with them"
    return
  fi
  if awk -v before="$1" -v after="$2" 'BEGIN { exit !(after > before) }'; then
    problem performance nat-bytes warning \
      "NAT gateways carry more than before the endpoints: $2 bytes an hour, $1 before (all traffic, not only to the services)" \
      "./traffic.sh tells from flow logs who still goes round"
  fi
  judge performance nat-bytes "NAT gateways carry $2 bytes an hour, $1 before the endpoints; all traffic counts"
}

# Request metrics of the buckets, of the last day. One answer in a hundred that is an error of S3's own is a warning:
# a limit of this check's.
check_requests() {
  local bucket filter dimensions end told=""
  if ((${#BUCKETS[@]} == 0)); then
    leave_out performance s3-requests "S3_BUCKETS names no bucket (--bucket NAME looks at one)"
    return
  fi
  ask metrics aws cloudwatch list-metrics --namespace AWS/S3 --metric-name AllRequests --query \
    "Metrics[].[Dimensions[?Name=='BucketName'].Value|[0],Dimensions[?Name=='FilterId'].Value|[0]]"
  can_check performance s3-requests metrics || return 0
  end=$(date +%s)
  while read -r bucket filter; do
    if [[ " ${BUCKETS[*]} " != *" $bucket "* || ! $filter =~ ^[A-Za-z0-9._-]{1,64}$ ]]; then continue; fi
    dimensions="[{\"Name\":\"BucketName\",\"Value\":\"$bucket\"},{\"Name\":\"FilterId\",\"Value\":\"$filter\"}]"
    ask requests s3_metric AllRequests Sum "$dimensions" "$end"
    ask failures s3_metric 5xxErrors Sum "$dimensions" "$end"
    ask latency s3_metric FirstByteLatency Average "$dimensions" "$end"
    if knows requests && knows failures && knows latency; then
      told+="; $(judge_requests "$bucket" "$(<"$RUN/said.requests")" "$(<"$RUN/said.failures")" "$(<"$RUN/said.latency")")"
    fi
  done <"$RUN/said.metrics"
  if [[ -z $told ]]; then
    leave_out performance s3-requests "the buckets have no request metrics, which cost money and are off by default"
  else
    judge performance s3-requests "${told#; }; of all clients, not only those behind the endpoint"
  fi
}

# usage: s3_metric NAME STATISTIC DIMENSIONS END
s3_metric() {
  aws cloudwatch get-metric-statistics --namespace AWS/S3 --metric-name "$1" --dimensions "$3" \
    --start-time $(($4 - DAY)) --end-time "$4" --period "$HOUR" --statistics "$2" --query 'Datapoints[].[Sum||Average]'
}

# Prints what there is to say of a bucket.
# usage: judge_requests BUCKET REQUESTS FAILURES LATENCIES
judge_requests() {
  local line share
  line=$(REQUESTS=$2 FAILURES=$3 LATENCIES=$4 awk '
    function sum(text,   part, n, i, result) {
      n = split(text, part, /[ \t\n]+/)
      for (i = 1; i <= n; i++) if (part[i] ~ /^[0-9.eE+-]+$/) { result += part[i]; values++ }
      return result
    }
    BEGIN {
      all = sum(ENVIRON["REQUESTS"])
      failed = sum(ENVIRON["FAILURES"])
      values = 0
      latency = sum(ENVIRON["LATENCIES"])
      share = all > 0 ? 100 * failed / all : 0
      printf "%.2f %.0f requests, %.2f %% errors of S3, first byte after %.0f ms\n", share, all, share,
        (values > 0 ? latency / values : 0)
    }')
  share=${line%% *}
  if awk -v share="$share" 'BEGIN { exit !(share >= 1) }'; then
    problem performance s3-requests warning "bucket $1: $share % of the requests of the last day failed in S3 (5xx)" \
      "retries with back-off; AWS Health tells whether S3 has a problem in $SIDE_REGION"
  fi
  printf '%s: %s' "$1" "${line#* }"
}
