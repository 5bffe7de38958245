#!/usr/bin/env bash
#
# What watches the network: its flow log, and word to ALARM_EMAIL when its NAT gateways or the VPN's tunnels are not well,
# with a dashboard.
#
# The alarms are those that AWS recommends for these. The flow log shows what each interface sent and got, and
# what was rejected; AWS charges for it by the gigabyte, and keeps it for FLOW_LOG_DAYS.
# https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Best_Practice_Recommended_Alarms_AWS_Services.html
# https://docs.aws.amazon.com/vpc/latest/userguide/flow-logs.html

#% param DEPLOYMENT_NAME DeploymentName
#% param ALARM_EMAIL EmailAddress?
#% param FLOW_LOG_DAYS LogRetention?

#% include runtime/begin.sh
#% include tiers.sh
#% include flow_logs/flow_log.sh
#% include flow_logs/group.sh
#% if VPN_DEVICE_IP
#% include watch_vpn.sh
#% end
#% include watch_serving.sh
#% if CDN
#% include watch_delivery.sh
#% end

main() {
  begin_step "${BASH_SOURCE[0]}" "$@"
  on_side NETWORK
  #% if FLOW_LOG_DAYS
  start make_flow_log
  #% end
  #% if ALARM_EMAIL
  start watch_network
  #% end
  await_started
}

make_flow_log() {
  local role
  start make_group "$FLOW_LOG_DAYS"
  start make_role
  await_started
  role=$(needed NETWORK_FLOW_LOG_ROLE_ARN)
  if is_new "$role"; then ROLE_IS_NEW=1; fi
  flow_log::keep NETWORK_FLOW_LOG_ID "$DEPLOYMENT_NAME" \
    aws ec2 create-flow-logs --resource-type VPC --resource-ids "$(needed NETWORK_VPC_ID)" --traffic-type ALL \
    --max-aggregation-interval 60 --log-destination-type cloud-watch-logs --log-group-name "$FLOW_LOG_GROUP" \
    --deliver-logs-permission-arn "$role" --log-format "$(flow_log_format)"
}

watch_network() {
  local topic zone zones names=()
  ensure NETWORK_ALARM_TOPIC_ARN "$DEPLOYMENT_LABEL" aws sns create-topic --name "$DEPLOYMENT_LABEL"
  topic=$(needed NETWORK_ALARM_TOPIC_ARN)
  sns_topic::tells "$topic" "$ALARM_EMAIL"
  # One look at all alarms, for those who make them side by side.
  if [[ -z $PLAN ]]; then alarm::lines >/dev/null; fi
  zones=$(zones_with_nat)
  for zone in $zones; do
    start watch_nat_gateway "$zone" "$topic"
    names+=("nat-$zone-ports" "nat-$zone-dropped")
  done
  #% if VPN_DEVICE_IP
  start watch_tunnels "$topic"
  #% end
  #% if SERVER_TYPE
  await_step 5.model_servers_deploy.sh
  start watch_serving "$topic"
  #% end
  #% if CDN
  await_step 6.cdn_deploy.sh
  start watch_delivery "$topic"
  #% end
  await_started
  alarm::leave_only nat- ${names[@]+"${names[@]}"}
  #% if VPN_DEVICE_IP
  #% else
  alarm::leave_only vpn-
  #% end
  #% if SERVER_TYPE
  #% else
  alarm::leave_only balancer-
  alarm::leave_only servers-
  alarm::leave_only stable-
  #% end
  #% if HAS_CANARY
  #% else
  alarm::leave_only canary-
  #% end
  #% if CDN
  #% else
  alarm::leave_only cdn-
  #% end
  show_dashboard
}

# Ports run out when too many connections go to one address; packets are dropped when the gateway itself is not well:
# more than one in 10,000.
# usage: watch_nat_gateway ZONE TOPIC
watch_nat_gateway() {
  local gateway
  gateway=$(needed "NETWORK_NAT_GATEWAY_${1}_ID")
  alarm::watches "nat-$1-ports" "$2" AWS/NATGateway ErrorPortAllocation Sum 0 15 "NatGatewayId=$gateway"
  alarm_math::watches "nat-$1-dropped" "$2" 1 60 5 "of 10,000 packets dropped" \
    "10000*m1/(m2+m3)" AWS/NATGateway "NatGatewayId=$gateway" \
    PacketsDropCount PacketsInFromSource PacketsInFromDestination
}

# A row for each NAT gateway, and one for the VPN; none where there is nothing to show.
show_dashboard() {
  local zone zones row=0 gateway widgets=""
  zones=$(zones_with_nat)
  for zone in $zones; do
    gateway="\"NatGatewayId\",\"$(needed "NETWORK_NAT_GATEWAY_${zone}_ID")\""
    widgets+=",$(dashboard::widget 0 "$row" "NAT $zone: bytes" Sum "$NETWORK_REGION" AWS/NATGateway "$gateway" \
      BytesOutToDestination BytesInFromDestination)"
    widgets+=",$(dashboard::widget 6 "$row" "NAT $zone: connections" Maximum "$NETWORK_REGION" AWS/NATGateway "$gateway" \
      ActiveConnectionCount)"
    widgets+=",$(dashboard::widget 12 "$row" "NAT $zone: ports that ran out" Sum "$NETWORK_REGION" AWS/NATGateway \
      "$gateway" ErrorPortAllocation)"
    widgets+=",$(dashboard::widget 18 "$row" "NAT $zone: packets dropped" Sum "$NETWORK_REGION" AWS/NATGateway \
      "$gateway" PacketsDropCount)"
    row=$((row + 6))
  done
  #% if VPN_DEVICE_IP
  widgets+=$(tunnel_widgets "$row")
  row=$((row + 6))
  #% end
  #% if SERVER_TYPE
  widgets+=$(serving_widgets "$row")
  #% end
  #% if CDN
  widgets+=$(delivery_widgets $((row + 18)))
  #% end
  if [[ -n $widgets ]]; then
    dashboard::shows NETWORK_DASHBOARD "{\"widgets\":[${widgets#,}]}"
  elif [[ -n $CHECK && -n $(recall NETWORK_DASHBOARD) ]]; then
    find_difference dashboard "no longer wanted" "$DEPLOYMENT_LABEL"
  elif [[ -n $(recall NETWORK_DASHBOARD) ]]; then
    dashboard::delete "$DEPLOYMENT_LABEL"
    no_longer_there NETWORK_DASHBOARD "$DEPLOYMENT_LABEL"
  fi
}

main "$@"
