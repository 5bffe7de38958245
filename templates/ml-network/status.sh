#!/usr/bin/env bash
#
# Shows every resource of the deployment, its id and the state that AWS gives it now, and what has changed
# since it was deployed: the steps compare all that they would make or repair. Changes nothing. Its exit code
# is 0 when all is well, 1 when something is missing, changed or not ready.
#
# usage: ./status.sh [--json]
#   --json   one JSON object in place of the table

#% param VPC_NAME ResourceName
#% param DEPLOYMENT_NAME DeploymentName

#% include runtime/begin.sh
#% include runtime/status.sh
#% include leaving.sh
#% include load_balancer_leaving.sh
#% if SERVER_TYPE
#% else
#% include servers_leaving.sh
#% end
#% if TRAINING_TYPE
#% else
#% include training_leaving.sh
#% end
#% if FLOW_LOG_DAYS
#% else
#% include flow_logs/flow_log.sh
#% end
#% if DIRECT_CONNECT
#% include direct_connect_port.sh
#% end
#% if CDN
#% else
#% include delivery_leaving.sh
#% end

main() {
  bind_names "$VPC_NAME,$DEPLOYMENT_NAME"
  check_steps 1.vpc_deploy.sh 2.security_deploy.sh 3.egress_deploy.sh 7.hybrid_deploy.sh
  #% if SERVER_TYPE
  check_steps 4.load_balancer_deploy.sh 5.model_servers_deploy.sh
  #% end
  #% if CDN
  check_steps 6.cdn_deploy.sh
  #% else
  take_delivery_away
  #% end
  #% if TRAINING
  check_steps 8.training_deploy.sh
  #% end
  #% if MONITORING
  check_steps 9.monitoring_deploy.sh
  #% end
  use_side NETWORK
  leave_load_balancer
  #% if DIRECT_CONNECT
  find_ports
  #% end
  #% if SERVER_TYPE
  #% else
  take_servers_away
  #% end
  #% if TRAINING_TYPE
  #% else
  find_training_to_go
  #% end
  #% if FLOW_LOG_DAYS
  #% else
  find_flow_log_to_go
  #% end
  #% if ALARM_EMAIL
  #% else
  find_alarms_to_go
  #% end
}

show_status main "$@"
