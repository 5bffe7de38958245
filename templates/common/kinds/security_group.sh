#!/usr/bin/env bash
#
# Security group and its rules. https://docs.aws.amazon.com/vpc/latest/userguide/vpc-security-groups.html

security_group::needs() { printf 'vpc'; }
security_group::goes_with() { printf 'vpc'; }
security_group::is_id() { [[ $1 =~ ^sg-[0-9a-f]+$ ]]; }
security_group::id() { printf GroupId; }

security_group::look() {
  aws ec2 describe-security-groups --group-ids "$1" --query "SecurityGroups[].['present',VpcId][]"
}

# Makes the rules exactly these. A rule is "in|out PORT|all block|list|group CIDR|PREFIX_LIST|GROUP": TCP on a port, or
# everything.
# usage: security_group::has GROUP RULE...
security_group::has() { security_group::exactly security_group::let_in "$@"; }

# The same for a group that never lets anybody in.
# usage: security_group::has_outwards GROUP RULE...
security_group::has_outwards() { security_group::exactly "" "$@"; }

# usage: security_group::exactly security_group::let_in|"" GROUP RULE...
security_group::exactly() {
  local let_in=$1 group=$2 rules="" wanted
  if is_out_of_sight security_group "$group"; then return; fi
  # Named twice, it is one rule.
  wanted=$(printf '%s\n' "${@:3}" | awk 'NF && !seen[$0]++')
  # Of a group that is gone AWS may say so, or show no rules.
  if ! is_new "$group"; then rules=$(tolerate InvalidGroup.NotFound security_group::lines "$group"); fi
  if [[ -n $CHECK ]]; then
    find_whether "rules of $(name_of "$group")" "$(cut -f 1-5 <<<"$rules" | sort)" \
      "$(security_group::as_lines <<<"$wanted" | sort)" "$group"
    return
  fi
  security_group::one_way in "$let_in" "$group" "$rules" "$wanted"
  security_group::one_way out security_group::let_out "$group" "$rules" "$wanted"
  # A group comes with a rule that lets everything out.
  if is_new "$group"; then
    tolerate InvalidPermission.NotFound aws ec2 revoke-security-group-egress --group-id "$group" \
      --ip-permissions '[{"IpProtocol":"-1","IpRanges":[{"CidrIp":"0.0.0.0/0"}]}]' >/dev/null
  fi
}

# The rules: "IS_EGRESS PROTOCOL FROM_PORT TO_PORT SOURCE ID", a line each, with tabs between.
security_group::lines() {
  # They may have been looked at with others' (kinds/security_group_tiers.sh).
  if [[ -f $RUN/rules.$1 ]]; then cat "$RUN/rules.$1" && return; fi
  aws ec2 describe-security-group-rules --filters "Name=group-id,Values=$1" \
    --query 'SecurityGroupRules[].[IsEgress,IpProtocol,FromPort,ToPort,CidrIpv4||CidrIpv6||PrefixListId||ReferencedGroupInfo.GroupId,SecurityGroupRuleId]'
}

# Rules that there shall be, as the same lines without ids.
security_group::as_lines() {
  local rule LINE
  while IFS= read -r rule; do
    if [[ -n $rule ]]; then security_group::as_line "$rule" && printf '%s\n' "$LINE"; fi
  done
}

# usage: security_group::as_line RULE   (its line comes in LINE)
security_group::as_line() {
  local way port source ports=$'-1\t-1\t-1' is_egress=False
  read -r way port _ source <<<"$1"
  if [[ $way == out ]]; then is_egress=True; fi
  if [[ $port != all ]]; then ports=$'tcp\t'"$port"$'\t'"$port"; fi
  LINE="$is_egress"$'\t'"$ports"$'\t'"$source"
}

# The same for one direction. New rules come before old ones go, so that no client is cut off, unless a
# group could not hold both (it has room for 60 each way).
# https://docs.aws.amazon.com/vpc/latest/userguide/amazon-vpc-limits.html
# usage: security_group::one_way in|out AUTHORIZE GROUP RULES WANTED
security_group::one_way() {
  local direction=$1 authorize=$2 group=$3 missing="" line lines rule LINE has="" is_egress=False surplus=() count=0
  if [[ $direction == out ]]; then is_egress=True; fi
  lines=$'\n'$(security_group::as_lines <<<"$5")$'\n'
  while IFS= read -r line; do
    if [[ $line != "$is_egress"$'\t'* ]]; then continue; fi
    count=$((count + 1))
    if [[ $lines == *$'\n'"${line%$'\t'*}"$'\n'* ]]; then
      has+=$'\n'${line%$'\t'*}$'\n'
    else
      surplus+=("${line##*$'\t'}")
    fi
  done <<<"$4"
  while IFS= read -r rule; do
    security_group::as_line "$rule"
    if [[ $rule != "$direction "* || $has == *$'\n'"$LINE"$'\n'* ]]; then continue; fi
    count=$((count + 1))
    missing+=$rule$'\n'
  done <<<"$5"
  if ((count > 60)) && ((${#surplus[@]} > 0)); then
    security_group::revoke "$direction" "$group" "${surplus[@]}"
    surplus=()
  fi
  if [[ -n $missing ]]; then "$authorize" "$group" "$(security_group::permissions <<<"$missing")"; fi
  if ((${#surplus[@]} > 0)); then security_group::revoke "$direction" "$group" "${surplus[@]}"; fi
}

# Rules as the calls take them: JSON, with one permission for each port.
security_group::permissions() {
  awk '
    BEGIN {
      list["block"] = "IpRanges"; list["list"] = "PrefixListIds"; list["group"] = "UserIdGroupPairs"
      name["block"] = "CidrIp"; name["list"] = "PrefixListId"; name["group"] = "GroupId"
    }
    NF {
      if (!($2 in known)) { known[$2]; port[++ports] = $2 }
      if (!(($2, $3) in members)) kinds[$2] = kinds[$2] " " $3
      members[$2, $3] = members[$2, $3] ",{\"" name[$3] "\":\"" $4 "\"}"
    }
    END {
      for (i = 1; i <= ports; i++) {
        number = port[i]
        printf "%s{\"IpProtocol\":%s", i == 1 ? "[" : ",",
          number == "all" ? "\"-1\"" : "\"tcp\",\"FromPort\":" number ",\"ToPort\":" number
        count = split(kinds[number], kind, " ")
        for (j = 1; j <= count; j++) printf ",\"%s\":[%s]", list[kind[j]], substr(members[number, kind[j]], 2)
        printf "}"
      }
      print "]"
    }'
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

# usage: security_group::revoke in|out GROUP RULE...
security_group::revoke() {
  local rules=(--group-id "$2" --security-group-rule-ids "${@:3}")
  if [[ $1 == in ]]; then
    tolerate InvalidSecurityGroupRuleId.NotFound aws ec2 revoke-security-group-ingress "${rules[@]}" >/dev/null
  else
    tolerate InvalidSecurityGroupRuleId.NotFound aws ec2 revoke-security-group-egress "${rules[@]}" >/dev/null
  fi
}

security_group::delete() {
  patiently DependencyViolation tolerate InvalidGroup.NotFound aws ec2 delete-security-group --group-id "$1" >/dev/null
}
