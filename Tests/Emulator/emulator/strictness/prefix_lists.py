"""AWS's prefix lists of the services that gateway endpoints reach: ids, weights and addresses.

https://docs.aws.amazon.com/vpc/latest/userguide/working-with-aws-managed-prefix-lists.html
"""

from __future__ import annotations

import hashlib
from typing import Any

from .. import regions
from ..world import world
from .filters import select, tag_values
from .registry import Call, Refused, before, instead, tags_of

WEIGHTS = {"s3": 1, "dynamodb": 1, "s3express": 6}
"""How many rules or routes a list counts as, however many entries it has."""

SHARED_IDS = {
    ("ap-south-1", "s3"): "pl-78a54011",
    ("ap-northeast-2", "s3"): "pl-78a54011",
    ("ap-northeast-1", "dynamodb"): "pl-78a54011",
}
"""One id is one service's here and another's there. Seen on AWS:
https://github.com/aws-cloudformation/cloudformation-coverage-roadmap/issues/453"""

CIDRS = {
    "s3": ["52.216.0.0/15", "3.5.0.0/19", "54.231.0.0/16"],
    "dynamodb": ["52.94.0.0/22", "52.119.224.0/20"],
    "s3express": ["18.97.0.0/24", "18.97.2.0/23"],
}
CIDRS_OF_IPV6 = {
    "s3": ["2600:1fa0:4000::/39"],
    "dynamodb": ["2600:1f70:4000::/56"],
    "s3express": ["2600:1fa0:9000::/40"],
}
"""Addresses in the place of AWS's, which change; a test may give its own."""


@before("ec2")
def aws_has_lists_of_its_own(call: Call) -> None:
    """moto's have ids by chance, no weight, and none for S3 Express One Zone nor IPv6."""
    make(call.ec2)


def make(backend: Any) -> None:
    if hasattr(backend, "lists_are_made"):
        return
    backend.lists_are_made = True
    region = backend.region_name
    for family, cidrs, pattern in (
        ("IPv4", CIDRS, "com.amazonaws.{region}.{service}"),
        ("IPv6", CIDRS_OF_IPV6, world.settings.ipv6_prefix_list_name),
    ):
        for service, blocks in cidrs.items():
            make_one(backend, service, family, pattern.format(region=region, service=service), blocks)


def make_one(backend: Any, service: str, family: str, name: str, blocks: list[str]) -> None:
    known = [each for each in backend.managed_prefix_lists.values() if each.prefix_list_name == name]
    made = known[0] if known else backend.create_managed_prefix_list(family, [], None, name, owner_id="AWS")
    del backend.managed_prefix_lists[made.id]
    made.id = shared_id(backend.region_name, service, family) or derived_id(backend.region_name, name)
    made.prefix_list_arn = made.arn(backend.region_name, "aws")
    made.version, made.max_entries, made.service = None, WEIGHTS[service], service
    set_blocks(made, blocks)
    backend.managed_prefix_lists[made.id] = made


def shared_id(region: str, service: str, family: str) -> str | None:
    return SHARED_IDS.get((region, service)) if family == "IPv4" else None


def derived_id(region: str, name: str) -> str:
    return "pl-" + hashlib.sha256(f"{region} {name}".encode()).hexdigest()[:8]


def set_blocks(prefix_list: Any, blocks: list[str]) -> None:
    prefix_list.entries = {1: [{"Cidr": each} for each in blocks]}


def blocks_of(prefix_list: Any) -> list[str]:
    versions = list(prefix_list.entries.values())
    return [entry["Cidr"] for entry in versions[-1]] if versions else []


def of_service(backend: Any, service: str, address_type: str = "ipv4") -> list[Any]:
    """The lists that an endpoint's routes lead to: dualstack has both families', ipv6 one alone.
    https://docs.aws.amazon.com/vpc/latest/privatelink/gateway-endpoints.html"""
    make(backend)
    wanted = {"ipv4": ["IPv4"], "ipv6": ["IPv6"], "dualstack": ["IPv4", "IPv6"]}[address_type]
    return [
        each
        for each in backend.managed_prefix_lists.values()
        if getattr(each, "service", None) == service and each.address_family in wanted
    ]


