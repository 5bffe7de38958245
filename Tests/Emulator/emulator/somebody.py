"""Somebody's VPC: a network in use that a deployment finds, changes as little as it can, and leaves
as it was.

    subnet         route table                    default route
    public-a, -b   public                         the internet gateway
    private-a      private-a                      the NAT gateway in public-a
    private-b      private-b                      the NAT gateway in public-b
    app            the main one, implicitly       the NAT gateway in public-a
    data-a, -b     data                           none
    (none)         edge, for what the internet gateway lets in
"""

from __future__ import annotations

import ipaddress
from typing import Any

from . import inventory
from .authorization import ACCOUNT
from .world import world

SUBNETS = {
    "public-a": ("a", "public"),
    "public-b": ("b", "public"),
    "private-a": ("a", "private-a"),
    "private-b": ("b", "private-b"),
    "app": ("a", None),
    "data-a": ("a", "data"),
    "data-b": ("b", "data"),
}
"""Subnet → its zone and its route table; without one it has the VPC's main table."""

DEFAULT_ROUTES = {"public": "igw", "private-a": "public-a", "private-b": "public-b", "main": "public-a"}
"""Table → where its default route goes: to the internet gateway, or to a subnet's NAT gateway."""


def ec2(region: str) -> Any:
    from moto.ec2.models import ec2_backends

    return ec2_backends[ACCOUNT][region]


def make(body: dict[str, Any]) -> dict[str, Any]:
    """Makes one and gives the ids of its parts.

    - region: where;
    - cidr: of the VPC (10.20.0.0/16), whose first subnets of /24 are taken;
    - name: for the tags (shop);
    - dns: whether the VPC has both DNS attributes (true);
    - owner: the account whose VPC it is, if another;
    - endpoints: [{"service": "s3", "tables": ["private-a"], "policy": …}], somebody's gateway endpoints.
    """
    backend, name = ec2(body["region"]), body.get("name", "shop")
    vpc = backend.create_vpc(body.get("cidr", "10.20.0.0/16"))
    for attribute in ("enable_dns_support", "enable_dns_hostnames"):
        backend.modify_vpc_attribute(vpc.id, attribute, "true" if body.get("dns", True) else "false")
    tag(backend, vpc.id, name, name)
    main = next(each for each in backend.route_tables.values() if each.vpc_id == vpc.id)
    tables = {"main": main}
    for each in ("public", "private-a", "private-b", "data", "edge"):
        tables[each] = backend.create_route_table(vpc.id)
    for key, table in tables.items():
        tag(backend, table.id, name, f"{name}-{key}")
    subnets = make_subnets(backend, vpc, name, tables)
    gateway = backend.create_internet_gateway()
    tag(backend, gateway.id, name, name)
    backend.attach_internet_gateway(gateway.id, vpc.id)
    backend.associate_route_table(tables["edge"].id, gateway_id=gateway.id)
    nats = {each: make_nat(backend, subnets[each], name) for each in ("public-a", "public-b")}
    for key, target in DEFAULT_ROUTES.items():
        where = {"gateway_id": gateway.id} if target == "igw" else {"nat_gateway_id": nats[target].id}
        backend.create_route(tables[key].id, "0.0.0.0/0", **where)
    endpoints = [make_endpoint(backend, vpc, name, tables, each) for each in body.get("endpoints", [])]
    if "owner" in body:
        world.settings.vpc_owners[vpc.id] = body["owner"]
    return {
        "vpc": vpc.id,
        "internetGateway": gateway.id,
        "subnets": {key: each.id for key, each in subnets.items()},
        "tables": {key: each.id for key, each in tables.items()},
        "nats": {key: each.id for key, each in nats.items()},
        "endpoints": [each.id for each in endpoints],
    }


def tag(backend: Any, resource_id: str, owner: str, name: str) -> None:
    backend.create_tags([resource_id], {"Name": name, "Owner": f"{owner}-team"})


def make_subnets(backend: Any, vpc: Any, name: str, tables: dict[str, Any]) -> dict[str, Any]:
    blocks = ipaddress.IPv4Network(vpc.cidr_block).subnets(new_prefix=24)
    subnets = {}
    for (key, (letter, table)), block in zip(SUBNETS.items(), blocks):
        zone = f"{backend.region_name}{letter}"
        subnet = backend.create_subnet(vpc.id, str(block), availability_zone=zone)
        subnet.default_for_az, subnet.map_public_ip_on_launch = False, key.startswith("public")
        tag(backend, subnet.id, name, f"{name}-{key}")
        if table:
            backend.associate_route_table(tables[table].id, subnet_id=subnet.id)
        subnets[key] = subnet
    return subnets


def make_nat(backend: Any, subnet: Any, name: str) -> Any:
    from .strictness import nat_gateways

    address = backend.allocate_address("vpc")
    tag(backend, address.id, name, f"{name}-nat")
    nat = nat_gateways.build(backend, subnet, address, {})
    tag(backend, nat.id, name, f"{name}-{subnet.availability_zone}")
    return nat


def make_endpoint(backend: Any, vpc: Any, name: str, tables: dict[str, Any], asked: dict[str, Any]) -> Any:
    from .strictness import endpoint_policies, gateway_endpoints, gateway_routes, prefix_lists

    service = asked["service"]
    endpoint = gateway_endpoints.build(
        backend,
        vpc.id,
        f"com.amazonaws.{backend.region_name}.{service}",
        endpoint_policies.checked(asked.get("policy"), gateway=True),
        "ipv4",
        {},
    )
    tag(backend, endpoint.id, name, f"{name}-{service}")
    lists = prefix_lists.of_service(backend, service)
    for key in asked.get("tables", []):
        gateway_routes.add(endpoint, tables[key], lists, gateway_routes.ALWAYS)
    return endpoint


def state(body: dict[str, Any]) -> list[dict[str, Any]]:
    """All that a VPC consists of, also what AWS makes of itself: to be compared before and after."""
    world.settle()
    return inventory.of_vpc(ec2(body["region"]), body["vpc"])
