"""VPC peering: two sides, two regions, and a request that takes time to arrive.

https://docs.aws.amazon.com/vpc/latest/peering/vpc-peering-basics.html
"""

from __future__ import annotations

import ipaddress
from typing import Any

from moto.ec2.models.vpc_peering_connections import VPCPeeringConnection

from ..world import world
from .filters import select, tag_values
from .registry import Call, Refused, before, instead, now


def unknown(peering_id: str) -> Refused:
    return Refused(
        "InvalidVpcPeeringConnectionID.NotFound", f"The vpcPeeringConnection ID '{peering_id}' does not exist"
    )


def visible(call: Call, peering: VPCPeeringConnection) -> bool:
    """The accepter's region hears of the request later, and of one that failed never."""
    there = call.region == peering.peer_vpc.region and call.region != peering.vpc.region
    return not there or (now() >= peering.visible_at and peering._status.code != "failed")


@instead("ec2", "CreateVpcPeeringConnection")
def request_peering(call: Call, _: Any) -> dict[str, Any]:
    from .registry import ec2_backend

    vpc = call.ec2.get_vpc(call.get("VpcId"))
    peer_account = call.get("PeerOwnerId", call.account)
    peer = ec2_backend(peer_account, call.get("PeerRegion", call.region)).get_vpc(call.get("PeerVpcId"))
    refuse_second(call, vpc, peer)
    peering = call.ec2.create_vpc_peering_connection(vpc, peer, call.tags("vpc-peering-connection"))
    peering.visible_at = now() + world.settings.peering_visible_seconds
    peering.accepted_at = None
    if vpc is peer or overlap(vpc, peer):
        peering._status.code = "failed"
        peering._status.message = "Failed due to incorrect VPC-ID, Account ID, or overlapping CIDR range"
    else:
        peering._status.initiating()
        world.after(0, lambda: pend(peering))
    return {"VpcPeeringConnection": shown(call, peering)}


def pend(peering: VPCPeeringConnection) -> None:
    if peering._status.code == "initiating-request":
        peering._status.pending()


def refuse_second(call: Call, vpc: Any, peer: Any) -> None:
    """There can be only one peering between the same two VPCs."""
    for other in call.ec2.vpc_pcxs.values():
        if {other.vpc.id, other.peer_vpc.id} == {vpc.id, peer.id} and other._status.code in (
            "provisioning",
            "active",
        ):
            raise Refused(
                "VpcPeeringConnectionAlreadyExists", f"There is already a peering {other.id} between these VPCs"
            )


def overlap(vpc: Any, peer: Any) -> bool:
    """Any overlap, of any of their blocks, makes the request fail at once."""

    def blocks(each: Any) -> list[ipaddress.IPv4Network]:
        return [
            ipaddress.IPv4Network(association["cidr_block"], strict=False)
            for association in each.get_cidr_block_association_set()
            if association["cidr_block_state"]["state"] == "associated"
        ]

    return any(one.overlaps(other) for one in blocks(vpc) for other in blocks(peer))


@before(
    "ec2",
    "AcceptVpcPeeringConnection",
    "DeleteVpcPeeringConnection",
    "CreateRoute",
    "ReplaceRoute",
    "CreateTags",
)
def peering_not_here_yet_is_unknown(call: Call) -> None:
    for peering_id in [call.get("VpcPeeringConnectionId"), *call.get("Resources", [])]:
        peering = call.ec2.vpc_pcxs.get(peering_id)
        if peering and not visible(call, peering):
            raise unknown(peering.id)


@instead("ec2", "AcceptVpcPeeringConnection")
def accept_peering(call: Call, ask_moto: Any) -> dict[str, Any]:
    """moto refuses the wrong region and a second acceptance, as AWS does; the rest takes time."""
    ask_moto()
    peering = call.ec2.vpc_pcxs[call.get("VpcPeeringConnectionId")]
    peering._status.code, peering._status.message = "provisioning", "Provisioning"
    peering.accepted_at = now()

    def activate() -> None:
        if peering._status.code == "provisioning":
            peering._status.accept()

    world.after(world.settings.peering_active_seconds, activate)
    return {"VpcPeeringConnection": shown(call, peering)}


@before("ec2", "DeleteVpcPeeringConnection")
def deleted_peering_cannot_be_deleted(call: Call) -> None:
    peering = call.ec2.vpc_pcxs.get(call.get("VpcPeeringConnectionId"))
    if peering and peering._status.code in ("deleted", "failed", "rejected", "expired"):
        raise Refused(
            "InvalidStateTransition",
            f"Invalid state transition for {peering.id}, attempted to transition from "
            f"{peering._status.code} to deleting",
        )


@instead("ec2", "DescribeVpcPeeringConnections")
def describe_peerings(call: Call, _: Any) -> dict[str, Any]:
    """moto ignores every filter, answers unknown ids with nothing, and shows one side's tags on both.
    https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeVpcPeeringConnections.html"""
    peerings = [each for each in call.ec2.vpc_pcxs.values() if visible(call, each)]
    wanted = call.get("VpcPeeringConnectionIds", [])
    for peering_id in wanted:
        if peering_id not in [each.id for each in peerings]:
            raise unknown(peering_id)
    if wanted:
        peerings = [each for each in peerings if each.id in wanted]
    return {"VpcPeeringConnections": select([shown(call, each) for each in peerings], call.filters, values_of)}


def shown(call: Call, peering: VPCPeeringConnection) -> dict[str, Any]:
    """The peering as this region sees it, with this region's tags."""
    status = dict(peering.status)
    lag = world.settings.peering_requester_lag_seconds + world.settings.peering_active_seconds
    late = peering.accepted_at is not None and now() < peering.accepted_at + lag
    if status["Code"] == "active" and call.region == peering.vpc.region and late:
        status = {"Code": "provisioning", "Message": "Provisioning"}
    return {
        "VpcPeeringConnectionId": peering.id,
        "Status": status,
        "RequesterVpcInfo": peering.requester_vpc_info,
        "AccepterVpcInfo": peering.accepter_vpc_info,
        "Tags": [
            {"Key": key, "Value": value} for key, value in call.ec2.tags.get(peering.id, {}).items()
        ],
    }


def values_of(peering: dict[str, Any] | None, name: str) -> list[str] | None:
    if name == "tag-key" or name.startswith("tag:"):
        return tag_values(peering["Tags"], name) if peering else []
    paths = {
        "vpc-peering-connection-id": ("VpcPeeringConnectionId",),
        "status-code": ("Status", "Code"),
        "status-message": ("Status", "Message"),
        "requester-vpc-info.vpc-id": ("RequesterVpcInfo", "VpcId"),
        "requester-vpc-info.owner-id": ("RequesterVpcInfo", "OwnerId"),
        "requester-vpc-info.cidr-block": ("RequesterVpcInfo", "CidrBlock"),
        "accepter-vpc-info.vpc-id": ("AccepterVpcInfo", "VpcId"),
        "accepter-vpc-info.owner-id": ("AccepterVpcInfo", "OwnerId"),
        "accepter-vpc-info.cidr-block": ("AccepterVpcInfo", "CidrBlock"),
    }
    if name not in paths:
        return None
    value: Any = peering
    for member in paths[name]:
        value = value[member] if value else None
    return [value] if value else []
