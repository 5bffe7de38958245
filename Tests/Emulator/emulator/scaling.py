"""Auto Scaling groups: where they are held, what the inventory says of them, and when a server answers.

moto's own have no times, no failures and no refreshes: see strictness/scaling_groups.py.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from .alive import placed
from .world import world


def groups(account: str, region: str) -> dict[str, Any]:
    """By name; also those that are being deleted."""
    return of(account, region, "server_groups")


def of(account: str, region: str, what: str) -> dict[str, Any]:
    from moto.autoscaling.models import autoscaling_backends

    backend = autoscaling_backends[account][region]
    if not hasattr(backend, what):
        setattr(backend, what, {})
    found: dict[str, Any] = getattr(backend, what)
    return found


def alive_in_all() -> Iterator[dict[str, Any]]:
    from moto.autoscaling.models import autoscaling_backends

    for account, region, _ in list(autoscaling_backends.iter_backends()):
        for group in groups(account, region).values():
            yield described(group) | placed(account, region)


def described(group: Any) -> dict[str, Any]:
    asked = group.asked
    return {
        "type": "auto-scaling-group",
        "id": group.arn,
        "name": group.name,
        "tags": {tag["Key"]: tag["Value"] for tag in sorted(group.tags.values(), key=lambda each: each["Key"])},
        "state": group.status,
        "size": [asked["MinSize"], asked["DesiredCapacity"], asked["MaxSize"]],
        "template": group.template["LaunchTemplateId"],
        "version": group.template["Version"],
        "subnets": sorted(group.subnets),
        "targetGroups": sorted(group.target_groups),
        "healthCheck": f"{asked['HealthCheckType']} after {asked['HealthCheckGracePeriod']} s",
        "instances": sorted(group.members),
        "metrics": sorted(group.metrics),
        "suspended": sorted(group.suspended),
        "protection": asked["DeletionProtection"],
        "policies": sorted(described_policy(each) for each in group.policies.values()),
    }


def described_policy(policy: dict[str, Any]) -> str:
    tracking = policy["TargetTrackingConfiguration"]
    metric = tracking.get("PredefinedMetricSpecification", {})
    parts = (metric.get("PredefinedMetricType", "customized"), metric.get("ResourceLabel", ""))
    return " ".join([policy["PolicyName"], *filter(None, parts), str(float(tracking["TargetValue"]))])


def member(account: str, region: str, instance_id: str) -> Any:
    """What a group holds an instance as; None when it is in no group."""
    found = (group.members.get(instance_id) for group in groups(account, region).values())
    return next((each for each in found if each is not None), None)


def answers_at(account: str, region: str, instance: Any) -> float:
    """Since when the server on an instance answers, if that runs: one of a group does when it has been started, and
    never if it is broken; any other always."""
    found = member(account, region, instance.id)
    if found is None:
        return -float("inf")
    broken = world.settings.servers_broken
    template, image = found.template, instance.image_id
    if image in broken or f"{template['LaunchTemplateName']}:{template['Version']}" in broken:
        return float("inf")
    begun: float = found.launched_at + world.settings.server_answers_seconds
    return begun
