#!/usr/bin/env bash
#
# The ways between two tiers, and what the security groups at both ends say of them, for diagnose.sh. It is included,
# never run.

# The layer that a word of --from and --to stands for, as keys have it.
# usage: layer_of load-balancer|app|data|training|access
layer_of() { tr 'a-z-' 'A-Z_' <<<"$1"; }

# The tier in whose subnets a layer stands. Who has access stands wherever it likes.
# usage: tier_of load-balancer|app|data|training|access
tier_of() {
  case $1 in
    load-balancer) scheme_tier ;;
    access) ;;
    *) layer_of "$1" ;;
  esac
}

# usage: name_of_tier PUBLIC|APP|DATA|TRAINING
name_of_tier() { tr '[:upper:]' '[:lower:]' <<<"$1"; }

# The ways that are looked at: "FROM TO PORT", a line each; the port `all` stands for everything.
ways() {
  local port
  if [[ -n $FROM ]]; then
    for port in ${PORT:-$(ports_of "$FROM" "$TO")}; do printf '%s %s %s\n' "$FROM" "$TO" "$port"; done
    return
  fi
  printf 'load-balancer app %s\n' "$APP_PORT"
  if [[ -n $(blocks_of DATA) ]]; then printf 'app data %s\n' 5432 6379; fi
  if [[ -n $(blocks_of TRAINING) ]]; then printf 'training training all\n'; fi
}

# The ports that a layer is reached on by another.
# usage: ports_of FROM TO
ports_of() {
  case $1,$2 in
    training,training) printf all ;;
    access,app) printf 22 ;;
    access,training | app,training) printf '22 443' ;;
    *,app) printf '%s' "$APP_PORT" ;;
    *,data) printf '5432 6379' ;;
    *) printf 443 ;;
  esac
}

# Whether 2.security_deploy.sh lets that way through.
# usage: is_meant FROM TO PORT
is_meant() {
  case $1,$2,$3 in
    load-balancer,app,"$APP_PORT" | app,data,5432 | app,data,6379 | training,training,*) ;;
    access,app,22 | access,training,22 | access,training,443) ;;
    *) return 1 ;;
  esac
}

# usage: words_for_port PORT|all
words_for_port() { if [[ $1 == all ]]; then printf everything; else printf 'TCP %s' "$1"; fi; }

# The rules of both groups as they are now.
check_groups() {
  local from to port count=0
  can_check security-groups groups || return 0
  while read -r from to port; do
    count=$((count + 1))
    check_group out "$from" "$to" "$port"
    check_group in "$to" "$from" "$port"
  done < <(ways)
  if ! has_problem security-groups; then finding security-groups ok "$count ways between tiers are open at both ends"; fi
}

# usage: check_group in|out LAYER OTHER_LAYER PORT
check_group() {
  local group other answer remedy=$REPAIR words from=$2 to=$3
  if [[ $1 == in ]]; then from=$3 to=$2; fi
  group=$(recall "NETWORK_$(layer_of "$2")_GROUP_ID")
  other=$(recall "NETWORK_$(layer_of "$3")_GROUP_ID")
  # That they are not known has been said.
  if [[ -z $group || -z $other || ! -f $RUN/rules.$group ]]; then return; fi
  if ! is_meant "$from" "$to" "$4"; then
    remedy="these scripts let nobody go that way; a rule of yours in their groups would be taken back by ./deploy_all.sh"
  fi
  words="$(words_for_port "$4") $(if [[ $1 == in ]]; then printf 'in from'; else printf 'out to'; fi) $3"
  answer=$(group_lets "$1" "$group" "$4" "$other" "$(tier_blocks "$3")")
  case $answer in
    no) finding security-groups problem "$group ($2) does not let $words" "$remedy" ;;
    list) finding security-groups unknown "$group ($2) lets $words by a prefix list, which was not looked into" ;;
  esac
}

# The blocks of a layer's subnets, in a line.
# usage: tier_blocks LAYER
tier_blocks() {
  local tier
  tier=$(tier_of "$1")
  if [[ -n $tier ]]; then blocks_of "$tier" | tr '\n' ' '; fi
}

# Whether a group's rules let a port through to or from another group: it is named, or each of its blocks is within a
# block that is named.
# usage: group_lets in|out GROUP PORT|all OTHER_GROUP "BLOCK..."   (prints yes, no, or list)
group_lets() {
  local is_egress=False
  if [[ $1 == out ]]; then is_egress=True; fi
  awk -F '\t' -v egress="$is_egress" -v port="$3" -v other="$4" -v blocks="$5" "$(blocks_program)"'
    $1 != egress || !fits() { next }
    $5 == other { named = 1 }
    $5 ~ /^pl-/ { list = 1 }
    $5 ~ /^[0-9.]+\/[0-9]+$/ {
      count = split(blocks, block, " ")
      for (i = 1; i <= count; i++) if (first($5) <= first(block[i]) && last(block[i]) <= last($5)) covered[block[i]] = 1
    }
    function fits() {
      if ($2 == "-1") return 1
      if (port == "all" || ($2 != "tcp" && $2 != "6")) return 0
      return $3 + 0 == -1 || ($3 + 0 <= port + 0 && port + 0 <= $4 + 0)
    }
    END {
      count = split(blocks, block, " ")
      all = count > 0
      for (i = 1; i <= count; i++) if (!(block[i] in covered)) all = 0
      print named || all ? "yes" : list ? "list" : "no"
    }' "$RUN/rules.$2"
}

# Blocks as numbers of addresses.
blocks_program() {
  cat <<'AWK'
function first(block,   part) {
  split(block, part, "[./]")
  return ((part[1] * 256 + part[2]) * 256 + part[3]) * 256 + part[4]
}
function last(block,   part) {
  split(block, part, "/")
  return first(block) + 2 ^ (32 - part[2]) - 1
}
AWK
}
