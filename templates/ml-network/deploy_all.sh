#!/usr/bin/env bash
#
# Deploys everything: a network of tiers and zones for machine learning. Run it again at any time: what is there is
# kept, what is missing is made, what was changed is put back.
#
# usage: ./deploy_all.sh [--plan] [--sequential] [--skip-preflight]
#   --plan             print each AWS call as a line to copy, and change nothing; needs no credentials
#   --sequential       one step after the other, by their numbers
#   --skip-preflight   do not ask first what would fail halfway
#
# ACCELGEN_POLL_SECONDS (5) is how often it looks while it waits (more often at first),
# ACCELGEN_TIMEOUT_SECONDS (900) how long it waits at most for one thing.

#% param DEPLOYMENT_NAME DeploymentName
#% param VPC_NAME ResourceName
#% param VPC_CIDR CIDR
#% param EXCLUDED_ZONE_IDS [AvailabilityZoneID]

#% include runtime/begin.sh
#% include runtime/deploy.sh
#% include tiers.sh
#% include growth.sh
#% include way_binding.sh
#% include load_balancer.sh
#% include vpn.sh
#% include client_vpn.sh
#% include direct_connect.sh
#% include peer_binding.sh
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
#% if SERVER_TYPE
#% include load_balancer_scheme.sh
#% end
#% if CDN
#% else
#% include delivery_leaving.sh
#% end

# Each step and what it needs. What does not need each other runs side by side.
readonly STEPS=(
  "1.vpc_deploy.sh"
  "2.security_deploy.sh 1.vpc_deploy.sh"
  "3.egress_deploy.sh 1.vpc_deploy.sh"
  #% if SERVER_TYPE
  "4.load_balancer_deploy.sh 1.vpc_deploy.sh 2.security_deploy.sh"
  # It waits for the others where it needs them, the load balancer's targets and the way out among them.
  "5.model_servers_deploy.sh 1.vpc_deploy.sh"
  #% end
  #% if CDN
  "6.cdn_deploy.sh 4.load_balancer_deploy.sh"
  #% end
  "7.hybrid_deploy.sh 1.vpc_deploy.sh"
  #% if TRAINING
  "8.training_deploy.sh 1.vpc_deploy.sh 2.security_deploy.sh"
  #% end
  #% if ALARM_EMAIL
  "9.monitoring_deploy.sh 3.egress_deploy.sh"
  #% else
  #% if FLOW_LOG_DAYS
  "9.monitoring_deploy.sh 1.vpc_deploy.sh"
  #% end
  #% end
)
# NAT gateways, the VPN and Direct Connect take longest: these are on their way.
readonly FIRST_STEPS="1.vpc_deploy.sh 3.egress_deploy.sh 7.hybrid_deploy.sh"
# When the VPC is there, the addresses of NAT gateways and the VPN connection can be asked for, and the servers' role, and
# security groups can be made, with which the load balancer can begin; for the rest these steps wait later.
readonly EARLY_STEPS="2.security_deploy.sh 3.egress_deploy.sh 4.load_balancer_deploy.sh 5.model_servers_deploy.sh 7.hybrid_deploy.sh"

