#!/usr/bin/env bash
#
# Takes away everything that deploy_all.sh made: what `env` knows, and what carries the deployment's tag, so that it
# also works when `env` is lost. Nothing else is touched. It may be run again at any time.
#
# usage: ./cleanup.sh [--yes] [--alarms]
#   --yes      do not ask
#   --alarms   take away the alarms, their topic and the dashboard only
#
# ACCELGEN_POLL_SECONDS (5) is how often it looks while it waits (more often at first),
# ACCELGEN_TIMEOUT_SECONDS (900) how long it waits at most for one thing.

#% include runtime/begin.sh
#% include runtime/cleanup.sh
#% include runtime/search.sh
#% include runtime/deletion.sh
#% include runtime/elsewhere.sh
#% include peer_binding.sh
#% if DIRECT_CONNECT
#% include direct_connect_port.sh
#% end
#% include direct_connect_kept.sh

#% if PEER_REGION
#% else
refuse_without_peer
#% end
clean_up "$@"
