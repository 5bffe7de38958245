#!/usr/bin/env bash
#
# The port that ./dx_order.sh orders at a Direct Connect location, as AWS shows it. It is included, never run.
# https://docs.aws.amazon.com/directconnect/latest/UserGuide/dedicated_connection.html

# By its name, too: should somebody take its tags away, it is still there, and paid for.
port_name() { printf '%s-port' "${DEPLOYMENT_TAG//[:_]/-}"; }

# The ports of this deployment that are there, in the network's Region: "ID STATE LOCATION SPEED TAGGED", a line each,
# with tabs between. AWS goes on showing those that are gone.
ports() {
  local answer line next=() seen=" "
  while true; do
    # The last line says where the next page begins.
    answer=$(aws directconnect describe-connections ${next[@]+"${next[@]}"} --query \
      "[connections[?(connectionName=='$(port_name)'||tags[?key=='$DEPLOYMENT_TAG'])&&connectionState!='deleted'&&connectionState!='rejected'].[connectionId,connectionState,location,bandwidth,to_string(length(tags[?key=='$DEPLOYMENT_TAG']||\`[]\`))],[['page',nextToken||'']]][]") || return
    while IFS= read -r line; do
      if [[ $line == dxcon-* ]]; then printf '%s\n' "$line"; fi
    done <<<"$answer"
    line=${answer##*$'\n'}
    line=${line#page}
    line=${line#$'\t'}
    if [[ -z $line || $line == None ]]; then return; fi
    [[ $line =~ ^[A-Za-z0-9+/=_][A-Za-z0-9+/=_.-]*$ && $seen != *" $line "* ]] ||
      fail "AWS names no next page of connections, but: $(shown "$line")" "run again when AWS answers well"
    seen+="$line "
    next=(--next-token "$line")
  done
}

# A port's state in plain words.
# usage: port_words STATE
port_words() {
  case $1 in
    requested) printf 'requested: AWS looks at the order' ;;
    pending) printf 'LOA to be had, cross connect to be made' ;;
    available) printf 'available' ;;
    down) printf 'down: no signal at the port' ;;
    deleting) printf 'being deleted' ;;
    *) printf '%s' "$1" ;;
  esac
}

# What status.sh says of it: none of it is anything that deploy_all.sh could change.
find_ports() {
  local lines id state location speed
  lines=$(ports)
  while IFS=$'\t' read -r id state location speed _; do
    if [[ -z $id ]]; then continue; fi
    find_fact "Direct Connect port, $(shown "$speed") at $(shown "$location")" "$(port_words "$state")" true "$id"
  done <<<"$lines"
  if [[ -n $(recall NETWORK_DX_PORT_ASKED) && -z $lines ]]; then
    find_difference "Direct Connect port" "ordered, outcome not known: ./dx_order.sh --status"
  fi
}
