"""What CloudWatch knows of a network, and what metrics.sh has to say of it: worked out a second time, from the same
data, with fractions in place of floating point."""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from datetime import datetime, timezone
from fractions import Fraction
from typing import Any

NAT_SERIES = ("out", "in", "connections", "ports", "dropped", "idle")
"""In the order in which they are asked for."""
NOW = 1_790_000_000


@dataclass
class Network:
    hours: int = 1
    period: int = 300
    nats: int = 1
    # By NAT gateway, series and number of the period; one that is missing has no data.
    points: dict[tuple[int, str, int], float] = field(default_factory=dict)

    @property
    def end(self) -> int:
        return (NOW - 180) // self.period * self.period

    @property
    def periods(self) -> int:
        return self.hours * 3600 // self.period

    @property
    def begin(self) -> int:
        return self.end - self.periods * self.period

    def time(self, slot: int) -> str:
        return datetime.fromtimestamp(self.begin + slot * self.period, timezone.utc).isoformat()

    def answers(self) -> dict[str, list[str]]:
        """CloudWatch's points come in no order."""
        answers = []
        for nat in range(self.nats):
            for series in NAT_SERIES:
                lines = [f"{self.time(slot)}\t{value!r}\n" for (which, name, slot), value in self.points.items() if (which, name) == (nat, series)]
                answers.append("".join(reversed(lines)) or "\n")
        return {"cloudwatch get-metric-statistics": answers}

    def env(self) -> str:
        return "".join(f"NETWORK_NAT_GATEWAY_{nat + 1}_ID=nat-{nat:017x}\n" for nat in range(self.nats))

    def expected(self, nat: int, series: str) -> dict[str, Any] | None:
        values = {slot: Fraction(value) for (which, name, slot), value in self.points.items() if (which, name) == (nat, series)}
        if not values:
            return None
        peak = max(values.values())
        return {
            "bytes": sum(values.values()), "periodsWithData": len(values),
            "peakMbitPerSecond": peak / self.period * 8 / 10**6,
            "averageMbitPerSecond": sum(values.values()) / (len(values) * self.period) * 8 / 10**6,
        }  # fmt: skip


def random_network(seed: int) -> Network:
    chance = random.Random(seed)
    period = chance.choice([60, 300, 900, 3600])
    network = Network(hours=chance.choice([1, 2, 24]) if period < 3600 else 24, period=period, nats=chance.randint(1, 3))
    for nat in range(network.nats):
        for series in NAT_SERIES:
            share = chance.choice([0, 0.5, 1])
            for slot in range(network.periods):
                if chance.random() < share:
                    network.points[nat, series, slot] = float(chance.randint(0, 10 ** chance.randint(1, 12)))
    return network
