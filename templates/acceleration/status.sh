#!/usr/bin/env bash
#
# Shows every resource of the deployment, its id and the state that AWS gives it now. Changes nothing.
# Its exit code is 0 when all is well, 1 when something is missing or not ready.
#
# usage: ./status.sh

#% param RESOURCE_REGION Region
#% param RESOURCE_PROFILE ProfileName?
#% param EXPOSE_REGION Region
#% param EXPOSE_PROFILE ProfileName?
#% param EXPOSE_ELASTIC_IPS Bool

# shellcheck source-path=SCRIPTDIR source=lib.sh
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh" || exit

readonly RESOURCE_REGION={{RESOURCE_REGION}}
readonly RESOURCE_PROFILE={{RESOURCE_PROFILE}}
readonly EXPOSE_REGION={{EXPOSE_REGION}}
readonly EXPOSE_PROFILE={{EXPOSE_PROFILE}}

# Every resource by its key, in the order in which they are made.
readonly RESOURCE_KEYS=(RESOURCE_VPC_ID RESOURCE_SUBNET_1_ID RESOURCE_SUBNET_2_ID
  RESOURCE_ROUTE_TABLE_ID RESOURCE_SECURITY_GROUP_ID RESOURCE_VPC_ENDPOINT_ID)
readonly EXPOSE_KEYS=(EXPOSE_VPC_ID EXPOSE_INTERNET_GATEWAY_ID EXPOSE_SUBNET_1_ID
  EXPOSE_SUBNET_2_ID EXPOSE_ROUTE_TABLE_ID VPC_PEERING_CONNECTION_ID EXPOSE_SECURITY_GROUP_ID
  #% if EXPOSE_ELASTIC_IPS
  EXPOSE_ELASTIC_IP_1_ID EXPOSE_ELASTIC_IP_2_ID
  #% end
  EXPOSE_NLB_ARN EXPOSE_TARGET_GROUP_ARN EXPOSE_LISTENER_ARN)

all_is_well=true

main() {
  case ${1:-} in
    "") ;;
    -h | --help) print_header "${BASH_SOURCE[0]}" && exit ;;
    *) fail "status.sh has no option $1" ;;
  esac
  use_region "$RESOURCE_REGION" "$RESOURCE_PROFILE"
  show_states "${RESOURCE_KEYS[@]}"
  use_region "$EXPOSE_REGION" "$EXPOSE_PROFILE"
  show_states "${EXPOSE_KEYS[@]}"
  show_targets
  [[ $all_is_well == true ]]
}

# usage: show_states KEY...
show_states() {
  local key id state
  say "$REGION"
  for key in "$@"; do
    id=$(recall "$key")
    state=""
    if [[ -n $id ]]; then state=$(state_of "$id"); fi
    case $state in
      available | active | present) ;;
      *) all_is_well=false ;;
    esac
    printf '  %-28s %-12s %s\n' "$key" "${state:-missing}" "$id"
  done
}

# An active load balancer sends traffic even when no target is healthy, so the targets count for
# themselves.
show_targets() {
  local target_group health address state reason healthy=0
  target_group=$(recall EXPOSE_TARGET_GROUP_ARN)
  [[ -n $target_group ]] || return 0
  health=$(tolerate TargetGroupNotFound aws elbv2 describe-target-health \
    --target-group-arn "$target_group" \
    --query 'TargetHealthDescriptions[].[Target.Id,TargetHealth.State,TargetHealth.Reason]')
  while IFS=$'\t' read -r address state reason; do
    [[ -n $address ]] || continue
    if [[ $state == healthy ]]; then healthy=$((healthy + 1)); fi
    printf '  %-28s %-12s %s\n' "target $address" "$state" "${reason/None/}"
  done <<<"$health"
  if ((healthy < 2)); then all_is_well=false; fi
}

main "$@"
