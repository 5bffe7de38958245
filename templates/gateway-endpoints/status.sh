#!/usr/bin/env bash
#
# Shows every resource of the deployment, its id and the state that AWS gives it now, and what has changed
# since it was deployed: the steps compare all that they would make or repair, and each route table that is meant.
# Changes nothing. Its exit code is 0 when all is well, 1 when something is missing, changed or not ready.
#
# usage: ./status.sh [--json]
#   --json   one JSON object in place of the table

#% param DEPLOYMENT_NAME DeploymentName

#% include runtime/begin.sh
#% include runtime/status.sh
#% if FLOW_LOGS
#% else
#% include flow_logs/flow_log.sh
#% end

main() {
  bind_names "$DEPLOYMENT_NAME"
  #% if GATEWAY_VPC_NAME
  check_steps 1.vpc_deploy.sh
  #% end
  check_steps 2.endpoints_deploy.sh 3.update_route_tables.sh
  #% if GATEWAY_SECURITY_GROUP
  check_steps 4.security_group_deploy.sh
  #% else
  find_group_to_go
  #% end
  #% if FLOW_LOGS
  check_steps 5.flow_logs_deploy.sh
  #% else
  find_flow_log_to_go
  #% end
  #% if ALARM_EMAIL
  check_steps 6.monitoring_deploy.sh
  #% else
  find_alarms_to_go
  #% end
}

#% if GATEWAY_SECURITY_GROUP
#% else
# The group for clients is there although it is no longer wanted: deploy_all.sh would take it away.
find_group_to_go() {
  local group
  group=$(recall GATEWAY_SECURITY_GROUP_ID)
  if [[ -n $group ]]; then find_difference GATEWAY_SECURITY_GROUP_ID "no longer wanted" "$group"; fi
}
#% end

show_status main "$@"
