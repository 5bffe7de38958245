"""Site-to-Site VPN connections: two tunnels with a secret each, minutes to come and to go, and static routes.

https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateVpnConnection.html
https://docs.aws.amazon.com/vpn/latest/s2svpn/SetUpVPNConnections.html
"""

from __future__ import annotations

import ipaddress
from typing import Any

from moto.core.utils import utcnow
from moto.ec2.models.vpn_connections import VPNConnection
from moto.ec2.utils import random_vpn_connection_id
from moto.utilities.utils import get_partition

from .. import checks
from ..world import world
from . import customer_gateways, vpn_gateways, vpn_tunnels
from .filters import described, tag_values
from .registry import Call, Refused, instead, tags_of
from .tombstones import VPN_CONNECTIONS

STORAGES = ("Standard", "SecretsManager")


@instead("ec2", "CreateVpnConnection")
def create_vpn_connection(call: Call, _: Any) -> dict[str, Any]:
    """moto's is available at once and drops its options; a second one between the same gateways is the first."""
    if call.get("Type") != "ipsec.1":
        raise Refused("InvalidParameterValue", f"Value ({call.get('Type')}) for parameter type is invalid.")
    storage = call.get("PreSharedKeyStorage", "Standard")
    if storage not in STORAGES:
        raise Refused("InvalidParameterValue", f"Value ({storage}) for parameter PreSharedKeyStorage is invalid.")
    customer = customer_gateways.living(call, call.get("CustomerGatewayId"))
    gateway = vpn_gateways.living(call, call.get("VpnGatewayId"))
    others = [
        each
        for each in call.ec2.vpn_connections.values()
        if each.vpn_gateway_id == gateway.id and each.state not in ("deleting", "deleted")
    ]
    for other in others:
        if other.customer_gateway_id == customer.id:
            return {"VpnConnection": shown(call, other)}
        if customer_gateways.known(call, other.customer_gateway_id).ip_address == customer.ip_address:
            raise Refused(
                "InvalidCustomerGateway.DuplicateIpAddress", "Conflict among chosen gateway IP addresses"
            )
    if customer.bgp_asn == gateway.amazon_side_asn:
        raise Refused("InvalidParameterValue", f"Both gateways have the BGP ASN {customer.bgp_asn}")
    taken = [tunnel["TunnelInsideCidr"] for each in others for tunnel in each.tunnels]
    connection = build(call, customer, gateway, taken)
    connection.key_storage = storage

    def finish() -> None:
        if connection.state == "pending":
            connection.state = "available"

    world.after(world.settings.vpn_connection_available_seconds, finish)
    return {"VpnConnection": shown(call, connection)}


def build(call: Call, customer: Any, gateway: Any, taken: list[str]) -> VPNConnection:
    options = call.get("Options", {})
    tunnels = vpn_tunnels.make(options, taken)
    connection = VPNConnection(
        call.ec2,
        random_vpn_connection_id(),
        "ipsec.1",
        customer.id,
        gateway.id,
        tags=call.tags("vpn-connection"),
    )
    connection.state = "pending"
    connection.tunnels, connection.routes = tunnels, []
    connection.options = {
        "EnableAcceleration": False,
        "StaticRoutesOnly": options.get("StaticRoutesOnly") in (True, "true"),
        "LocalIpv4NetworkCidr": options.get("LocalIpv4NetworkCidr", "0.0.0.0/0"),
        "RemoteIpv4NetworkCidr": options.get("RemoteIpv4NetworkCidr", "0.0.0.0/0"),
        "OutsideIpAddressType": "PublicIpv4",
        "TunnelInsideIpVersion": "ipv4",
    }
    connection.made_at = utcnow()
    call.ec2.vpn_connections[connection.id] = connection
    return connection


def shown(call: Call, connection: VPNConnection) -> dict[str, Any]:
    """Whoever may look sees the keys, unless Secrets Manager has them.
    https://docs.aws.amazon.com/vpn/latest/s2svpn/enhanced-security.html"""
    secret = connection.key_storage == "SecretsManager"
    hidden = {"PreSharedKey"} if secret else set()
    tunnels = [{name: value for name, value in each.items() if name not in hidden} for each in connection.tunnels]
    ups = which_are_up(connection)
    found = {
        "VpnConnectionId": connection.id,
        "State": connection.state,
        "Type": connection.type,
        "Category": "VPN",
        "CustomerGatewayId": connection.customer_gateway_id,
        "VpnGatewayId": connection.vpn_gateway_id,
        "GatewayAssociationState": "associated",
        "Options": connection.options | {"TunnelOptions": tunnels},
        "Routes": connection.routes,
        "Tags": tags_of(connection),
        "VgwTelemetry": [
            {
                "AcceptedRouteCount": len(connection.routes) if up else 0,
                "LastStatusChange": connection.made_at,
                "OutsideIpAddress": each["OutsideIpAddress"],
                "Status": "UP" if up else "DOWN",
                "StatusMessage": "" if up else "IPSEC IS DOWN",
            }
            for each, up in zip(connection.tunnels, ups, strict=True)
        ],
    }
    if connection.state in ("pending", "available"):
        found["CustomerGatewayConfiguration"] = for_the_device(call, connection, tunnels)
    if secret:
        place = f"{get_partition(call.region)}:secretsmanager:{call.region}:{checks.ACCOUNT}"
        found["PreSharedKeyArn"] = f"arn:{place}:secret:s2svpn!{connection.id}-{connection.id[-6:]}"
    return found


