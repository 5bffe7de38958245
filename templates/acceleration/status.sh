#!/usr/bin/env bash
#
# Shows every resource of the deployment, its id and the state that AWS gives it now, and what has changed
# since it was deployed: the steps compare all that they would make or repair. Changes nothing. Its exit code
# is 0 when all is well, 1 when something is missing, changed or not ready.
#
# usage: ./status.sh [--json]
#   --json   one JSON object in place of the table

#% param RESOURCE_VPC_NAME ResourceName
#% param RESOURCE_VPC_ENDPOINT_NAME ResourceName
#% param EXPOSE_VPC_NAME ResourceName

#% include runtime/begin.sh
#% include runtime/status.sh

main() {
  bind_names "$RESOURCE_VPC_NAME,$RESOURCE_VPC_ENDPOINT_NAME,$EXPOSE_VPC_NAME"
  check_steps 1.resource_vpc_deploy.sh 2.resource_endpoint_deploy.sh 3.expose_vpc_deploy.sh 4.vpc_peering.sh \
    5.update_route_table.sh 6.expose_nlb_deploy.sh
  #% if ALARM_EMAIL
  check_steps 7.monitoring_deploy.sh
  #% else
  find_alarms_to_go
  #% end
}

show_status main "$@"
