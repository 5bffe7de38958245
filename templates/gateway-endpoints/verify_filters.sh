#!/usr/bin/env bash
#
# What could hold packets up: network ACLs, and the group for clients. It is included, never run.

# usage: check_filters VPC
check_filters() {
  check_acls
  check_group
}

# ACLs cannot name AWS's lists: they must let HTTPS out to each block, and the answers in.
# https://docs.aws.amazon.com/vpc/latest/userguide/vpc-network-acls.html
check_acls() {
  local acl way word block subnets
  can_check connectivity network-acls acls tables subnets meant blocks || return 0
  while read -r acl way word block subnets; do
    if [[ $way == out ]]; then
      problem connectivity network-acls error "$acl does not let HTTPS out to all of $block, $word ($subnets)" \
        "allow TCP 443 out to $block before its rule that denies; the blocks of $word change: a rule for 0.0.0.0/0 stays right"
    else
      problem connectivity network-acls error "$acl does not let the answers in from all of $block, $word ($subnets)" \
        "allow TCP 32768 to 60999 in from $block (49152 to 65535 for Windows) before its rule that denies"
    fi
  done < <(blocked_by_acls)
  judge connectivity network-acls "the subnets' network ACLs let HTTPS out to the services, and the answers in"
}

# "ACL out|in SERVICE BLOCK SUBNET,SUBNET…": the first block of each service that an ACL does not let through.
#
# The rules are looked at in the order of their numbers, the first that fits decides. So that parts of a block, or of
# the ports, do not go unseen, each part is tried that some rule treats apart. The ports of the answers are those that
# Linux chooses from.
blocked_by_acls() {
  awk -F '[ \t]' "$(address_program)"'
    FILENAME ~ /said[.]blocks$/ { word[++n] = $1; text[n] = $2; block[n] = block_of($2) }
    FILENAME ~ /said[.]meant$/ { meant[$1] }
    FILENAME ~ /said[.]tables$/ && $1 == "table" { table = $2 }
    FILENAME ~ /said[.]tables$/ && $1 == "uses" { if ($2 == "true") main = table; else own[$3] = table }
    FILENAME ~ /said[.]acls$/ && $1 == "acl" { acl = $2; order[++acls] = acl }
    FILENAME ~ /said[.]acls$/ && $1 == "subnet" { acl_of[$2] = acl }
    FILENAME ~ /said[.]acls$/ && $1 == "rule" && ($4 == "-1" || $4 == "6") { add_rule(acl, tolower($2) == "true") }
    FILENAME ~ /said[.]subnets$/ {
      table = $1 in own ? own[$1] : main
      if (table in meant && $1 in acl_of) {
        acl = acl_of[$1]
        behind[acl] = behind[acl] (behind[acl] == "" ? "" : ",") $1
      }
    }
    # Inserted where it belongs by its number.
    function add_rule(acl, out,   i, key) {
      for (i = ++rules[acl, out]; i > 1 && number[acl, out, i - 1] > $3 + 0; i--) copy(acl, out, i - 1, i)
      key = acl SUBSEP out SUBSEP i
      number[key] = $3 + 0
      allows[key] = $5 == "allow"
      where[key] = block_of($6)
      from[key] = $4 == "-1" || $7 == "null" ? 0 : $7 + 0
      to[key] = $4 == "-1" || $8 == "null" ? 65535 : $8 + 0
    }
    function copy(acl, out, i, j,   a, b) {
      a = acl SUBSEP out SUBSEP i
      b = acl SUBSEP out SUBSEP j
      number[b] = number[a]; allows[b] = allows[a]; where[b] = where[a]; from[b] = from[a]; to[b] = to[a]
    }
    function is_allowed(acl, out, address, port,   i, key) {
      for (i = 1; i <= rules[acl, out]; i++) {
        key = acl SUBSEP out SUBSEP i
        if (lies_in(address, where[key]) && from[key] <= port && port <= to[key]) return allows[key]
      }
      return 0
    }
    function filled(start, whole) {
      while (length(start) < whole) start = start "0"
      return start
    }
    # Whether some part of a block or of the ports is held up.
    function is_blocked(acl, out, block, first, last,   i, j, k, key, whole, addresses, ports, address, port) {
      whole = substr(block, 1, 1) == "4" ? 33 : 129
      address[addresses = 1] = filled(block, whole)
      port[ports = 1] = first
      for (i = 1; i <= rules[acl, out]; i++) {
        key = acl SUBSEP out SUBSEP i
        if (where[key] == "") continue
        if (from[key] > first && from[key] <= last) port[++ports] = from[key]
        if (to[key] >= first && to[key] < last) port[++ports] = to[key] + 1
        if (!lies_in(where[key], block)) continue
        # The rule is for a part of the block: that part, and what lies beside it.
        address[++addresses] = filled(where[key], whole)
        for (k = length(block) + 1; k <= length(where[key]); k++)
          address[++addresses] = filled(substr(where[key], 1, k - 1) (1 - substr(where[key], k, 1)), whole)
      }
      for (i = 1; i <= addresses; i++)
        for (j = 1; j <= ports; j++) if (!is_allowed(acl, out, address[i], port[j])) return 1
      return 0
    }
    END {
      for (a = 1; a <= acls; a++) {
        acl = order[a]
        if (behind[acl] == "") continue
        for (i = 1; i <= n; i++) {
          if (block[i] == "") continue
          if (!((acl, "out", word[i]) in told) && is_blocked(acl, 1, block[i], 443, 443)) {
            told[acl, "out", word[i]]
            print acl, "out", word[i], text[i], behind[acl]
          }
          if (!((acl, "in", word[i]) in told) && is_blocked(acl, 0, block[i], 32768, 60999)) {
            told[acl, "in", word[i]]
            print acl, "in", word[i], text[i], behind[acl]
          }
        }
      }
    }
  ' "$RUN/said.blocks" "$RUN/said.meant" "$RUN/said.tables" "$RUN/said.acls" "$RUN/said.subnets"
}

# The group that step 4 makes lets HTTPS out to each service's list.
check_group() {
  #% if GATEWAY_SECURITY_GROUP
  local group list name
  can_check connectivity security-group lists || return 0
  group=$(recall GATEWAY_SECURITY_GROUP_ID)
  if [[ -n $group ]]; then ask group tolerate InvalidGroup.NotFound security_group::lines "$group"; fi
  if [[ -n $group ]] && ! can_check connectivity security-group group; then return; fi
  while read -r list name _; do
    if [[ -n $group ]] && has_rule "$list"; then continue; fi
    problem connectivity security-group warning \
      "${group:-the group for clients} does not let HTTPS out to $list (${name##*.})" \
      "./4.security_group_deploy.sh puts its rules right"
  done <"$RUN/said.lists"
  judge connectivity security-group "the group for clients lets HTTPS out to each service"
  #% else
  leave_out connectivity security-group "GATEWAY_SECURITY_GROUP is not true, and other groups are not looked at"
  #% end
}

#% if GATEWAY_SECURITY_GROUP
# usage: has_rule LIST
has_rule() {
  awk -F '\t' -v list="$1" '
    $1 == "True" && $2 == "tcp" && $3 == 443 && $4 == 443 && $5 == list { found = 1 }
    END { exit !found }' "$RUN/said.group"
}
#% end
