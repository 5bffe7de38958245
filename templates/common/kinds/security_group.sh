#!/usr/bin/env bash
#
# Security group and its rules. https://docs.aws.amazon.com/vpc/latest/userguide/vpc-security-groups.html

security_group::needs() { printf 'vpc'; }
security_group::goes_with() { printf 'vpc'; }
security_group::is_id() { [[ $1 == sg-* ]]; }
security_group::id() { printf GroupId; }

security_group::look() {
  aws ec2 describe-security-groups --group-ids "$1" --query "SecurityGroups[].['present',VpcId][]"
}

# Makes the rules exactly these: TCP on one port, in from and out to these blocks or prefix lists.
# usage: security_group::rules GROUP PORT --from [CIDR|PREFIX_LIST...] --to [CIDR|PREFIX_LIST...]
security_group::rules() { security_group::exactly security_group::let_in "$@"; }

# The same for a group that never lets anybody in.
# usage: security_group::rules_outwards GROUP PORT [CIDR|PREFIX_LIST...]
security_group::rules_outwards() { security_group::exactly "" "$1" "$2" --from --to "${@:3}"; }

# usage: security_group::exactly security_group::let_in|"" GROUP PORT --from ... --to ...
security_group::exactly() {
  local let_in=$1 group=$2 port=$3 rules="" direction="" from=() to=()
  if is_out_of_sight security_group "$group"; then return; fi
  shift 3
  while (($# > 0)); do
    case $1 in
      --from | --to) direction=$1 ;;
      *) if [[ $direction == --from ]]; then from+=("$1"); else to+=("$1"); fi ;;
    esac
    shift
  done
  # Of a group that is gone AWS may say so, or show no rules.
  if ! is_new "$group"; then rules=$(tolerate InvalidGroup.NotFound security_group::lines "$group"); fi
  if [[ -n $CHECK ]]; then
    find_whether "rules of $(name_of "$group")" "$(cut -f 1-5 <<<"$rules" | sort)" \
      "$(security_group::wanted "$port" False ${from[@]+"${from[@]}"} True ${to[@]+"${to[@]}"})" "$group"
    return
  fi
  security_group::one_way ingress "$let_in" "$group" "$port" "$rules" ${from[@]+"${from[@]}"}
  security_group::one_way egress security_group::let_out "$group" "$port" "$rules" ${to[@]+"${to[@]}"}
  # A group comes with a rule that lets everything out.
  if is_new "$group"; then
    tolerate InvalidPermission.NotFound aws ec2 revoke-security-group-egress --group-id "$group" \
      --ip-permissions '[{"IpProtocol":"-1","IpRanges":[{"CidrIp":"0.0.0.0/0"}]}]' >/dev/null
  fi
}

# The rules: "IS_EGRESS PROTOCOL FROM_PORT TO_PORT SOURCE ID", a line each, with tabs between.
security_group::lines() {
  aws ec2 describe-security-group-rules --filters "Name=group-id,Values=$1" \
    --query 'SecurityGroupRules[].[IsEgress,IpProtocol,FromPort,ToPort,CidrIpv4||CidrIpv6||PrefixListId||ReferencedGroupInfo.GroupId,SecurityGroupRuleId]'
}

# The same lines, without ids, of the rules that there shall be.
# usage: security_group::wanted PORT False [CIDR...] True [CIDR...]
security_group::wanted() {
  local word is_egress=False
  for word in "${@:2}"; do
    case $word in
      False | True) is_egress=$word ;;
      *) printf '%s\ttcp\t%s\t%s\t%s\n' "$is_egress" "$1" "$1" "$word" ;;
    esac
  done | sort -u
}

# The same for one direction. New rules come before old ones go, so that no client is cut off, unless a
# group could not hold both (it has room for 60 each way).
# https://docs.aws.amazon.com/vpc/latest/userguide/amazon-vpc-limits.html
# usage: security_group::one_way ingress|egress AUTHORIZE GROUP PORT RULES [CIDR|PREFIX_LIST...]
security_group::one_way() {
  local direction=$1 authorize=$2 group=$3 port=$4 rules=$5 kept="" ranges="" lists="" count=0 surplus=()
  local is_egress id protocol from to block
  shift 5
  while read -r is_egress protocol from to block id; do
    case $direction,$is_egress in ingress,False | egress,True) ;; *) continue ;; esac
    count=$((count + 1))
    if [[ "$protocol $from $to" == "tcp $port $port" && " $* " == *" $block "* ]]; then
      kept+=" $block "
    else
      surplus+=("$id")
    fi
  done <<<"$rules"
  for block in "$@"; do
    # Named twice, it is one rule.
    if [[ $kept != *" $block "* ]]; then
      case $block in
        pl-*) lists+=",{\"PrefixListId\":\"$block\"}" ;;
        *) ranges+=",{\"CidrIp\":\"$block\"}" ;;
      esac
      count=$((count + 1))
      kept+=" $block "
    fi
  done
  if ((count > 60)) && ((${#surplus[@]} > 0)); then
    security_group::revoke "$direction" "$group" "${surplus[@]}"
    surplus=()
  fi
  ranges=${ranges:+",\"IpRanges\":[${ranges#,}]"}${lists:+",\"PrefixListIds\":[${lists#,}]"}
  if [[ -n $ranges ]]; then
    "$authorize" "$group" "[{\"IpProtocol\":\"tcp\",\"FromPort\":$port,\"ToPort\":$port$ranges}]"
  fi
  if ((${#surplus[@]} > 0)); then security_group::revoke "$direction" "$group" "${surplus[@]}"; fi
}

# usage: security_group::let_in GROUP PERMISSIONS
security_group::let_in() {
  tolerate InvalidPermission.Duplicate \
    aws ec2 authorize-security-group-ingress --group-id "$1" --ip-permissions "$2" >/dev/null
}

# usage: security_group::let_out GROUP PERMISSIONS
security_group::let_out() {
  tolerate InvalidPermission.Duplicate \
    aws ec2 authorize-security-group-egress --group-id "$1" --ip-permissions "$2" >/dev/null
}

# usage: security_group::revoke ingress|egress GROUP RULE...
security_group::revoke() {
  local rules=(--group-id "$2" --security-group-rule-ids "${@:3}")
  if [[ $1 == ingress ]]; then
    tolerate InvalidSecurityGroupRuleId.NotFound aws ec2 revoke-security-group-ingress "${rules[@]}" >/dev/null
  else
    tolerate InvalidSecurityGroupRuleId.NotFound aws ec2 revoke-security-group-egress "${rules[@]}" >/dev/null
  fi
}

security_group::delete() {
  patiently DependencyViolation tolerate InvalidGroup.NotFound aws ec2 delete-security-group --group-id "$1" >/dev/null
}
