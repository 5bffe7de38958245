"""What the flow log records say, a second time: an implementation of the rules that knows nothing of the awk.

It holds all records in memory, in lists, and looks back and forth in them; numbers are Python's, addresses the
module ipaddress's. What it prints is compared with analyse_records to the byte.
"""

from __future__ import annotations

import ipaddress
import re
from collections import Counter, defaultdict
from dataclasses import dataclass, field

V2 = """version account-id interface-id srcaddr dstaddr srcport dstport protocol packets bytes start end action
log-status""".split()
OURS = """version account-id region vpc-id subnet-id instance-id interface-id srcaddr dstaddr srcport dstport protocol
packets bytes start end action tcp-flags type pkt-srcaddr pkt-dstaddr pkt-src-aws-service pkt-dst-aws-service
flow-direction traffic-path log-status resource-id""".split()
OTHERS = """az-id sublocation-type sublocation-id ecs-cluster-arn ecs-cluster-name ecs-container-instance-arn
ecs-container-instance-id ecs-container-id ecs-second-container-id ecs-service-name ecs-task-definition-arn
ecs-task-arn ecs-task-id reject-reason encryption-status""".split()
LABELS = {"S3": "s3", "DYNAMODB": "dynamodb"}
MOST_INTERFACES = 20_000


@dataclass
class Network:
    """What is known of the network, by the words of its lines."""

    prefixes: list[tuple[ipaddress.IPv4Network | ipaddress.IPv6Network, str]] = field(default_factory=list)
    nats: dict[str, str] = field(default_factory=dict)
    regional: set[str] = field(default_factory=set)
    own: set[tuple[str, str]] = field(default_factory=set)
    endpoint_interfaces: set[str] = field(default_factory=set)
    endpoint_addresses: dict[ipaddress.IPv4Address | ipaddress.IPv6Address, str] = field(default_factory=dict)
    tables: dict[str, tuple[str, str]] = field(default_factory=dict)
    routed: set[tuple[str, str]] = field(default_factory=set)
    subnets: dict[str, str] = field(default_factory=dict)

    @classmethod
    def read(cls, text: str) -> Network:
        network = cls()
        for line in text.splitlines():
            words = line.split()
            match words:
                case ["prefix", service, cidr]:
                    network.prefixes.append((ipaddress.ip_network(cidr, strict=False), service))
                case ["nat", nat, interface, address]:
                    network.nats[nat] = nat
                    if interface == "-":
                        network.regional.add(nat)
                    else:
                        network.nats[interface] = nat
                    network.own.add((nat, address))
                case ["interface-endpoint", _, service, interface, address]:
                    network.endpoint_interfaces.add(interface)
                    network.endpoint_addresses[ipaddress.ip_address(address)] = service
                case ["subnet", subnet, table, default, *_]:
                    network.tables[subnet] = (table, default)
                case ["route", table, service, _]:
                    network.routed.add((table, service))
                case ["interface", interface, subnet, *_]:
                    network.subnets[interface] = subnet
        return network

    def service(self, text: str) -> tuple[str, bool] | None:
        """The service of an address, and whether it is an interface endpoint's."""
        address = parsed(text)
        if address is None:
            return None
        if address in self.endpoint_addresses:
            return self.endpoint_addresses[address], True
        for prefix, service in self.prefixes:
            if address.version == prefix.version and address in prefix:
                return service, False
        return None

    def has_list(self, service: str) -> bool:
        return any(service == known for _, known in self.prefixes)

    def way(self, path: str, service: str, subnet: str) -> str:
        table, default = self.tables.get(subnet, ("", ""))
        if path == "2":
            if subnet not in self.tables:
                return "unknown"
            return "endpoint" if (table, service) in self.routed else "igw"
        if path == "1" and default and not default.startswith("nat-"):
            return "appliance"
        if path == "8" and default in self.regional:
            return "nat"
        return {"1": "nat", "3": "vpn", "4": "peering", "5": "peering", "6": "local", "7": "endpoint", "8": "igw"}.get(
            path, "unknown"
        )


