"""describe-tags and describe-tags alone: what a deployment is found again by."""

from typing import Any

from .. import alive
from .filters import select
from .registry import Call, instead


@instead("ec2", "DescribeTags")
def describe_tags(call: Call, _: Any) -> dict[str, Any]:
    """moto lists what is long deleted, and names some types in its own way.
    https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeTags.html"""
    backend = call.ec2
    found = [
        {"ResourceId": resource.id, "ResourceType": kind, "Key": key, "Value": value}
        for kind, resource in alive.resources(backend)
        for key, value in alive.tags_of(backend, resource.id).items()
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
