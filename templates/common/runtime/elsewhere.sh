#!/usr/bin/env bash
#
# What stands on a resource from another side goes before it: the sides delete side by side, each what it has.

# Whether resources of a kind were found on another side.
# usage: is_found_elsewhere KIND
is_found_elsewhere() { [[ -n $(found_elsewhere "$1") ]]; }

# Waits until all of a kind that were found on other sides are deleted; what stands on nothing here has its own deadline
# there. What is left when that side has ended is refused to wait for.
# usage: await_elsewhere KIND
await_elsewhere() {
  local side id lines
  lines=$(found_elsewhere "$1")
  while read -r side id; do
    if [[ -z $id ]]; then continue; fi
    until on_its_side "$side" is_deleted "$id"; do
      if [[ ! -e $RUN/ended.$side ]]; then
        pause
        continue
      fi
      # At its end it has looked at AWS once more, and noted that anew.
      if [[ ! -e $RUN/left.$side ]] || grep -q " $id\$" "$RUN/left.$side"; then
        complain "error: $id is still there, so what it stands on stays"
        return 1
      fi
      break
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
