#!/usr/bin/env bash
# Runs a command on a network of its own, which nothing leads out of: the given addresses are this machine's,
# and HOSTS is its hosts file. Nothing outside changes, and all of it is gone with the command.
#
# usage: unshare --map-root-user --mount --net Tests/Tools/network_namespace.sh HOSTS ADDRESS... -- COMMAND...
set -Eeuo pipefail

# A network that is up is not a new one, but everybody's.
if [[ -n $(ip link show up) ]]; then
  printf 'network_namespace.sh: not in namespaces of its own\n' >&2
  exit 2
fi
mount --bind "$1" /etc/hosts
shift
ip link set lo up
while [[ $1 != -- ]]; do
  ip address add "$1/32" dev lo
  shift
done
shift
exec "$@"
