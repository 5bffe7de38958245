"""What is alive in a region: the one list that the inventory and describe-tags are read from."""

from collections.abc import Iterator
from typing import Any


def resources(backend: Any) -> Iterator[tuple[str, Any]]:
    """EC2's living resources with AWS's name of their type; tombstones are left out.

    https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_TagSpecification.html
    """
    for vpc in backend.vpcs.values():
        yield "vpc", vpc
    for zone in backend.subnets.values():
        for subnet in zone.values():
            yield "subnet", subnet
    for table in backend.route_tables.values():
        yield "route-table", table
    for gateway in backend.internet_gateways.values():
        yield "internet-gateway", gateway
    for groups in backend.groups.values():
        for group in groups.values():
            yield "security-group", group
            for rule in [*group.ingress_rules, *group.egress_rules]:
                yield "security-group-rule", rule
    for address in backend.addresses:
        yield "elastic-ip", address
    for endpoint in backend.vpc_end_points.values():
        if endpoint.state != "deleted":
            yield "vpc-endpoint", endpoint
    for peering in backend.vpc_pcxs.values():
        if peering._status.code in ("initiating-request", "pending-acceptance", "provisioning", "active"):
            yield "vpc-peering-connection", peering
    for interface in backend.enis.values():
        yield "network-interface", interface
    for acl in backend.network_acls.values():
        yield "network-acl", acl
    for gateway in backend.nat_gateways.values():
        if gateway.state != "deleted":
            yield "natgateway", gateway
    for gateway in backend.vpn_gateways.values():
        if gateway.state != "deleted":
            yield "vpn-gateway", gateway
    for gateway in backend.customer_gateways.values():
        if gateway.state != "deleted":
            yield "customer-gateway", gateway
    for connection in backend.vpn_connections.values():
        if connection.state != "deleted":
            yield "vpn-connection", connection
    for endpoint in client_vpns(backend).values():
        yield "client-vpn-endpoint", endpoint
    for group in placement_groups(backend).values():
        yield "placement-group", group
    for template in backend.launch_templates.values():
        yield "launch-template", template
    for flow_log in backend.flow_logs.values():
        yield "vpc-flow-log", flow_log
    for reservation in backend.reservations.values():
        for instance in reservation.instances:
            if instance._state.name != "terminated":
                yield "instance", instance
    for volume in backend.volumes.values():
        yield "volume", volume


def client_vpns(backend: Any) -> dict[str, Any]:
    """Endpoints of Client VPN: moto has none."""
    if not hasattr(backend, "client_vpns"):
        backend.client_vpns = {}
    found: dict[str, Any] = backend.client_vpns
    return found


def placement_groups(backend: Any) -> dict[str, Any]:
    """moto has none."""
    if not hasattr(backend, "placement_groups"):
        backend.placement_groups = {}
    found: dict[str, Any] = backend.placement_groups
    return found


def tags_of(backend: Any, resource_id: str) -> dict[str, str]:
    return dict(sorted(backend.tags.get(resource_id, {}).items()))


def placed(account: str, region: str) -> dict[str, str]:
    return {"account": account, "region": region}
