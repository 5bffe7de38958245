#!/usr/bin/env bash
#
# How a port is ordered, once, and what becomes of it. It is included, never run.

#% if DIRECT_CONNECT
readonly LOA="$HERE/direct_connect_loa.pdf"

# What would be ordered, where, and what follows.
# usage: show_order LOCATION SPEED
show_order() {
  local lines
  lines=$(known_ports)
  if [[ -n $lines ]]; then
    tell_ports "$lines"
    return
  fi
  check_location "$1" "$2"
  tell_what_follows
  say "nothing was ordered. To order it: ./dx_order.sh --location $1 --speed $2 --yes"
}

# usage: check_location LOCATION SPEED
check_location() {
  local told name speeds region
  told=$(aws directconnect describe-locations --query \
    "locations[?locationCode=='$1'].[locationName||'-',join(' ',availablePortSpeeds||\`[]\`)||'-',region||'-']")
  [[ -n $told ]] || fail "$SIDE_REGION has no Direct Connect location $1" "./dx_order.sh --list names those that it has"
  IFS=$'\t' read -r name speeds region <<<"$told"
  # AWS says 1G where an order says 1Gbps.
  if [[ $speeds != - && " $speeds " != *" ${2%bps} "* && " $speeds " != *" $2 "* ]]; then
    fail "$1 has no port of $2, but: $(shown "$speeds")" "choose one of these speeds, or another location"
  fi
  say "a port of $2 at $1, $(shown "$name"), for $SIDE_REGION, named $(port_name)"
}

tell_what_follows() {
  say "  AWS charges for it by the hour until it is deleted: https://aws.amazon.com/directconnect/pricing/"
  say "  AWS may ask for more by e-mail; without an answer within 7 days it deletes the order"
  say "  what follows by hand: the letter of authorization (./dx_order.sh --loa), with which the location's operator or your"
  say "  network provider makes the cross connect; then a virtual interface, and BGP at your router:"
  say "  https://docs.aws.amazon.com/directconnect/latest/UserGuide/dedicated_connection.html"
}

# Orders a port, unless one is there, or may be.
# usage: order_port LOCATION SPEED
order_port() {
  local lines id status=0 token
  lines=$(known_ports)
  if [[ -n $lines ]]; then
    refuse_second "$lines" "$1" "$2"
    return
  fi
  check_location "$1" "$2"
  token=$(new_token NETWORK_DX_PORT)
  # Whoever ends this run from here on leaves word of the order.
  remember_asked NETWORK_DX_PORT "$token"
  # The AWS CLI tries only once: it would take a lost answer for a lost call, and order a second one.
  id=$(AWS_MAX_ATTEMPTS=1 tolerate "$LOST" aws directconnect create-connection --location "$1" --bandwidth "$2" \
    --connection-name "$(port_name)" \
    --tags "$(directconnect::tags "$(tags_of NETWORK_DX_PORT "$(port_name)")")" --query connectionId) || status=$?
  if ((status > 0)); then
    # Only a word of AWS's own is a no.
    if ((status == 1)); then remember NETWORK_DX_PORT_ASKED ""; fi
    exit "$status"
  fi
  if [[ $id =~ ^dxcon-[0-9a-z]+$ ]]; then
    report made "Direct Connect port" "$id"
  else
    complain "  aws directconnect create-connection: no answer, looking whether it was carried out"
  fi
  # The note stays until AWS shows the port: the next run would not find it, either.
  lines=$(known_ports)
  tell_ports "$lines"
  tell_what_follows
}

# The ports that are there. An order whose outcome is not known is looked for as long as AWS's answer may be late; what
# then is not known either nobody but AWS can tell.
known_ports() {
  local lines asked now waits=""
  asked=$(recall NETWORK_DX_PORT_ASKED)
  lines=$(ports)
  while [[ -z $lines && -n $asked ]]; do
    now=$(date +%s)
    if ((now - ${asked%%-*} >= TIMEOUT_SECONDS)); then
      fail "a port was ordered $((now - ${asked%%-*})) s ago, what came of it is not known, and AWS shows none" \
        "look at https://console.aws.amazon.com/directconnect/v2/home?region=$SIDE_REGION, or ask AWS Support" \
        "if there is none: ./dx_order.sh --forget, and then order again"
    fi
    if [[ -z $waits ]]; then complain "  an order's outcome is not known: looking for its port"; fi
    waits=1
    pause
    lines=$(ports)
  done
  keep_port "$lines"
  printf '%s' "$lines"
}

# `env` knows of a port for as long as it is there, and that it is paid for: who takes Direct Connect out of the template
# is still told of it, and who orders it before anything is deployed. One that is being deleted counts no longer.
# usage: keep_port LINES [DELETED]
keep_port() {
  local id state port="" paid="" known
  while IFS=$'\t' read -r id state _; do
    if [[ -z $id || -n $port || $state == deleting || $id == "${2:-}" ]]; then continue; fi
    port=$id paid=yes
  done <<<"$1"
  known="$(recall NETWORK_DX_PORT),$(recall NETWORK_DX_PORT_PAID),$(recall NETWORK_DX_PORT_ASKED)"
  if [[ $known != "$port,$paid," ]]; then
    remember NETWORK_DX_PORT "$port" NETWORK_DX_PORT_PAID "$paid" NETWORK_DX_PORT_ASKED ""
  fi
}