def parsed(text: str) -> ipaddress.IPv4Address | ipaddress.IPv6Address | None:
    if re.fullmatch(r"[0-9]+(\.[0-9]+){3}", text) and len(text) <= 15:
        # ipaddress refuses leading zeros; awk, like most, does not.
        text = ".".join(str(int(number)) for number in text.split("."))
    elif not re.fullmatch("[0-9A-Fa-f:]+", text):
        return None
    try:
        return ipaddress.ip_address(text)
    except ValueError:
        return None


@dataclass
class Received:
    """What a client received, as long as its way is not known."""

    window: int
    position: int
    flow: tuple[str, ...]
    six: bool
    name: str
    parts: dict[int, int]


class Facts:
    """The sums."""

    def __init__(self) -> None:
        self.counts: Counter[str] = Counter()
        self.hours: list[int] = []
        self.skipped: set[str] = set()
        self.clients: dict[tuple[str, str, str], list[int]] = defaultdict(lambda: [0, 0])
        self.billed: dict[tuple[str, str], list[int]] = defaultdict(lambda: [0, 0])
        self.by_hour: Counter[tuple[int, str, str]] = Counter()
        self.settled: Counter[str] = Counter()
        self.homes: dict[str, str] = {}
        self.owners: dict[str, str] = {}

    def add(self, service: str, name: str, way: str, direction: int, parts: dict[int, int]) -> None:
        if way == "endpoint":
            service = service.removesuffix("-elsewhere")
        self.clients[service, name, way][direction] += sum(parts.values())
        for hour, share in parts.items():
            self.by_hour[hour, service, way] += share

    def settle(self, how: str, count: int) -> None:
        self.settled[how] += count

    def lines(self) -> list[str]:
        names = "read nodata skipped rejected malformed unknown_nat other counted without_path".split()
        facts = [("records", *(self.counts[name] for name in names))]
        if self.hours:
            facts.append(("span", min(self.hours), max(self.hours)))
        facts += [("skipped", name) for name in self.skipped]
        ways: dict[tuple[str, str], list[int]] = defaultdict(lambda: [0, 0])
        for (service, name, way), (to, back) in self.clients.items():
            facts.append(("interface", self.homes[name], name, self.owners[name], service, way, to, back))
            ways[service, way][0] += to
            ways[service, way][1] += back
        facts += [("way", *key, *sums) for key, sums in ways.items()]
        facts += [("nat", *key, *sums) for key, sums in self.billed.items()]
        facts += [("hour", *key, sum_) for key, sum_ in self.by_hour.items()]
        facts += [("settled", how, sum_) for how, sum_ in self.settled.items()]
        return sorted("\t".join(map(str, fact)) for fact in facts)


