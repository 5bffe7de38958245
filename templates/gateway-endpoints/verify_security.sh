#!/usr/bin/env bash
#
# What the endpoints let through, and where. It is included, never run.

# The policy that AWS gives an endpoint without one.
readonly OPEN_POLICY='{"Statement":[{"Effect":"Allow","Principal":"*","Action":"*","Resource":"*"}]}'

# usage: check_security VPC
check_security() {
  check_policies
  check_validation
  check_other_tables "$1"
  check_foreign_endpoints
}

check_policies() {
  local word id file has wanted service missing=""
  while read -r word _ id service; do
    if ! knows "policy.$id"; then
      missing=$word
      continue
    fi
    wanted=$OPEN_POLICY
    file=$(policy_file "$service")
    if [[ -n $file ]]; then wanted=$(<"$file"); fi
    has=$(endpoint::policy_facts "$(<"$RUN/said.policy.$id")")
    if [[ $has != "$(endpoint::policy_facts "$wanted")" ]]; then
      problem security policy error "$word: the policy of $id is not the template's" \
        "./status.sh compares, ./deploy_all.sh puts the template's back"
    fi
    if [[ $has != *'."Effect" "Allow"'* ]]; then
      problem security allow error "$word: the policy of $id allows nothing, so nothing passes" \
        "a policy needs a statement with the Effect Allow"
    fi
    if is_open "$has"; then
      problem security open-policy warning "$word: the policy of $id lets everybody do everything everywhere" \
        "S3_BUCKETS, DYNAMODB_TABLES or GATEWAY_PERIMETER in the template make one that does not"
    fi
  done < <(services)
  if [[ -n $missing ]]; then
    leave_out security policy "AWS did not tell the policy for $missing"
    leave_out security allow "AWS did not tell the policy for $missing"
    leave_out security open-policy "AWS did not tell the policy for $missing"
    return
  fi
  judge security policy "each policy is the template's, by its meaning"
  judge security allow "each policy allows something"
  judge security open-policy "no policy lets everybody do everything"
}

# Whether what a policy says (endpoint::policy_facts) limits nothing: it allows all, of all, to all, under no condition,
# and denies nothing.
# usage: is_open FACTS
is_open() {
  awk '
    {
      line = tolower($0)
      gsub(/[\\]u002a/, "*", line)
      if (line ~ /[.]"effect" "deny"/) denies = 1
      if (line ~ /[.]"effect" "allow"/ && line !~ /[.]"condition"/ && line ~ /[.]"principal"([.]"aws")? "[*]"/ &&
        line ~ /[.]"action" "([a-z0-9]+:)?[*]"/ && line ~ /[.]"resource" "([*]|arn:[a-z-]+:s3:::[*])"/) allows = 1
    }
    END { exit !(allows && !denies) }' <<<"$1"
}

# Tables that are not meant have neither our endpoints nor routes to them.
# usage: check_other_tables VPC
check_other_tables() {
  local word id table tables
  can_check security other-tables endpoints tables meant || return 0
  while read -r word _ id _; do
    tables=$({
      endpoint_field "$id" 7 | tr ',' '\n' | sed -n '/^rtb-/p'
      vpc_route_tables::routes_to "$1" "$id" | sed 's/ .*//'
    } | sort -u | comm -23 - "$RUN/said.meant")
    for table in $tables; do
      problem security other-tables warning "$word: $id is on $table, which is not meant" \
        "./3.update_route_tables.sh takes it off; or put the table into GATEWAY_ROUTE_TABLES"
    done
  done < <(services)
  judge security other-tables "no other table has the endpoints"
}

# Whoever is behind somebody else's endpoint goes by its policy, not by the template's.
check_foreign_endpoints() {
  local id service ours missing=""
  can_check security foreign-endpoints endpoints || return 0
  ours=$(our_ids)
  while read -r id service; do
    if [[ $ours == *" $id "* ]]; then continue; fi
    if ! knows "policy.$id"; then
      missing=$id
    elif is_open "$(endpoint::policy_facts "$(<"$RUN/said.policy.$id")")"; then
      problem security foreign-endpoints warning \
        "${service##*.}: the policy of somebody else's endpoint $id limits nothing; its tags: $(vpc_gateway_endpoints::name_of "$id")" \
        "ask who owns it for a policy; GATEWAY_FOREIGN_ENDPOINTS=$id makes a gateway endpoint this deployment's own"
    fi
  done < <(endpoints_of_services)
  if [[ -n $missing ]]; then
    leave_out security foreign-endpoints "AWS did not tell the policy of $missing"
  else
    judge security foreign-endpoints "no endpoint of somebody else's for these services limits nothing"
  fi
}
