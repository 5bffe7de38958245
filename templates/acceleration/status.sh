#!/usr/bin/env bash
#
# Shows every resource of the deployment, its id and the state that AWS gives it now, and what has changed
# since it was deployed: routes, rules of security groups, targets, their health. Changes nothing. Its exit code
# is 0 when all is well, 1 when something is missing, changed or not ready.
#
# usage: ./status.sh [--json]
#   --json   one JSON object in place of the table

#% param RESOURCE_REGION Region
#% param RESOURCE_PROFILE ProfileName?
#% param RESOURCE_VPC_CIDR CIDR
#% param RESOURCE_ENDPOINT_ADDRESS_1 IPv4Address
#% param RESOURCE_ENDPOINT_ADDRESS_2 IPv4Address
#% param EXPOSE_REGION Region
#% param EXPOSE_PROFILE ProfileName?
#% param EXPOSE_VPC_CIDR CIDR
#% param EXPOSE_SUBNET_1_CIDR CIDR
#% param EXPOSE_SUBNET_2_CIDR CIDR
#% param EXPOSE_CLIENT_CIDRS [CIDR]

# shellcheck source-path=SCRIPTDIR source=lib.sh
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh" || exit

# Every resource by its key, in the order in which they are made.
readonly RESOURCE_KEYS=(RESOURCE_VPC_ID RESOURCE_SUBNET_1_ID RESOURCE_SUBNET_2_ID
  RESOURCE_ROUTE_TABLE_ID RESOURCE_SECURITY_GROUP_ID RESOURCE_VPC_ENDPOINT_ID
  #% if ALARM_EMAIL
  RESOURCE_ALARM_TOPIC_ARN
  #% end
)
readonly EXPOSE_KEYS=(EXPOSE_VPC_ID EXPOSE_INTERNET_GATEWAY_ID EXPOSE_SUBNET_1_ID
  EXPOSE_SUBNET_2_ID EXPOSE_ROUTE_TABLE_ID VPC_PEERING_CONNECTION_ID EXPOSE_SECURITY_GROUP_ID
  #% if EXPOSE_ELASTIC_IPS
  EXPOSE_ELASTIC_IP_1_ID EXPOSE_ELASTIC_IP_2_ID
  #% end
  EXPOSE_NLB_ARN EXPOSE_TARGET_GROUP_ARN EXPOSE_LISTENER_ARN
  #% if ALARM_EMAIL
  EXPOSE_ALARM_TOPIC_ARN
  #% end
)

# What was found: "REGION<tab>NAME<tab>STATE<tab>OK<tab>ID", a line each.
findings=""

