#!/usr/bin/env bash
#
# What would otherwise fail halfway: seconds of questions before anything is made. deploy_all.sh begins with
# it; of a deployment that has begun it asks only what can still matter.
#
# It looks whether the AWS CLI knows all calls, whether the credentials work and may make the first things (AWS can
# be asked that without making them), whether AWS offers the service across regions, whether the quotas have room,
# and whether the load balancer's name is free.

#% include runtime/begin.sh
#% include runtime/preflight.sh
#% include preflight/quotas.sh
#% include zones.sh
#% include way_in/preflight.sh

main() {
  begin_step "${BASH_SOURCE[0]}" "$@"
  if is_made EXPOSE_LISTENER_ARN && is_made EXPOSE_VPC_ENDPOINT_ID; then return; fi

  start check_aws_cli elbv2 modify-listener-attributes
  on_side EXPOSE
  start find_service
  start check_expose_region
  await_started
  say "  an endpoint for another region's service needs the permission vpce:AllowMultiRegion, which no call can ask for"
}

main "$@"
