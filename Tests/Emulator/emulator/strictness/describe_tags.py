"""describe-tags and describe-tags alone: what a deployment is found again by."""

from typing import Any

from .. import alive
from ..world import world
from .filters import select
from .registry import Call, instead, now


@instead("ec2", "DescribeTags")
def describe_tags(call: Call, _: Any) -> dict[str, Any]:
    """moto lists what is long deleted, and names some types in its own way. AWS knows new tags, and forgets those
    of what is gone, with delay.
    https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeTags.html"""
    backend = call.ec2
    shown = {resource.id: kind for kind, resource in alive.resources(backend)}
    for resource_id, life in world.lives.get((call.account, call.region), {}).items():
        if now() < life.tagged + world.settings.tags_visible_seconds:
            shown.pop(resource_id, None)
        if life.died is not None and now() < life.died + world.settings.tags_linger_seconds:
            shown[resource_id] = life.kind
    found = [
        {"ResourceId": resource_id, "ResourceType": kind, "Key": key, "Value": value}
        for resource_id, kind in shown.items()
        for key, value in alive.tags_of(backend, resource_id).items()
    ]
    return {"Tags": select(found, call.filters, values_of)}


def values_of(tag: dict[str, str] | None, name: str) -> list[str] | None:
    members = {
        "key": "Key",
        "value": "Value",
        "resource-id": "ResourceId",
        "resource-type": "ResourceType",
    }
    if name in members:
        return [tag[members[name]]] if tag else []
    if name.startswith("tag:"):
        return [tag["Value"]] if tag and tag["Key"] == name[4:] else []
    return None
