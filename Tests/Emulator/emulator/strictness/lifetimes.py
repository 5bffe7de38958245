"""When what exists came, was tagged and went: AWS makes each known late.

https://docs.aws.amazon.com/ec2/latest/devguide/eventual-consistency.html
"""

from __future__ import annotations

import math
from typing import Any

from .. import alive
from ..world import Life, world
from .registry import Call, after, before, now


def existing(call: Call) -> dict[str, str]:
    """Id → type of all that is alive in the call's region."""
    found = {resource.id: kind for kind, resource in alive.resources(call.ec2)}
    for balancer in call.elbv2.load_balancers.values():
        found[balancer.arn] = "load-balancer"
        found |= dict.fromkeys(balancer.listeners, "listener")
        for listener in balancer.listeners.values():
            found |= {rule.arn: "listener-rule" for rule in listener.rules.values() if not rule.is_default}
    return found | dict.fromkeys(call.elbv2.target_groups, "target-group")


def note(call: Call, born: float) -> None:
    lives = world.lives.setdefault((call.account, call.region), {})
    here = existing(call)
    for resource_id, kind in here.items():
        if resource_id not in lives:
            lives[resource_id] = Life(kind, born, born)
    for resource_id, life in lives.items():
        if life.died is None and resource_id not in here:
            life.died = now()


@before("ec2")
@before("elbv2")
def note_what_went_by_itself(call: Call) -> None:
    """What a region starts with, or what came to it from another one, is known there already."""
    note(call, -math.inf)


@after("ec2", "*")
@after("elbv2", "*")
def note_what_the_call_made(call: Call, result: Any) -> Any:
    note(call, now())
    return result


@after("ec2", "CreateTags")
def note_tags(call: Call, result: Any) -> Any:
    lives = world.lives.get((call.account, call.region), {})
    for resource_id in call.get("Resources", []):
        if resource_id in lives:
            lives[resource_id].tagged = now()
    return result
