"""Random flow logs of every shape, the same for the same seed: many small ones for tests, large ones for measuring.

usage: python -m traffic.random_log MEGABYTES >FILE      (its network: --network)
"""

from __future__ import annotations

import random
import sys
from collections.abc import Iterator

from .reference import OTHERS, OURS, V2

START = 1_763_640_000

NETWORK = """\
prefix s3 52.92.0.0/16
prefix s3 3.4.0.0/15
prefix s3 52.219.131.0/25
prefix dynamodb 52.94.5.0/24
prefix s3 2600:1fa0:8000::/39
prefix s3 2600:1ff8:4000::/36
prefix s3express 18.97.32.0/19
nat nat-0a1 eni-0a1a 10.0.0.220
nat nat-0a1 eni-0a1a 10.0.0.221
nat nat-0b2 eni-0b2b 10.0.64.9
nat nat-0c3 - 107.22.182.139
interface-endpoint vpce-0e1 s3 eni-0e1e 10.0.1.9
interface-endpoint vpce-0e2 dynamodb eni-0e2e 10.0.2.9
subnet subnet-01 rtb-01 nat-0a1 private a
subnet subnet-02 rtb-02 nat-0b2 private b
subnet subnet-03 rtb-03 igw-01 public
subnet subnet-04 rtb-04 vpce-0f1 behind a firewall
subnet subnet-05 rtb-05 nat-0c3
subnet subnet-06 rtb-06 - no way out
route rtb-01 s3 vpce-01
route rtb-01 dynamodb vpce-02
route rtb-03 s3 vpce-01
interface eni-01 subnet-01 a Lambda
interface eni-02 subnet-02
"""

SERVICES = ["52.92.10.{}", "52.92.255.{}", "3.4.9.{}", "3.5.200.{}", "52.219.131.{}", "52.94.5.{}", "18.97.40.{}"]
SIX = ["2600:1fa0:8000::{:x}", "2600:1FF8:4abc:1::{:x}", "2600:1ff8:5000::{:x}", "2600:1fa0:81ff:1:2:3:4:{:x}"]
ELSEWHERE = ["52.216.7.{}", "52.219.131.{}"]
NATS = [("eni-0a1a", "10.0.0.220", "-"), ("eni-0a1a", "10.0.0.221", "-"), ("eni-0b2b", "10.0.64.9", "nat-0b2"),
        ("-", "107.22.182.139", "nat-0c3"), ("-", "198.51.100.7", "nat-0dead")]  # fmt: skip


