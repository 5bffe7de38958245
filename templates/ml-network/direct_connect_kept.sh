#!/usr/bin/env bash
#
# What cleanup.sh says of a port that ./dx_order.sh ordered: it is left alone. It is included, never run.

# Without `env` nobody would know of an order whose outcome is open, and another port could be ordered.
before_cleanup() {
  if [[ -n $(recall NETWORK_DX_PORT_ASKED) ]]; then
    fail "a Direct Connect port was ordered, and what came of it is not known" \
      "nothing was deleted; run ./dx_order.sh --status first"
  fi
  #% if DIRECT_CONNECT
  local lines id state
  use_side NETWORK
  lines=$(ports)
  while IFS=$'\t' read -r id state _; do
    if [[ -n $id ]]; then tell_port_left "$id" "$(port_words "$state")"; fi
  done <<<"$lines"
  #% else
  if [[ -n $(recall NETWORK_DX_PORT) ]]; then tell_port_left "$(recall NETWORK_DX_PORT)" "ordered"; fi
  #% end
}

# usage: tell_port_left PORT STATE
tell_port_left() {
  use_side NETWORK
  complain "left alone: $(shown "$1"), a Direct Connect port ($(shown "$2")): AWS charges for it until it is deleted"
  #% if DIRECT_CONNECT
  complain "  to delete it: ./dx_order.sh --cancel --yes"
  #% else
  complain "  to delete it: $(call_line directconnect delete-connection --connection-id "$(shown "$1")")"
  #% end
}
