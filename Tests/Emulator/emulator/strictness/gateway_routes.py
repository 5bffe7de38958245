"""The routes of gateway endpoints: made and taken away by their endpoint alone, and shown late.

https://docs.aws.amazon.com/vpc/latest/privatelink/gateway-endpoints.html#gateway-endpoint-routing
"""

from __future__ import annotations

import math
from typing import Any

from moto.ec2.models.route_tables import Route, RouteTable
from moto.ec2.models.vpcs import VPCEndPoint

from ..world import world
from . import prefix_lists
from .moto_classes import attribute
from .registry import Call, Refused, before, now

ALWAYS = -math.inf
"""Since when something is so that was never otherwise."""


class Tables:
    """The route tables of an endpoint, as they are and as AWS shows them."""

    def __init__(self, ids: list[str] | None) -> None:
        self.since = dict.fromkeys(ids or [], ALWAYS)
        """Table → when it was given."""
        self.left: dict[str, float] = {}
        """Table → when it was taken away."""

    @property
    def shown(self) -> list[str]:
        known = [each for each, since in self.since.items() if is_known(since)]
        return known + [each for each, since in self.left.items() if each not in self.since and lingers(since)]


def is_known(since: float) -> bool:
    return now() >= since + world.settings.gateway_routes_visible_seconds


def lingers(since: float) -> bool:
    return now() < since + world.settings.gateway_routes_linger_seconds


def tables_of(endpoint: VPCEndPoint) -> Tables:
    found: Tables = endpoint.__dict__["tables"]
    return found


def give_tables(endpoint: VPCEndPoint, ids: list[str] | None) -> None:
    endpoint.__dict__["tables"] = Tables(ids)


@attribute(VPCEndPoint, name="route_table_ids", give=give_tables)
def shown_tables(endpoint: VPCEndPoint) -> list[str]:
    """moto keeps a plain list, and shows at once what is in it."""
    return tables_of(endpoint).shown


@attribute(RouteTable, name="routes")
def shown_routes(table: RouteTable) -> list[Route]:
    """Those that AWS knows by now, and those it does not know to be gone."""
    known = [each for each in table._routes.values() if is_known(getattr(each, "since", ALWAYS))]
    there = {each.id for each in known}
    gone = [each for each, since in table.__dict__.get("gone", []) if lingers(since)]
    return known + [each for each in gone if each.id not in there]


def is_endpoints(route: Route) -> bool:
    return isinstance(route.gateway, VPCEndPoint)


def endpoint_holding(table: RouteTable, service_name: str) -> VPCEndPoint | None:
    """The endpoint of a service that a table is with, whether or not its route is still there."""
    for endpoint in table.ec2_backend.vpc_end_points.values():
        same = endpoint.service_name == service_name and endpoint.state != "deleted"
        if same and table.id in tables_of(endpoint).since:
            return endpoint
    return None


def check(endpoint_id: str | None, table: RouteTable, service_name: str, lists: list[Any]) -> None:
    """One endpoint a service and table, and room in the table. The words are AWS's:
    https://github.com/eksctl-io/eksctl/issues/4377"""
    holder = endpoint_holding(table, service_name)
    if holder is not None and holder.id != endpoint_id:
        taken = prefix_lists.of_service(table.ec2_backend, service_name.rpartition(".")[2], holder.ip_address_type)
        raise Refused(
            world.settings.gateway_association_code,
            f"route table {table.id} already has a route with destination-prefix-list-id {taken[0].id}",
        )
    for each in lists:
        other = table._routes.get(f"{table.id}~{each.id}")
        if other is not None and not is_endpoints(other):
            raise Refused(
                world.settings.gateway_association_code,
                f"route table {table.id} already has a route with destination-prefix-list-id {each.id}",
            )
    check_room(table, sum(prefix_lists.weight(table.ec2_backend, each.id) for each in lists))


def check_room(table: RouteTable, more: int) -> None:
    """https://docs.aws.amazon.com/vpc/latest/userguide/amazon-vpc-limits.html"""
    if used(table) + more > world.settings.routes_per_table_limit:
        raise Refused("RouteLimitExceeded", f"The maximum number of routes in {table.id} has been reached")


def used(table: RouteTable) -> int:
    """Routes that count, a prefix list by its weight; the local ones do not."""
    return sum(
        prefix_lists.weight(table.ec2_backend, route.destination_prefix_list.id) if route.destination_prefix_list else 1
        for route in table._routes.values()
        if not route.local
    )


def add(endpoint: VPCEndPoint, table: RouteTable, lists: list[Any], since: float) -> None:
    tables_of(endpoint).since[table.id] = since
    tables_of(endpoint).left.pop(table.id, None)
    for each in lists:
        route = Route(table, None, None, destination_prefix_list=each, gateway=endpoint)
        route.since = since
        table._routes[route.id] = route


def remove(endpoint: VPCEndPoint, table_id: str) -> None:
    """A table that is gone has taken its routes with it."""
    if tables_of(endpoint).since.pop(table_id, None) is not None:
        tables_of(endpoint).left[table_id] = now()
    table = endpoint.ec2_backend.route_tables.get(table_id)
    for key, route in list(table._routes.items()) if table else []:
        if route.gateway is endpoint:
            drop(table, key)


def drop(table: RouteTable, key: str) -> None:
    table.__dict__.setdefault("gone", []).append((table._routes.pop(key), now()))


@before("ec2", "CreateRoute", "ReplaceRoute", "DeleteRoute")
def endpoint_routes_are_the_endpoints(call: Call) -> None:
    """AWS's own words for it are not known."""
    table = call.ec2.get_route_table(call.get("RouteTableId"))
    list_id = call.get("DestinationPrefixListId")
    if list_id is None:
        return
    prefix_lists.find(call.ec2, list_id)
    held = table._routes.get(f"{table.id}~{list_id}")
    if held is not None and is_endpoints(held):
        raise Refused(
            "InvalidParameterValue",
            f"the route with destination-prefix-list-id {list_id} in {table.id} belongs to a VPC endpoint",
        )


@before("ec2", "CreateRoute", "ReplaceRoute")
def endpoint_is_no_target(call: Call) -> None:
    """https://github.com/hashicorp/terraform-provider-aws/pull/37406"""
    for name in ("GatewayId", "VpcEndpointId"):
        endpoint = call.ec2.vpc_end_points.get(call.get(name))
        if endpoint is not None and endpoint.vpc_endpoint_type != "GatewayLoadBalancer":
            raise Refused("InvalidParameterValue", f"{endpoint.id} cannot be the target of a route of your own")


@before("ec2", "CreateRoute")
def table_has_room(call: Call) -> None:
    list_id = call.get("DestinationPrefixListId")
    more = prefix_lists.weight(call.ec2, list_id) if list_id else 1
    check_room(call.ec2.get_route_table(call.get("RouteTableId")), more)


def lose(body: dict[str, Any]) -> dict[str, Any]:
    """A route of an endpoint is lost, as by somebody who manages a table's whole list of routes:
    its endpoint still names the table."""
    from moto.ec2.models import ec2_backends

    from ..authorization import ACCOUNT

    table = ec2_backends[ACCOUNT][body["region"]].route_tables[body["table"]]
    lost = [key for key, route in table._routes.items() if route.gateway_id == body["endpoint"]]
    for key in lost:
        drop(table, key)
    return {"lost": len(lost)}
