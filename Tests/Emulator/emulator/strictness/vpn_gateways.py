"""Virtual private gateways: attached to one VPC, which takes minutes, and spreading routes in its tables.

https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateVpnGateway.html
https://docs.aws.amazon.com/vpn/latest/s2svpn/SetUpVPNConnections.html
"""

from __future__ import annotations

from typing import Any

from moto.ec2.models.route_tables import RouteTable
from moto.ec2.models.vpn_gateway import VPCGatewayAttachment, VpnGateway
from moto.ec2.utils import random_vpn_gateway_id

from ..world import world
from .filters import described, tag_values
from .moto_classes import attribute
from .registry import Call, Refused, before, instead, tags_of
from .tombstones import VPN_GATEWAYS

ASNS = [range(64512, 65535), range(4_200_000_000, 4_294_967_295)]
DEFAULT_ASN = 64512


@instead("ec2", "CreateVpnGateway")
def create_vpn_gateway(call: Call, _: Any) -> dict[str, Any]:
    """moto takes any number for the autonomous system, and any number of gateways."""
    if call.get("Type") != "ipsec.1":
        raise Refused("InvalidParameterValue", f"Value ({call.get('Type')}) for parameter type is invalid.")
    asn = int(call.get("AmazonSideAsn", DEFAULT_ASN))
    if not any(asn in each for each in ASNS):
        raise Refused("InvalidParameterValue", f"Value ({asn}) for parameter amazonSideAsn is invalid.")
    here = [each for each in call.ec2.vpn_gateways.values() if each.state != "deleted"]
    if len(here) >= world.settings.vpn_gateway_limit:
        raise Refused("VpnGatewayLimitExceeded", "The maximum number of virtual private gateways has been reached.")
    gateway = VpnGateway(call.ec2, random_vpn_gateway_id(), "ipsec.1", str(asn), None, call.tags("vpn-gateway"))
    gateway.attached = []
    call.ec2.vpn_gateways[gateway.id] = gateway
    return {"VpnGateway": shown(gateway)}


def shown(gateway: VpnGateway) -> dict[str, Any]:
    return {
        "VpnGatewayId": gateway.id,
        "State": gateway.state,
        "Type": gateway.type,
        "AmazonSideAsn": int(gateway.amazon_side_asn),
        "VpcAttachments": [{"VpcId": each.vpc_id, "State": each.state} for each in gateway.attached],
        "Tags": tags_of(gateway),
    }


@instead("ec2", "DescribeVpnGateways")
def describe_vpn_gateways(call: Call, _: Any) -> dict[str, Any]:
    """moto answers nothing to an unknown id, and fails at an unknown filter."""
    found = described(call, call.ec2.vpn_gateways, "VpnGatewayIds", values_of, known)
    return {"VpnGateways": [shown(each) for each in found]}


def values_of(gateway: VpnGateway | None, name: str) -> list[str] | None:
    members = {"vpn-gateway-id": "id", "state": "state", "type": "type", "amazon-side-asn": "amazon_side_asn"}
    if name in members:
        return [getattr(gateway, members[name])] if gateway else []
    attachments = {"attachment.vpc-id": "vpc_id", "attachment.state": "state"}
    if name in attachments:
        return [getattr(each, attachments[name]) for each in gateway.attached] if gateway else []
    return tag_values(tags_of(gateway), name)


def known(call: Call, gateway_id: str | None) -> VpnGateway:
    found: VpnGateway = VPN_GATEWAYS.known(call.ec2, gateway_id)
    return found


def living(call: Call, gateway_id: str | None) -> VpnGateway:
    found: VpnGateway = VPN_GATEWAYS.living(call.ec2, gateway_id)
    return found


def attachment(gateway: VpnGateway) -> VPCGatewayAttachment | None:
    """The one that is, comes or goes; those that went stay listed for good."""
    here = [each for each in gateway.attached if each.state != "detached"]
    return here[0] if here else None


