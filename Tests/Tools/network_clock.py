"""When a router on the way saw what of a client's connections.

A client's own times cannot be compared with those of a way that is so and so long: the machine that it runs on may be
busy with something else at any moment. But the router sees what the client waits for before each moment that it times,
and what it sends after it: in between it must have looked at its clock. This holds on any machine, however busy, and
is narrow on an idle one. All times are of the monotonic clock, which is the same for all of a machine's processes. That
of a packet from the client is taken after it was read, that of a packet to it before it is written.
"""

from __future__ import annotations

import json
import threading
import time
from dataclasses import asdict, dataclass

from tls_relay import Answered

UDP, TCP = 17, 6
FIN, SYN, RST, ACK = 0x01, 0x02, 0x04, 0x10  # RFC 9293, 3.1
PATIENCE = 60.0
"""Seconds for what is still on its way when the command has ended."""


@dataclass
class Connection:
    """When what happened for the first time; zero when it has not."""

    address: str
    query: float
    """For the address of a name; zero when none was looked up."""
    resolved: float
    syn: float
    syn_answered: float = 0
    hello: float = 0
    """The client's first words, which are TLS's."""
    hello_answered: float = 0
    request: float = 0
    answer: float = 0
    end: float = 0
    """The client's, by FIN or RST."""
    trusted: bool | None = None
    """Whether there was a request; None while it is open."""

    def is_over(self) -> bool:
        return self.trusted is not None and self.end > 0


class NetworkClock:
    def __init__(self) -> None:
        self.connections: list[Connection] = []
        self._open: dict[int, Connection] = {}
        """The client's port → its last connection."""
        self._query = self._resolved = 0.0
        self._lock = threading.Lock()

    def passes_from_client(self, packet: bytes, now: float) -> None:
        with self._lock:
            kind, ports, flags, has_data = parts(packet)
            if kind == UDP and ports[1] == 53:
                self._query = self._query or now
            if kind != TCP:
                return
            if flags & SYN and (ports[0] not in self._open or self._open[ports[0]].end):
                address = ".".join(map(str, packet[16:20]))
                self._open[ports[0]] = Connection(address, self._query, self._resolved, now)
                self.connections.append(self._open[ports[0]])
                self._query = self._resolved = 0
            if ports[0] not in self._open:
                return
            connection = self._open[ports[0]]
            if has_data:
                connection.hello = connection.hello or now
            if flags & (FIN | RST):
                connection.end = connection.end or now

    def passes_to_client(self, packet: bytes, now: float) -> None:
        with self._lock:
            kind, ports, flags, has_data = parts(packet)
            if kind == UDP and ports[0] == 53:
                self._resolved = self._resolved or now
            if kind != TCP or ports[1] not in self._open:
                return
            connection = self._open[ports[1]]
            if flags & SYN:
                connection.syn_answered = connection.syn_answered or now
            if has_data:
                connection.hello_answered = connection.hello_answered or now

    def is_answered(self, port: int, answered: Answered, round_trip: float) -> None:
        """What the service sees was half of the round trip ago at the client's end; what it sends arrives after another
        half, at the earliest."""
        with self._lock:
            self._open[port].request = answered.arrived - round_trip / 2
            self._open[port].answer = answered.sent + round_trip / 2

    def is_served(self, port: int, trusted: bool) -> None:
        with self._lock:
            self._open[port].trusted = trusted

    def report(self) -> str:
        """Each connection, when all are over."""
        deadline = time.monotonic() + PATIENCE
        while time.monotonic() < deadline and not all(each.is_over() for each in self.connections):
            time.sleep(0.01)
        return "".join(json.dumps(asdict(each)) + "\n" for each in self.connections)


def parts(packet: bytes) -> tuple[int, tuple[int, int], int, bool]:
    """Of an IPv4 packet: its protocol, its ports, TCP's flags, and whether it carries more than headers."""
    size = (packet[0] & 15) * 4
    length = int.from_bytes(packet[2:4], "big")
    kind, segment = packet[9], packet[size:length]
    if kind not in (TCP, UDP):
        return kind, (0, 0), 0, False
    ports = (int.from_bytes(segment[0:2], "big"), int.from_bytes(segment[2:4], "big"))
    if kind == UDP:
        return kind, ports, 0, True
    return kind, ports, segment[13], len(segment) > (segment[12] >> 4) * 4
