"""What a VPC origin has in its VPC: interfaces, and the one group of all VPC origins there, both CloudFront's own.

https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/private-content-vpc-origins.html
https://docs.aws.amazon.com/aws-managed-policy/latest/reference/AWSCloudFrontVPCOriginServiceRolePolicy.html
"""

from __future__ import annotations

from typing import Any

from ..content_delivery import Kept
from ..world import world
from . import interfaces, security_groups
from .cloudfront import invalid
from .registry import ec2_backend

GROUP = "CloudFront-VPCOrigins-Service-SG"
TAGS = {"aws.cloudfront.vpcorigin": "enabled"}
"""By which CloudFront knows what it may delete; it is the managed policy that names it."""

ZONES_WITHOUT = ("use1-az3", "usw1-az2", "apne1-az3", "cac1-az3")


def check_subnets(backend: Any, balancer: Any) -> None:
    """One zone that has none, or no address that is free in any subnet. The code for that is unproven."""
    zones = {backend.get_subnet(each.id).availability_zone_id: each.availability_zone for each in balancer.subnets}
    without = [zones[each] for each in ZONES_WITHOUT if each in zones]
    if without:
        raise invalid(f"VPC origins are not supported in the Availability Zone {without[0]}.")
    if not any(has_room(backend, each) for each in balancer.subnets):
        raise invalid("There is no free IPv4 address in the subnets.")


def has_room(backend: Any, subnet: Any) -> bool:
    used = interfaces.taken(backend, subnet.id)
    return any(each not in used for each in interfaces.usable(subnet))


def make(origin: Kept, account: str, balancer: Any) -> None:
    """An interface in each subnet of the load balancer that has room: how many there are, and how AWS describes them,
    is unproven. A load balancer that is gone leaves nothing to reach."""
    if balancer is None:
        return
    backend = ec2_backend(account, origin.config["Arn"].split(":")[3])
    group = group_of(backend, balancer.vpc_id)
    if group is None:
        text = "Security group for CloudFront VPC origins"
        group = backend.create_security_group(GROUP, text, balancer.vpc_id, tags=dict(TAGS))
    for subnet in balancer.subnets:
        if has_room(backend, subnet):
            text = f"CloudFront managed network interface for {origin.id}"
            made = interfaces.make(backend, "interface", subnet, None, [group.id], text)
            backend.create_tags([made.id], dict(TAGS))
            origin.interfaces.append((backend, made))


def group_of(backend: Any, vpc_id: str) -> Any:
    return next((each for each in backend.groups[vpc_id].values() if each.name == GROUP), None)


def remove(going: list[tuple[Any, Any]]) -> None:
    """With the last one the group goes."""
    for backend, interface in going:
        backend.enis.pop(interface.id, None)
    for backend, vpc_id in {(id(backend), each.vpc_id): (backend, each.vpc_id) for backend, each in going}.values():
        remove_group(backend, vpc_id)


def remove_group(backend: Any, vpc_id: str) -> None:
    """No sooner than nothing has it and no other group's rule names it: EC2 refuses. That CloudFront tries again is
    unproven."""
    group = group_of(backend, vpc_id)
    if group is None or any(group in each.group_set for each in backend.enis.values()):
        return
    if any(other.id != group.id for other in security_groups.groups_that_refer_to(backend, group.id)):
        world.after(1, lambda: remove_group(backend, vpc_id))
        return
    backend.delete_security_group(group_id=group.id)