main() {
  local json=false
  case ${1:-} in
    "") ;;
    --json) json=true ;;
    -h | --help) print_header "${BASH_SOURCE[0]}" && exit ;;
    *) fail "status.sh has no option $1" "status.sh --help lists them" ;;
  esac
  RUN=$(mktemp -d)
  trap unlock EXIT

  use_region "$EXPOSE_REGION" "$EXPOSE_PROFILE"
  check_account EXPOSE_ACCOUNT_ID
  start look_at_known "${EXPOSE_KEYS[@]}"
  start look_at_rules EXPOSE_SECURITY_GROUP_ID
  start look_at_targets
  use_region "$RESOURCE_REGION" "$RESOURCE_PROFILE"
  check_account RESOURCE_ACCOUNT_ID
  start look_at_known "${RESOURCE_KEYS[@]}"
  start look_at_rules RESOURCE_SECURITY_GROUP_ID
  finish

  find_states "${RESOURCE_KEYS[@]}"
  #% if ALARM_EMAIL
  find_alarms 1
  #% end
  find_associations RESOURCE_ROUTE_TABLE_ID RESOURCE_SUBNET_1_ID RESOURCE_SUBNET_2_ID
  find_route RESOURCE_ROUTE_TABLE_ID "$EXPOSE_VPC_CIDR" VPC_PEERING_CONNECTION_ID
  find_rules RESOURCE_SECURITY_GROUP_ID --from "$EXPOSE_SUBNET_1_CIDR" "$EXPOSE_SUBNET_2_CIDR"
  use_region "$EXPOSE_REGION" "$EXPOSE_PROFILE"
  find_states "${EXPOSE_KEYS[@]}"
  find_associations EXPOSE_ROUTE_TABLE_ID EXPOSE_SUBNET_1_ID EXPOSE_SUBNET_2_ID
  find_route EXPOSE_ROUTE_TABLE_ID 0.0.0.0/0 EXPOSE_INTERNET_GATEWAY_ID
  find_route EXPOSE_ROUTE_TABLE_ID "$RESOURCE_VPC_CIDR" VPC_PEERING_CONNECTION_ID
  find_rules EXPOSE_SECURITY_GROUP_ID --from "${EXPOSE_CLIENT_CIDRS[@]}" \
    --to "$RESOURCE_ENDPOINT_ADDRESS_1/32" "$RESOURCE_ENDPOINT_ADDRESS_2/32"
  find_targets
  #% if ALARM_EMAIL
  find_alarms 5
  find_dashboard
  #% end

  if [[ $json == true ]]; then show_json; else show_table; fi
  [[ $findings != *$'\tfalse\t'* ]]
}

# usage: check_account KEY
check_account() {
  local account known
  refuse_other_deployment
  known=$(recall "$1")
  [[ -n $known ]] || return 0
  account=$(account_at_hand)
  refuse_other_account "$account" "$known"
}

# usage: look_at_rules GROUP_KEY
look_at_rules() {
  local group rules
  group=$(recall "$1")
  if [[ -n $group ]]; then
    rules=$(group_rules "$group")
    keep_note "$RUN/rules.$1" "$rules"
  fi
}

look_at_targets() {
  local target_group
  target_group=$(recall EXPOSE_TARGET_GROUP_ARN)
  if [[ -n $target_group ]]; then
    keep_note "$RUN/health" "$(tolerate TargetGroupNotFound target_health "$target_group")"
  fi
}

# usage: note NAME STATE OK ID
note() { findings+="$REGION"$'\t'"$1"$'\t'"$2"$'\t'"$3"$'\t'"$4"$'\n'; }

# usage: find_states KEY...
find_states() {
  local key id state
  for key in "$@"; do
    id=$(recall "$key")
    state=""
    if [[ -n $id ]]; then state=$(seen_state "$id"); fi
    case $state in
      available | active | present) note "$key" "$state" true "$id" ;;
      *) note "$key" "${state:-missing}" false "$id" ;;
    esac
  done
}

# Whether the subnets still use their route table.
# usage: find_associations TABLE_KEY SUBNET_KEY...
find_associations() {
  local table subnet key
  table=$(recall "$1")
  if [[ -z $table || $(seen_state "$table") != present ]]; then return; fi
  for key in "${@:2}"; do
    subnet=$(recall "$key")
    if [[ -n $subnet ]] && is_associated "$table" "$subnet"; then
      note "routes of ${key%_ID}" present true "$table"
    else
      note "routes of ${key%_ID}" changed false "$table"
    fi
  done
}

# Whether a route table still sends a destination where it shall.
# usage: find_route TABLE_KEY DESTINATION TARGET_KEY
find_route() {
  local table target route
  table=$(recall "$1")
  target=$(recall "$3")
  if [[ -z $table || $(seen_state "$table") != present ]]; then return; fi
  route=$(route_to "$table" "$2")
  case $route in
    "") note "route $2" missing false "$target" ;;
    "$target active") note "route $2" active true "$target" ;;
    "$target "*) note "route $2" "${route#* }" false "$target" ;;
    *) note "route $2" changed false "${route% *}" ;;
  esac
}

