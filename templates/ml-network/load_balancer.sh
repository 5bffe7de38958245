#!/usr/bin/env bash
#
# What the load balancer and its groups are made with, and cannot be changed. It is included, never run.

#% param APP_PORT Port

# Who reaches it: the internet, or CloudFront alone.
scheme() {
  #% if CDN
  printf internal
  #% else
  printf internet-facing
  #% end
}

# Where it stands. A VPC origin leads into private subnets: the app tier has some in each zone, with the servers, and no
# way in from the internet, whatever a security group says.
# https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/private-content-vpc-origins.html
scheme_tier() {
  #% if CDN
  printf APP
  #% else
  printf PUBLIC
  #% end
}

# Of a target group AWS does not change the port of its servers. (Nor a load balancer's scheme: another one takes its
# place, see load_balancer_scheme.sh.)
bind_load_balancer() {
  bind_way LOAD_BALANCER "$APP_PORT" "load balancer" "the load balancer's groups were made with the port" \
    "put APP_PORT back, or take it away first: set SERVER_TYPE=\"\", generate the scripts again and run \
./deploy_all.sh" \
    NETWORK_LOAD_BALANCER_ARN NETWORK_STABLE_TARGET_GROUP_ARN NETWORK_CANARY_TARGET_GROUP_ARN
}
