#!/usr/bin/env bash
#
# Requests to the services from within the VPC: from this machine, or from an instance by Systems Manager. What comes
# back is read as data, whoever has written it. It is included, never run.

# Beyond these limits, which are this check's own, a way within one Region is slow: milliseconds, of nine tries in ten.
readonly MOST_CONNECT=100 MOST_ANSWER=1000

# The program for sh that asks: a line a try, with curl's exit status and times. Any answer of a service's is one, also
# that an unsigned request is refused. The global name of S3 is asked once.
# usage: inside_program TRIES
inside_program() {
  local word domain=amazonaws.com hosts="" tries=$1
  # The public names of the services in the partition of China end in another domain.
  if [[ $SIDE_REGION == cn-* ]]; then domain=amazonaws.com.cn; fi
  while read -r word _; do
    case $word in
      s3express) hosts+=" $word=s3express-control.$SIDE_REGION.$domain" ;;
      *) hosts+=" $word=$word.$SIDE_REGION.$domain" ;;
    esac
  done < <(services)
  printf "hosts='%s'\ntries=%s\nglobal=s3.%s\n" "${hosts# }" "$tries" "$domain"
  cat <<'SH'
ask() {
answer=$(LC_ALL=C curl --disable --noproxy '*' --silent --output /dev/null --connect-timeout 5 --max-time 10 --write-out '%{http_code} %{time_namelookup} %{time_connect} %{time_appconnect} %{time_starttransfer} %{remote_ip}' "https://$2/")
echo "try $1 $? $answer"
}
for each in $hosts; do
i=0
while [ "$i" -lt "$tries" ]; do
ask "${each%%=*}" "${each#*=}"
i=$((i + 1))
done
done
case $hosts in s3=*) ask global "$global" ;; esac
SH
}

# usage: measure_here TRIES
measure_here() {
  if ! command -v curl >/dev/null; then
    leave_out_times "curl is not installed on this machine"
    return
  fi
  inside_program "$1" >"$RUN/program"
  complain "asking the services from this machine, $1 times each"
  sh "$RUN/program" >"$RUN/tries" </dev/null
  judge_times "$1" "this machine"
}

# usage: measure_there INSTANCE TRIES
measure_there() {
  local program parameters line command state="" started=$SECONDS
  program=$(inside_program "$2")
  while IFS= read -r line; do parameters+=",$(vpc_route_tables::json "$line")"; done <<<"$program"
  # A try takes ten seconds at most.
  parameters="{\"commands\":[${parameters#,}],\"executionTimeout\":[\"$((60 + 30 * $2 + 10))\"]}"
  complain "asking the services from $1, $2 times each"
  if ! command=$(aws ssm send-command --instance-ids "$1" --document-name AWS-RunShellScript \
    --comment "verify.sh of $DEPLOYMENT_NAME" --parameters "$parameters" --query Command.CommandId) ||
    [[ ! $command =~ ^[0-9a-f-]{36}$ ]]; then
    leave_out_times "Systems Manager does not run commands on $1: it needs its agent, and a way to Systems Manager"
    return
  fi
  while true; do
    # At first it is not known everywhere yet.
    state=$(tolerate InvocationDoesNotExist aws ssm get-command-invocation --command-id "$command" \
      --instance-id "$1" --query Status) || state=refused
    case $state in
      "" | Pending | InProgress | Delayed | Cancelling) ;;
      *) break ;;
    esac
    if ((SECONDS - started >= TIMEOUT_SECONDS)); then break; fi
    pause $((SECONDS - started))
  done
  if [[ $state != Success ]]; then
    leave_out_times "the command on $1 is ${state:-nowhere to be seen}"
    return
  fi
  ask tries aws ssm get-command-invocation --command-id "$command" --instance-id "$1" --query StandardOutputContent
  if ! knows tries; then
    leave_out_times "what the command on $1 said is not known"
    return
  fi
  mv "$RUN/said.tries" "$RUN/tries"
  judge_times "$2" "$1"
}

# usage: leave_out_times WHY
leave_out_times() {
  leave_out connectivity inside "$1"
  leave_out performance connect-time "$1"
  leave_out performance answer-time "$1"
}

# usage: judge_times TRIES MACHINE
judge_times() {
  local word asked failed status connect answer strange range
  add_up_tries "$1" >"$RUN/times"
  while read -r word asked failed status connect _ answer strange; do
    if ((asked < $1)); then
      problem connectivity inside warning "$word: of $1 tries from $2 only $asked are told of" \
        "fewer tries: --inside N; Systems Manager keeps 24,000 characters"
    fi
    if ((failed > 0)); then
      problem connectivity inside error "$word: $failed of $asked tries from $2 failed, the first with curl's status $status" \
        "$(curl_remedy "$status")"
    fi
    if [[ $strange != - ]]; then
      problem connectivity inside error "$word: $strange answers $2, which is none of the service's addresses" \
        "DNS, a hosts file or an interface endpoint sends $2 elsewhere: it goes round the endpoint"
    fi
    range=${connect#*/}
    if [[ $range != - ]] && ((${range%.*} >= MOST_CONNECT)); then
      problem performance connect-time warning "$word: connections from $2 take up to $range ms" \
        "is the way through a firewall, a proxy or another Region?"
    fi
    range=${answer#*/}
    if [[ $range != - ]] && ((${range%.*} >= MOST_ANSWER)); then
      problem performance answer-time warning "$word: answers to $2 take up to $range ms" \
        "AWS Health tells whether the service has a problem in $SIDE_REGION"
    fi
  done < <(grep -v '^global ' "$RUN/times")
  hint_at_global_name "$2"
  judge connectivity inside "$2 reaches the services"
  judge performance connect-time "$(said_times "$2" 5 "to connect")"
  judge performance answer-time "$(said_times "$2" 7 "to the first byte of the answer")"
}

# usage: curl_remedy STATUS
curl_remedy() {
  case $1 in
    6) printf '%s' "the name is not found: the VPC's DNS attributes, or its DNS servers" ;;
    7 | 28) printf '%s' "no way: the route, the network ACLs, and whether the machine's group lets HTTPS out to the service's list" ;;
    35 | 60) printf '%s' "something between takes the connection: a proxy, or a firewall that breaks TLS" ;;
    127) printf '%s' "curl is not installed there" ;;
    *) printf '%s' "curl's manual tells what that status means" ;;
  esac
}

# The global name of S3 leads to another Region, past the endpoint: without a NAT gateway it hangs
# (aws/amazon-ssm-agent#93, aws/aws-cli#1330).
# usage: hint_at_global_name MACHINE
hint_at_global_name() {
  if ! grep -q '^global 1 1 ' "$RUN/times"; then return; fi
  problem connectivity inside note "the global name of S3 does not answer $1: clients without a Region hang" \
    "set their Region (AWS_REGION), so that they ask s3.$SIDE_REGION; old SDKs also need AWS_S3_US_EAST_1_REGIONAL_ENDPOINT=regional"
}

# usage: said_times MACHINE FIELD WHAT
said_times() {
  awk -v machine="$1" -v field="$2" -v what="$3" '
    $1 != "global" && split($field, part, "/") == 2 && part[1] != "-" {
      text = text (text == "" ? "" : "; ") $1 " " part[1] " ms " what ", of nine in ten at most " part[2]
    }
    END { print (text == "" ? "no try from " machine " succeeded" : text) }' "$RUN/times"
}
