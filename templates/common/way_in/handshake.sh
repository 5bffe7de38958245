#!/usr/bin/env bash
#
# The end of a deployment that clients reach through a load balancer: its names are kept, a TLS handshake proves
# that the service answers, and the user is told how to go this way.

# Keeps the name and the addresses that clients use, from the last look at the load balancer.
keep_names() {
  local names
  if [[ -n $PLAN ]]; then return; fi
  read -r -a names <<<"$(load_balancer::names "$(needed EXPOSE_NLB_ARN)")"
  remember EXPOSE_NLB_DNS_NAME "${names[0]:-}" EXPOSE_NLB_ADDRESS_1 "${names[1]:-}" \
    EXPOSE_NLB_ADDRESS_2 "${names[2]:-}"
}

# Healthy targets prove that the way is open; only a handshake proves that the service answers on it,
# under its own name, with a certificate that this machine trusts.
handshake() {
  local host nlb message started=$SECONDS
  host=$(recall RESOURCE_SERVICE_HOSTNAME)
  nlb=$(recall EXPOSE_NLB_DNS_NAME)
  if [[ -z $host ]]; then
    say "  no handshake: the service has no one hostname that could be asked for"
    return
  fi
  say "==> a TLS handshake for $host through the load balancer ($SECONDS s)"
  until message=$(curl --disable --silent --show-error --output /dev/null --max-time 10 \
    --connect-to "$host:443:$nlb:443" "https://$host/" 2>&1); do
    # A certificate that is not the service's does not become it (curl's codes 51 and 60).
    if [[ $message =~ \((51|60)\) ]] || ((SECONDS - started >= TIMEOUT_SECONDS)); then
      fail "no TLS handshake for $host through $nlb: $(shown "$message")" \
        "is this machine's address in EXPOSE_CLIENT_CIDRS? If it is no client, run with --no-verify"
    fi
    sleep "$POLL_SECONDS"
  done
}

# The lines for a hosts file, and where there is more: the way in keeps the service's own name, so that its
# certificate fits.
say_how_to_use() {
  local host address key
  host=$(recall RESOURCE_SERVICE_HOSTNAME)
  if [[ -n $host ]]; then
    for key in EXPOSE_NLB_ADDRESS_1 EXPOSE_NLB_ADDRESS_2; do
      address=$(recall "$key")
      if [[ -n $address ]]; then say "  $address $host"; fi
    done
  fi
  say "accelgen client --for hosts|curl|python|go|node|java|aws-cli tells how each goes this way"
}
