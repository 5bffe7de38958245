"""The servers of a group as targets: registered, and found healthy or not.

https://docs.aws.amazon.com/autoscaling/ec2/userguide/health-checks-overview.html
"""

from __future__ import annotations

from typing import Any

from .. import scaling
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


def deregister(group: Any, member: Member, arn: str) -> None:
    target_group = group.elbv2.target_groups.get(arn)
    if target_group is not None and member.instance.id in target_group.targets:
        target_group.deregister([{"Id": member.instance.id}])


def is_registered(group: Any, member: Member, arn: str) -> bool:
    target_group = group.elbv2.target_groups.get(arn)
    return target_group is not None and member.instance.id in target_group.targets


def checking_groups(group: Any, member: Member) -> list[Any]:
    """The target groups whose health checks count: those that a load balancer sends to."""
    if "ELB" not in group.asked["HealthCheckType"].split(","):
        return []
    found = [group.elbv2.target_groups.get(arn) for arn in group.target_groups]
    return [each for each in found if each and each.load_balancer_arns and member.instance.id in each.targets]


def fails_health_checks(group: Any, member: Member) -> bool:
    """A target is unhealthy after so many checks as its group's threshold, and that counts when the grace period is
    over: without one, servers that start slowly never come up.
    https://docs.aws.amazon.com/autoscaling/ec2/userguide/health-check-grace-period.html"""
    checking = checking_groups(group, member)
    if not checking or "HealthCheck" in group.suspended:
        return False
    if scaling.answers(group.account, group.region, member.instance):
        return False
    patience = min(patience_of(each) for each in checking)
    return is_due(group, member.in_service_at + max(patience, group.asked["HealthCheckGracePeriod"]))


def patience_of(target_group: Any) -> float:
    return float(target_group.health_check_interval_seconds) * float(target_group.unhealthy_threshold_count)


def is_ready(group: Any, member: Member) -> bool:
    """In service, and answering where that is looked at."""
    if member.state != "InService" or member.health != "Healthy":
        return False
    if not checking_groups(group, member) or scaling.answers(group.account, group.region, member.instance):
        return True
    is_due(group, scaling.answers_at(member))
    return False
