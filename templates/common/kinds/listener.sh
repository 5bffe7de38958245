#!/usr/bin/env bash
#
# Listener of a load balancer, of either type. It goes with its load balancer.
# https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_Listener.html

listener::service() { printf elbv2; }
listener::goes_with() { printf load_balancer; }
listener::is_id() { [[ $1 == arn:*:listener/* ]]; }
listener::id() { printf 'Listeners[0].ListenerArn'; }
listener::proves() { :; }
