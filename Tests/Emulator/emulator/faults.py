"""Calls that shall fail, as they do on a busy day.

A fault is {"kind": …, "action": …, "region": …, "skip": …, "times": …, "probability": …}:

- kind: `throttle` (in the service's own words), `internal` (500), `unavailable` (503), `refuse` (400; give
  "code" and "message"), `reset-before` and `reset-after` (the connection breaks before, or after, the call took
  effect), `page-before` and `page-after` (a proxy's own page in place of AWS's answer, before or after the call took
  effect: give "page", see proxies.py), `hold` (the call is on its way until the faults are cleared), `halt-before` and
  `halt-after` (the world stands still from just before, or just after, the call took effect, so that those who call can
  be killed: world.py).
- action: as in the API, `CreateVpc`; `*` is any, `mutating` is any that changes something.
- region: only there; skip: how many matching calls pass first (0); times: how many fail then (1).
- nth: in place of skip and times, the call for whose success this many are needed in all; what fails until then
  does not count, so that the same call is meant in each run, however often it is tried before.
- until: in place of skip and times, every call fails until one of this action has succeeded in its region.
- probability: in place of skip and times, of each matching call, drawn from "seed" (1).

After https://docs.aws.amazon.com/AWSEC2/latest/APIReference/errors-overview.html
"""

import random
import threading
from collections import Counter
from dataclasses import dataclass, field

from .proxies import PAGES

KINDS = {
    "throttle",
    "internal",
    "unavailable",
    "refuse",
    "reset-before",
    "reset-after",
    "page-before",
    "page-after",
    "hold",
    "halt-before",
    "halt-after",
}


@dataclass
class Fault:
    kind: str
    action: str = "*"
    region: str | None = None
    skip: int = 0
    times: int = 1
    nth: int | None = None
    until: str | None = None
    probability: float | None = None
    seed: int = 1
    code: str = "UnauthorizedOperation"
    message: str = "You are not authorized to perform this operation."
    page: str = "html"
    over: threading.Event = field(default_factory=threading.Event)
    """Ends the waiting of the calls that it holds up."""
    _random: random.Random = field(default_factory=random.Random)

    def __post_init__(self) -> None:
        if self.kind not in KINDS:
            raise ValueError(f"unknown kind of fault {self.kind}")
        if self.page not in PAGES:
            raise ValueError(f"unknown page {self.page}")
        self._random.seed(self.seed)

    def strikes(self, action: str, region: str, mutating: bool, successes: Counter[tuple[str, str]]) -> bool:
        if self.action not in ("*", action) and not (self.action == "mutating" and mutating):
            return False
        if self.region not in (None, region):
            return False
        if self.nth is not None:
            return successes[action, region] == self.nth - 1
        if self.until is not None:
            return successes[self.until, region] == 0
        if self.probability is not None:
            return self._random.random() < self.probability
        if self.skip > 0:
            self.skip -= 1
            return False
        self.times -= 1
        return self.times >= 0


class Faults:
    def __init__(self) -> None:
        self._faults: list[Fault] = []
        self.successes: Counter[tuple[str, str]] = Counter()
        """(action, region) → how many calls succeeded."""

    def add(self, fault: Fault) -> None:
        self._faults.append(fault)

    def clear(self) -> None:
        for fault in self._faults:
            fault.over.set()
        self._faults.clear()
        self.successes.clear()

    def striking(self, action: str, region: str, mutating: bool) -> Fault | None:
        for fault in self._faults:
            if fault.strikes(action, region, mutating, self.successes):
                return fault
        return None

    def answer(self, fault: Fault, service: str, action: str) -> tuple[int, str, str]:
        """The status, code and message that the fault is answered with: EC2's, or those of all other services.
        https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/CommonErrors.html"""
        ec2 = service == "ec2"
        if fault.kind == "throttle" and ec2 and "VpcEndpoint" in action:
            # PrivateLink counts by itself: https://docs.aws.amazon.com/vpc/latest/privatelink/vpc-limits-endpoints.html
            return 400, "EC2ThrottledException", "Request limit exceeded."
        if fault.kind == "throttle":
            return (503, "RequestLimitExceeded", "Request limit exceeded.") if ec2 else (400, "Throttling", "Rate exceeded")
        if fault.kind == "internal":
            return 500, "InternalError" if ec2 else "InternalFailure", "An internal error has occurred"
        if fault.kind == "unavailable":
            return 503, "Unavailable" if ec2 else "ServiceUnavailable", "The service is overloaded."
        return 400, fault.code, fault.message
