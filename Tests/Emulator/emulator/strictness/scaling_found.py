"""Which Auto Scaling group is meant, what is said of one that is not there, and pages of answers.

https://docs.aws.amazon.com/autoscaling/ec2/APIReference/API_DescribeAutoScalingGroups.html
"""

from __future__ import annotations

from typing import Any

from .. import scaling
from ..world import world
from .registry import Call, Refused, now


def refusal(message: str) -> Refused:
    return Refused("ValidationError", message)


def there(call: Call) -> dict[str, Any]:
    return scaling.groups(call.account, call.region)


def is_late(group: Any) -> bool:
    """A group just made is not known everywhere yet. That this is so here as it is in EC2 is unproven."""
    late: bool = now() < group.born + world.settings.not_found_yet_seconds
    return late


def find(call: Call, name: str | None = None) -> Any:
    name = name or call.get("AutoScalingGroupName")
    group = there(call).get(name or "")
    if group is None or is_late(group):
        raise refusal(f"AutoScalingGroup name not found - AutoScalingGroup '{name}' not found")
    return group


def changeable(call: Call, name: str | None = None) -> Any:
    """The words are AWS's: https://github.com/kubernetes/kops/issues/1001"""
    group = find(call, name)
    if group.deleting:
        raise refusal("The AutoScaling group may not be modified while it is pending delete")
    return group


def page(call: Call, name: str, found: list[Any], size: int = 50) -> dict[str, Any]:
    """Up to so many at once, as the reference has it for the call."""
    token, most = call.get("NextToken"), int(call.get("MaxRecords", size))
    if not 1 <= most <= 100:
        raise refusal(f"MaxRecords must be between 1 and 100, and is {most}")
    if token is not None and not token.isdigit():
        raise Refused("InvalidNextToken", "The NextToken value is not valid.")
    first = int(token or 0)
    answer: dict[str, Any] = {name: found[first : first + most]}
    return answer | ({"NextToken": str(first + most)} if len(found) > first + most else {})
