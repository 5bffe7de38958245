#!/usr/bin/env bash
#
# The report from Athena, for logs in S3 that are too large to fetch. It is included, never run.

# USD for a TB that Athena scans, in us-east-1.
readonly ATHENA_PRICE=5

# The query that is on its way.
EXECUTION_ON_ITS_WAY=""

# The statement that makes the table, for flow logs in our order as text. Days are worked out, not listed.
# https://docs.aws.amazon.com/athena/latest/ug/vpc-flow-logs-create-table-statement.html
# usage: athena_table NAME S3_PATH
athena_table() {
  local field type columns=""
  for field in $QUERY_FIELDS; do
    type=string
    case $field in packets | bytes | start | end) type=bigint ;; esac
    columns+="${columns:+, }\`$field\` $type"
  done
  printf '%s\n' "CREATE EXTERNAL TABLE IF NOT EXISTS $1 ($columns)" \
    "PARTITIONED BY (day string) ROW FORMAT DELIMITED FIELDS TERMINATED BY ' ' LOCATION '$2'" \
    "TBLPROPERTIES ('skip.header.line.count'='1', 'projection.enabled'='true', 'projection.day.type'='date'," \
    "'projection.day.range'='2020/01/01,NOW', 'projection.day.format'='yyyy/MM/dd'," \
    "'storage.location.template'='$2\${day}')"
}

# usage: athena_query NAME FIRST_DAY LAST_DAY
athena_query() {
  local cidr lists=""
  while read -r cidr; do
    lists+="${lists:+ OR }contains('$cidr', TRY_CAST(dstaddr AS IPADDRESS)) OR contains('$cidr', TRY_CAST(srcaddr AS IPADDRESS))"
  done < <(known_prefixes)
  printf '%s\n' "SELECT log_status, start / 3600 * 3600, interface_id, subnet_id, instance_id, flow_direction," \
    "traffic_path, pkt_src_aws_service, pkt_dst_aws_service, sum(bytes)" \
    "FROM $1 WHERE day BETWEEN '$2' AND '$3' AND ((log_status = 'OK' AND action = 'ACCEPT'" \
    "AND interface_id LIKE 'eni-%' AND ($lists)) OR log_status = 'SKIPDATA')" \
    "GROUP BY 1, 2, 3, 4, 5, 6, 7, 8, 9"
}

# The days of the last hours, yyyy/mm/dd, a line each.
# usage: days_of HOURS
days_of() {
  NOW=$(date +%s) AWK_LAST=$1 awk "$(clock_program)"'
    BEGIN {
      now = int(ENVIRON["NOW"] / 3600)
      for (day = int((now - ENVIRON["AWK_LAST"]) / 24); day <= int(now / 24); day++) {
        text = substr(clock(day * 24), 1, 10)
        gsub(/-/, "/", text)
        print text
      }
    }'
}

# Prints what would be run; with --yes it is run, and the sums are left in the run's folder.
# usage: ask_athena S3_PATH HOURS RESULTS_PATH
ask_athena() {
  local table days bytes
  table="accelgen_flow_logs_$(printf '%s' "$1" | cksum | tr -d ' ')"
  days=$(days_of "$2")
  athena_table "$table" "$1" >"$RUN/table"
  athena_query "$table" "${days%%$'\n'*}" "${days##*$'\n'}" >"$RUN/query"
  if [[ $YES != true ]]; then
    cat "$RUN/table"
    printf ';\n\n'
    cat "$RUN/query"
    printf ';\n'
    complain "nothing was run: --yes runs both, and writes results below $3"
    exit 0
  fi
  use_side GATEWAY
  bytes=$(athena_bytes "$1" "$days")
  say_price "$bytes" "below $1" "$ATHENA_PRICE" 1e12 TB
  run_athena "$3" <"$RUN/table" >/dev/null
  run_athena "$3" <"$RUN/query" >"$RUN/execution"
  aws athena get-query-results --query-execution-id "$(cat "$RUN/execution")" --query \
    'ResultSet.Rows[].[Data[0].VarCharValue,Data[1].VarCharValue,Data[2].VarCharValue,Data[3].VarCharValue,Data[4].VarCharValue,Data[5].VarCharValue,Data[6].VarCharValue,Data[7].VarCharValue,Data[8].VarCharValue,Data[9].VarCharValue]' \
    >"$RUN/sums"
}

# usage: athena_bytes S3_PATH DAYS
athena_bytes() {
  local day bucket=${1#s3://} prefix=""
  prefix=${bucket#*/}
  for day in $2; do
    aws s3api list-objects-v2 --bucket "${bucket%%/*}" --prefix "$prefix$day/" \
      --query "sum(Contents[].Size||[\`0\`])"
  done | awk '{ sum += $1 } END { printf "%.0f", sum }'
}

# Runs a statement and waits for it; prints its id.
# usage: run_athena RESULTS_PATH <STATEMENT
run_athena() {
  local statement id state reason started=$SECONDS
  statement=$(cat)
  trap 'exit 130' INT
  trap 'exit 143' TERM
  trap 'exit 129' HUP
  # Ctrl-C is not for this call: what nobody has the id of, nobody can stop.
  EXECUTION_ON_ITS_WAY=$(apart aws athena start-query-execution --query-string "$statement" \
    --query-execution-context '{"Database": "default"}' --result-configuration "{\"OutputLocation\": \"$1\"}" \
    --query QueryExecutionId)
  id=$EXECUTION_ON_ITS_WAY
  if [[ ! $id =~ ^[0-9a-zA-Z-]+$ ]]; then
    EXECUTION_ON_ITS_WAY=""
    fail "Athena gives no id of a query, but: $(shown "$id")"
  fi
  while true; do
    state=$(aws athena get-query-execution --query-execution-id "$id" --query QueryExecution.Status.State)
    case $state in
      SUCCEEDED) break ;;
      QUEUED | RUNNING) ;;
      *)
        EXECUTION_ON_ITS_WAY=""
        reason=$(aws athena get-query-execution --query-execution-id "$id" \
          --query QueryExecution.Status.StateChangeReason)
        fail "Athena ended as $(shown "$state"): $(shown "$reason")"
        ;;
    esac
    if ((SECONDS - started >= TIMEOUT_SECONDS)); then
      fail "Athena is still $state after $TIMEOUT_SECONDS seconds, and was stopped" "--last says a shorter time"
    fi
    pause $((SECONDS - started))
  done
  EXECUTION_ON_ITS_WAY=""
  trap - INT TERM HUP
  printf '%s' "$id"
}

# What a script does that ends, for whatever reason: a query goes on, and is paid for, without anybody who waits.
stop_athena() {
  # Without the 0 it would be the status with which the script ends, and nothing more would be done.
  if [[ -z $EXECUTION_ON_ITS_WAY ]]; then return 0; fi
  trap '' INT TERM HUP
  if aws athena stop-query-execution --query-execution-id "$EXECUTION_ON_ITS_WAY" >/dev/null; then
    complain "the query of Athena was stopped"
  else
    complain "the query $EXECUTION_ON_ITS_WAY of Athena may go on"
  fi
}