# What is there stays what it is: another one is never ordered.
# usage: refuse_second LINES LOCATION SPEED
refuse_second() {
  local location speed
  tell_ports "$1"
  IFS=$'\t' read -r _ _ location speed _ <<<"$1"
  if [[ $location == "$2" && $speed == "$3" ]]; then
    say "nothing was ordered: this deployment has its port"
    return
  fi
  fail "this deployment has a port, and a second one is not ordered" \
    "a port cannot be changed: ./dx_order.sh --cancel deletes it; one more, for resilience, is ordered by other means"
}

# usage: tell_ports LINES
tell_ports() {
  local id state location speed count=0
  while IFS=$'\t' read -r id state location speed _; do
    if [[ -z $id ]]; then continue; fi
    count=$((count + 1))
    say "$(shown "$id"), $(shown "$speed") at $(shown "$location"): $(shown "$(port_words "$state")")"
  done <<<"$1"
  if ((count > 1)); then
    complain "  warning: there are $count, and each is paid for: were two ordered from two clones at the same time?"
  fi
}

show_ports() {
  local lines
  lines=$(known_ports)
  if [[ -z $lines ]]; then
    say "no port was ordered for this deployment in $SIDE_REGION"
    return
  fi
  tell_ports "$lines"
  tell_next_step "${lines%%$'\n'*}"
}

# usage: tell_next_step LINE
tell_next_step() {
  local id state gateway=$DX_GATEWAY_ID
  IFS=$'\t' read -r id state _ <<<"$1"
  if [[ -z $gateway ]]; then gateway=$(recall NETWORK_DX_GATEWAY_ID); fi
  case $state in
    requested) say "  AWS looks at it: an e-mail of AWS's may ask for more, and is to be answered within 7 days" ;;
    pending) say "  ./dx_order.sh --loa saves the letter of authorization, for the cross connect" ;;
    available | down)
      say "  a virtual interface comes next, with your VLAN and your router's number (ASN) in it:"
      say "  $(call_line directconnect create-private-virtual-interface --connection-id "$id" \
        --new-private-virtual-interface \
        "virtualInterfaceName=NAME,vlan=VLAN,asn=ASN,addressFamily=ipv4,directConnectGatewayId=${gateway:-GATEWAY}")"
      say "  https://docs.aws.amazon.com/directconnect/latest/UserGuide/create-private-vif.html"
      ;;
  esac
}

# The one port that carries the deployment's tag: with what somebody else may have named like it nothing is done.
# usage: own_port LINES
own_port() {
  local id state tagged own="" count=0
  while IFS=$'\t' read -r id state _ _ tagged; do
    if [[ -z $id || $tagged == 0 || $state == deleting ]]; then continue; fi
    own=$id
    count=$((count + 1))
  done <<<"$1"
  ((count == 1)) || fail "$count ports of this deployment are there" "./dx_order.sh --status shows what there is"
  printf '%s' "$own"
}

# The letter is there whole, or as it was.
save_loa() {
  local lines id content new
  if [[ -d $LOA ]]; then fail "$LOA is a folder" "move it away, then run again"; fi
  lines=$(known_ports)
  id=$(own_port "$lines")
  content=$(aws directconnect describe-loa --connection-id "$id" --loa-content-type application/pdf \
    --query loaContent)
  umask 077
  new=$(mktemp "$LOA.new.XXXXXX") || fail "cannot write in $HERE"
  if ! base64 --decode <<<"$content" >"$new" 2>/dev/null || [[ $(head -c 4 "$new") != %PDF ]]; then
    rm -f "$new"
    fail "what AWS gave as the letter of authorization of $id is no PDF" "run again later"
  fi
  chmod 600 "$new"
  mv -f "$new" "$LOA"
  say "written: $LOA, the letter of authorization for the cross connect of $id"
}

# usage: cancel_port YES
cancel_port() {
  local lines id
  lines=$(known_ports)
  if [[ -z $lines ]]; then
    say "there is no port of this deployment in $SIDE_REGION"
    return
  fi
  tell_ports "$lines"
  id=$(own_port "$lines")
  say "deleting it ends what AWS charges for it; partners and the cross connect are cancelled with those who made them"
  if [[ $1 == false ]]; then
    say "nothing was deleted. To delete $id: ./dx_order.sh --cancel --yes"
    return
  fi
  aws directconnect delete-connection --connection-id "$id" >/dev/null
  # An order looks at AWS first, as ever: this one is in its way for as long as it is shown there.
  keep_port "$lines" "$id"
  report deleted "Direct Connect port" "$id"
}

# AWS is asked once more: what is there after all is no lost order.
forget_order() {
  local lines
  lines=$(ports)
  if [[ -n $lines ]]; then tell_ports "$lines"; fi
  keep_port "$lines"
  say "no order is open any longer"
}
#% end
