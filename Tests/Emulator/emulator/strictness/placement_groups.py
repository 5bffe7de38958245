"""Placement groups, which moto does not have.

https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreatePlacementGroup.html
https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/placement-strategies.html
"""

from __future__ import annotations

from typing import Any

from moto.ec2 import utils
from moto.ec2.models.core import TaggedEC2Resource
from moto.moto_api._internal import mock_random
from moto.utilities.utils import get_partition

from .. import alive, checks
from ..world import world
from .filters import select, tag_values
from .registry import Call, Refused, instead, now, tags_of

# So that they can be tagged.
utils.EC2_RESOURCE_TO_PREFIX["placement-group"] = "pg"
utils.EC2_PREFIX_TO_RESOURCE["pg"] = "placement-group"

STRATEGIES = ("cluster", "partition", "spread")


class PlacementGroup(TaggedEC2Resource):
    def __init__(self, backend: Any, name: str, strategy: str, tags: dict[str, str]) -> None:
        self.ec2_backend, self.id = backend, f"pg-{mock_random.get_random_hex(17)}"
        self.name, self.strategy, self.state = name, strategy, "available"
        self.add_tags(tags)


@instead("ec2", "CreatePlacementGroup")
def create_placement_group(call: Call, _: Any) -> dict[str, Any]:
    name, strategy = call.get("GroupName"), call.get("Strategy")
    if not name:
        raise Refused("MissingParameter", "The request must contain the parameter groupName")
    if not name.isascii() or len(name) > 255:
        raise Refused("InvalidParameterValue", f"Value ({name}) for parameter groupName is invalid.")
    if strategy not in STRATEGIES:
        raise Refused("InvalidParameterValue", f"Value ({strategy}) for parameter strategy is invalid.")
    groups = alive.placement_groups(call.ec2)
    if name in [each.name for each in groups.values()]:
        raise Refused("InvalidPlacementGroup.Duplicate", f"The Placement Group '{name}' already exists.")
    group = PlacementGroup(call.ec2, name, strategy, call.tags("placement-group"))
    groups[group.id] = group
    return {"PlacementGroup": shown(call, group)}


def shown(call: Call, group: PlacementGroup) -> dict[str, Any]:
    return {
        "GroupId": group.id,
        "GroupName": group.name,
        "GroupArn": f"arn:{get_partition(call.region)}:ec2:{call.region}:{checks.ACCOUNT}:placement-group/{group.name}",
        "State": group.state,
        "Strategy": group.strategy,
        "Tags": tags_of(group),
    }


def named(call: Call, name: str | None) -> PlacementGroup:
    """One that was just made is known by its name no sooner than by its id."""
    lives = world.lives.get((call.account, call.region), {})
    for group in alive.placement_groups(call.ec2).values():
        life = lives.get(group.id)
        if group.name == name and not (life and now() < life.born + world.settings.not_found_yet_seconds):
            return group
    raise Refused("InvalidPlacementGroup.Unknown", f"The Placement Group '{name}' is unknown.")


@instead("ec2", "DescribePlacementGroups")
def describe_placement_groups(call: Call, _: Any) -> dict[str, Any]:
    """https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribePlacementGroups.html"""
    ids, names = call.get("GroupIds", []), call.get("GroupNames", [])
    groups = alive.placement_groups(call.ec2)
    for each in ids:
        if each not in groups:
            raise Refused("InvalidPlacementGroup.Unknown", f"The Placement Group '{each}' is unknown.")
    wanted = {*ids, *(named(call, each).id for each in names)}
    found = [each for each in groups.values() if not wanted or each.id in wanted]
    return {"PlacementGroups": [shown(call, each) for each in select(found, call.filters, values_of)]}


def values_of(group: PlacementGroup | None, name: str) -> list[str] | None:
    members = {"group-name": "name", "state": "state", "strategy": "strategy"}
    if name in members:
        return [getattr(group, members[name])] if group else []
    return tag_values(tags_of(group), name)


@instead("ec2", "DeletePlacementGroup")
def delete_placement_group(call: Call, _: Any) -> None:
    """All its instances must be terminated first.
    https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DeletePlacementGroup.html"""
    group = named(call, call.get("GroupName"))
    if any(instances_in(call.ec2, group.name)):
        raise Refused("InvalidPlacementGroup.InUse", f"The Placement Group '{group.name}' is in use.")
    del alive.placement_groups(call.ec2)[group.id]


def instances_in(backend: Any, name: str) -> list[Any]:
    return [
        instance
        for reservation in backend.reservations.values()
        for instance in reservation.instances
        if instance.placement.group_name == name and instance.state != "terminated"
    ]
