"""Route tables and routes."""

from __future__ import annotations

import ipaddress
from typing import Any

from moto.ec2.models.route_tables import Route

from ..world import world
from .moto_classes import attribute
from .registry import Call, Refused, after, before, now


@before("ec2", "AssociateRouteTable")
def subnet_has_one_route_table(call: Call) -> None:
    """https://docs.aws.amazon.com/AWSEC2/latest/APIReference/errors-overview.html"""
    wanted, subnet_id = call.get("RouteTableId"), call.get("SubnetId")
    for table in call.ec2.route_tables.values():
        if subnet_id and subnet_id in table._associations.values() and table.id != wanted:
            raise Refused(
                "Resource.AlreadyAssociated",
                f"the specified association for route table {wanted} conflicts with an existing association",
            )


@before("ec2", "AssociateRouteTable")
def route_table_is_of_the_subnets_vpc(call: Call) -> None:
    table = call.ec2.get_route_table(call.get("RouteTableId"))
    if call.get("SubnetId") and call.ec2.get_subnet(call.get("SubnetId")).vpc_id != table.vpc_id:
        raise Refused(
            "InvalidParameterValue",
            f"Route table {table.id} and subnet {call.get('SubnetId')} belong to different networks",
        )


@before("ec2", "CreateRoute", "ReplaceRoute")
def route_goes_where_this_vpc_can_reach(call: Call) -> None:
    """A peering of other VPCs, or a gateway of another VPC, is no target.
    https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateRoute.html"""
    table = call.ec2.get_route_table(call.get("RouteTableId"))
    peering = call.ec2.vpc_pcxs.get(call.get("VpcPeeringConnectionId"))
    if peering:
        ours = [each.id for each in (peering.vpc, peering.peer_vpc) if each.region == call.region]
        if table.vpc_id not in ours or peering._status.code in ("deleted", "failed", "rejected", "expired"):
            raise Refused(
                "InvalidVpcPeeringConnectionID.NotFound",
                f"The vpcPeeringConnection ID '{peering.id}' does not exist",
            )
    gateway = call.ec2.internet_gateways.get(call.get("GatewayId"))
    if gateway and (not gateway.vpc or gateway.vpc.id != table.vpc_id):
        raise Refused(
            "InvalidParameterValue",
            f"route table {table.id} and network gateway {gateway.id} belong to different networks",
        )


@before("ec2", "CreateRoute", "ReplaceRoute")
def nat_gateway_exists(call: Call) -> None:
    """https://docs.aws.amazon.com/AWSEC2/latest/APIReference/errors-overview.html"""
    nat_id = call.get("NatGatewayId")
    nat = call.ec2.nat_gateways.get(nat_id)
    if nat_id is not None and (nat is None or nat.state in ("deleting", "deleted", "failed")):
        raise Refused("InvalidNatGatewayID.NotFound", f"The natGateway ID '{nat_id}' does not exist")


@before("ec2", "DisassociateRouteTable")
def main_association_stays(call: Call) -> None:
    """https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_ReplaceRouteTableAssociation.html"""
    association = call.get("AssociationId")
    if association in [table.main_association_id for table in call.ec2.route_tables.values()]:
        raise Refused(
            "InvalidParameterValue", f"cannot disassociate the main route table association {association}"
        )


def table_of_association(call: Call) -> Any:
    for table in call.ec2.route_tables.values():
        if call.get("AssociationId") in table._associations:
            return table
    return None


@before("ec2", "DisassociateRouteTable", "ReplaceRouteTableAssociation")
def note_the_table_that_is_left(call: Call) -> None:
    call.left = table_of_association(call)


@after("ec2", "DisassociateRouteTable", "ReplaceRouteTableAssociation")
def note_when_it_was_left(call: Call, result: Any) -> Any:
    if call.left is not None:
        call.left.disassociated_at = now()
    return result


@before("ec2", "DeleteRouteTable")
def main_table_stays(call: Call) -> None:
    """https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DeleteRouteTable.html"""
    table = call.ec2.route_tables.get(call.get("RouteTableId"))
    if table and table.main_association_id:
        raise Refused("DependencyViolation", f"The routeTable '{table.id}' has dependencies and cannot be deleted.")


@before("ec2", "DeleteRouteTable")
def table_just_disassociated_stays(call: Call) -> None:
    """Seen on AWS: https://github.com/awslabs/landing-zone-accelerator-on-aws/issues/765"""
    table = call.ec2.route_tables.get(call.get("RouteTableId"))
    linger = world.settings.dependencies_linger_seconds
    if table and hasattr(table, "disassociated_at") and now() < table.disassociated_at + linger:
        raise Refused("DependencyViolation", f"The routeTable '{table.id}' has dependencies and cannot be deleted.")


@attribute(Route, name="state")
def route_state(route: Route) -> str:
    """A route whose target is gone, or not there yet, is a black hole; moto's are always active.
    https://docs.aws.amazon.com/vpc/latest/peering/vpc-peering-routing.html"""
    if route.vpc_pcx is not None:
        return "active" if route.vpc_pcx._status.code == "active" else "blackhole"
    if route.nat_gateway is not None:
        return "active" if route.nat_gateway.state in ("pending", "available") else "blackhole"
    backend = route.route_table.ec2_backend
    if route.gateway is not None and route.gateway.id.startswith("igw-"):
        gateway = backend.internet_gateways.get(route.gateway.id)
        return "active" if gateway and gateway.vpc else "blackhole"
    return "active"


def table_of_subnet(backend: Any, subnet: Any) -> Any:
    """The subnet's own route table, else the VPC's main one."""
    main = None
    for table in backend.route_tables.values():
        if subnet.id in table._associations.values():
            return table
        if table.vpc_id == subnet.vpc_id and table.main_association_id:
            main = table
    return main


def route_to(backend: Any, subnet: Any, address: str) -> Route | None:
    """The route that a packet from the subnet to the address takes: the longest prefix that is active.
    https://docs.aws.amazon.com/vpc/latest/userguide/VPC_Route_Tables.html#route-tables-priority"""
    table = table_of_subnet(backend, subnet)
    best: tuple[int, Route] | None = None
    for route in table._routes.values() if table else []:
        if not route.destination_cidr_block or route.state != "active":
            continue
        network = ipaddress.IPv4Network(route.destination_cidr_block, strict=False)
        if ipaddress.IPv4Address(address) in network and (best is None or network.prefixlen > best[0]):
            best = (network.prefixlen, route)
    return best[1] if best else None
