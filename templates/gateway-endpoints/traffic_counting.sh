#!/usr/bin/env bash
#
# The part of the analysis that counts records which are known to be of a service. It is included, never run.

# Functions of awk.
counting_program() {
  cat <<'AWK'
# A record with at least one end in a service.
function take_record(interface, source, target, to, from, bytes,   key, nat) {
  key = interface
  if (f_resource && substr($f_resource, 1, 4) == "nat-") key = $f_resource
  if (key in NAT) {
    nat = NAT[key]
    if ((nat, source) in OWN && to != "" && !(to in SERVICE_BEHIND)) bill(nat, to, "to", bytes)
    else if ((nat, target) in OWN && from != "" && !(from in SERVICE_BEHIND)) bill(nat, from, "from", bytes)
    else other++
    return
  }
  if (substr(key, 1, 4) == "nat-") return unknown_nat++
  # The far end of what the clients' own records tell.
  if (interface in ENDPOINT_INTERFACE) return other++

  if (to != "" && !(f_direction && $f_direction == "ingress")) key = "to"
  else if (from != "" && !(f_direction && $f_direction == "egress")) key = "from"
  else return other++
  if (!is_interface(interface)) return malformed++
  counted++
  if (key == "to" && to in SERVICE_BEHIND) return add(SERVICE_BEHIND[to], meet(interface), "interface", "to", bytes)
  if (key == "from" && from in SERVICE_BEHIND)
    return add(SERVICE_BEHIND[from], meet(interface), "interface", "from", bytes)
  begin_window()
  if (key == "to") {
    if (now) send(WAY1, GROUP1, interface, source, target, to, bytes)
    else send(WAY0, GROUP0, interface, source, target, to, bytes)
  } else {
    if (now) receive(WAY1, WAY0, PENDING1, interface, source, target, from, bytes)
    else receive(WAY0, WAY1, PENDING0, interface, source, target, from, bytes)
  }
}

# Two windows are kept: the one that is read and the one before. What is still open in that then is settled.
function begin_window() {
  if (in_window < WINDOW) {
    in_window++
    return
  }
  in_window = 1
  if (now) {
    settle(PENDING0, WAY0, GROUP0, WAY1, GROUP1)
    split("", PENDING0)
    split("", WAY0)
    split("", GROUP0)
  } else {
    settle(PENDING1, WAY1, GROUP1, WAY0, GROUP0)
    split("", PENDING1)
    split("", WAY1)
    split("", GROUP1)
  }
  now = !now
}

function send(way, group, interface, source, target, service, bytes,   path, how, h, name, group_key) {
  path = f_path ? $f_path : "-"
  if (path == "-" || path == "") without_path++
  name = meet(interface)
  how = find_way(path, service, HOME[name])
  if (how != "unknown") {
    way[flow(service, interface, target, f_target_port, source, f_source_port)] = how
    for (h = first_hour; h <= last_hour; h++) {
      group_key = service SUBSEP interface SUBSEP (index(target, ":") > 0) SUBSEP h
      # Which side of an assignment is looked at first differs from awk to awk.
      if (!(group_key in group)) group[group_key] = how
      else if (group[group_key] != how) group[group_key] = "several"
    }
  }
  add(service, name, how, "to", bytes)
}

function receive(way, way_before, pending, interface, source, target, service, bytes,   key, how, h) {
  key = flow(service, interface, source, f_source_port, target, f_target_port)
  if (key in way) how = way[key]
  else if (key in way_before) how = way_before[key]
  else {
    meet(interface)
    if (first_hour == last_hour) pending[key, first_hour] += bytes
    else for (h = first_hour; h <= last_hour; h++) pending[key, h] += part_of(bytes, h)
    return
  }
  SETTLED["flow"] += bytes
  add(service, meet(interface), how, "from", bytes)
}

# The key of a flow, the same for both directions.
function flow(service, interface, remote, remote_port, local, local_port) {
  return service SUBSEP interface SUBSEP remote SUBSEP (remote_port ? $remote_port : "") SUBSEP local SUBSEP \
    (local_port ? $local_port : "") SUBSEP (f_protocol ? $f_protocol : "")
}

# What was received and is still open in a window takes its way from the window or the next one.
function settle(pending, way, group, way_next, group_next,   key, part, n, flow_key, group_key, how, by) {
  for (key in pending) {
    n = split(key, part, SUBSEP)
    flow_key = substr(key, 1, length(key) - length(part[n]) - 1)
    group_key = part[1] SUBSEP part[2] SUBSEP (index(part[3], ":") > 0) SUBSEP part[n]
    by = "flow"
    if (flow_key in way) how = way[flow_key]
    else if (flow_key in way_next) how = way_next[flow_key]
    else {
      by = "interface"
      how = group_key in group ? group[group_key] : ""
      if (group_key in group_next)
        how = how == "" || how == group_next[group_key] ? group_next[group_key] : "several"
      if (how == "several") by = how = "undecided"
      if (how == "") by = how = "unknown"
    }
    SETTLED[by] += pending[key]
    # The record at hand is another one: nothing is learned of it here.
    add_hour(part[1], part[2] in HOME ? part[2] : "-", how, "from", pending[key], part[n])
  }
}

# Which way a client's record took. 2 is an internet gateway or a gateway endpoint, which only the route table
# tells apart; 1 is another resource of the VPC, most often a NAT gateway.
# https://docs.aws.amazon.com/vpc/latest/userguide/flow-log-records.html#flow-logs-fields
function find_way(path, service, subnet,   route) {
  route = subnet in DEFAULT_ROUTE ? DEFAULT_ROUTE[subnet] : ""
  if (path == "7") return "endpoint"
  if (path == "1") return route == "" || substr(route, 1, 4) == "nat-" ? "nat" : "appliance"
  # A NAT gateway of a whole VPC stands in no subnet.
  if (path == "8") return route in REGIONAL ? "nat" : "igw"
  if (path == "2" && subnet in TABLE) return (TABLE[subnet], service) in ROUTED ? "endpoint" : "igw"
  if (path == "3") return "vpn"
  if (path == "4" || path == "5") return "peering"
  if (path == "6") return "local"
  return "unknown"
}

# The name under which an interface is counted. The first so many go by their own.
function meet(interface,   id) {
  if (!(interface in HOME)) {
    if (met >= MOST_INTERFACES) {
      HOME["-"] = OWNER["-"] = "-"
      return "-"
    }
    met++
    HOME[interface] = interface in SUBNET ? SUBNET[interface] : "-"
    OWNER[interface] = "-"
  }
  if (HOME[interface] == "-" && f_subnet && $f_subnet ~ /^subnet-[0-9a-f]+$/) HOME[interface] = $f_subnet
  if (OWNER[interface] == "-" && f_instance && $f_instance ~ /^i-[0-9a-f]+$/) OWNER[interface] = $f_instance
  return interface
}

function bill(nat, service, direction, bytes,   h) {
  BILLED[nat, service]
  BILLED_BYTES[nat, service, direction] += bytes
  for (h = first_hour; h <= last_hour; h++) HOUR[h, service, "billed"] += part_of(bytes, h)
}

function add(service, interface, way, direction, bytes,   h) {
  if (first_hour == last_hour) add_hour(service, interface, way, direction, bytes, first_hour)
  else for (h = first_hour; h <= last_hour; h++)
    add_hour(service, interface, way, direction, part_of(bytes, h), h)
}

function add_hour(service, interface, way, direction, bytes, h) {
  # What passes an endpoint is of this region, whatever the list said meanwhile.
  if (way == "endpoint") sub(/-elsewhere$/, "", service)
  if (direction == "to") TO[service, interface, way] += bytes
  else FROM[service, interface, way] += bytes
  HOUR[h, service, way] += bytes
}

# The share of an hour in a record's bytes.
function part_of(bytes, h,   from, to) {
  from = h * 3600 > start ? h * 3600 : start
  to = (h + 1) * 3600 < end ? (h + 1) * 3600 : end
  return end > start ? until(bytes, to) - until(bytes, from) : bytes
}

# The bytes up to a time: bytes * seconds / all seconds, rounded down, in whole numbers below 2^53.
function until(bytes, time,   seconds, rest) {
  seconds = end - start
  rest = bytes % seconds
  return (bytes - rest) / seconds * (time - start) + int(rest * (time - start) / seconds)
}

function print_facts(   key, part, to, from) {
  printf "records\t%.0f\t%.0f\t%.0f\t%.0f\t%.0f\t%.0f\t%.0f\t%.0f\t%.0f\n", lines, no_data, skipped, rejected, malformed,
    unknown_nat, other, counted, without_path
  if (first != "") printf "span\t%.0f\t%.0f\n", first, last
  for (key in SKIPPED) printf "skipped\t%s\n", key
  for (key in TO) WAYS[key]
  for (key in FROM) WAYS[key]
  for (key in WAYS) {
    split(key, part, SUBSEP)
    to = key in TO ? TO[key] : 0
    from = key in FROM ? FROM[key] : 0
    printf "interface\t%s\t%s\t%s\t%s\t%s\t%.0f\t%.0f\n", HOME[part[2]], part[2], OWNER[part[2]], part[1], part[3], to, from
    BOTH[part[1], part[3]]
    SUM_TO[part[1], part[3]] += to
    SUM_FROM[part[1], part[3]] += from
  }
  for (key in BOTH) {
    split(key, part, SUBSEP)
    printf "way\t%s\t%s\t%.0f\t%.0f\n", part[1], part[2], SUM_TO[key], SUM_FROM[key]
  }
  for (key in BILLED) {
    split(key, part, SUBSEP)
    printf "nat\t%s\t%s\t%.0f\t%.0f\n", part[1], part[2], BILLED_BYTES[key, "to"], BILLED_BYTES[key, "from"]
  }
  for (key in HOUR) {
    split(key, part, SUBSEP)
    printf "hour\t%s\t%s\t%s\t%.0f\n", part[1], part[2], part[3], HOUR[key]
  }
  for (key in SETTLED) printf "settled\t%s\t%.0f\n", key, SETTLED[key]
}
AWK
}
