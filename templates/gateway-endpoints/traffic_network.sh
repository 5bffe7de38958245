#!/usr/bin/env bash
#
# What must be known besides the records: which addresses are a service's, which interfaces and addresses are NAT
# gateways', which route tables have the endpoint's route. It is asked from AWS once, or read from a file.
#
# The file has a fact a line, its words separated by blanks; a line that begins with # says nothing:
#   prefix SERVICE CIDR                              SERVICE: s3, dynamodb or s3express
#   nat NAT INTERFACE ADDRESS                        a NAT gateway's own private address; of a regional one, which
#                                                    has no interface, "-" and its public address
#   interface-endpoint ENDPOINT SERVICE INTERFACE ADDRESS
#   subnet SUBNET ROUTE_TABLE DEFAULT [NAME]         DEFAULT: the target of its route to 0.0.0.0/0, or "-"
#   route ROUTE_TABLE SERVICE ENDPOINT               the table has the route of the gateway endpoint
#   interface INTERFACE SUBNET [WHAT]

# The file that the analysis reads, made by one of the two below; no name when nothing is known.
NETWORK_FILE=""

# Reads a file that --save-network or a person wrote. What it cannot mean is refused; names are made fit to show.
# usage: read_network_file FILE
read_network_file() {
  local problem
  [[ -f $1 && -r $1 ]] || fail "$(shown "$1") is no file that can be read"
  problem=$(check_network "$1" "$RUN/network") || fail "$(shown "$1"), $(shown "$problem")" "traffic.sh --help tells its form"
  NETWORK_FILE="$RUN/network"
}

