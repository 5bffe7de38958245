#!/usr/bin/env bash
#
# Shows every resource of the deployment, its id and the state that AWS gives it now, and what has changed
# since it was deployed: the steps compare all that they would make or repair. Changes nothing. Its exit code
# is 0 when all is well, 1 when something is missing, changed or not ready.
#
# usage: ./status.sh [--json]
#   --json   one JSON object in place of the table

#% param EXPOSE_VPC_NAME ResourceName
#% param EXPOSE_VPC_ENDPOINT_NAME ResourceName

#% include runtime/begin.sh
#% include runtime/status.sh

main() {
  bind_names "$EXPOSE_VPC_NAME,$EXPOSE_VPC_ENDPOINT_NAME"
  check_steps 1.expose_vpc_deploy.sh 2.endpoint_deploy.sh 3.nlb_deploy.sh
  #% if ALARM_EMAIL
  check_steps 4.monitoring_deploy.sh
  #% else
  find_alarms_to_go
  #% end
}

show_status main "$@"
