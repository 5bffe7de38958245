"""Tags in Direct Connect: of gateways, which are in no Region, and of ports.

https://docs.aws.amazon.com/directconnect/latest/APIReference/API_TagResource.html
"""

from __future__ import annotations

import re
from typing import Any

from .. import holdings
from .registry import Call, Refused, instead

MOST = 50


def check(tags: list[dict[str, str]]) -> None:
    """Of a call that makes something, and of one that tags it."""
    keys = [each["key"] for each in tags]
    if len(set(keys)) < len(keys):
        raise Refused("DuplicateTagKeysException", "A tag key was specified more than once.")
    if len(keys) > MOST:
        raise Refused("TooManyTagsException", "You have reached the limit on the number of tags.")


def tagged(call: Call, arn: str) -> dict[str, Any]:
    """What an ARN names, in this account and, where it has one, in this Region."""
    held = holdings.direct_connect(call.account)
    named = re.fullmatch(r"arn:aws[a-z-]*:directconnect:([a-z0-9-]*):(\d{12}):(dx-gateway|dxcon)/(.+)", arn)
    if named and named[2] == call.account:
        kind, region = ("gateways", "") if named[3] == "dx-gateway" else ("connections", call.region)
        found: dict[str, Any] | None = held[kind].get(named[4])
        if found and named[1] == region:
            return found
    raise Refused("DirectConnectClientException", f"Resource {arn} does not exist")


@instead("directconnect", "TagResource")
def tag(call: Call, _: Any) -> dict[str, Any]:
    asked = call.body
    check(asked["tags"])
    found = tagged(call, asked["resourceArn"])
    keys = {each["key"] for each in asked["tags"]}
    tags = [each for each in found["tags"] if each["key"] not in keys] + asked["tags"]
    check(tags)
    found["tags"] = tags
    return {}


@instead("directconnect", "UntagResource")
def untag(call: Call, _: Any) -> dict[str, Any]:
    found = tagged(call, call.body["resourceArn"])
    found["tags"] = [each for each in found["tags"] if each["key"] not in call.body["tagKeys"]]
    return {}


@instead("directconnect", "DescribeTags")
def describe(call: Call, _: Any) -> dict[str, Any]:
    arns = call.body["resourceArns"]
    return {"resourceTags": [{"resourceArn": each, "tags": tagged(call, each)["tags"]} for each in arns]}