class Log:
    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)
        self.interfaces = self.random.randint(1, 12)
        self.subnets: dict[int, int] = {}
        self.digits = 13
        """Of the largest numbers of bytes."""

    def pick(self, *items):
        return self.random.choice(items)

    def record(self, **values: object) -> dict[str, str]:
        """A record in our order, with what an ordinary one holds."""
        start = START + self.random.randint(0, 5 * 3600)
        length = self.pick(0, 1, 59, 60, 118, 599, 600)
        ordinary: dict[str, object] = {
            "version": 5, "account-id": 123456789012, "region": "us-east-1", "vpc-id": "vpc-0a", "subnet-id": "-",
            "instance-id": "-", "interface-id": "-", "srcport": 443, "dstport": 34210, "protocol": 6,
            "packets": self.random.randint(1, 999), "bytes": self.random.randint(40, 10 ** self.random.randint(2, self.digits)),
            "start": start, "end": start + length, "action": "ACCEPT", "tcp-flags": 3, "type": "IPv4",
            "pkt-src-aws-service": "-", "pkt-dst-aws-service": "-", "flow-direction": "-", "traffic-path": "-",
            "log-status": "OK", "resource-id": "-",
        }  # fmt: skip
        ordinary |= values
        ordinary.setdefault("pkt-srcaddr", ordinary["srcaddr"])
        ordinary.setdefault("pkt-dstaddr", ordinary["dstaddr"])
        return {name: str(value) for name, value in ordinary.items()}

    def remote(self, six: bool) -> tuple[str, str]:
        """An address of a service and its label."""
        number = self.random.randint(0, 255)
        if six:
            return self.pick(*SIX).format(number), self.pick("S3", "-", "S3")
        if self.random.random() < 0.12:
            return self.pick(*ELSEWHERE).format(self.random.randint(128, 255)), "S3"
        if self.random.random() < 0.04:
            return "52.95.245.9", "DYNAMODB"
        address = self.pick(*SERVICES).format(number)
        return address, "DYNAMODB" if address.startswith("52.94.") else self.pick("S3", "AMAZON", "-")

    def pair(self) -> list[dict[str, str]]:
        """What a client sends and receives, or only one of it."""
        number = self.random.randint(1, self.interfaces)
        subnet = self.subnets.setdefault(number, self.random.randint(1, 7))
        six = self.random.random() < 0.15
        local = f"2001:db8::{number:x}" if six else f"10.0.{subnet}.{10 + number}"
        remote, label = self.remote(six)
        if self.random.random() < 0.1:
            remote, label = self.pick("10.0.1.9", "10.0.2.9"), "-"
        port = self.random.randint(1024, 1024 + self.pick(3, 60_000))
        common = {
            "interface-id": f"eni-{number:02x}", "subnet-id": self.pick(f"subnet-{subnet:02x}", "-"),
            "instance-id": self.pick(f"i-{number:03x}", "-"), "protocol": self.pick(6, 6, 6, 17),
        }  # fmt: skip
        usual = {1: "17", 2: "11", 3: "82", 4: "1", 5: "18", 6: "7"}.get(subnet, "7")
        path = self.random.choice(usual if self.random.random() < 0.8 else "123456789-")
        out = self.record(
            **common, srcaddr=local, dstaddr=remote, srcport=port, dstport=443,
            **{"pkt-dst-aws-service": label, "flow-direction": "egress", "traffic-path": path},
        )  # fmt: skip
        back = self.record(
            **common, srcaddr=remote, dstaddr=local, srcport=443, dstport=port,
            **{"pkt-src-aws-service": label, "flow-direction": "ingress"},
        )  # fmt: skip
        if self.random.random() < 0.8:
            back["start"], back["end"] = out["start"], out["end"]
        pair = [out, back]
        self.random.shuffle(pair)
        return pair[: self.pick(1, 2, 2, 2)]

    def at_nat(self) -> list[dict[str, str]]:
        """The four records of an exchange through a NAT gateway, as AWS's page has them."""
        interface, own, nat = self.pick(*NATS)
        client = f"10.0.1.{self.random.randint(1, 250)}"
        remote, label = self.remote(False)
        at = {"interface-id": interface, "resource-id": nat}
        hidden = interface != "-"
        to, back = {"pkt-dst-aws-service": label}, {"pkt-src-aws-service": label}
        four = [
            self.record(**at, srcaddr=client, dstaddr=own if hidden else remote, **{"pkt-dstaddr": remote}, **to),
            self.record(**at, srcaddr=own, dstaddr=remote, **to),
            self.record(**at, srcaddr=remote, dstaddr=own, **back),
            self.record(**at, srcaddr=own if hidden else remote, dstaddr=client, **{"pkt-srcaddr": remote}, **back),
        ]
        return four

    def others(self) -> list[dict[str, str]]:
        """What does not count, or not so."""
        number = f"eni-{self.random.randint(1, self.interfaces):02x}"
        nothing = {name: "-" for name in OURS}
        start = START + self.random.randint(0, 20_000)
        empty = {**nothing, "version": "5", "interface-id": number, "start": str(start), "end": str(start + 58)}
        inside = self.record(**{"interface-id": number}, srcaddr="10.0.1.5", dstaddr="10.0.2.7")
        to_s3 = self.record(**{"interface-id": number, "traffic-path": "7"}, srcaddr="10.0.1.5", dstaddr="52.92.1.1")
        at_endpoint = self.record(**{"interface-id": "eni-0e1e"}, srcaddr="10.0.1.5", dstaddr="10.0.1.9")
        transit = self.record(
            **{"interface-id": "eni-07", "pkt-srcaddr": "52.92.1.1", "pkt-src-aws-service": "S3"},
            srcaddr="10.0.9.1", dstaddr="10.0.1.5",
        )  # fmt: skip
        return [
            self.pick(
                {**empty, "log-status": "NODATA"}, {**empty, "log-status": "SKIPDATA"}, inside, at_endpoint, transit,
                {**to_s3, "action": "REJECT"}, {**to_s3, "flow-direction": "ingress"}, {**to_s3, "bytes": "-5"},
                {**to_s3, "bytes": "1e9"}, {**to_s3, "bytes": "9" * 16}, {**to_s3, "start": "-1"},
                {**to_s3, "end": "0"}, {**to_s3, "start": "0", "end": str(START)}, {**to_s3, "log-status": "FAILED"},
                {**to_s3, "interface-id": "eni-$(id)"}, {**to_s3, "interface-id": "-"}, {**to_s3, "start": "1e3"},
                {**to_s3, "traffic-path": "77"}, {**to_s3, "dstaddr": "52.92.1.999"}, {**to_s3, "srcport": "x[$(id)]"},
                {**to_s3, "subnet-id": "subnet-$(id)"}, {**to_s3, "bytes": "4294967296000"},
            )
        ]  # fmt: skip

    def groups(self) -> Iterator[list[dict[str, str]]]:
        while True:
            yield self.pick(self.pair, self.pair, self.pair, self.at_nat, self.others)()


