"""How many vCPUs of on-demand instances an account may run, by families of types.

https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/ec2-on-demand-instances.html
"""

from __future__ import annotations

import re
from typing import Any

from moto.ec2.models.instance_types import INSTANCE_TYPES

from ..world import world
from .registry import Refused

QUOTAS = {
    "L-1216C47A": ("a", "c", "d", "h", "i", "im", "is", "m", "r", "t", "z"),
    "L-1945791B": ("inf",),
    "L-2C3B7624": ("trn",),
    "L-417A185B": ("p",),
    "L-6E869C2A": ("dl",),
    "L-7295265B": ("x",),
    "L-74FC7D96": ("f",),
    "L-DB2E81BA": ("g", "gr", "vt"),
    "L-F7808C92": ("hpc",),
}
"""A quota's code → how the names of its types begin, up to a digit."""


def quota_of(kind: str) -> str | None:
    family = re.match("[a-z]+", kind)
    return next((code for code, families in QUOTAS.items() if family and family[0] in families), None)


def of(kind: str) -> int:
    return int(INSTANCE_TYPES[kind]["VCpuInfo"]["DefaultVCpus"])


def check(backend: Any, kind: str, count: int) -> None:
    """Those of a Capacity Block do not count, as nothing says that they do; others that are reserved do."""
    code = quota_of(kind)
    if code is None:
        return
    limit = world.settings.vcpu_limits.get(code, world.settings.vcpu_limit)
    running = [
        instance.instance_type
        for reservation in backend.reservations.values()
        for instance in reservation.instances
        if instance.state in ("pending", "running") and quota_of(instance.instance_type) == code
    ]
    if sum(map(of, running)) + count * of(kind) > limit:
        raise Refused(
            "VcpuLimitExceeded",
            f"You have requested more vCPU capacity than your current vCPU limit of {limit} allows for the instance "
            "bucket that the specified instance type belongs to.",
        )
