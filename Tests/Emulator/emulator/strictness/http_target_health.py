"""The health of Application Load Balancers' targets: what runs, and packets reach, answers after a while.

https://docs.aws.amazon.com/elasticloadbalancing/latest/application/target-group-health-checks.html
"""

from __future__ import annotations

from typing import Any

from .. import scaling
from ..world import world
from .http_target_groups import HTTPTargetGroup, balancers_of
from .load_balancers import UP
from .network_acl_ways import lets_through
from .registry import Call, Place, now
from .security_groups import allows
from .target_states import (
    CHECKING,
    DRAINING,
    FAILED,
    HEALTHY,
    NOT_IN_USE,
    NOT_REGISTERED,
    REGISTERING,
    STOPPED,
    TIMEOUT,
    UNHEALTHY,
    ZONE_NOT_ENABLED,
    Health,
    shown,
)


def describe(call: Call, group: HTTPTargetGroup, asked: list[str]) -> dict[str, Any]:
    """Of those that are asked for, else of all that are registered or drain."""
    draining = group.drains() if balancers_of(call.elbv2, group) else {}
    answers = []
    for name in asked or sorted(group.targets.keys() | draining.keys()):
        target = group.targets.get(name) or draining.get(name) or {"Id": name, "Port": group.port}
        if name in group.targets:
            found = health(call, group, target)
        else:
            found = DRAINING if name in draining else NOT_REGISTERED
        answers.append(shown(target, check_port(group, target), found))
    return {"TargetHealthDescriptions": answers}


def check_port(group: HTTPTargetGroup, target: dict[str, Any]) -> int:
    return int(target["Port"] if group.health_check_port in (None, "traffic-port") else group.health_check_port)


def health(of: Place, group: HTTPTargetGroup, target: dict[str, Any]) -> Health:
    """As the place of a call sees it, or that of an Auto Scaling group."""
    balancers = balancers_of(of.elbv2, group)
    if not balancers:
        return NOT_IN_USE
    if balancers[0].state not in UP:
        return REGISTERING
    instance = of.ec2.get_instance_by_id(target["Id"])
    if instance is not None and instance.state != "running":
        return REGISTERING if instance.state == "pending" else STOPPED
    interface = interface_of(of, group, target["Id"])
    zones = {subnet.availability_zone for subnet in balancers[0].subnets}
    if interface is not None and interface.subnet.availability_zone not in zones:
        return ZONE_NOT_ENABLED
    return of_answers(of, group, target, balancers[0], interface)


def of_answers(of: Place, group: HTTPTargetGroup, target: dict[str, Any], balancer: Any, interface: Any) -> Health:
    """What the load balancer makes of a target's answers. "It must pass one health check to be considered healthy"; one
    that has failed as many as may fail before its server has started is unhealthy until then."""
    settings = world.settings
    if not all(reaches(of, each, interface, check_port(group, target)) for each in balancer.interfaces.values()):
        target.pop("reachable_since", None)
        return TIMEOUT
    for name in (target["Id"], group.name):
        if name in settings.unhealthy_targets:
            return UNHEALTHY[settings.unhealthy_targets[name]]
    target.setdefault("reachable_since", now())
    if now() >= healthy_at(of, target):
        return HEALTHY
    answers = now() >= answers_since(of, target)
    failed = not answers and now() >= target["registered_at"] + patience(group)
    return FAILED if failed or settings.instance_targets_fail_first else CHECKING


def patience(group: HTTPTargetGroup) -> float:
    """How long checks may fail."""
    return float(group.health_check_interval_seconds) * float(group.unhealthy_threshold_count)


def answers_since(of: Place, target: dict[str, Any]) -> float:
    """As long as its instance, if it is one, runs."""
    since: float = max(target["registered_at"], target.get("reachable_since", now()))
    instance = of.ec2.get_instance_by_id(target["Id"])
    return since if instance is None else max(since, scaling.answers_at(of.account, of.region, instance))


def healthy_at(of: Place, target: dict[str, Any]) -> float:
    """When it will be, or has been, found healthy, if packets go on reaching it."""
    return answers_since(of, target) + world.settings.instance_target_healthy_seconds


def interface_of(of: Place, group: HTTPTargetGroup, name: str) -> Any:
    """An instance's first interface, or the interface of the VPC that has the address."""
    instance = of.ec2.get_instance_by_id(name)
    if instance is not None:
        return next(iter(instance.nics.values()), None)
    for interface in of.ec2.enis.values():
        if interface.vpc_id == group.vpc_id and interface.private_ip_address == name:
            return interface
    return None


def reaches(of: Place, source: Any, target: Any, port: int) -> bool:
    """Whether a packet gets from a load balancer's interface to the target of its VPC, and its answer back."""
    if target is None:
        return False
    here, there = source.private_ip_address, target.private_ip_address
    return (
        allows(source.group_set, "egress", port, there, target.group_set)
        and allows(target.group_set, "ingress", port, here, source.group_set)
        and lets_through(of.ec2, source.subnet, target.subnet, here, there, port)
    )
