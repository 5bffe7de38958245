"""The servers of a group as targets: registered, and found healthy or not.

https://docs.aws.amazon.com/autoscaling/ec2/userguide/health-checks-overview.html
"""

from __future__ import annotations

from typing import Any

from .http_target_groups import balancers_of
from .http_target_health import health, healthy_at, patience
from .registry import now


def is_due(group: Any, at: float) -> bool:
    """Whether the time has come; else the group looks again then."""
    if now() >= at:
        return True
    group.due.append(at)
    return False


def register(group: Any, member: Member, arn: str) -> None:
    target_group = group.elbv2.target_groups.get(arn)
    if target_group is not None:
        target_group.register([{"Id": member.instance.id}])


def deregister(group: Any, member: Member, arn: str) -> float:
    """Until when it goes on there: one that a load balancer sends to drains, as after any other deregistration.
    https://docs.aws.amazon.com/autoscaling/ec2/userguide/attach-load-balancer-asg.html"""
    target_group = group.elbv2.target_groups.get(arn)
    if target_group is None or member.instance.id not in target_group.targets:
        return now()
    target_group.deregister([{"Id": member.instance.id}])
    drains = target_group.drains() if balancers_of(group.elbv2, target_group) else {}
    until: float = drains.get(member.instance.id, {"until": now()})["until"]
    return until


def checking_groups(group: Any, member: Member) -> list[Any]:
    """The target groups whose health checks count: those that a load balancer sends to."""
    if "ELB" not in group.asked["HealthCheckType"].split(","):
        return []
    found = [group.elbv2.target_groups.get(arn) for arn in group.target_groups]
    return [each for each in found if each and member.instance.id in each.targets and balancers_of(group.elbv2, each)]


def states(group: Any, member: Member, checking: list[Any]) -> set[str]:
    """What its load balancers say of it."""
    return {health(group, each, each.targets[member.instance.id])[0] for each in checking}


def fails_health_checks(group: Any, member: Member) -> bool:
    """A target is unhealthy after so many checks as its group's threshold, and that counts when the grace period is
    over: without one, servers that start slowly never come up. It is looked at as often as the load balancers do.
    https://docs.aws.amazon.com/autoscaling/ec2/userguide/health-check-grace-period.html"""
    checking = checking_groups(group, member)
    if not checking or "HealthCheck" in group.suspended:
        return False
    group.due.append(now() + min(float(each.health_check_interval_seconds) for each in checking))
    if "unhealthy" not in states(group, member, checking):
        return False
    shortest = min(map(patience, checking))
    return is_due(group, member.in_service_at + max(shortest, group.asked["HealthCheckGracePeriod"]))


def is_ready(group: Any, member: Member) -> bool:
    """In service, and healthy where that is looked at."""
    if member.state != "InService" or member.health != "Healthy":
        return False
    checking = checking_groups(group, member)
    if states(group, member, checking) <= {"healthy"}:
        return True
    for each in checking:
        is_due(group, healthy_at(group, each.targets[member.instance.id]))
    return False
