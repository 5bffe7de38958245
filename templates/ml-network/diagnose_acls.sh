#!/usr/bin/env bash
#
# What the network ACLs say of the ways between subnets, packet by packet, for diagnose.sh: the way there at both ends,
# and the answers at both ends. It is included, never run.
# https://docs.aws.amazon.com/vpc/latest/userguide/custom-network-acl.html

# Where answers go to: NAT gateways and load balancers take any of these ports, Linux some.
readonly EPHEMERAL="1024 65535" LINUX_EPHEMERAL="32768 60999"

check_acls() {
  local acl number way ports label count=0 rule
  can_check network-acls acls || return 0
  acl_questions >"$RUN/acl-questions"
  acl_answers >"$RUN/acl-answers"
  while IFS=$'\t' read -r acl number way ports label; do
    count=$((count + 1))
    if ((number >= 32767)); then rule="no rule allows it"; else rule="rule $number denies it"; fi
    finding network-acls problem "$acl lets no TCP $ports $way, which is $label: $rule" "$REPAIR"
  done <"$RUN/acl-answers"
  if ((count == 0)); then
    finding network-acls ok "packets and their answers pass the network ACLs on all ways that were looked at"
  fi
}

# What has to pass: "SUBNET in|out FIRST_PORT LAST_PORT BLOCK every|some LABEL", with tabs between. `every` is for all
# addresses of the block; `some` is enough for the world, of which single blocks may be denied, and in which the VPC's
# own addresses do not count.
acl_questions() {
  local from to port ports
  while read -r from to port; do
    if [[ $port == all ]]; then ports="0 65535"; else ports="$port $port"; fi
    ask_acls_between "$from" "$to" "$ports"
  done < <(ways)
  if [[ -z $FROM ]]; then
    ask_acls_ways_out
    ask_acls_ways_in
  fi
}

# usage: acl_question SUBNET in|out "FIRST LAST" BLOCK every|some LABEL
acl_question() {
  if [[ -n $1 ]]; then printf '%s\t%s\t%s\t%s\t%s\t%s\t%s\n' "$1" "$2" "${3% *}" "${3#* }" "$4" "$5" "$6"; fi
}

# The subnets of a layer, "SUBNET BLOCK ZONE", a line each, those that `env` knows.
# usage: subnets_with_blocks LAYER
subnets_with_blocks() {
  local tier zone=0 subnet block
  tier=$(tier_of "$1")
  if [[ -z $tier ]]; then return; fi
  while read -r block; do
    zone=$((zone + 1))
    subnet=$(recall "NETWORK_${tier}_SUBNET_${zone}_ID")
    if [[ -n $block && -n $subnet ]]; then printf '%s %s %s\n' "$subnet" "$block" "$zone"; fi
  done < <(blocks_of "$tier")
}

# Within a subnet no ACL is asked.
# usage: ask_acls_between FROM TO "FIRST_PORT LAST_PORT"
ask_acls_between() {
  local subnet block other other_block back=$LINUX_EPHEMERAL
  if [[ $1 == load-balancer ]]; then back=$EPHEMERAL; fi
  while read -r subnet block _; do
    while read -r other other_block _; do
      if [[ $subnet == "$other" ]]; then continue; fi
      acl_question "$subnet" out "$3" "$other_block" every "the way from $1 to $2"
      acl_question "$other" in "$3" "$block" every "the way from $1 to $2"
      acl_question "$other" out "$back" "$block" every "answers of $2 to $1"
      acl_question "$subnet" in "$back" "$other_block" every "answers of $2 to $1"
    done < <(subnets_with_blocks "$2")
  done < <(subnets_with_blocks "$1")
}

# To HTTPS of the world and back: from app and training by a NAT gateway, from each inner tier by the endpoint of S3,
# which has addresses of its own.
ask_acls_ways_out() {
  local layer zone subnet block
  for layer in app training data; do
    if [[ -z $S3_SERVICE_NAME && ($NAT == none || $layer == data) ]]; then continue; fi
    while read -r subnet block zone; do
      acl_question "$subnet" out "443 443" 0.0.0.0/0 some "the way of $layer to the internet or to S3"
      acl_question "$subnet" in "$LINUX_EPHEMERAL" 0.0.0.0/0 some "answers of the internet or of S3 to $layer"
      if [[ $layer != data ]]; then ask_acls_of_nat "$layer" "$zone" "$block"; fi
    done < <(subnets_with_blocks "$layer")
  done
}

# The subnet of the NAT gateway of a zone. A regional one stands in no subnet of the VPC's.
# usage: ask_acls_of_nat LAYER ZONE BLOCK
ask_acls_of_nat() {
  local zone=1 nat
  if [[ $NAT == none || $NAT == regional ]]; then return; fi
  if [[ $NAT == per-az ]]; then zone=$2; fi
  nat=$(recall "NETWORK_PUBLIC_SUBNET_${zone}_ID")
  acl_question "$nat" in "443 443" "$3" every "the way of $1 to a NAT gateway"
  acl_question "$nat" out "443 443" 0.0.0.0/0 some "the way of a NAT gateway to the internet"
  acl_question "$nat" in "$EPHEMERAL" 0.0.0.0/0 some "answers of the internet to a NAT gateway"
  acl_question "$nat" out "$LINUX_EPHEMERAL" "$3" every "answers of a NAT gateway to $1"
}

