"""What is expected of each stack's scripts, in numbers.

A stack that is not listed has no limits on time, for nobody has said what it waits for; its calls are counted. What a
stack's scripts wait for follows from their steps.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


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
    # Deploying, the NAT gateway and then the servers, which load by it what they run; taking away, the load balancer,
    # whose interfaces keep the subnets.
    "ml-network": Expectation(195, 120),
}
OTHERWISE = [
    # Load balancer, VPC origin and distribution, one after the other; and back.
    ("create-vpc-origin", True, Expectation(970, 940)),
    # The VPN connection, whose routes AWS takes when it is available, beside the gateway's attachment and the NAT gateway.
    ("create-vpn-connection", True, Expectation(300, 60)),
    # Both times, the NAT gateway.
    ("create-auto-scaling-group", False, Expectation(105, 60)),
]
"""Of ml-network's scripts that make a call, or do not; the first that fits."""


def expected_of(stack: str, scripts: Path) -> Expectation:
    """Of the scripts in a folder."""
    if stack == "ml-network":
        steps = "".join(each.read_text() for each in sorted(scripts.glob("[0-9]*.sh")))
        for call, is_made, expected in OTHERWISE:
            if (call in steps) == is_made:
                return expected
    return EXPECTED.get(stack, Expectation())
