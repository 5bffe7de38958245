"""The filters of describe-route-tables and describe-vpc-endpoints: all that AWS has, no others.

https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeRouteTables.html
https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeVpcEndpoints.html
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from moto.ec2.models.route_tables import Route, RouteTable
from moto.ec2.models.vpcs import VPCEndPoint

from ..world import world
from .filters import described, tag_values
from .registry import Call, instead, tags_of

OF_ROUTE: dict[str, Callable[[Route], str | None]] = {
    "route.destination-cidr-block": lambda it: it.destination_cidr_block,
    "route.destination-ipv6-cidr-block": lambda it: it.destination_ipv6_cidr_block,
    "route.destination-prefix-list-id": lambda it: it.destination_prefix_list_id,
    "route.egress-only-internet-gateway-id": lambda it: it.egress_only_internet_gateway_id,
    "route.gateway-id": lambda it: it.gateway_id,
    "route.instance-id": lambda it: it.instance_id,
    "route.nat-gateway-id": lambda it: it.nat_gateway_id,
    "route.transit-gateway-id": lambda it: it.transit_gateway_id,
    "route.origin": lambda it: it.origin,
    "route.state": lambda it: it.state,
    "route.vpc-peering-connection-id": lambda it: it.vpc_peering_connection_id,
}

OF_TABLE: dict[str, Callable[[RouteTable], list[str]]] = {
    "association.gateway-id": lambda it: [each for each in it._associations.values() if is_edge(each)],
    "association.main": lambda it: main_of(it),
    "association.route-table-association-id": lambda it: list(it.all_associations_ids),
    "association.route-table-id": lambda it: [it.id] if it.all_associations_ids else [],
    "association.subnet-id": lambda it: [each for each in it._associations.values() if not is_edge(each)],
    "owner-id": lambda it: [it.owner_id],
    "route-table-id": lambda it: [it.id],
    "vpc-id": lambda it: [it.vpc_id],
}

OF_ENDPOINT: dict[str, Callable[[VPCEndPoint], str]] = {
    "ip-address-type": lambda it: it.ip_address_type,
    "service-name": lambda it: it.service_name,
    "service-region": lambda it: it.service_region,
    "vpc-endpoint-id": lambda it: it.id,
    "vpc-endpoint-state": lambda it: it.state,
    "vpc-endpoint-type": lambda it: it.vpc_endpoint_type,
    "vpc-id": lambda it: it.vpc_id,
}


def is_edge(target: str) -> bool:
    """Whether a table is associated with a gateway, for what comes in there."""
    return not target.startswith("subnet-")


def main_of(table: RouteTable) -> list[str]:
    """One without an association has no value here."""
    if not table.all_associations_ids:
        return []
    return ["true" if table.main_association_id else "false"]


@instead("ec2", "DescribeRouteTables")
def describe_route_tables(call: Call, _: Any) -> dict[str, Any]:
    """moto lacks some filters, and answers unknown ones with a failure of its own."""
    return {"RouteTables": described(call, call.ec2.route_tables, "RouteTableIds", values_of_table)}


def values_of_table(table: RouteTable | None, name: str) -> list[str] | None:
    if name in OF_ROUTE:
        found = [OF_ROUTE[name](each) for each in table.routes] if table else []
        return [each for each in found if each is not None]
    if name in OF_TABLE:
        return OF_TABLE[name](table) if table else []
    return tag_values(tags_of(table), name)


@instead("ec2", "DescribeVpcEndpoints")
def describe_endpoints(call: Call, _: Any) -> dict[str, Any]:
    found = described(call, call.ec2.vpc_end_points, "VpcEndpointIds", values_of_endpoint)
    return {"VpcEndpoints": [shown(each) for each in found]}


def shown(endpoint: VPCEndPoint) -> Any:
    """Terraform has seen answers without a type, which stand for a gateway:
    https://github.com/hashicorp/terraform-provider-aws/blob/main/internal/service/ec2/vpc_endpoint.go"""
    if endpoint.vpc_endpoint_type != "Gateway" or not world.settings.types_not_shown:
        return endpoint
    members = {
        "VpcEndpointId": endpoint.id,
        "VpcId": endpoint.vpc_id,
        "ServiceName": endpoint.service_name,
        "State": endpoint.state,
        "PolicyDocument": endpoint.policy_document,
        "RouteTableIds": endpoint.route_table_ids,
        "CreationTimestamp": endpoint.creation_timestamp,
        "Tags": tags_of(endpoint),
        "OwnerId": endpoint.owner_id,
    }
    return members


def values_of_endpoint(endpoint: VPCEndPoint | None, name: str) -> list[str] | None:
    if name in OF_ENDPOINT:
        return [OF_ENDPOINT[name](endpoint)] if endpoint else []
    return tag_values(tags_of(endpoint), name)
