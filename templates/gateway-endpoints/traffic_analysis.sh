#!/usr/bin/env bash
#
# What flow log records say of the traffic to S3 and DynamoDB: one pass of awk, of any awk, over records of any
# length, in memory that does not grow with them. It needs neither AWS nor anything else of these scripts.
#
# How it counts, and why: https://docs.aws.amazon.com/vpc/latest/userguide/flow-log-records.html
# - An address belongs to a service by the service's prefix list. AWS's own label (S3, DYNAMODB) has no region: what
#   is labelled and not in the list is the service elsewhere, which no endpoint here can carry.
# - A NAT gateway bills what passes between its own address and the service, both ways. Its other records are of the
#   same bytes again, on their way between client and NAT.
# - At a client, what it sends says its way (traffic-path), what it receives does not: that takes the way of the
#   record with the two ends swapped, else the one way that the interface took to the service in that hour. Where
#   it took several, nobody can know: undecided.
# - The records are read in windows of so many of clients' records. Both directions of a flow find each other within
#   a window and the next one; AWS writes them into the same file.
# - A record's bytes are spread evenly over its start to its end, to the byte.

# usage: analyse_records NETWORK_FILE [FORMAT] <RECORDS
#   NETWORK_FILE   what is known of the network, or nothing (traffic.sh --help)
#   FORMAT         names of the fields where the records have no header
# In the records, a line "#file" begins a new file. Prints a fact a line, sorted, its fields separated by tabs:
#   records READ NODATA SKIPPED REJECTED MALFORMED UNKNOWN_NAT OTHER COUNTED WITHOUT_PATH
#   span FIRST LAST                                           hours since 1970
#   skipped INTERFACE                                         of which AWS lost records
#   way SERVICE WAY TO FROM                                   bytes at the clients
#   nat NAT SERVICE TO FROM                                   bytes that it bills
#   interface SUBNET INTERFACE INSTANCE SERVICE WAY TO FROM   bytes at the clients
#   hour HOUR SERVICE WAY BYTES                               at the clients; WAY billed: at the NATs
#   settled HOW BYTES                                         flow, interface, undecided, unknown
analyse_records() {
  AWK_NETWORK=$1 AWK_FORMAT=${2:-} AWK_WINDOW=${TRAFFIC_WINDOW:-32768} LC_ALL=C awk "$(network_program)
$(lines_program)
$(counting_program)" | LC_ALL=C sort
}

# The part of the program that reads lines.
lines_program() {
  cat <<'AWK'
{
  if (substr($0, length($0)) == "\r") $0 = substr($0, 1, length($0) - 1)
  # No record is that long, and none has control characters, which not every awk takes for the same.
  if (length($0) > 2000 || $0 ~ /[\001-\010\012-\037\177]/) {
    malformed++
    next
  }
  if (NF == 0) next
  if ($1 == "#file") {
    new_file()
    next
  }
  if ($1 in IS_NAME) {
    for (i = 1; i <= NF; i++) names[i] = $i
    use_names(names, NF)
    headed = 1
    next
  }
  lines++
  if (!headed) read_without_header()
  if (NF != width || !complete) malformed++
  else take_line()
}

END {
  if (now) {
    settle(PENDING0, WAY0, GROUP0, WAY1, GROUP1)
    settle(PENDING1, WAY1, GROUP1, NONE, NONE)
  } else {
    settle(PENDING1, WAY1, GROUP1, WAY0, GROUP0)
    settle(PENDING0, WAY0, GROUP0, NONE, NONE)
  }
  print_facts()
}

function new_file() {
  headed = width = 0
  if (formatted) use_names(given, formatted)
}

function use_names(names, n,   i) {
  split("", place)
  for (i = 1; i <= n; i++) place[names[i]] = i
  width = n
  f_interface = place["interface-id"] + 0
  f_resource = place["resource-id"] + 0
  f_subnet = place["subnet-id"] + 0
  f_instance = place["instance-id"] + 0
  f_source = place["srcaddr"] + 0
  f_target = place["dstaddr"] + 0
  f_source_port = place["srcport"] + 0
  f_target_port = place["dstport"] + 0
  f_protocol = place["protocol"] + 0
  f_bytes = place["bytes"] + 0
  f_start = place["start"] + 0
  f_end = place["end"] + 0
  f_action = place["action"] + 0
  f_status = place["log-status"] + 0
  f_from_packet = place["pkt-srcaddr"] + 0
  f_to_packet = place["pkt-dstaddr"] + 0
  f_from_label = place["pkt-src-aws-service"] + 0
  f_to_label = place["pkt-dst-aws-service"] + 0
  f_direction = place["flow-direction"] + 0
  f_path = place["traffic-path"] + 0
  complete = (f_interface || f_resource) && f_source && f_target && f_bytes && f_start
}

# An export of CloudWatch Logs has a time before each record, and no header: the order is known by the number of
# fields.
function read_without_header() {
  if ($1 ~ /^[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]T/) $0 = substr($0, index($0, $1) + length($1))
  if (formatted || NF == width) return
  width = 0
  if (NF == 14 && $1 == "2") use_names(DEFAULT, 14)
  else if ((NF == 26 || NF == 27) && $1 ~ /^[0-9]+$/) use_names(OURS, NF)
}

function take_line(   status, times, source, target, to, from, bytes) {
  status = f_status ? $f_status : "OK"
  if (status != "OK" && status != "NODATA" && status != "SKIPDATA") return malformed++
  times = $f_start " " (f_end ? $f_end : $f_start)
  if (times != last_times) {
    last_times = times
    times_good = read_times(times)
  }
  if (!times_good) return malformed++
  if (status == "NODATA") return no_data++
  if (status == "SKIPDATA") {
    if (f_interface && is_interface($f_interface)) SKIPPED[meet($f_interface)]
    return skipped++
  }
  if (f_action && $f_action != "ACCEPT") return rejected++

  source = $f_source
  target = $f_target
  to = target in CLASS ? CLASS[target] : class(target)
  from = source in CLASS ? CLASS[source] : class(source)
  if (to == "" && f_to_label && $f_to_label in LABEL && (!f_to_packet || $f_to_packet "" == target ""))
    to = elsewhere(LABEL[$f_to_label])
  if (from == "" && f_from_label && $f_from_label in LABEL && (!f_from_packet || $f_from_packet "" == source ""))
    from = elsewhere(LABEL[$f_from_label])
  if (to == "" && from == "") return other++

  bytes = $f_bytes
  if (bytes !~ /^[0-9]+$/ || length(bytes) > 15) return malformed++
  take_record(f_interface ? $f_interface : "-", source, target, to, from, bytes + 0)
}

function read_times(times,   part, hour) {
  if (times !~ /^[0-9]+ [0-9]+$/ || length(times) > 23) return 0
  split(times, part, " ")
  if (part[2] < part[1] || part[2] - part[1] > 86400) return 0
  start = part[1] + 0
  end = part[2] + 0
  first_hour = int(start / 3600)
  last_hour = int((end > start ? end - 1 : end) / 3600)
  if (first == "" || first_hour < first) first = first_hour
  if (last == "" || last_hour > last) last = last_hour
  return 1
}

function is_interface(id) { return id ~ /^eni-[0-9a-f]+$/ && length(id) <= 40 }

function class(address) {
  if (++cached > MOST_CACHED) {
    split("", CLASS)
    cached = 1
  }
  return CLASS[address] = look_up(address)
}

# What is labelled, and is in no list: of a service whose list is known, another region's.
function elsewhere(service) { return service in HAS_LIST ? service "-elsewhere" : service }
AWK
}
