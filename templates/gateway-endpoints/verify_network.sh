#!/usr/bin/env bash
#
# What is asked from AWS before anything is judged: some fifteen calls, side by side. It is included, never run.

# usage: ask_network VPC
ask_network() {
  local names
  names=$(wanted_endpoints | sed 's/.* //' | tr '\n' ',')
  start ask vpc aws ec2 describe-vpcs --vpc-ids "$1" --query 'Vpcs[].[VpcId,DhcpOptionsId]'
  start ask support aws ec2 describe-vpc-attribute --vpc-id "$1" --attribute enableDnsSupport \
    --query EnableDnsSupport.Value
  start ask hostnames aws ec2 describe-vpc-attribute --vpc-id "$1" --attribute enableDnsHostnames \
    --query EnableDnsHostnames.Value
  # An empty type means Gateway in some partitions.
  start ask endpoints aws ec2 describe-vpc-endpoints --filters "Name=vpc-id,Values=$1" --query \
    "VpcEndpoints[].[VpcEndpointId,VpcEndpointType||'Gateway',State,ServiceName,IpAddressType||'ipv4',to_string(CreationTimestamp),join(',',RouteTableIds||['-'])]"
  start ask tables vpc_route_tables::lines "$1"
  start ask subnets vpc_route_tables::subnets "$1"
  start ask lists aws ec2 describe-prefix-lists --filters "Name=prefix-list-name,Values=${names%,}" --query \
    "PrefixLists[].[PrefixListId,PrefixListName,join(',',Cidrs)]"
  start ask acls aws ec2 describe-network-acls --filters "Name=vpc-id,Values=$1" --query \
    "NetworkAcls[].[[['acl',NetworkAclId]],Associations[].['subnet',SubnetId],Entries[].['rule',to_string(Egress),to_string(RuleNumber),Protocol,RuleAction,CidrBlock||Ipv6CidrBlock,to_string(PortRange.From),to_string(PortRange.To)]][][]"
  start ask nats aws ec2 describe-nat-gateways --filter "Name=vpc-id,Values=$1" Name=state,Values=available \
    --query 'NatGateways[].[NatGatewayId]'
  await_started
  ask_what_follows "$1"
}

# What only these answers show: the DNS servers' set, the tables that are meant, lists without a known name, policies.
# usage: ask_what_follows VPC
ask_what_follows() {
  local options id list service
  if knows vpc; then
    options=$(awk 'NR == 1 { print $2 }' "$RUN/said.vpc")
    if [[ $options =~ ^dopt-[0-9a-f]+$ ]]; then
      start ask dns aws ec2 describe-dhcp-options --dhcp-options-ids "$options" \
        --query "DhcpOptions[].DhcpConfigurations[]|[?Key=='domain-name-servers'].Values[].[Value]"
    fi
  fi
  if knows tables && knows subnets; then start ask meant meant_tables "$1"; fi
  while read -r id service; do
    start ask "policy.$id" tolerate '.*NotFound' aws ec2 describe-vpc-endpoints --vpc-endpoint-ids "$id" \
      --query 'VpcEndpoints[].PolicyDocument'
  done < <(endpoints_of_services)
  while read -r list service; do
    start ask "entries.$list" aws ec2 get-managed-prefix-list-entries --prefix-list-id "$list" \
      --query 'Entries[].[Cidr]'
  done < <(unnamed_lists)
  await_started
  know_blocks
}

# All endpoints of the VPC for these services, ours and others', that are not on their way out: "ID SERVICE", a line
# each.
endpoints_of_services() {
  if ! knows endpoints; then return; fi
  awk -F '\t' -v services=" $(wanted_endpoints | sed 's/.* //' | tr '\n' ' ')" '
    $1 ~ /^vpce-[0-9a-f]+$/ && index(services, " " $4 " ") && tolower($3) ~ /^(available|pending)/ { print $1, $4 }
  ' "$RUN/said.endpoints"
}

# What AWS says of an endpoint, in the order of ask_network, or nothing.
# usage: endpoint_field ENDPOINT NUMBER
endpoint_field() {
  awk -F '\t' -v id="$1" -v field="$2" '$1 == id { print (field == 3 ? tolower($3) : $field) }' "$RUN/said.endpoints"
}

# The lists that routes to our endpoints name and whose names nobody knows, those of IPv6: "LIST SERVICE".
unnamed_lists() {
  local word id
  if ! knows tables || ! knows lists; then return; fi
  while read -r word _ id _; do
    awk -F '\t' -v word="$word" -v id="$id" '
      NR == FNR { known[$1]; next }
      $1 == "route" && $3 == id && $2 ~ /^pl-[0-9a-f]+$/ && !($2 in known) && !seen[$2]++ { print $2, word }
    ' "$RUN/said.lists" "$RUN/said.tables"
  done < <(services)
}

# The blocks of the services' lists, "SERVICE CIDR", a line each, under the name blocks.
know_blocks() {
  local list service
  if ! knows lists; then return; fi
  {
    awk -F '\t' '{
      sub(/.*[.]/, "", $2)
      n = split($3, cidr, ",")
      for (i = 1; i <= n; i++) print $2, cidr[i]
    }' "$RUN/said.lists"
    while read -r list service; do
      if knows "entries.$list"; then sed "s/^/$service /" "$RUN/said.entries.$list"; fi
    done < <(unnamed_lists)
  } | awk '$2 ~ /^[0-9a-fA-F:.]+\/[0-9]+$/' >"$RUN/said.blocks"
  if [[ ! -s $RUN/said.blocks ]]; then rm -f "$RUN/said.blocks"; fi
}