class Orders:
    """Orders of fields, with a header and without."""

    def __init__(self, log: Log) -> None:
        self.log = log

    def names(self) -> tuple[list[str], bool]:
        """The names, and whether a header is needed to know them."""
        kind = self.log.pick("ours", "resource", "v2", "shuffled", "few", "az")
        if kind == "ours":
            return OURS[:26], False
        if kind == "resource":
            return OURS, False
        if kind == "v2":
            return V2, False
        names = list(OURS)
        if kind == "few":
            keep = {"interface-id", "srcaddr", "dstaddr", "bytes", "start"}
            names = [name for name in names if name in keep or self.log.random.random() < 0.6]
        if kind == "az":
            names += self.log.random.sample(OTHERS, 3)
        self.log.random.shuffle(names)
        return names, True


def small(seed: int, records: int = 400) -> bytes:
    """A log of some files in several orders, twins near or far from each other."""
    log = Log(seed)
    groups = log.groups()
    lines: list[bytes] = []
    while sum(line.count(b"\n") for line in lines) < records:
        names, needs_header = Orders(log).names()
        some = [record for _ in range(log.random.randint(1, 60)) for record in next(groups)]
        if log.random.random() < 0.4:
            log.random.shuffle(some)
        header = needs_header or log.random.random() < 0.5
        stamped = not header and log.random.random() < 0.5
        ending = log.pick("\n", "\n", "\r\n")
        text = [] if log.random.random() < 0.2 and header else ["#file" + ending]
        if header:
            text.append(" ".join(names) + ending)
        for record in some:
            if names == V2:
                record = {**record, "version": "2"}
            line = log.pick(" ", " ", " ", "  ").join(record.get(name, "-") for name in names)
            text.append(("2026-03-26T03:28:12.000Z " if stamped else "") + line + ending)
            if log.random.random() < 0.01:
                text.append(log.pick("", "   ", "5 1 2 3", "\x1b[31mred\x1b[0m", "x" * 3000, "$(touch pwned)", "\v\f", "a\rb", "\x1c") + ending)
        lines.append("".join(text).encode())
    return b"".join(lines)


def large(size: int, seed: int = 1) -> Iterator[bytes]:
    """A log of at least so many bytes, in files of five minutes in our order: 40 % of the records are of clients and
    the services, 10 % of a NAT gateway; 200 interfaces; time goes on. A part is made once and then repeated with
    other times and ports, which is what makes it fast."""
    log = Log(seed)
    log.interfaces = 200
    # So that the sums stay below 2^53, as in real logs (9 PB).
    log.digits = 7
    rows: list[tuple[str, int, int]] = []
    header = " ".join(OURS[:26]) + "\n"
    for _ in range(6_000):
        kind = log.random.random()
        if kind < 0.28:
            number = log.random.randint(1, log.interfaces)
            some = [
                log.record(**{"interface-id": f"eni-{number:017x}"}, srcaddr="10.0.1.5", dstaddr="10.0.2.7")
                for _ in range(2)
            ]
        elif kind < 0.40:
            some = log.at_nat()[:2]
        else:
            some = log.pair()
        # Both directions of a flow share their port and, mostly, their times.
        port, offset = log.random.randint(1024, 60_000), log.random.randint(0, 240)
        for record in some:
            record["start"], record["end"] = "@START@", "@END@"
            for name in ("srcport", "dstport"):
                if record[name] != "443":
                    record[name] = "@PORT@"
            rows.append((" ".join(record[name] for name in OURS[:26]) + "\n", port, offset))
    made = 0
    for number in range(10**9):
        start = START + 300 * (number // 4)
        part = [header]
        for line, port, offset in rows:
            filled = line.replace("@START@", str(start + offset)).replace("@END@", str(start + offset + 58))
            part.append(filled.replace("@PORT@", str((port + number * 977) % 64_000 + 1024)))
        data = "".join(part).encode()
        yield data
        made += len(data)
        if made >= size:
            return


def main() -> None:
    if sys.argv[1:] == ["--network"]:
        sys.stdout.write(NETWORK)
    else:
        for data in large(int(sys.argv[1]) * 1_000_000):
            sys.stdout.buffer.write(data)


if __name__ == "__main__":
    main()
