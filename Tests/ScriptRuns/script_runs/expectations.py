"""What is expected of each stack's scripts, in numbers.

A stack that is not listed has no limits on time, for nobody has said what it waits for; its calls are counted.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Expectation:
    """The longest chains of waits that cannot be side by side, in AWS's own times (benchmark.py), and the limits."""

    deploy_path: float | None = None
    """Seconds."""
    cleanup_path: float | None = None
    deploy_ratio: float = 1.10
    """How many times its path deploy_all.sh may take, preflight and all."""
    cleanup_ratio: float = 1.25
    first_calls: int | None = None
    """Of a first deployment, besides polls and the preflight."""
    second_calls: int | None = None
    """Of a second run that changes nothing; without it, one for each API and region and one for each kind."""


EXPECTED = {
    # Deploying, the load balancer; taking away, the endpoint.
    "acceleration": Expectation(150, 40, deploy_ratio=1.05, cleanup_ratio=1.10, first_calls=48, second_calls=12),
    "native-acceleration": Expectation(150, 40),
    # Both times, the NAT gateway.
    "ml-network": Expectation(105, 60),
}


def expected_of(stack: str) -> Expectation:
    return EXPECTED.get(stack, Expectation())
