"""Target groups of Auto Scaling groups: whose targets the servers are.

https://docs.aws.amazon.com/autoscaling/ec2/APIReference/API_AttachLoadBalancerTargetGroups.html
https://docs.aws.amazon.com/autoscaling/ec2/APIReference/API_DescribeLoadBalancerTargetGroups.html
"""

from __future__ import annotations

from typing import Any

from . import scaling_checks, scaling_health, scaling_servers
from .registry import Call, Refused, instead, now
from .scaling_found import changeable, find, page, refusal


@instead("autoscaling", "AttachLoadBalancerTargetGroups")
def attach(call: Call, _: Any) -> dict[str, Any]:
    """Servers that are there are registered, too; what is attached already stays so."""
    group, arns = changeable(call), call.get("TargetGroupARNs", [])
    if any(each.active for each in group.refreshes):
        raise Refused("InstanceRefreshInProgress", f"An instance refresh of {group.name} is in progress")
    scaling_checks.check_target_groups(call, arns, group.subnets)
    for arn in arns:
        if arn not in group.target_groups:
            group.target_groups[arn] = now()
            for member in group.members.values():
                if member.state == "InService" and "AddToLoadBalancer" not in group.suspended:
                    scaling_health.register(group, member, arn)
    scaling_servers.wake(group)
    return {}


@instead("autoscaling", "DetachLoadBalancerTargetGroups")
def detach(call: Call, _: Any) -> dict[str, Any]:
    """The servers go on."""
    group, arns = changeable(call), call.get("TargetGroupARNs", [])
    for arn in arns:
        if arn not in group.target_groups:
            # The words are unproven.
            raise refusal(f"Trying to remove Target Groups that are not part of the group: {arn}")
    for arn in arns:
        for member in group.members.values():
            scaling_health.deregister(group, member, arn)
        del group.target_groups[arn]
    return {}


@instead("autoscaling", "DescribeLoadBalancerTargetGroups")
def describe(call: Call, _: Any) -> dict[str, Any]:
    group = find(call)
    found = [{"LoadBalancerTargetGroupARN": arn, "State": state(group, arn)} for arn in group.target_groups]
    return page(call, "LoadBalancerTargetGroups", found, 100)


def state(group: Any, arn: str) -> str:
    """In service at once if it came with the group, else when one server answers where that is looked at."""
    if group.target_groups[arn] == -float("inf"):
        return "InService"
    if any(scaling_health.is_ready(group, each) for each in group.members.values()):
        return "InService" if "ELB" in group.asked["HealthCheckType"] else "Added"
    return "Adding"