# Prints what is wrong with the first line that is.
# usage: check_network FILE RESULT
check_network() {
  RESULT=$2 awk '
    BEGIN {
      address = "[0-9a-fA-F:.]+"
      hex = "[0-9a-f]+$"
      result = ENVIRON["RESULT"]
      printf "" >result
    }
    { sub(/\r$/, "") }
    NF == 0 || /^[ \t]*#/ { next }
    function is(word, shape) { return word ~ "^" shape "$" && length(word) <= 64 }
    function is_id(word, kind) { return is(word, kind "-[0-9a-f]+") }
    function is_service(word) { return word == "s3" || word == "dynamodb" || word == "s3express" }
    function bits(cidr) { sub(/.*\//, "", cidr); return cidr + 0 }
    {
      good = 0
      if ($1 == "prefix")
        good = NF == 3 && is_service($2) && (is($3, "[0-9]+[.][0-9]+[.][0-9]+[.][0-9]+/[0-9]+") && bits($3) >= 8 && bits($3) <= 32 ||
          is($3, "[0-9a-fA-F:]*:[0-9a-fA-F:]*/[0-9]+") && bits($3) <= 128)
      if ($1 == "nat") good = NF == 4 && is_id($2, "nat") && ($3 == "-" || is_id($3, "eni")) && is($4, address)
      if ($1 == "interface-endpoint")
        good = NF == 5 && is_id($2, "vpce") && is_service($3) && is_id($4, "eni") && is($5, address)
      if ($1 == "subnet") good = NF >= 4 && is_id($2, "subnet") && is_id($3, "rtb") && is($4, "[a-z0-9-]+")
      if ($1 == "route") good = NF == 4 && is_id($2, "rtb") && is_service($3) && is_id($4, "vpce")
      if ($1 == "interface") good = NF >= 3 && is_id($2, "eni") && is_id($3, "subnet")
      gsub(/[^ -~]/, "?")
      if (!good) {
        print "line " NR " says nothing that is known: " substr($0, 1, 60)
        failed = 1
        exit
      }
      print >result
    }
    END { exit failed }
  ' "$1"
}

# usage: save_network FILE
save_network() {
  local folder=.
  if [[ $1 == */* ]]; then folder=${1%/*}/; fi
  [[ -d $folder && -w $folder && ! -d $1 ]] || fail "$(shown "$1") cannot be written"
  cp "$NETWORK_FILE" "$1"
  complain "what is known of the network is in $(shown "$1")"
}

# Asks AWS: some ten calls, whatever the size of the VPC.
ask_network() {
  local vpc known account problem
  use_side GATEWAY
  known=$(recall GATEWAY_ACCOUNT_ID)
  if [[ -n $known ]]; then
    account=$(account_at_hand)
    refuse_other_account "$account" "$known"
  fi
  vpc=$GATEWAY_VPC_ID
  if [[ -z $vpc ]]; then vpc=$(recall GATEWAY_VPC_ID); fi
  [[ $vpc =~ ^vpc-[0-9a-f]+$ ]] ||
    fail "the VPC is not known yet" "run ./deploy_all.sh first, or say what is known: --network FILE"
  complain "asking AWS for prefix lists, NAT gateways and route tables of $vpc"
  ask_tables "$vpc"
  {
    ask_prefixes
    ask_nats "$vpc"
    ask_interfaces "$vpc"
    cat "$RUN/routes" "$RUN/subnets"
  } >"$RUN/asked"
  # What AWS says must have the same form as what a person writes.
  problem=$(check_network "$RUN/asked" "$RUN/network") || fail "AWS's answers are not understood: $(shown "$problem")"
  NETWORK_FILE="$RUN/network"
}

# Leaves in the run's folder: endpoints "ENDPOINT TYPE SERVICE", tables, routes, subnets.
# usage: ask_tables VPC
ask_tables() {
  aws ec2 describe-vpc-endpoints --filters "Name=vpc-id,Values=$1" \
    --query 'VpcEndpoints[].[VpcEndpointId,VpcEndpointType,ServiceName]' >"$RUN/endpoints"
  aws ec2 describe-route-tables --filters "Name=vpc-id,Values=$1" \
    --query 'RouteTables[].[[RouteTableId],Routes[].[DestinationCidrBlock,DestinationPrefixListId,GatewayId||NatGatewayId||TransitGatewayId||NetworkInterfaceId||InstanceId||VpcPeeringConnectionId||CarrierGatewayId||LocalGatewayId||CoreNetworkArn,State]]' \
    >"$RUN/tables"
  aws ec2 describe-route-tables --filters "Name=vpc-id,Values=$1" \
    --query 'RouteTables[].Associations[].[RouteTableId,Main,SubnetId]' >"$RUN/associations"
  # A name may hold anything, also what looks like another line: as a list in JSON it stays on its own.
  aws ec2 describe-subnets --filters "Name=vpc-id,Values=$1" \
    --query "Subnets[].[SubnetId,to_string(Tags[?Key=='Name'].Value)]" >"$RUN/names"
  : >"$RUN/routes"
  : >"$RUN/lists"
  : >"$RUN/subnets"
  RUN=$RUN awk '
    function service_of(name) {
      sub(/.*[.]/, "", name)
      return name == "s3" || name == "dynamodb" || name == "s3express" ? name : ""
    }
    BEGIN {
      run = ENVIRON["RUN"]
      # An empty type means Gateway in some partitions.
      while ((getline <(run "/endpoints")) > 0) if ($2 != "Interface" && NF == 3) SERVICE[$1] = service_of($3)
      while ((getline <(run "/tables")) > 0) {
        if (NF == 1) table = $1
        else if ($1 == "0.0.0.0/0") DEFAULT[table] = $3 ~ /^[a-z0-9-]+$/ ? $3 : "other"
        else if ($2 ~ /^pl-/ && $3 in SERVICE && SERVICE[$3] != "" && $4 == "active") {
          if (!((table, SERVICE[$3]) in SEEN)) print "route", table, SERVICE[$3], $3 >(run "/routes")
          SEEN[table, SERVICE[$3]]
          print $2, SERVICE[$3] >(run "/lists")
        }
      }
      while ((getline <(run "/associations")) > 0) if ($2 == "True") main = $1; else TABLE[$3] = $1
      while ((getline <(run "/names")) > 0) {
        name = substr($0, index($0, "\t") + 1)
        gsub(/^\["|"\]$|^(\[\]|null)$/, "", name)
        table = $1 in TABLE ? TABLE[$1] : main
        print "subnet", $1, table, table in DEFAULT ? DEFAULT[table] : "-", name >(run "/subnets")
      }
    }
  '
}

# The lists of the services by their names, and those that the tables name: of IPv6 lists nobody publishes the name.
ask_prefixes() {
  local id name known=" " prefix="com.amazonaws.$SIDE_REGION"
  {
    aws ec2 describe-managed-prefix-lists --filters Name=owner-id,Values=AWS \
      "Name=prefix-list-name,Values=$prefix.s3,$prefix.dynamodb,$prefix.s3express" \
      --query 'PrefixLists[].[PrefixListId,PrefixListName]'
    cat "$RUN/lists"
  } >"$RUN/all_lists"
  while read -r id name; do
    if [[ $known == *" $id "* || ! $id =~ ^pl-[0-9a-f]+$ ]]; then continue; fi
    known+="$id "
    aws ec2 get-managed-prefix-list-entries --prefix-list-id "$id" --query 'Entries[].[Cidr]' >"$RUN/list"
    SERVICE=${name##*.} awk '{ print "prefix", ENVIRON["SERVICE"], $1 }' "$RUN/list"
  done <"$RUN/all_lists"
}

# usage: ask_nats VPC
ask_nats() {
  aws ec2 describe-nat-gateways --filter "Name=vpc-id,Values=$1" \
    --query 'NatGateways[].[[NatGatewayId],NatGatewayAddresses[].[NetworkInterfaceId,PrivateIp,PublicIp]]' >"$RUN/nats"
  awk '
    NF == 1 { nat = $1 }
    NF == 3 && $1 ~ /^eni-/ && $2 != "None" { print "nat", nat, $1, $2 }
    NF == 3 && $1 !~ /^eni-/ && $3 != "None" { print "nat", nat, "-", $3 }
  ' "$RUN/nats"
}

# All interfaces of the VPC with their subnets, and the addresses of the interface endpoints of the services.
# usage: ask_interfaces VPC
ask_interfaces() {
  aws ec2 describe-network-interfaces --filters "Name=vpc-id,Values=$1" \
    --query "NetworkInterfaces[].[NetworkInterfaceId,SubnetId,PrivateIpAddress,join(',',Ipv6Addresses[].Ipv6Address||['-']),to_string([Description])]" \
    >"$RUN/interfaces"
  aws ec2 describe-vpc-endpoints --filters "Name=vpc-id,Values=$1" Name=vpc-endpoint-type,Values=Interface \
    --query "VpcEndpoints[].[VpcEndpointId,ServiceName,join(',',NetworkInterfaceIds||['-'])]" >"$RUN/interface_endpoints"
  RUN=$RUN awk '
    BEGIN {
      run = ENVIRON["RUN"]
      while ((getline <(run "/interface_endpoints")) > 0) {
        sub(/.*[.]/, "", $2)
        if ($2 != "s3" && $2 != "dynamodb" && $2 != "s3express") continue
        n = split($3, interface, ",")
        for (i = 1; i <= n; i++) BEHIND[interface[i]] = $1 " " $2
      }
      FS = "\t"
      while ((getline <(run "/interfaces")) > 0) {
        gsub(/^\["|"\]$|^\[null\]$/, "", $5)
        if ($2 ~ /^subnet-/) print "interface", $1, $2, $5
        n = split($3 "," $4, address, ",")
        for (i = 1; i <= n; i++)
          if ($1 in BEHIND && address[i] ~ /[.:]/) print "interface-endpoint", BEHIND[$1], $1, address[i]
      }
    }
  '
}
