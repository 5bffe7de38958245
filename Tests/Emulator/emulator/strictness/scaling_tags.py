"""Tags of Auto Scaling groups, which are given to new servers or not.

https://docs.aws.amazon.com/autoscaling/ec2/APIReference/API_CreateOrUpdateTags.html
https://docs.aws.amazon.com/autoscaling/ec2/userguide/ec2-auto-scaling-tagging.html
"""

from __future__ import annotations

from typing import Any

from .registry import Call, Refused, instead
from .scaling_found import changeable, is_late, page, refusal, there
from .tagging import has_lengths, is_reserved

KIND = "auto-scaling-group"
MOST = 50


def checked(tags: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """moto takes any. The words are unproven."""
    keys = [each.get("Key", "") for each in tags]
    for each in tags:
        key, value = each.get("Key", ""), each.get("Value", "")
        if not has_lengths(key, value):
            raise refusal(f"The tag {key} is too long, or has no key")
        if is_reserved(key):
            raise refusal(f"The tag {key} is reserved for AWS")
        if keys.count(key) > 1:
            raise refusal(f"The tag {key} is given twice")
        if each.get("ResourceType", KIND) != KIND:
            raise refusal(f"Tags are of the resource type {KIND}")
    return tags


def give(group: Any, tags: list[dict[str, Any]]) -> None:
    new = {each["Key"]: each for each in tags}
    if len(group.tags | new) > MOST:
        raise Refused("LimitExceeded", f"An Auto Scaling group has at most {MOST} tags")
    for key, each in new.items():
        spreads = bool(each.get("PropagateAtLaunch", False))
        group.tags[key] = {"Key": key, "Value": each.get("Value", ""), "PropagateAtLaunch": spreads}


def shown(group: Any, tag: dict[str, Any]) -> dict[str, Any]:
    return {"ResourceId": group.name, "ResourceType": KIND, **tag}


def by_group(call: Call) -> dict[str, list[dict[str, Any]]]:
    found: dict[str, list[dict[str, Any]]] = {}
    for each in call.get("Tags", []):
        found.setdefault(each.get("ResourceId") or "", []).append(each)
    return found


@instead("autoscaling", "CreateOrUpdateTags")
def create_or_update(call: Call, _: Any) -> None:
    """Servers that are there keep the tags that they have."""
    given = [(changeable(call, name), checked(tags)) for name, tags in by_group(call).items()]
    for group, tags in given:
        give(group, tags)


@instead("autoscaling", "DeleteTags")
def delete(call: Call, _: Any) -> None:
    for name, tags in by_group(call).items():
        group = changeable(call, name)
        for each in tags:
            held = group.tags.get(each["Key"])
            if held and each.get("Value") in (None, held["Value"]):
                del group.tags[each["Key"]]


def passes(group: Any, name: str, values: list[str]) -> bool:
    """Filters of describe-auto-scaling-groups.
    https://docs.aws.amazon.com/autoscaling/ec2/APIReference/API_Filter.html"""
    tags = group.tags.values()
    if name == "tag-key":
        return any(each["Key"] in values for each in tags)
    if name == "tag-value":
        return any(each["Value"] in values for each in tags)
    if name.startswith("tag:"):
        return any(each["Key"] == name[4:] and each["Value"] in values for each in tags)
    raise refusal(f"Filter type {name} is not correct. Allowed Filter types are: tag-key, tag-value, tag:<key>")


MEMBERS = {
    "auto-scaling-group": "ResourceId",
    "key": "Key",
    "propagate-at-launch": "PropagateAtLaunch",
    "value": "Value",
}


@instead("autoscaling", "DescribeTags")
def describe(call: Call, _: Any) -> dict[str, Any]:
    groups = [each for each in there(call).values() if not is_late(each)]
    found = [shown(group, tag) for group in groups for tag in group.tags.values()]
    for wanted in call.get("Filters", []):
        if wanted["Name"] not in MEMBERS:
            raise refusal(f"Filter type {wanted['Name']} is not correct")
        member, values = MEMBERS[wanted["Name"]], [each.lower() for each in wanted.get("Values", [])]
        found = [each for each in found if str(each[member]).lower() in values]
    return page(call, "Tags", found)
