"""What IAM checks, and what the checks are made from: the parameters of a call, and the cloud's tags."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

from .calls import WireCall

ACCOUNT = "123456789012"


@dataclass
class Check:
    action: str
    resource: str = "*"
    keys: dict[str, str] = field(default_factory=dict)

    def __str__(self) -> str:
        return f"{self.action} on {self.resource}"


def values(call: WireCall, name: str) -> list[str]:
    """The values of a parameter, of one or of a list, in JSON or in a query."""
    given = call.parameters.get(name)
    if isinstance(given, list):
        return given
    numbered = re.compile(rf"{name}(\.member)?\.\d+")
    return [value for key, value in call.parameters.items() if key == name or numbered.fullmatch(key)]


def request_tags(call: WireCall, prefix: str) -> dict[str, str]:
    numbers = re.compile(rf"({prefix}\.\d+)\.Key")
    keys = {key: found.group(1) for key in call.parameters if (found := numbers.fullmatch(key))}
    return {
        f"aws:RequestTag/{call.parameters[key]}": call.parameters.get(f"{start}.Value", "")
        for key, start in keys.items()
    }


def ec2(call: WireCall) -> Any:
    from moto.ec2.models import ec2_backends

    return ec2_backends[ACCOUNT][call.region]


def tags_of_ec2(call: WireCall, resource_id: str) -> dict[str, str]:
    return {f"aws:ResourceTag/{key}": value for key, value in ec2(call).tags.get(resource_id, {}).items()}


def partition(call: WireCall) -> str:
    from moto.utilities.utils import get_partition

    return get_partition(call.region)


def arn(call: WireCall, service: str, resource: str, region: str | None = None) -> str:
    region = call.region if region is None else region
    return f"arn:{partition(call)}:{service}:{region}:{ACCOUNT}:{resource}"