def weight(backend: Any, list_id: str) -> int:
    """How many rules or routes it counts as.
    https://docs.aws.amazon.com/vpc/latest/userguide/working-with-aws-managed-prefix-lists.html#aws-managed-prefix-list-weights"""
    make(backend)
    found = backend.managed_prefix_lists.get(list_id)
    return int(found.max_entries or 1) if found else 1


def find(backend: Any, list_id: str) -> Any:
    make(backend)
    found = backend.managed_prefix_lists.get(list_id)
    if found is None:
        raise Refused("InvalidPrefixListID.NotFound", f"The prefix list ID '{list_id}' does not exist")
    return found


def is_offered(prefix_list: Any, region: str) -> bool:
    is_express = getattr(prefix_list, "service", None) == "s3express"
    return not is_express or region in world.settings.s3express_regions


def asked(call: Call) -> list[Any]:
    ids = call.get("PrefixListIds", [])
    for each in ids:
        find(call.ec2, each)
    lists = [
        each
        for each in call.ec2.managed_prefix_lists.values()
        if (not ids or each.id in ids) and is_offered(each, call.region)
    ]
    return select(lists, call.filters, values_of)


def values_of(prefix_list: Any, name: str) -> list[str] | None:
    members = {"owner-id": "owner_id", "prefix-list-id": "id", "prefix-list-name": "prefix_list_name"}
    if name in members:
        return [getattr(prefix_list, members[name])] if prefix_list else []
    return tag_values(tags_of(prefix_list), name)


@instead("ec2", "DescribeManagedPrefixLists")
def describe_managed_prefix_lists(call: Call, _: Any) -> dict[str, Any]:
    """moto knows no wildcards, and takes an id that nothing has for no list."""
    shown = []
    for each in asked(call):
        entry = {
            "PrefixListId": each.id,
            "AddressFamily": each.address_family,
            "State": each.state,
            "PrefixListArn": each.prefix_list_arn,
            "PrefixListName": each.prefix_list_name,
            "OwnerId": each.owner_id,
            "Tags": tags_of(each),
        }
        if each.max_entries is not None and world.settings.prefix_list_weights_shown:
            entry["MaxEntries"] = int(each.max_entries)
        shown.append(entry)
    return {"PrefixLists": shown}


@instead("ec2", "DescribePrefixLists")
def describe_prefix_lists(call: Call, _: Any) -> dict[str, Any]:
    """Those of services alone, with their addresses; moto shows none.
    https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribePrefixLists.html"""
    return {
        "PrefixLists": [
            {
                "PrefixListId": each.id,
                "PrefixListName": each.prefix_list_name,
                "Cidrs": blocks_of(each),
            }
            for each in asked(call)
            if hasattr(each, "service")
        ]
    }


@instead("ec2", "GetManagedPrefixListEntries")
def get_entries(call: Call, _: Any) -> dict[str, Any]:
    """In pages, which moto has not; nor does it refuse an id that nothing has.
    https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_GetManagedPrefixListEntries.html"""
    blocks = blocks_of(find(call.ec2, call.get("PrefixListId")))
    first = int(call.get("NextToken") or 0)
    after = first + min(int(call.get("MaxResults") or 100), world.settings.prefix_list_page)
    answer: dict[str, Any] = {"Entries": [{"Cidr": each} for each in blocks[first:after]]}
    if after < len(blocks):
        answer["NextToken"] = str(after)
    return answer


def give_blocks(body: dict[str, Any]) -> dict[str, Any]:
    """The addresses of a service's list in a Region, as a test wants them."""
    from moto.ec2.models import ec2_backends

    from ..authorization import ACCOUNT

    if body["region"] not in regions.all_regions():
        raise ValueError(f"unknown region {body['region']}")
    family = body.get("family", "IPv4")
    backend = ec2_backends[ACCOUNT][body["region"]]
    for each in of_service(backend, body["service"], family.lower()):
        set_blocks(each, body["cidrs"])
        return {"id": each.id}
    raise ValueError(f"{body['region']} has no list of {body['service']}")
