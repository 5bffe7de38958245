#!/usr/bin/env bash
#
# The security group for clients.
#
# Makes a security group that lets HTTPS out to the services' addresses and nothing else, for machines whose own
# groups let nothing out. It names AWS's prefix destinations, which AWS keeps up to date.

#% param DEPLOYMENT_NAME DeploymentName

#% include runtime/begin.sh
#% include endpoints.sh

main() {
  begin_step "${BASH_SOURCE[0]}" "$@"
  on_side GATEWAY

  local vpc key service list destinations=()
  vpc=$(the_vpc)
  start ensure GATEWAY_SECURITY_GROUP_ID "$DEPLOYMENT_NAME" \
    aws ec2 create-security-group --vpc-id "$vpc" --group-name "$DEPLOYMENT_NAME" \
    --description "HTTPS to the services of the gateway endpoints"
  while read -r key service; do
    remark "$key goes to these addresses"
    list=$(prefix_list::of "$service")
    destinations+=("out 443 list $list")
  done < <(wanted_endpoints)
  await_started
  security_group::has_outwards "$(needed GATEWAY_SECURITY_GROUP_ID)" \
    ${destinations[@]+"${destinations[@]}"}
}

main "$@"
