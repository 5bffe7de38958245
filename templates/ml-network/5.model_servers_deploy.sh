#!/usr/bin/env bash
#
# The model servers behind the load balancer.

#% include runtime/begin.sh

main() {
  begin_step "${BASH_SOURCE[0]}" "$@"
  on_side NETWORK
}

main "$@"
