#!/usr/bin/env bash
#
# Shows every resource of the deployment, and what has changed since it was deployed.
#
# usage: ./status.sh [--json]

#% param DEPLOYMENT_NAME DeploymentName

#% include runtime/begin.sh
#% include runtime/status.sh

main() {
  bind_names "$DEPLOYMENT_NAME"
  check_steps 1.network_deploy.sh 2.security_group_deploy.sh
}

show_status main "$@"
