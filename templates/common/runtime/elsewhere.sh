#!/usr/bin/env bash
#
# What stands on a resource from another side goes before it: the sides delete side by side, each what it has.

# Whether resources of a kind were found on another side.
# usage: is_found_elsewhere KIND
is_found_elsewhere() { [[ -n $(found_elsewhere "$1") ]]; }

# Waits until all of a kind that were found on other sides are deleted; what stands on nothing here has its own deadline
# there. Where something was refused there, the wait is refused here.
# usage: await_elsewhere KIND
await_elsewhere() {
  local line side id lines
  lines=$(found_elsewhere "$1")
  while read -r side id; do
    if [[ -z $id ]]; then continue; fi
    until [[ $(on_its_side "$side" noted_state "$id") == deleted ]]; do
      if [[ -e $RUN/refused.$side || -e $RUN/left.$side ]]; then
        complain "error: $id is still there, so what it stands on stays"
        return 1
      fi
      pause
    done
  done <<<"$lines"
}

# "SIDE ID", a line each.
# usage: found_elsewhere KIND
found_elsewhere() {
  local side key id KIND="" KNOWN_NAME=""
  for side in "${SIDES[@]%% *}"; do
    if [[ $side == "$SIDE" || ! -f $RUN/found.$side ]]; then continue; fi
    while read -r key id; do
      if select_resource "$key" && [[ $KIND == "$1" ]]; then printf '%s %s\n' "$side" "$id"; fi
    done <"$RUN/found.$side"
  done
}

# usage: on_its_side SIDE COMMAND...
on_its_side() (use_side "$1" && "${@:2}")
