"""Metrics of Auto Scaling groups: none is told that is not asked for.

https://docs.aws.amazon.com/autoscaling/ec2/APIReference/API_EnableMetricsCollection.html
"""

from __future__ import annotations

from typing import Any

from .registry import Call, instead
from .scaling_found import changeable, refusal

OF_GROUP = (
    "GroupMinSize",
    "GroupMaxSize",
    "GroupDesiredCapacity",
    "GroupInServiceInstances",
    "GroupPendingInstances",
    "GroupStandbyInstances",
    "GroupTerminatingInstances",
    "GroupTotalInstances",
    "GroupInServiceCapacity",
    "GroupPendingCapacity",
    "GroupStandbyCapacity",
    "GroupTerminatingCapacity",
    "GroupTotalCapacity",
)
OF_WARM_POOL = (
    "WarmPoolDesiredCapacity",
    "WarmPoolWarmedCapacity",
    "WarmPoolPendingCapacity",
    "WarmPoolTerminatingCapacity",
    "WarmPoolTotalCapacity",
    "GroupAndWarmPoolDesiredCapacity",
    "GroupAndWarmPoolTotalCapacity",
)
EVERY = {*OF_GROUP, *OF_WARM_POOL}


def asked(call: Call) -> set[str]:
    """Without names, all."""
    names = set(call.get("Metrics", [])) or EVERY
    if names - EVERY:
        raise refusal(f"Invalid metric: {', '.join(sorted(names - EVERY))}")
    return names


@instead("autoscaling", "EnableMetricsCollection")
def enable(call: Call, _: Any) -> None:
    group = changeable(call)
    if call.get("Granularity") != "1Minute":
        raise refusal("The only valid granularity is 1Minute")
    group.metrics |= asked(call)


@instead("autoscaling", "DisableMetricsCollection")
def disable(call: Call, _: Any) -> None:
    group = changeable(call)
    group.metrics -= asked(call)
