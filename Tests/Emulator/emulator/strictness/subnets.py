"""Subnets."""

import ipaddress
from typing import Any

from ..world import world
from . import interfaces
from .registry import Call, Refused, after, before, now
from .zones import zones_of


@before("ec2", "CreateSubnet")
def subnet_is_a_block_of_a_legal_size(call: Call) -> None:
    """/16 to /28; host bits are cleared.
    https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateSubnet.html"""
    block = call.get("CidrBlock")
    try:
        network = ipaddress.IPv4Network(block, strict=False)
    except (ValueError, TypeError):
        return  # moto refuses it
    if not 16 <= network.prefixlen <= 28:
        raise Refused("InvalidSubnet.Range", f"The CIDR '{block}' is invalid.")
    call.response.params["CidrBlock"] = str(network)


@before("ec2", "CreateSubnet")
def zone_is_of_this_region(call: Call) -> None:
    """One that is listed as available may be closed to this account all the same.
    Seen on AWS: https://github.com/openshift/installer/issues/1789"""
    zones = [zone for zone in zones_of(call.region) if zone.name not in world.settings.zones_closed]
    parameter, asked = "availabilityZone", call.get("AvailabilityZone")
    if call.get("AvailabilityZoneId"):
        parameter, asked = "availabilityZoneId", call.get("AvailabilityZoneId")
    for zone in zones:
        if zone.zone_id == call.get("AvailabilityZoneId"):
            # moto takes a subnet that names the zone by its id for a default one.
            call.response.params["AvailabilityZone"] = zone.name
            call.response.params.pop("AvailabilityZoneId")
    if asked is None:
        call.response.params["AvailabilityZone"] = zones[0].name
    elif asked not in [each for zone in zones for each in (zone.name, zone.zone_id)]:
        names = ", ".join(zone.name for zone in zones)
        raise Refused(
            "InvalidParameterValue",
            f"Value ({asked}) for parameter {parameter} is invalid. "
            f"Subnets can currently only be created in the following availability zones: {names}.",
        )


@after("ec2", "CreateSubnet")
def new_subnet_is_private(call: Call, result: Any) -> Any:
    result["Subnet"].default_for_az = False
    result["Subnet"].map_public_ip_on_launch = False
    return result


@before("ec2", "DeleteSubnet")
def subnet_with_interfaces_stays(call: Call) -> None:
    """https://docs.aws.amazon.com/vpc/latest/userguide/subnet-deleting.html"""
    subnet_id = call.get("SubnetId")
    if interfaces.in_subnet(call.ec2, subnet_id):
        raise Refused(
            "DependencyViolation", f"The subnet '{subnet_id}' has dependencies and cannot be deleted."
        )


@after("ec2", "DeleteSubnet")
def its_association_goes_too(call: Call, result: Any) -> Any:
    """moto leaves the association, and then refuses to delete the route table."""
    for table in call.ec2.route_tables.values():
        for association, subnet_id in list(table._associations.items()):
            if subnet_id == call.get("SubnetId"):
                del table._associations[association]
                table.disassociated_at = now()
    return result
