"""What run-instances is asked for, by its own parameters and by a launch template, and what of it AWS refuses.

https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_RunInstances.html
https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/launch-instances-from-launch-template.html
"""

from __future__ import annotations

import re
from typing import Any

from moto.ec2.models.instance_types import INSTANCE_TYPE_OFFERINGS, INSTANCE_TYPES

from .. import alive
from ..world import world
from . import (
    capacity_reservations,
    instance_profiles,
    interfaces,
    launch_interfaces,
    launch_templates,
    placement_groups,
    public_parameters,
    tagging,
    vcpus,
)
from .registry import Call, Refused

IMAGE = re.compile(r"ami-([0-9a-f]{8}|[0-9a-f]{17})")
OF_THE_CALL = {"ClientToken", "DryRun", "LaunchTemplate", "MinCount", "MaxCount"}

REFUSALS = {
    "InsufficientInstanceCapacity": "We currently do not have sufficient capacity in the Availability Zone you "
    "requested.",
    "VcpuLimitExceeded": "You have requested more vCPU capacity than your current vCPU limit of 0 allows for the "
    "instance bucket that the specified instance type belongs to.",
    "Unsupported": "The requested configuration is currently not supported.",
}
"""The messages of what the setting `instances_refused` names."""


def asked(call: Call) -> dict[str, Any]:
    """What the call says goes before what the template says; a list goes for a whole list, places and tags are
    put together."""
    ours = {name: value for name, value in call.parameters.items() if name not in OF_THE_CALL}
    named = call.get("LaunchTemplate")
    if not named:
        return ours
    template = launch_templates.meant(call.ec2, named)
    version = launch_templates.version_of(template, named.get("Version", "$Default"))
    whole = version.data | ours
    whole["template"] = {"LaunchTemplateId": template.id, "Version": str(version.number)}
    whole["Placement"] = version.data.get("Placement", {}) | ours.get("Placement", {})
    both = [*version.data.get("TagSpecifications", []), *ours.get("TagSpecifications", [])]
    return whole | {"TagSpecifications": both}


def tags_of(whole: dict[str, Any], kind: str) -> dict[str, str]:
    return {
        tag["Key"]: tag.get("Value", "")
        for specification in whole.get("TagSpecifications", [])
        if specification.get("ResourceType") == kind
        for tag in specification.get("Tags", [])
    }


def check(call: Call, whole: dict[str, Any], count: int) -> None:
    """moto takes any type, image, place and interface."""
    kind = check_own(call, whole)
    instance_profiles.is_known(call, whole)
    subnet_id = subnet_of(whole)
    subnet = call.ec2.get_subnet(subnet_id) if subnet_id else None
    zone = subnet.availability_zone if subnet else whole.get("Placement", {}).get("AvailabilityZone")
    if whole.get("Placement", {}).get("AvailabilityZone", zone) != zone:
        raise Refused("InvalidParameterValue", f"The subnet '{subnet_id}' is not in the Availability Zone asked for")
    type_is_offered(call, kind, zone)
    group_takes_it(call, whole, kind, zone)
    capacity_reservations.check(call, whole, kind, zone, count)
    refused = world.settings.instances_refused
    if refused:
        raise Refused(refused, REFUSALS.get(refused, "The instances cannot be launched."))
    if whole.get("InstanceMarketOptions", {}).get("MarketType") != "capacity-block":
        vcpus.check(call.ec2, kind, count)
    if subnet:
        there_are_addresses(call, subnet, count)


def check_own(call: Call, whole: dict[str, Any]) -> str:
    """What is wrong wherever there were room for it; gives the type."""
    for specification in call.get("TagSpecifications", []):
        if specification.get("ResourceType") not in launch_templates.TAGGED_AT_LAUNCH:
            raise Refused(
                "InvalidParameterValue",
                f"'{specification.get('ResourceType')}' is not a valid taggable resource type for this operation.",
            )
        tagging.check(specification.get("Tags", []))
    image_exists(call, whole)
    kind: str = whole.get("InstanceType", "m1.small")
    if kind not in INSTANCE_TYPES:
        raise Refused("InvalidParameterValue", f"Invalid value '{kind}' for InstanceType.")
    launch_interfaces.check(call, whole, INSTANCE_TYPES[kind])
    instance_profiles.exists(call, whole)
    return kind


def image_exists(call: Call, whole: dict[str, Any]) -> None:
    """A template may name a parameter of Systems Manager, which is looked up at launch.
    https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/create-launch-template.html"""
    image = whole.get("ImageId")
    if not image:
        raise Refused("MissingParameter", "The request must contain the parameter ImageId")
    if image.startswith("resolve:ssm:"):
        image = public_parameters.value(call, image.removeprefix("resolve:ssm:"))
        whole["ImageId"] = image
    if not IMAGE.fullmatch(image):
        raise Refused("InvalidAMIID.Malformed", f'Invalid id: "{image}" (expecting "ami-...")')


def subnet_of(whole: dict[str, Any]) -> str | None:
    given = whole.get("NetworkInterfaces", [])
    found: str | None = given[0].get("SubnetId") if given else whole.get("SubnetId")
    return found


def type_is_offered(call: Call, kind: str, zone: str | None) -> None:
    offered = INSTANCE_TYPE_OFFERINGS["availability-zone"].get(call.region)
    if not offered:
        return
    zones = [each["Location"] for each in offered if each["InstanceType"] == kind]
    if zone is not None and zone not in zones:
        raise Refused(
            "Unsupported",
            f"Your requested instance type ({kind}) is not supported in your requested Availability Zone ({zone}).",
        )


def group_takes_it(call: Call, whole: dict[str, Any], kind: str, zone: str | None) -> None:
    """https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/placement-strategies.html#placement-groups-cluster"""
    place = whole.get("Placement", {})
    group = alive.placement_groups(call.ec2).get(place.get("GroupId"))
    if place.get("GroupName") or (place.get("GroupId") and group is None):
        group = placement_groups.named(call, place.get("GroupName"))
    if group is None:
        return
    place["GroupName"] = group.name
    if group.strategy not in INSTANCE_TYPES[kind].get("PlacementGroupInfo", {}).get("SupportedStrategies", []):
        raise Refused(
            "InvalidParameterCombination",
            f"{group.strategy.capitalize()} placement groups are not supported by the '{kind}' instance type. "
            "Specify a supported instance type or change the placement group strategy, and try again.",
        )
    others = {each.availability_zone for each in placement_groups.instances_in(call.ec2, group.name)}
    if group.strategy == "cluster" and others - {zone}:
        raise Refused(
            "InvalidParameterValue", f"The Placement Group '{group.name}' is in another Availability Zone"
        )


def there_are_addresses(call: Call, subnet: Any, count: int) -> None:
    free = set(interfaces.usable(subnet)) - interfaces.taken(call.ec2, subnet.id)
    if len(free) < count:
        raise Refused(
            "InsufficientFreeAddressesInSubnet",
            f"There are not enough free addresses in subnet '{subnet.id}' to satisfy the requested number of "
            "instances.",
        )