main() {
  read_deploy_options "$@"
  if [[ -n $PLANNED ]]; then
    show_plan
    return
  fi
  begin_deployment
  bind_all
  if [[ $PREFLIGHT == true ]]; then run_step preflight.sh || give_up preflight.sh; fi
  look_at_all_sides
  #% if SERVER_TYPE
  # Whose Region the load balancer is in.
  use_side NETWORK
  refuse_protected_scheme
  #% end
  #% if CDN
  #% else
  # Before the load balancer that it leads to.
  take_delivery_away
  #% end
  run_steps
  use_side NETWORK
  #% if SERVER_TYPE
  #% else
  take_servers_away
  #% end
  leave_load_balancer
  #% if TRAINING_TYPE
  #% else
  take_training_away
  #% end
  #% if FLOW_LOG_DAYS
  #% else
  take_flow_log_away
  #% end
  #% if ALARM_EMAIL
  #% else
  # Each side's topic goes after its alarms: one that is left stands for alarms that may be.
  if [[ -n $(recall NETWORK_ALARM_TOPIC_ARN)$(recall EDGE_ALARM_TOPIC_ARN) ]]; then
    "$BASH" "$HERE/cleanup.sh" --yes --alarms
  fi
  #% end
  await_all
  #% if CDN
  #% else
  # With a CDN that `env` does not know, the load balancer would have ended this run: cleanup.sh need not look for one.
  if [[ $(recall DELIVERY) != none ]]; then remember DELIVERY none; fi
  #% end
  settled "$VPC_NAME,$DEPLOYMENT_NAME"

  say "===== Deployment completed successfully ====="
  #% if CDN
  tell_delivery
  #% end
  say "Its tiers, in $(recall ZONE_COUNT) zones of $NETWORK_REGION: $(recall TIERS)"
  #% if CDN
  #% else
  #% if SERVER_TYPE
  say "The model servers answer behind $(recall NETWORK_LOAD_BALANCER_DNS_NAME): ./verify.sh measures how fast (--help)"
  #% end
  #% end
  #% if VPN_DEVICE_IP
  say "The VPN comes up when your device is configured: ./vpn_config.sh writes that down (--help)"
  #% end
  #% if CLIENT_VPN_SERVER_CERTIFICATE_ARN
  say "What the clients of the Client VPN connect with (each adds a certificate and key of its own):"
  say "  $(call_line ec2 export-client-vpn-client-configuration --client-vpn-endpoint-id "$(recall NETWORK_CLIENT_VPN_ENDPOINT_ID)" --output text)"
  #% end
  #% if DIRECT_CONNECT
  say "Direct Connect needs a port and a virtual interface of yours besides: ./dx_order.sh tells of both (--help)"
  #% end
}

# The deployment stays in the account that it began in, and keeps the values that cannot be changed. Names and tags
# can.
bind_all() {
  on_side NETWORK
  bind_values "DEPLOYMENT_NAME=$DEPLOYMENT_NAME" "NETWORK_REGION=$NETWORK_REGION" "VPC_CIDR=$VPC_CIDR"
  bind_growth
  availability_zones::stay_out_of EXCLUDED_ZONE_IDS ${EXCLUDED_ZONE_IDS[@]+"${EXCLUDED_ZONE_IDS[@]}"}
  #% if SERVER_TYPE
  bind_load_balancer
  #% else
  refuse_protected_load_balancer
  #% end
  #% if TRAINING_TYPE
  #% else
  refuse_instances
  #% end
  bind_vpn
  bind_client_vpn
  bind_direct_connect
  #% if CDN
  on_side EDGE
  on_side NETWORK
  #% end
  #% if PEER_REGION
  bind_peer
  #% else
  refuse_without_peer
  #% end
  bind_names "$VPC_NAME,$DEPLOYMENT_NAME"
}

# What was started is waited for last and together.
await_all() {
  remark "--- and wait"
  use_side NETWORK
  start await_if_made NETWORK_CLIENT_VPN_ENDPOINT_ID available
  start await_if_made NETWORK_VPN_CONNECTION_ID available
  start await_if_made NETWORK_DX_ASSOCIATION_ID associated
  #% if CDN
  start await_delivery
  #% end
  await_started
}

#% if CDN
await_delivery() {
  use_side EDGE
  await_if_made EDGE_DISTRIBUTION_ID deployed
}

# A name of the user's own leads there when its record in the DNS does.
tell_delivery() {
  local name called
  name=$(recall EDGE_DISTRIBUTION_DNS_NAME)
  called=$(recall EDGE_VIEWER_HOSTNAME)
  say "Clients reach the models at https://$called: ./verify.sh measures how fast (--help)"
  if [[ $called != "$name" ]]; then say "  when its record in the DNS, which is yours to make, leads to $name"; fi
}
#% end

main "$@"
