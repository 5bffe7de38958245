#!/usr/bin/env bash
#
# The graph of a deletion: each thing before what it stands on.

# Deletes what was found on a side. Whoever waits there for something of it must come to an end, too, whatever fails.
# usage: delete_on_side SIDE
delete_on_side() {
  local failed=""
  start delete_found "$1"
  await_started || failed=1
  : >"$RUN/ended.$1"
  [[ -z $failed ]]
}

# usage: delete_found SIDE
delete_found() {
  local nodes node list=()
  nodes=$(deletion_nodes "$1")
  while IFS= read -r node; do
    if [[ -n $node ]]; then list+=("$node"); fi
  done <<<"$nodes"
  run_graph delete_node note_refused : ${list[@]+"${list[@]}"}
  check_left "$1"
}

# A node for each thing, after which stand those that need its kind and so go before it: "KIND,KEY,ID NODE…". Where
# their looks show all of a kind that they stand on (KIND::shown_ground), what they do not show need not wait for them.
# usage: deletion_nodes SIDE
deletion_nodes() {
  local lines needs
  lines=$(things_to_delete "$1")
  needs=$(for kind in $(kinds_of_stack) $(kinds_that_are_left); do
    printf '%s %s\n' "$kind" "$(kind_says "$kind" needs "")"
  done)
  awk '
    NR == FNR { for (i = 2; i <= NF; i++) outlives[$1, $i] = 1; next }
    NF >= 2 {
      kind[++count] = $1
      node[count] = $1 "," $2
      id[count] = substr($2, index($2, ",") + 1)
      if (NF > 2) shows[count, $3] = 1
      for (i = 4; i <= NF; i++) shown[count, $i] = 1
    }
    END {
      for (i = 1; i <= count; i++) {
        line = node[i]
        for (j = 1; j <= count; j++) {
          if (!((kind[j], kind[i]) in outlives)) continue
          if ((j, kind[i]) in shows && !((j, id[i]) in shown)) continue
          line = line " " node[j]
        }
        print line
      }
    }' <(printf '%s\n' "$needs") <(printf '%s\n' "$lines")
}

# "KIND KEY,ID [KIND_SHOWN WORD...]", a line each: what is deleted by a call, and the waits for what AWS leaves behind.
# usage: things_to_delete SIDE
things_to_delete() {
  local key id wait waits="" shown KIND="" KNOWN_NAME=""
  for wait in $(kinds_that_are_left); do waits+=" $wait/$("$wait::left_in")"; done
  while read -r key id; do
    select_resource "$key"
    if has_function "$KIND::delete"; then
      shown=""
      if has_function "$KIND::shown_ground" && [[ -f $RUN/answer.${id##*/} ]]; then
        shown=" $("$KIND::shown_ground") $(tr '\t\n' '  ' <"$RUN/answer.${id##*/}")"
      fi
      printf '%s %s,%s%s\n' "$KIND" "$key" "$id" "$shown"
    fi
    for wait in $waits; do
      if [[ ${wait#*/} == "$KIND" ]]; then printf '%s %s,%s\n' "${wait%/*}" "$key" "$id"; fi
    done
  done <"$RUN/found.$1"
}

# The kinds that stand for what AWS itself leaves behind.
kinds_that_are_left() { those_with left_in; }

# usage: delete_node KIND,KEY,ID
delete_node() {
  local kind key id
  IFS=, read -r kind key id <<<"$1"
  # Where processors are few, what AWS takes longest to take away has them first.
  if ! has_function "$kind::goes_first"; then BEHIND=1; fi
  "$kind::delete" "$id" || return
  if has_function "$kind::left_in"; then return; fi
  note_state "$id" deleted
  forget "$key"
  report deleted "$key" "$id"
}

# usage: note_refused NODE
note_refused() { : >"$RUN/refused.$SIDE"; }

# Looks at AWS once more, and notes what is left: what could not be deleted, what came meanwhile, and what is
# still shown although AWS said that it was deleted.
# usage: check_left SIDE
check_left() {
  local left known key id unseen="" started=$SECONDS
  forget_inventory
  known=$(unsure <"$RUN/found.$1")
  forget_states "$known"
  start look_again "$known"
  # Also called where bash would go on after an error, as if nothing were left.
  left=$(candidates "$1" | unsure) || unseen=1
  await_started
  if [[ -n $unseen ]]; then return 1; fi
  while true; do
    look_at_all "$left"
    left=$(
      while read -r key id; do
        if [[ -n $id ]] && is_there "$key" "$id"; then printf '%s %s\n' "$key" "$id"; fi
      done <<<"$left"
    ) || return
    if [[ -z $left || -e $RUN/refused.$1 ]] || ((SECONDS - started >= SETTLE_SECONDS)); then break; fi
    pause
    forget_states "$left"
  done
  printf '%s' "${left:+$left$'\n'}" >"$RUN/left.$1"
  [[ -z $left ]]
}

# usage: forget_states LINES   ("KEY ID", a line each)
forget_states() {
  local id
  while read -r _ id; do forget_state "$id"; done <<<"$1"
}

# Of lines "KEY ID", what has to be looked at once more. What goes with something else has gone with it.
unsure() {
  local key id KIND="" KNOWN_NAME=""
  while read -r key id; do
    if ! select_resource "$key" || ! has_function "$KIND::delete"; then continue; fi
    if has_function "$KIND::goes_with" && is_deleted "$id"; then continue; fi
    printf '%s %s\n' "$key" "$id"
  done
}
