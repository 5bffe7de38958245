#!/usr/bin/env bash
#
# Word to ALARM_EMAIL when the deployment is not well, and a dashboard.
#
# All of it watches the load balancer: of an endpoint for another region's service AWS gives no metrics. The
# thresholds are beginnings: once you know your traffic, change them here or in your templates.
# https://docs.aws.amazon.com/vpc/latest/privatelink/privatelink-cloudwatch-metrics.html

#% include runtime/begin.sh
#% include way_in/alarms.sh

main() {
  begin_step "${BASH_SOURCE[0]}" "$@"
  watch_load_balancer
  dashboard::shows EXPOSE_DASHBOARD "{\"widgets\":[$(load_balancer_widgets)]}"
}

main "$@"
