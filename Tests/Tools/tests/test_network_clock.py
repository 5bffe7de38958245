import json
import socket
import struct
import sys
import unittest
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from network_clock import ACK, FIN, SYN, TCP, UDP, NetworkClock  # noqa: E402
from tls_relay import Answered  # noqa: E402

CLIENT, SERVICE, NAMES = "192.0.2.1", "198.51.100.10", "192.0.2.53"


def packet(source: tuple[str, int], target: tuple[str, int], flags: int | None = None, data: bytes = b"") -> bytes:
    """TCP with flags, else UDP."""
    ports = struct.pack("!HH", source[1], target[1])
    if flags is None:
        kind, segment = UDP, ports + bytes(4) + data
    else:
        # A header of six words, as one with an option has.
        kind, segment = TCP, ports + bytes(8) + bytes([6 << 4, flags]) + bytes(10) + data
    head = struct.pack("!BBHIBBH", 0x45, 0, 20 + len(segment), 0, 64, kind, 0)
    return head + socket.inet_aton(source[0]) + socket.inet_aton(target[0]) + segment


class NetworkClockTests(unittest.TestCase):
    def setUp(self) -> None:
        self.clock, self.now = NetworkClock(), 0

    def sends(self, target: tuple[str, int], flags: int | None = None, data: bytes = b"") -> None:
        self.now += 1
        self.clock.passes_from_client(packet((CLIENT, 4000), target, flags, data), self.now)

    def gets(self, source: tuple[str, int], flags: int | None = None, data: bytes = b"") -> None:
        self.now += 1
        self.clock.passes_to_client(packet(source, (CLIENT, 4000), flags, data), self.now)

    def connect(self) -> None:
        service = (SERVICE, 443)
        self.sends(service, SYN)
        self.sends(service, SYN)  # Sent again: the first one counts.
        self.gets(service, SYN | ACK)
        self.sends(service, ACK)
        self.sends(service, ACK, b"hello")
        self.gets(service, ACK)
        self.gets(service, ACK, b"hello")
        self.sends(service, ACK, b"request")
        self.clock.is_answered(4000, Answered(arrived=self.now + 1, sent=self.now + 2), round_trip=1)
        self.clock.is_served(4000, trusted=True)
        self.gets(service, ACK, b"answer")
        self.sends(service, ACK | FIN)

    def found(self) -> list[dict[str, object]]:
        return [json.loads(line) for line in self.clock.report().splitlines()]

    def test_the_first_of_each_counts(self) -> None:
        for _ in range(2):
            self.sends((NAMES, 53), data=b"A?")
        for _ in range(2):
            self.gets((NAMES, 53), data=b"A!")
        self.connect()
        (found,) = self.found()
        self.assertEqual(
            found,
            {
                "address": SERVICE,
                "trusted": True,
                "query": 1,
                "resolved": 3,
                "syn": 5,
                "syn_answered": 7,
                "hello": 9,
                "hello_answered": 11,
                "request": 12 + 1 - 0.5,
                "answer": 12 + 2 + 0.5,
                "end": 14,
            },
        )

    def test_a_port_may_come_again(self) -> None:
        self.connect()
        self.connect()
        first, second = self.found()
        self.assertEqual((first["query"], second["query"]), (0, 0))
        self.assertLess(first["end"], second["syn"])

    def test_what_belongs_to_nothing_is_passed_over(self) -> None:
        self.sends((SERVICE, 443), ACK | FIN)
        self.gets((SERVICE, 443), ACK, b"late")
        self.assertEqual(self.found(), [])
