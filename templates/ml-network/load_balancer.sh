#!/usr/bin/env bash
#
# What the load balancer is made with and cannot be changed. It is included, never run.

#% param APP_PORT Port

# Whether clients reach it from the internet.
scheme() { printf internet-facing; }

# Of a load balancer AWS does not change the scheme, nor of a target group the port of its servers.
bind_load_balancer() {
  bind_way LOAD_BALANCER "$(scheme) $APP_PORT" "load balancer" "the load balancer was made with" \
    "put APP_PORT back, or take it away first: set SERVER_TYPE=\"\", generate the scripts again and run \
./deploy_all.sh" \
    NETWORK_LOAD_BALANCER_ARN NETWORK_STABLE_TARGET_GROUP_ARN NETWORK_CANARY_TARGET_GROUP_ARN
}