# From the clients to a load balancer in the public tier, and back, on the ports that they call.
ask_acls_ways_in() {
  local subnet client port ports
  ports=$(client_ports)
  while read -r subnet _; do
    for client in "${CLIENT_CIDRS[@]}"; do
      for port in $ports; do
        acl_question "$subnet" in "$port $port" "$client" some "the way of the clients to a load balancer"
        acl_question "$subnet" out "$EPHEMERAL" "$client" some "answers of a load balancer to the clients"
      done
    done
  done < <(subnets_with_blocks load-balancer)
}

# What does not pass: "ACL RULE in|out PORTS LABEL", each once. A packet is what the first rule says that fits it, in
# the order of the numbers; so ports and addresses are cut where rules begin and end, and each piece is asked for.
acl_answers() {
  awk -F '\t' -v vpc="$VPC_CIDR" "$(blocks_program)"'
    NR == FNR {
      if ($1 == "acl") acl = $2
      if ($1 == "uses") ACL[$3] = acl
      # TCP, and what is for all protocols; other rules say nothing of it. A block that is "-" is one of IPv6.
      if ($1 == "rule" && ($5 == "6" || $5 == "-1") && $8 ~ /^[0-9.]+\/[0-9]+$/) {
        n = ++RULES[acl, $2 == "true" ? "out" : "in"]
        RULE[acl, $2 == "true" ? "out" : "in", n] = $3 " " $4 " " ($5 == "-1" || $6 == "-" ? 0 : $6) " " ($5 == "-1" || $7 == "-" ? 65535 : $7) " " $8
      }
      next
    }
    !($1 in ACL) { next }
    {
      acl = ACL[$1]
      rules = load(acl, $2)
      inner = $6 == "some" && !(first(vpc) <= first($5) && last($5) <= last(vpc))
      ports = cuts(LOW, HIGH, rules, $3 + 0, $4 + 0, PORT)
      # The VPC is cut out like the block of a rule, of which it is none.
      BEGIN_AT[rules + 1] = first(vpc)
      END_AT[rules + 1] = last(vpc)
      addresses = cuts(BEGIN_AT, END_AT, rules + 1, first($5), last($5), ADDRESS)
      closed = 0
      for (p = 1; p <= ports && !closed; p++) {
        open = 0
        for (a = 1; a <= addresses; a++) {
          if (inner && first(vpc) <= ADDRESS[a] && ADDRESS[a] <= last(vpc)) continue
          r = rule_for(PORT[p], ADDRESS[a])
          if (ALLOWS[r]) open++
          else denying = NUMBER[r]
        }
        if (open == 0 || ($6 == "every" && open < addresses)) closed = 1
      }
      if (!closed) next
      line = acl "\t" denying "\t" $2 "\t" ($3 == $4 ? $3 : $3 "-" $4) "\t" $7
      if (!seen[line]++) print line
    }
    # The rules of one direction in the order of their numbers; the last denies what no other speaks of.
    function load(acl, way,   n, i, j, part, line) {
      n = RULES[acl, way]
      for (i = 1; i <= n; i++) {
        line = RULE[acl, way, i]
        split(line, part, " ")
        for (j = i - 1; j >= 1 && NUMBER[j] > part[1] + 0; j--) move(j, j + 1)
        NUMBER[j + 1] = part[1] + 0
        ALLOWS[j + 1] = part[2] == "allow"
        LOW[j + 1] = part[3] + 0
        HIGH[j + 1] = part[4] + 0
        BEGIN_AT[j + 1] = first(part[5])
        END_AT[j + 1] = last(part[5])
      }
      NUMBER[n + 1] = 32767
      ALLOWS[n + 1] = 0
      return n
    }
    function move(from, to) {
      NUMBER[to] = NUMBER[from]; ALLOWS[to] = ALLOWS[from]; LOW[to] = LOW[from]; HIGH[to] = HIGH[from]
      BEGIN_AT[to] = BEGIN_AT[from]; END_AT[to] = END_AT[from]
    }
    # The first of each piece of a range in which all is alike.
    function cuts(from, to, ranges, begin, end, piece,   i, count) {
      piece[count = 1] = begin
      for (i = 1; i <= ranges; i++) {
        if (from[i] > begin && from[i] <= end) piece[++count] = from[i]
        if (to[i] >= begin && to[i] < end) piece[++count] = to[i] + 1
      }
      return count
    }
    function rule_for(port, address,   i) {
      for (i = 1; i <= rules; i++)
        if (LOW[i] <= port && port <= HIGH[i] && BEGIN_AT[i] <= address && address <= END_AT[i]) return i
      return rules + 1
    }' "$RUN/said.acls" "$RUN/acl-questions"
}