def which_are_up(connection: VPNConnection) -> tuple[bool, bool]:
    """Of its two tunnels."""
    up = world.settings.vpn_tunnels_up and connection.state == "available"
    return up, up and not world.settings.vpn_second_tunnel_down


def for_the_device(call: Call, connection: VPNConnection, tunnels: list[dict[str, Any]]) -> str:
    """https://docs.aws.amazon.com/vpn/latest/s2svpn/SetUpVPNConnections.html#vpn-download-config"""
    customer = customer_gateways.known(call, connection.customer_gateway_id)
    gateway = vpn_gateways.known(call, connection.vpn_gateway_id)
    parts = [
        f"<ipsec_tunnel><customer_gateway><tunnel_outside_address><ip_address>{customer.ip_address}</ip_address>"
        f"</tunnel_outside_address><bgp><asn>{customer.bgp_asn}</asn></bgp></customer_gateway>"
        f"<vpn_gateway><tunnel_outside_address><ip_address>{each['OutsideIpAddress']}</ip_address>"
        f"</tunnel_outside_address><bgp><asn>{gateway.amazon_side_asn}</asn></bgp></vpn_gateway>"
        f"<ike><pre_shared_key>{each.get('PreSharedKey', '')}</pre_shared_key></ike></ipsec_tunnel>"
        for each in tunnels
    ]
    return (
        f'<?xml version="1.0" encoding="UTF-8"?><vpn_connection id="{connection.id}">'
        f"<customer_gateway_id>{customer.id}</customer_gateway_id><vpn_gateway_id>{gateway.id}</vpn_gateway_id>"
        f"<vpn_connection_type>ipsec.1</vpn_connection_type>{''.join(parts)}</vpn_connection>"
    )


@instead("ec2", "DescribeVpnConnections")
def describe_vpn_connections(call: Call, _: Any) -> dict[str, Any]:
    found = described(call, call.ec2.vpn_connections, "VpnConnectionIds", values_of, known)
    return {"VpnConnections": [shown(call, each) for each in found]}


def values_of(connection: VPNConnection | None, name: str) -> list[str] | None:
    members = {"vpn-connection-id": "id", "state": "state", "type": "type"}
    members |= {"customer-gateway-id": "customer_gateway_id", "vpn-gateway-id": "vpn_gateway_id"}
    if name in members:
        return [getattr(connection, members[name])] if connection else []
    if name == "option.static-routes-only":
        return [str(connection.options["StaticRoutesOnly"]).lower()] if connection else []
    if name == "route.destination-cidr-block":
        return [each["DestinationCidrBlock"] for each in connection.routes] if connection else []
    return tag_values(tags_of(connection), name)


def known(call: Call, connection_id: str | None) -> VPNConnection:
    found: VPNConnection = VPN_CONNECTIONS.known(call.ec2, connection_id)
    return found


def living(call: Call, connection_id: str | None) -> VPNConnection:
    found: VPNConnection = VPN_CONNECTIONS.living(call.ec2, connection_id)
    return found


@instead("ec2", "DeleteVpnConnection")
def delete_vpn_connection(call: Call, _: Any) -> None:
    """https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DeleteVpnConnection.html"""
    connection = living(call, call.get("VpnConnectionId"))

    def finish() -> None:
        connection.state = "deleted"

    if connection.state != "deleting":
        connection.state = "deleting"
        world.after(world.settings.vpn_connection_deleted_seconds, finish)


# Static routes.


@instead("ec2", "CreateVpnConnectionRoute")
def create_route(call: Call, _: Any) -> None:
    """https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateVpnConnectionRoute.html"""
    connection, block = static(call), call.get("DestinationCidrBlock")
    try:
        ipaddress.ip_network(block)
    except ValueError:
        raise Refused(
            "InvalidParameterValue", f"Value ({block}) for parameter destinationCidrBlock is invalid."
        ) from None
    if connection.state != "available":
        raise Refused(
            "InvalidVpnConnection.InvalidState", f"The VPN connection '{connection.id}' is {connection.state}"
        )
    if block not in [each["DestinationCidrBlock"] for each in connection.routes]:
        connection.routes.append({"DestinationCidrBlock": block, "Source": "Static", "State": "available"})


@instead("ec2", "DeleteVpnConnectionRoute")
def delete_route(call: Call, _: Any) -> None:
    connection, block = static(call), call.get("DestinationCidrBlock")
    kept = [each for each in connection.routes if each["DestinationCidrBlock"] != block]
    if len(kept) == len(connection.routes):
        raise Refused("InvalidRoute.NotFound", f"no route with destination-cidr-block {block}")
    connection.routes = kept


def static(call: Call) -> VPNConnection:
    connection = living(call, call.get("VpnConnectionId"))
    if not connection.options["StaticRoutesOnly"]:
        raise Refused(
            "InvalidVpnConnection.InvalidType",
            f"The VPN connection '{connection.id}' does not support static routes",
        )
    return connection
