"""Regional NAT gateways: of a VPC in place of a subnet, with addresses that AWS gives and takes itself.

https://docs.aws.amazon.com/vpc/latest/userguide/nat-gateways-regional.html
"""

from __future__ import annotations

from typing import Any

from moto.ec2.models.nat_gateways import NatGateway
from moto.ec2.utils import random_eip_allocation_id, random_eip_association_id, random_ip, random_route_table_id

from ..world import world
from . import nat_gateways
from .registry import Call, Refused
from .zones import zones_of

FEW = 5
"""In a VPC: https://docs.aws.amazon.com/vpc/latest/userguide/amazon-vpc-limits.html"""


def make(call: Call) -> NatGateway:
    """With addresses that AWS chooses: the mode in which the caller chooses them is not emulated."""
    if call.get("VpcId") is None:
        raise Refused("MissingParameter", "The request must contain the parameter VpcId")
    for name in ("SubnetId", "AllocationId", "SecondaryAllocationIds", "PrivateIpAddress"):
        if call.get(name):
            raise Refused("InvalidParameterCombination", f"{name} cannot be given for a regional NAT gateway")
    if call.get("ConnectivityType", "public") != "public":
        raise Refused("InvalidParameterCombination", "A regional NAT gateway is public")
    if call.get("AvailabilityZoneAddresses"):
        raise Refused("EmulatorCannot", "addresses of zones are not emulated")
    vpc = call.ec2.get_vpc(call.get("VpcId"))
    if len([each for each in nat_gateways.in_vpc(call.ec2, vpc.id) if each.mode == "regional"]) >= FEW:
        raise Refused("NatGatewayLimitExceeded", f"The maximum number of NAT gateways has been reached for {vpc.id}.")
    nat = nat_gateways.blank(call.ec2, vpc.id, "public", "regional")
    nat.table_id, nat.by_zone = random_route_table_id(), {}
    cover(nat)
    return nat


def cover(nat: NatGateway) -> None:
    """Each zone that the VPC has subnets in has an address; AWS takes up to an hour for a new zone."""
    found = [subnet for zone in nat.ec2_backend.subnets.values() for subnet in zone.values()]
    wanted = {each.availability_zone for each in found if each.vpc_id == nat.vpc_id}
    for zone in sorted(wanted - set(world.settings.zones_without_nat) - set(nat.by_zone)):
        nat.by_zone[zone] = {
            "AllocationId": random_eip_allocation_id(),
            "AssociationId": random_eip_association_id(),
            "PublicIp": random_ip(),
        }


def addresses(nat: NatGateway) -> list[dict[str, Any]]:
    """They belong to the gateway, not to the account."""
    ids = {zone.name: zone.zone_id for zone in zones_of(nat.ec2_backend.region_name)}
    status = "associating" if nat.state == "pending" else "succeeded"
    return [
        each | {"AvailabilityZone": zone, "AvailabilityZoneId": ids[zone], "Status": status}
        for zone, each in nat.by_zone.items()
    ]


def let_go(nat: NatGateway) -> None:
    nat.by_zone = {}
