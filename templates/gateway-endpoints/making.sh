#!/usr/bin/env bash
#
# How an endpoint is made, and how one is replaced by another.

#% param DEPLOYMENT_NAME DeploymentName
#% param GATEWAY_IP_ADDRESS_TYPE IPAddressType

# The policy of a service's endpoint, or nothing: it then has AWS's own, which lets everything through.
# usage: policy_file SERVICE_NAME
policy_file() {
  case ${1##*.} in
    #% if S3_POLICY
    s3) printf '%s' "$HERE/s3_policy.json" ;;
    #% end
    #% if DYNAMODB_POLICY
    dynamodb) printf '%s' "$HERE/dynamodb_policy.json" ;;
    #% end
    #% if S3EXPRESS_POLICY
    s3express) printf '%s' "$HERE/s3express_policy.json" ;;
    #% end
  esac
}

# usage: ensure_endpoint VPC KEY SERVICE_NAME
ensure_endpoint() {
  local options=() file policy
  if [[ $GATEWAY_IP_ADDRESS_TYPE != ipv4 ]]; then options+=(--ip-address-type "$GATEWAY_IP_ADDRESS_TYPE"); fi
  file=$(policy_file "$3")
  if [[ -n $file ]]; then
    policy=$(<"$file")
    options+=(--policy-document "$policy")
  fi
  ensure "$2" "$DEPLOYMENT_NAME-${3##*.}" \
    aws ec2 create-vpc-endpoint --vpc-endpoint-type Gateway --vpc-id "$1" \
    --service-name "$3" ${options[@]+"${options[@]}"}
}

# What rotate.sh has begun is brought to its end first, wherever it was killed.
# usage: finish_rotations VPC
finish_rotations() {
  local key service next
  while read -r key service; do
    next=$(successor_of "$key")
    if [[ -n $next ]]; then finish_rotation "$1" "$key" "$service"; fi
  done < <(wanted_endpoints)
}

# Puts the successor in its place: the tables come over one after the other, for a table takes only one endpoint of a
# service. In between, what else the table says holds. A table that a run which was killed has taken off already is put
# on with all that are meant.
# usage: finish_rotation VPC KEY SERVICE_NAME
finish_rotation() {
  local old new tables table wanted
  old=$(endpoint_of "$2")
  new=$(successor_of "$2")
  remember "$(next_key "$2")" "$new"
  await "$(next_key "$2")" available
  wanted=$(tables_for "$@")
  if [[ -n $old ]]; then tables=$(gateway_endpoint::tables_of "$old"); fi
  for table in ${tables:-}; do
    gateway_endpoint::take_off "$old" "$table"
    if [[ $'\n'$wanted$'\n' != *$'\n'"$table"$'\n'* ]]; then continue; fi
    gateway_endpoint::put_on "$new" "$table"
    await_routes "$1" "$new" "$table"
    report moved "route of $table" "$new"
  done
  if [[ -n $old ]]; then
    gateway_endpoint::delete "$old"
    note_state "$old" deleted
    report deleted "$2" "$old"
  fi
  tag_resource gateway_endpoint "$new" "$2" "$DEPLOYMENT_NAME-${3##*.}"
  remember "$2" "$new" "$(next_key "$2")" "" "${2%_ID}_ADOPTED" ""
  forget_inventory
  vpc_gateway_endpoints::forget "$1"
}