def spread(count: int, start: int, end: int) -> dict[int, int]:
    """Bytes by hour, of a record that lasts from start to end."""
    if end == start:
        return {start // 3600: count}
    hours = range(start // 3600, (end - 1) // 3600 + 1)
    edges = [start, *(hour * 3600 for hour in hours[1:]), end]
    until = [count * (edge - start) // (end - start) for edge in edges]
    return {hour: until[i + 1] - until[i] for i, hour in enumerate(hours)}


class Analysis:
    def __init__(self, network: Network, order: str, window: int) -> None:
        self.network = network
        self.order = re.sub(r"[${}]", "", order).split()
        self.window = window
        self.facts = Facts()
        self.clients_seen = 0
        self.received: list[Received] = []
        self.sent: dict[tuple[str, ...], list[tuple[int, str]]] = defaultdict(list)
        """By flow: position and way of what was sent."""
        self.ways: dict[tuple[str, str, bool, int, int], set[str]] = defaultdict(set)
        """By service, interface, family, hour and window."""

    def run(self, data: bytes) -> list[str]:
        names: list[str] | None = None
        headed = False
        for raw in data.split(b"\n"):
            line = raw.decode("latin-1").removesuffix("\r")
            if len(line) > 2000 or re.search("[\\x01-\\x08\\x0a-\\x1f\\x7f]", line):
                self.facts.counts["malformed"] += 1
                continue
            words = [word for word in re.split("[ \t]+", line) if word]
            if not words:
                continue
            if words[0] == "#file":
                names, headed = None, False
            elif words[0] in {*V2, *OURS, *OTHERS}:
                names, headed = words, True
            else:
                self.facts.counts["read"] += 1
                if not headed:
                    words, names = self.without_header(words, names)
                record = self.record(words, names)
                if record is None:
                    self.facts.counts["malformed"] += 1
                else:
                    self.take(record)
        self.settle()
        return self.facts.lines()

    def without_header(self, words: list[str], names: list[str] | None) -> tuple[list[str], list[str] | None]:
        if re.match(r"\d{4}-\d{2}-\d{2}T", words[0], re.ASCII):
            words = words[1:]
        if self.order:
            return words, self.order
        if names is not None and len(names) == len(words):
            return words, names
        if len(words) == 14 and words[0] == "2":
            return words, V2
        if len(words) in (26, 27) and re.fullmatch("[0-9]+", words[0]):
            return words, OURS[: len(words)]
        return words, None

    @staticmethod
    def record(words: list[str], names: list[str] | None) -> dict[str, str] | None:
        if names is None or len(names) != len(words):
            return None
        if not {"srcaddr", "dstaddr", "bytes", "start"} <= set(names):
            return None
        if not {"interface-id", "resource-id"} & set(names):
            return None
        return dict(zip(names, words))

    def count(self, name: str) -> None:
        self.facts.counts[name] += 1

    def take(self, record: dict[str, str]) -> None:
        status = record.get("log-status", "OK")
        start, end = record["start"], record.get("end", record["start"])
        if status not in ("OK", "NODATA", "SKIPDATA"):
            return self.count("malformed")
        if not re.fullmatch("[0-9]+ [0-9]+", f"{start} {end}") or len(start) + len(end) > 22:
            return self.count("malformed")
        first, last = int(start), int(end)
        if not 0 <= last - first <= 86_400:
            return self.count("malformed")
        self.facts.hours += spread(0, first, last)
        if status == "NODATA":
            return self.count("nodata")
        if status == "SKIPDATA":
            if is_interface(record.get("interface-id", "-")):
                self.facts.skipped.add(self.meet(record, record["interface-id"]))
            return self.count("skipped")
        if record.get("action", "ACCEPT") != "ACCEPT":
            return self.count("rejected")
        to = self.service(record, "dst")
        back = self.service(record, "src")
        if to is None and back is None:
            return self.count("other")
        if not re.fullmatch("[0-9]{1,15}", record["bytes"]):
            return self.count("malformed")
        self.take_ends(record, to, back, spread(int(record["bytes"]), first, last))

    def service(self, record: dict[str, str], end: str) -> tuple[str, bool] | None:
        address = record[f"{end}addr"]
        known = self.network.service(address)
        if known:
            return known
        label = LABELS.get(record.get(f"pkt-{end}-aws-service", "-"))
        if label and record.get(f"pkt-{end}addr", address) == address:
            return (label + "-elsewhere" if self.network.has_list(label) else label), False
        return None

    def take_ends(
        self,
        record: dict[str, str],
        to: tuple[str, bool] | None,
        back: tuple[str, bool] | None,
        parts: dict[int, int],
    ) -> None:
        interface = record.get("interface-id", "-")
        resource = record.get("resource-id", "-")
        at = resource if resource.startswith("nat-") else interface
        if at in self.network.nats:
            nat = self.network.nats[at]
            for direction, own, service in ((0, "srcaddr", to), (1, "dstaddr", back)):
                if (nat, record[own]) in self.network.own and service and not service[1]:
                    self.facts.billed[nat, service[0]][direction] += sum(parts.values())
                    for hour, share in parts.items():
                        self.facts.by_hour[hour, service[0], "billed"] += share
                    return
            return self.count("other")
        if at.startswith("nat-"):
            return self.count("unknown_nat")
        if interface in self.network.endpoint_interfaces:
            return self.count("other")
        direction = record.get("flow-direction", "-")
        outward = to is not None and direction != "ingress"
        if not outward and (back is None or direction == "egress"):
            return self.count("other")
        if not is_interface(interface):
            return self.count("malformed")
        self.count("counted")
        service = to if outward else back
        assert service
        if service[1]:
            return self.facts.add(service[0], self.meet(record, interface), "interface", 0 if outward else 1, parts)
        self.take_client(record, service[0], interface, outward, parts)

    def take_client(
        self, record: dict[str, str], service: str, interface: str, outward: bool, parts: dict[int, int]
    ) -> None:
        position = self.clients_seen
        window = position // self.window
        self.clients_seen += 1
        name = self.meet(record, interface)
        ends = (("dst", "src") if outward else ("src", "dst"))
        remote = record[f"{ends[0]}addr"]
        flow = (
            service, interface, remote, record.get(f"{ends[0]}port", ""), record[f"{ends[1]}addr"],
            record.get(f"{ends[1]}port", ""), record.get("protocol", ""),
        )  # fmt: skip
        six = ":" in remote
        if not outward:
            self.received.append(Received(window, position, flow, six, name, parts))
            return
        path = record.get("traffic-path", "-")
        if path == "-":
            self.count("without_path")
        way = self.network.way(path, service, self.facts.homes[name])
        if way != "unknown":
            self.sent[flow].append((position, way))
            for hour in parts:
                self.ways[service, interface, six, hour, window].add(way)
        self.facts.add(service, name, way, 0, parts)

    def settle(self) -> None:
        for item in self.received:
            sent = self.sent.get(item.flow, [])
            earliest = (item.window - 1) * self.window
            before = [way for position, way in sent if earliest <= position < item.position]
            same = [way for position, way in sent if position > item.position and position // self.window == item.window]
            after = [way for position, way in sent if position // self.window == item.window + 1]
            for hour, share in item.parts.items():
                if before or same or after:
                    way, how = (before or same or after)[-1], "flow"
                else:
                    group = set()
                    for window in (item.window, item.window + 1):
                        group |= self.ways.get((item.flow[0], item.flow[1], item.six, hour, window), set())
                    way = how = "unknown" if not group else "undecided"
                    if len(group) == 1:
                        way, how = group.pop(), "interface"
                self.facts.settle(how, share)
                self.facts.add(item.flow[0], item.name, way, 1, {hour: share})

    def meet(self, record: dict[str, str], interface: str) -> str:
        homes, owners = self.facts.homes, self.facts.owners
        if interface not in homes:
            if sum(name != "-" for name in homes) >= MOST_INTERFACES:
                homes["-"] = owners["-"] = "-"
                return "-"
            homes[interface] = self.network.subnets.get(interface, "-")
            owners[interface] = "-"
        if homes[interface] == "-" and re.fullmatch("subnet-[0-9a-f]+", record.get("subnet-id", "-")):
            homes[interface] = record["subnet-id"]
        if owners[interface] == "-" and re.fullmatch("i-[0-9a-f]+", record.get("instance-id", "-")):
            owners[interface] = record["instance-id"]
        return interface


def is_interface(text: str) -> bool:
    return re.fullmatch("eni-[0-9a-f]+", text) is not None and len(text) <= 40


def analyse(records: bytes, network: str = "", order: str = "", window: int = 32_768) -> str:
    """The facts as analyse_records prints them."""
    return "".join(line + "\n" for line in Analysis(Network.read(network), order, window).run(records))