@instead("ec2", "AttachVpnGateway")
def attach_vpn_gateway(call: Call, _: Any) -> dict[str, Any]:
    """moto's is attached at once, and to a second VPC, too. Half a minute is usual, eight minutes were seen:
    https://github.com/hashicorp/terraform/issues/8632"""
    gateway, vpc = living(call, call.get("VpnGatewayId")), call.ec2.get_vpc(call.get("VpcId"))
    for other in call.ec2.vpn_gateways.values():
        there = attachment(other)
        if there and (other is gateway or there.vpc_id == vpc.id):
            raise Refused(
                "VpnGatewayAttachmentLimitExceeded",
                f"The vpnGateway '{other.id}' is {there.state} to or from the vpc '{there.vpc_id}'",
            )
    made = VPCGatewayAttachment(vpc.id, gateway.id, "attaching")
    gateway.attached.append(made)

    def finish() -> None:
        if made.state == "attaching":
            made.state = "attached"

    world.after(world.settings.vpn_gateway_attached_seconds, finish)
    return {"VpcAttachment": {"VpcId": vpc.id, "State": made.state}}


@instead("ec2", "DetachVpnGateway")
def detach_vpn_gateway(call: Call, _: Any) -> None:
    """https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DetachVpnGateway.html"""
    gateway, vpc_id = living(call, call.get("VpnGatewayId")), call.get("VpcId")
    there = attachment(gateway)
    if there is None or there.vpc_id != vpc_id:
        raise Refused(
            "InvalidVpnGatewayAttachment.NotFound",
            f"The attachment with vpn gateway ID '{gateway.id}' and vpc ID '{vpc_id}' does not exist",
        )
    backend = call.ec2

    def finish() -> None:
        there.state = "detached"
        for table in backend.route_tables.values():
            if table.vpc_id == vpc_id:
                spreading(table).discard(gateway.id)

    if there.state != "detaching":
        there.state = "detaching"
        world.after(world.settings.vpn_gateway_detached_seconds, finish)


@instead("ec2", "DeleteVpnGateway")
def delete_vpn_gateway(call: Call, _: Any) -> None:
    """moto deletes one in use.
    Seen on AWS: https://github.com/hashicorp/terraform-provider-aws/issues/5831"""
    gateway = living(call, call.get("VpnGatewayId"))
    connections = [each for each in call.ec2.vpn_connections.values() if each.vpn_gateway_id == gateway.id]
    if attachment(gateway) or any(each.state != "deleted" for each in connections):
        raise Refused("IncorrectState", "The VPN gateway is in use.")
    gateway.state = "deleted"


@before("ec2", "DeleteVpc")
def vpc_with_a_vpn_gateway_stays(call: Call) -> None:
    """https://repost.aws/knowledge-center/troubleshoot-dependency-error-delete-vpc"""
    for gateway in call.ec2.vpn_gateways.values():
        there = attachment(gateway)
        if there and there.vpc_id == call.get("VpcId"):
            raise Refused(
                "DependencyViolation", f"The vpc '{there.vpc_id}' has dependencies and cannot be deleted."
            )


# Route propagation.


def spreading(table: RouteTable) -> set[str]:
    """The gateways whose routes a table takes."""
    if not hasattr(table, "_spreading"):
        table._spreading = set()
    found: set[str] = table._spreading
    return found


@attribute(RouteTable, name="propagating_vgws")
def propagating_vgws(table: RouteTable) -> list[dict[str, str]]:
    return [{"GatewayId": each} for each in sorted(spreading(table))]


@instead("ec2", "EnableVgwRoutePropagation")
def enable_route_propagation(call: Call, _: Any) -> None:
    """https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_EnableVgwRoutePropagation.html"""
    table, gateway = call.ec2.get_route_table(call.get("RouteTableId")), living(call, call.get("GatewayId"))
    there = attachment(gateway)
    if there is None or there.state != "attached" or there.vpc_id != table.vpc_id:
        raise Refused(
            "Gateway.NotAttached", f"resource {gateway.id} is not attached to network {table.vpc_id}"
        )
    spreading(table).add(gateway.id)


@instead("ec2", "DisableVgwRoutePropagation")
def disable_route_propagation(call: Call, _: Any) -> None:
    table, gateway = call.ec2.get_route_table(call.get("RouteTableId")), known(call, call.get("GatewayId"))
    spreading(table).discard(gateway.id)
