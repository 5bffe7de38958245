#!/usr/bin/env bash
#
# The part of the analysis that knows the network: which service an address belongs to, what a NAT gateway is, what
# a subnet's route table has. It is included, never run.

# Functions and a beginning of awk.
network_program() {
  cat <<'AWK'
BEGIN {
  # The fields of a flow log, by their names: position and whether there is one.
  count = split("version account-id interface-id srcaddr dstaddr srcport dstport protocol packets bytes start " \
    "end action log-status", DEFAULT, " ")
  order = "version account-id region vpc-id subnet-id instance-id interface-id srcaddr dstaddr srcport dstport " \
    "protocol packets bytes start end action tcp-flags type pkt-srcaddr pkt-dstaddr pkt-src-aws-service " \
    "pkt-dst-aws-service flow-direction traffic-path log-status resource-id"
  split(order, OURS, " ")
  for (i = 1; i <= 27; i++) IS_NAME[OURS[i]]
  more = split("az-id sublocation-type sublocation-id ecs-cluster-arn ecs-cluster-name ecs-container-instance-arn " \
    "ecs-container-instance-id ecs-container-id ecs-second-container-id ecs-service-name ecs-task-definition-arn " \
    "ecs-task-arn ecs-task-id reject-reason encryption-status", OTHERS, " ")
  for (i = 1; i <= more; i++) IS_NAME[OTHERS[i]]
  LABEL["S3"] = "s3"
  LABEL["DYNAMODB"] = "dynamodb"
  MOST_CACHED = 32768
  MOST_INTERFACES = 20000
  WINDOW = ENVIRON["AWK_WINDOW"] + 0
  # Arrays that are handed on before anything is in them.
  split("", NONE)
  split("", WAY0)
  split("", WAY1)
  split("", GROUP0)
  split("", GROUP1)
  split("", PENDING0)
  split("", PENDING1)
  network = ENVIRON["AWK_NETWORK"]
  if (network != "") {
    while ((getline line < network) > 0) read_network(line)
    close(network)
  }
  formatted = split(ENVIRON["AWK_FORMAT"], given, " ")
  for (i = 1; i <= formatted; i++) gsub(/[${}]/, "", given[i])
  new_file()
}

# One line of what is known of the network.
function read_network(line,   word, n) {
  n = split(line, word, " ")
  if (word[1] == "prefix" && n == 3) add_prefix(word[2], tolower(word[3]))
  else if (word[1] == "nat" && n == 4) {
    NAT[word[2]] = word[2]
    if (word[3] == "-") REGIONAL[word[2]]
    else NAT[word[3]] = word[2]
    OWN[word[2], word[4]]
  } else if (word[1] == "interface-endpoint" && n == 5) {
    ENDPOINT_INTERFACE[word[4]]
    EXACT[tolower(word[5])] = word[3] " interface"
    SERVICE_BEHIND[word[3] " interface"] = word[3]
  } else if (word[1] == "subnet" && n >= 4) {
    TABLE[word[2]] = word[3]
    DEFAULT_ROUTE[word[2]] = word[4]
  } else if (word[1] == "route" && n == 4) ROUTED[word[2], word[3]]
  else if (word[1] == "interface" && n >= 3) SUBNET[word[2]] = word[3]
}

function add_prefix(service, cidr,   part, bits, low, size, key, i, n) {
  HAS_LIST[service]
  split(cidr, part, "/")
  bits = part[2] + 0
  if (index(cidr, ":")) {
    n = ++PREFIXES6
    PREFIX6[n] = expand(part[1])
    BITS6[n] = bits
    SERVICE6[n] = service
    return
  }
  size = power_of_two(32 - bits)
  low = number(part[1])
  low -= low % size
  # By the first two numbers of an address, of which a short prefix has many.
  for (i = 0; i == 0 || i * 65536 < size; i++) {
    key = int((low + i * 65536) / 65536)
    n = ++PREFIXES[key]
    LOW[key, n] = low
    HIGH[key, n] = low + size
    SERVICE[key, n] = service
  }
}

# Not every awk has the operator.
function power_of_two(exponent,   power) {
  for (power = 1; exponent > 0; exponent--) power *= 2
  return power
}

# An IPv4 address as a number, -1 for what is none.
function number(address,   part) {
  if (address !~ /^[0-9]+\.[0-9]+\.[0-9]+\.[0-9]+$/ || length(address) > 15) return -1
  split(address, part, ".")
  if (part[1] > 255 || part[2] > 255 || part[3] > 255 || part[4] > 255) return -1
  return ((part[1] * 256 + part[2]) * 256 + part[3]) * 256 + part[4]
}

# An IPv6 address as 32 digits, nothing for what is none.
function expand(address,   half, halves, part, n, i, left, right) {
  if (address !~ /^[0-9a-f:]+$/ || length(address) > 39) return ""
  halves = split(address, half, /::/)
  if (halves > 2) return ""
  n = split(half[1], part, ":")
  for (i = 1; i <= n; i++) left = left digits(part[i])
  n = halves == 2 ? split(half[2], part, ":") : 0
  for (i = 1; i <= n; i++) right = right digits(part[i])
  n = 32 - length(left) - length(right)
  if (n < 0 || index(left right, "x") || (halves == 2) != (n > 0)) return ""
  return left substr("00000000000000000000000000000000", 1, n) right
}

function digits(group) { return length(group) > 4 || group == "" ? "x" : substr("0000" group, length(group) + 1) }

function in_prefix6(address, prefix, bits,   whole, rest, step) {
  whole = int(bits / 4)
  if (substr(address, 1, whole) != substr(prefix, 1, whole)) return 0
  rest = bits % 4
  if (rest == 0) return 1
  step = power_of_two(4 - rest)
  return int(digit(address, whole + 1) / step) == int(digit(prefix, whole + 1) / step)
}

function digit(address, place) { return index("0123456789abcdef", substr(address, place, 1)) - 1 }

# The service that an address belongs to, or nothing; "SERVICE interface" for an interface endpoint.
function look_up(address,   value, key, i, text) {
  address = tolower(address)
  if (address in EXACT) return EXACT[address]
  if (index(address, ":")) {
    text = expand(address)
    if (length(text) == 32)
      for (i = 1; i <= PREFIXES6; i++) if (in_prefix6(text, PREFIX6[i], BITS6[i])) return SERVICE6[i]
    return ""
  }
  value = number(address)
  if (value < 0) return ""
  key = int(value / 65536)
  if (!(key in PREFIXES)) return ""
  for (i = 1; i <= PREFIXES[key]; i++) if (value >= LOW[key, i] && value < HIGH[key, i]) return SERVICE[key, i]
  return ""
}
AWK
}