# Whether a security group lets TCP on port 443 through as it shall, and nothing else.
# usage: find_rules GROUP_KEY --from [CIDR...] [--to CIDR...]
find_rules() {
  local group word is_egress wanted has
  group=$(recall "$1")
  if [[ -z $group || $(seen_state "$group") != present ]]; then return; fi
  wanted=$(
    for word in "${@:2}"; do
      case $word in
        --from) is_egress=False ;;
        --to) is_egress=True ;;
        *) printf '%s\ttcp\t443\t443\t%s\n' "$is_egress" "$word" ;;
      esac
    done | LC_ALL=C sort -u
  )
  has=$(cut -f 1-5 "$RUN/rules.$1" | LC_ALL=C sort)
  if [[ $has == "$wanted" ]]; then
    note "rules of ${1%_ID}" present true "$group"
  else
    note "rules of ${1%_ID}" changed false "$group"
  fi
}

# An active load balancer sends traffic even when no target is healthy, so the targets count for themselves.
find_targets() {
  local health="" address state wanted=" $RESOURCE_ENDPOINT_ADDRESS_1 $RESOURCE_ENDPOINT_ADDRESS_2 "
  if [[ -f $RUN/health ]]; then health=$(<"$RUN/health"); fi
  while read -r address state; do
    case $wanted,$state in
      ,*) ;;
      *" $address "*,healthy) note target healthy true "$address" ;;
      *" $address "*) note target "$state" false "$address" ;;
      *) if [[ -n $address ]]; then note target "not ours" false "$address"; fi ;;
    esac
    wanted=${wanted/ $address / }
  done <<<"$health"
  for address in $wanted; do note target missing false "$address"; done
}

#% if ALARM_EMAIL
# The alarms of the region at hand. One without data has had no traffic, which is well.
# usage: find_alarms COUNT
find_alarms() {
  local states name state count=0
  states=$(aws cloudwatch describe-alarms --alarm-name-prefix "$DEPLOYMENT_TAG:" \
    --query 'MetricAlarms[].[AlarmName,StateValue]')
  while read -r name state; do
    case $state in
      "") continue ;;
      ALARM) note alarm alarm false "${name##*:}" ;;
      INSUFFICIENT_DATA) note alarm "no data" true "${name##*:}" ;;
      *) note alarm ok true "${name##*:}" ;;
    esac
    count=$((count + 1))
  done <<<"$states"
  if ((count < $1)); then note alarms missing false "$count of $1"; fi
}

find_dashboard() {
  local name
  name=$(dashboards)
  if [[ -n $name ]]; then
    note dashboard present true "$name"
  else
    note dashboard missing false "$DEPLOYMENT_LABEL"
  fi
}
#% end

show_table() {
  local region name state ok id shown=""
  while IFS=$'\t' read -r region name state ok id; do
    if [[ -z $region ]]; then continue; fi
    if [[ $region != "$shown" ]]; then say "$region"; fi
    shown=$region
    say "$(printf '%s %-28s %-12s %s' "$(mark "$ok")" "$name" "$state" "$id")"
  done <<<"$findings"
}

# What is not well catches the eye.
mark() { if [[ $1 == true ]]; then printf ' '; else printf '!'; fi; }

# Nothing in here needs escaping: keys, ids, addresses and AWS's own states.
show_json() {
  local region name state ok id lines=""
  while IFS=$'\t' read -r region name state ok id; do
    if [[ -z $region ]]; then continue; fi
    lines+="$(printf ',\n    {"name": "%s", "region": "%s", "id": "%s", "state": "%s", "ok": %s}' \
      "$name" "$region" "$id" "$state" "$ok")"
  done <<<"$findings"
  printf '{\n  "deployment": "%s",\n  "ok": %s,\n  "resources": [%s\n  ]\n}\n' "$DEPLOYMENT_TAG" \
    "$(if [[ $findings == *$'\tfalse\t'* ]]; then printf false; else printf true; fi)" "${lines#,}"
}

main "$@"
