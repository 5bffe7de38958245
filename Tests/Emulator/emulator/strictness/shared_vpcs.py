"""Subnets that another account shares with us: we may use them, its VPC and tables are its own.

https://docs.aws.amazon.com/vpc/latest/userguide/vpc-sharing.html
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from moto.ec2.models.route_tables import RouteTable
from moto.ec2.models.subnets import Subnet
from moto.ec2.models.vpcs import VPC

from ..world import world
from .moto_classes import attribute
from .registry import Call, Refused, first

OF_TABLE = (
    "AssociateRouteTable",
    "CreateRoute",
    "DeleteRoute",
    "DeleteRouteTable",
    "DisassociateRouteTable",
    "ReplaceRoute",
    "ReplaceRouteTableAssociation",
)
OF_VPC = (
    "AssociateVpcCidrBlock",
    "AttachInternetGateway",
    "CreateNatGateway",
    "CreateRouteTable",
    "CreateSubnet",
    "DeleteVpc",
    "ModifyVpcAttribute",
)


def owner(vpc_id: str, account: str) -> str:
    return world.settings.vpc_owners.get(vpc_id, account)


@attribute(VPC, name="owner_id")
def owner_of_vpc(vpc: VPC) -> str:
    """moto knows our own account alone."""
    return owner(vpc.id, vpc.ec2_backend.account_id)


@attribute(Subnet, RouteTable, name="owner_id")
def owner_in_vpc(it: Any) -> str:
    return owner(it.vpc_id, it.ec2_backend.account_id)


@first("ec2")
def what_is_the_owners_stays(call: Call) -> None:
    for vpc_id in touched(call):
        if vpc_id and owner(vpc_id, call.account) != call.account:
            raise Refused("UnauthorizedOperation", "You are not authorized to perform this operation.")


def touched(call: Call) -> Iterator[str | None]:
    """The VPCs that only their owner may do it to."""
    if call.action in OF_VPC:
        yield call.get("VpcId")
        yield vpc_of(subnets(call).get(call.get("SubnetId")))
    if call.action in OF_TABLE:
        yield vpc_of(call.ec2.route_tables.get(call.get("RouteTableId")))
        for table in call.ec2.route_tables.values():
            if call.get("AssociationId") in table.all_associations_ids:
                yield table.vpc_id
    if call.action in ("CreateVpcEndpoint", "ModifyVpcEndpoint"):
        # A participant may have interface endpoints in its subnets, but no tables.
        if call.get("VpcEndpointType", "Gateway") == "Gateway":
            yield call.get("VpcId")
        for name in ("RouteTableIds", "AddRouteTableIds", "RemoveRouteTableIds"):
            for table_id in call.get(name, []):
                yield vpc_of(call.ec2.route_tables.get(table_id))
    if call.action == "CreateFlowLogs" and call.get("ResourceType") == "VPC":
        yield from call.get("ResourceIds", [])


def subnets(call: Call) -> dict[str, Any]:
    return {key: subnet for zone in call.ec2.subnets.values() for key, subnet in zone.items()}


def vpc_of(resource: Any) -> str | None:
    return resource.vpc_id if resource else None
