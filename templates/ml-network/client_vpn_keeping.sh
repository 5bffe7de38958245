#!/usr/bin/env bash
#
# Client VPN, as 7.hybrid_deploy.sh makes it and takes it away. It is included, never run.
#
# It has a subnet of app in each zone, and the access group: its clients reach what that group does. Their own way to
# the internet, and to their own DNS, stays theirs (split tunnel).
# https://docs.aws.amazon.com/vpn/latest/clientvpn-admin/scenario-vpc.html

# What its clients may call: the network alone, and of that what the access group reaches.
client_vpn_may_call() { printf '%s' "$VPC_CIDR"; }

#% if CLIENT_VPN_SERVER_CERTIFICATE_ARN
keep_client_vpn() {
  local vpc group endpoint ways subnet subnets=()
  bind_client_vpn
  await_step 1.vpc_deploy.sh
  await_step 2.security_deploy.sh
  vpc=$(needed NETWORK_VPC_ID)
  group=$(needed NETWORK_ACCESS_GROUP_ID)
  ways=$(client_vpn_endpoint::by_certificate "$CLIENT_VPN_CLIENT_CA_ARN")
  ensure NETWORK_CLIENT_VPN_ENDPOINT_ID "$VPC_NAME-client-vpn" \
    aws ec2 create-client-vpn-endpoint --client-cidr-block "$CLIENT_VPN_CIDR" \
    --server-certificate-arn "$CLIENT_VPN_SERVER_CERTIFICATE_ARN" --authentication-options "$ways" \
    --connection-log-options '{"Enabled":false}' --split-tunnel --vpc-id "$vpc" --security-group-ids "$group"
  endpoint=$(needed NETWORK_CLIENT_VPN_ENDPOINT_ID)
  client_vpn_endpoint::has "$endpoint" "$CLIENT_VPN_CLIENT_CA_ARN" "$CLIENT_VPN_SERVER_CERTIFICATE_ARN" "$vpc" "$group"
  remember CLIENT_VPN_CERTIFICATE "$CLIENT_VPN_SERVER_CERTIFICATE_ARN"
  while read -r subnet; do
    if [[ -n $subnet ]]; then subnets+=("$subnet"); fi
  done < <(subnets_of APP)
  start client_vpn_rules::allow "$endpoint" "$(client_vpn_may_call)"
  start client_vpn_networks::are "$endpoint" ${subnets[@]+"${subnets[@]}"}
  await_started
}
#% else
# What is no longer wanted goes, and those who are connected are cut off.
take_client_vpn_away() {
  if [[ -n $PLAN ]]; then return; fi
  take_away NETWORK_CLIENT_VPN_ENDPOINT_ID client_vpn_endpoint::delete
  if [[ -z $CHECK ]]; then
    forget_way CLIENT_VPN
    forget_way CLIENT_VPN_CERTIFICATE
  fi
}
#% end
