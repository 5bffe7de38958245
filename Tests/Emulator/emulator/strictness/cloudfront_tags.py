"""Tags in CloudFront: of distributions and of VPC origins, in us-east-1's tagging API the former.

https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_TagResource.html
"""

from __future__ import annotations

from typing import Any

from ..content_delivery import REGION, Kept, backend_of, items, kept
from .cloudfront import invalid, is_new
from .registry import Call, Refused, after, instead
from .tagging import TEXT, has_lengths, is_reserved

MOST = 50
TAGGED = ("distribution", "vpc-origin")


def checked(tags: list[dict[str, str]]) -> list[dict[str, str]]:
    """https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_Tag.html"""
    given = [(each.get("Key") or "", each.get("Value") or "") for each in tags]
    keys = [key for key, _ in given]
    if len(set(keys)) < len(keys) or not all(is_legal(key, value) for key, value in given):
        raise Refused("InvalidTagging", "The tagging specified is not valid.")
    return [{"Key": key, "Value": value} for key, value in given]


def is_legal(key: str, value: str) -> bool:
    return has_lengths(key, value) and not is_reserved(key) and TEXT.fullmatch(key + value) is not None


def give(call: Call, it: Kept, tags: list[dict[str, str]]) -> None:
    tagger = backend_of(call.account).tagger
    keys = {*tagger.get_tag_dict_for_resource(it.arn), *(each["Key"] for each in tags)}
    if len(keys) > MOST:
        raise Refused("InvalidTagging", "The tagging specified is not valid.")
    tagger.tag_resource(it.arn, tags)


def tagged(call: Call) -> Kept:
    arn = call.get("Resource") or ""
    if not arn.startswith("arn:"):
        raise invalid(f"The ARN {arn} is not valid.")
    found = (each for kind in TAGGED for each in kept(call.account, kind).values() if each.arn == arn)
    resource = next(found, None)
    if resource is None:
        raise Refused("NoSuchResource", "The specified resource does not exist.")
    return resource


@instead("cloudfront", "TagResource")
def tag(call: Call, _: Any) -> None:
    give(call, tagged(call), checked(items(call.get("Tags"))))


@instead("cloudfront", "UntagResource")
def untag(call: Call, _: Any) -> None:
    backend_of(call.account).tagger.untag_resource_using_names(tagged(call).arn, items(call.get("TagKeys")))


@instead("cloudfront", "ListTagsForResource")
def list_tags(call: Call, _: Any) -> dict[str, Any]:
    tags = backend_of(call.account).tagger.list_tags_for_resource(tagged(call).arn)["Tags"]
    return {"Tags": {"Items": tags}}


@after("resourcegroupstaggingapi", "GetResources")
def distributions_are_in_one_region(call: Call, result: Any) -> Any:
    """moto shows them in each, and at once.
    https://docs.aws.amazon.com/resourcegroupstagging/latest/APIReference/overview.html"""
    there = {each.arn: each for each in kept(call.account, "distribution").values()}
    result["ResourceTagMappingList"] = [
        each
        for each in result["ResourceTagMappingList"]
        if each["ResourceARN"] not in there or (call.region == REGION and not is_new(there[each["ResourceARN"]]))
    ]
    return result
