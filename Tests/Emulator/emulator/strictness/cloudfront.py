"""What holds for all that CloudFront keeps: whole settings, versions, lists in pages. Each kind has a file of its own.

https://docs.aws.amazon.com/cloudfront/latest/APIReference/Welcome.html
"""

from __future__ import annotations

from typing import Any

from botocore.model import ListShape, Shape, StringShape, StructureShape
from moto.core.utils import get_service_model, utcnow

from ..content_delivery import KINDS, Kept, items, kept, random_name
from ..world import world
from .registry import Call, Refused

VERSION = "2020-05-31"
MOST_ON_A_PAGE = 100


def serve_paths() -> None:
    """Has moto hear the calls that it has no paths for."""
    from moto.cloudfront import urls
    from moto.cloudfront.responses import CloudFrontResponse

    for kind in KINDS:
        for rest in ("", "/(?P<kept_id>[^/]+)", "/(?P<kept_id>[^/]+)/config"):
            urls.url_paths.setdefault(f"{{0}}/{VERSION}/{kind}{rest}$", CloudFrontResponse.dispatch)


def invalid(message: str) -> Refused:
    return Refused("InvalidArgument", message)


def check_shape(value: dict[str, Any], name: str) -> None:
    """Whether all is there that CloudFront's own model requires, one of the values that it lists, and as many as it is
    said to be."""
    check(value, get_service_model("cloudfront").shape_for(name), name)


def check(value: Any, shape: Shape, name: str) -> None:
    if isinstance(shape, StructureShape):
        missing = [each for each in shape.required_members if each not in value]
        if missing and missing != ["Items"]:
            raise invalid(f"The parameter {missing[0]} is required.")
        if "Quantity" in value and "Items" in shape.members and value["Quantity"] != len(items(value)):
            raise Refused("InconsistentQuantities", "The value of Quantity and the size of Items do not match.")
        for each, member in shape.members.items():
            if value.get(each) is not None:
                check(value[each], member, each)
    elif isinstance(shape, ListShape):
        for each in value:
            check(each, shape.member, name)
    elif isinstance(shape, StringShape) and shape.enum and value not in shape.enum:
        raise invalid(f"The parameter {name} is not one of {', '.join(shape.enum)}.")


def make(call: Call, kind: str, kept_id: str, config: dict[str, Any], status: str) -> Kept:
    from moto.utilities.utils import get_partition

    arn = f"arn:{get_partition(call.region)}:cloudfront::{call.account}:{KINDS[kind]}/{kept_id}"
    now = utcnow()
    made = Kept(kept_id, arn, config, status, now, now, random_name("E", 13), born=world.now())
    kept(call.account, kind)[kept_id] = made
    return made


def find(call: Call, kind: str, code: str) -> Kept:
    found = kept(call.account, kind).get(call.get("Id"))
    if found is None:
        raise Refused(code, f"The specified {kind.replace('-', ' ')} does not exist.")
    return found


def check_version(call: Call, it: Kept) -> None:
    """One that never was is not valid, one that was is no longer met. Seen on AWS is the second:
    https://github.com/hashicorp/terraform-provider-aws/issues/27147"""
    asked = call.get("IfMatch")
    if asked in it.earlier:
        raise Refused("PreconditionFailed", "The precondition in one or more of the request fields evaluated to false.")
    if asked != it.version:
        raise Refused("InvalidIfMatchVersion", "The If-Match version is missing or not valid for the resource.")


def location(kind: str, it: Kept) -> str:
    return f"https://cloudfront.amazonaws.com/{VERSION}/{kind}/{it.id}"


def is_new(it: Kept) -> bool:
    return world.now() < it.born + world.settings.not_found_yet_seconds


def listed(call: Call, kind: str) -> list[Kept]:
    """All that a list shows: what was just made comes late, as in other services (unproven of CloudFront)."""
    return [each for each in kept(call.account, kind).values() if not is_new(each)]


def page(call: Call, shown: list[dict[str, Any]], ids: list[str], truncation: bool = True) -> dict[str, Any]:
    """A page of a list, as its parameters ask; one with nothing on it has no Items."""
    marker, most = call.get("Marker") or "", int(call.get("MaxItems") or MOST_ON_A_PAGE)
    first = ids.index(marker) + 1 if marker in ids else 0
    on_it = shown[first : first + most]
    more = first + most < len(shown)
    answer: dict[str, Any] = {"MaxItems": most, "Quantity": len(on_it)}
    if truncation:
        answer |= {"Marker": marker, "IsTruncated": more}
    if more:
        answer["NextMarker"] = ids[first + most - 1]
    return answer | ({"Items": on_it} if on_it else {})
