"""A VPC with NAT gateways, as AWS and traffic.sh tell of it, and what of it savings.sh has to say: worked out a second
time, from the same data, with fractions in place of floating point."""

from __future__ import annotations

import json
import random
from dataclasses import dataclass, field
from datetime import date, timedelta
from fractions import Fraction
from typing import Any

GIGABYTE = 2**30
MONTH = 730
SERVICES = ("s3", "s3express", "dynamodb")


@dataclass
class Site:
    first: date = date(2026, 3, 1)
    days: int = 30
    price: str | None = "0.045"
    hour: str | None = "0.045"
    nats: dict[str, str] = field(default_factory=lambda: {"nat-01": "available"})
    # Bytes out and in, by NAT gateway and day; a day that is missing has no data.
    carried: dict[tuple[str, int], tuple[int, int]] = field(default_factory=dict)
    endpoints: list[tuple[str, str, str]] = field(default_factory=list)
    # Of the flow logs: hours, all bytes of the metrics meanwhile, bytes by service.
    hours: int = 48
    meanwhile: int = 0
    billed: dict[str, int] = field(default_factory=dict)
    passed: dict[str, int] = field(default_factory=dict)
    lower: bool = False

    @property
    def until(self) -> str:
        return str(self.first + timedelta(self.days))

    def traffic(self) -> str:
        names = list(dict.fromkeys([*self.billed, *self.passed]))
        end = f"2026-03-{1 + (self.hours - 1) // 24:02}T{(self.hours - 1) % 24:02}:00:00Z"
        services = [
            {"service": name, "natBilled": {"to": 0, "from": self.billed[name], "bytes": self.billed[name], "peakHour": None} if name in self.billed else None,
             "ways": {"nat": {"bytes": 1}} | ({"endpoint": {"to": 1, "bytes": self.passed[name]}} if name in self.passed else {})}
            for name in names
        ]  # fmt: skip
        report = {"hours": {"first": "2026-03-01T00:00:00Z", "last": end, "count": self.hours}, "records": {"read": 1}, "lowerBound": self.lower,
                  "cannotTell": ["bytes", '"natBilled": {"bytes": 99}'], "services": services, "nats": [{"nat": "nat-01", "service": "s3", "bytes": 5}]}  # fmt: skip
        return json.dumps(report, indent=1)

    def answers(self) -> dict[str, list[str]]:
        """In the order in which they are asked for."""
        points, sums = [], []
        for nat in self.nats:
            for direction in (0, 1):
                points.append("".join(f"{self.first + timedelta(day)}T00:00:00+00:00\t{float(bytes_[direction])!r}\n"
                                      for (name, day), bytes_ in self.carried.items() if name == nat) or "\n")  # fmt: skip
                sums.append(f"{float(self.meanwhile)!r}\n" if not sums else "0.0\n")
        return {
            "ec2 describe-vpc-endpoints": ["".join(f"{id_}\tGateway\tavailable\tcom.amazonaws.us-east-1.{service}\t{day}T10:00:00+00:00\n"
                                                   for id_, service, day in self.endpoints)],
            "ec2 describe-nat-gateways": ["".join(f"{nat}\t{state}\n" for nat, state in self.nats.items())],
            "cloudwatch get-metric-statistics|sum(": sums or ["None\n"],
            "cloudwatch get-metric-statistics": points or ["\n"],
        }  # fmt: skip

    def expected(self, with_traffic: bool = True) -> dict[str, Any]:
        days = {day for _, day in self.carried}
        total = sum(sum(bytes_) for bytes_ in self.carried.values())
        monthly = Fraction(total, len(days)) / 24 * MONTH / GIGABYTE if days else Fraction(0)
        price = Fraction(self.price) if self.price else None
        hour = Fraction(self.hour) if self.hour else None
        hours = hour * MONTH * sum(state in ("available", "pending") for state in self.nats.values()) if hour is not None else None
        known = with_traffic and bool(self.billed) and bool(self.nats) and self.meanwhile > 0
        shares = {name: Fraction(self.billed.get(name, 0), self.meanwhile) if known else None for name in SERVICES}
        if known and sum(shares.values()) > 1:
            over = sum(shares.values())
            shares = {name: share / over for name, share in shares.items()}
        savable = monthly * sum(shares.values()) if known else None
        saved = savable * price if known and price is not None else None
        whole = hours + monthly * price if price is not None and hours is not None else None
        return {
            "gigabytes": monthly, "gigabytesSavable": savable, "costOfGigabytes": monthly * price if price is not None else None,
            "costOfHours": hours, "saved": saved, "savedShare": (saved / whole if whole else Fraction(0)) if saved is not None and whole is not None else None,
            "services": [
                {"service": name, "byNat": monthly * shares[name] if known else None,
                 "costByNat": monthly * shares[name] * price if known and price is not None else None, "share": shares[name],
                 "byEndpoint": Fraction(self.passed.get(name, 0), self.hours) * MONTH / GIGABYTE if with_traffic else None}
                for name in SERVICES
            ],
        }  # fmt: skip


def random_site(seed: int) -> Site:
    chance = random.Random(seed)
    days = chance.choice([1, 2, 30, 45])
    site = Site(days=days, price=chance.choice(["0.045", "0.1", None]), hour=chance.choice(["0.045", "0", None]))
    site.nats = {f"nat-{number:02}": chance.choice(["available", "available", "pending", "deleted", "failed"]) for number in range(chance.randint(0, 3))}
    for nat in site.nats:
        for day in range(days):
            if chance.random() < 0.9:
                site.carried[nat, day] = (chance.randint(0, 10 ** chance.randint(1, 13)), chance.randint(0, 10 ** chance.randint(1, 13)))
    site.hours = chance.choice([1, 24, 47])
    site.meanwhile = chance.choice([0, 10**12, 10**13])
    names = ["s3", "dynamodb", "s3express", "s3-elsewhere", "dynamodb-elsewhere"]
    site.billed = {name: chance.randint(0, 10**12) for name in chance.sample(names[:3], chance.randint(0, 3))}
    if site.billed and chance.random() < 0.5:
        site.billed["s3-elsewhere"] = 10**14
    site.passed = {name: chance.randint(0, 10**13) for name in chance.sample(names[:3], chance.randint(0, 3))}
    site.lower = chance.random() < 0.3
    return site
