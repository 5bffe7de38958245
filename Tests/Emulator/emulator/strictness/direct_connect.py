"""Direct Connect gateways, which moto does not have: of the whole account, in front of virtual private gateways.
Ports and virtual interfaces are in direct_connect_ports.py, tags in direct_connect_tags.py.

https://docs.aws.amazon.com/directconnect/latest/APIReference/API_CreateDirectConnectGateway.html
https://docs.aws.amazon.com/directconnect/latest/APIReference/API_CreateDirectConnectGatewayAssociation.html
"""

from __future__ import annotations

import ipaddress
from typing import Any

from moto.moto_api._internal import mock_random

from .. import checks, holdings
from ..world import world
from . import direct_connect_tags, vpn_gateways
from .registry import Call, Refused, instead

MADE = "directConnectGatewayId"
MOST_PRIVATE_GATEWAYS = 20
"""https://docs.aws.amazon.com/directconnect/latest/UserGuide/limits.html"""


def refusal(message: str) -> Refused:
    return Refused("DirectConnectClientException", message)


@instead("directconnect", "CreateDirectConnectGateway")
def create_gateway(call: Call, _: Any) -> dict[str, Any]:
    """There is no token: a second call makes a second one of the same name."""
    asked = call.body
    if not asked.get("directConnectGatewayName"):
        raise refusal("The name of the Direct Connect gateway is required")
    asn = int(asked.get("amazonSideAsn", vpn_gateways.DEFAULT_ASN))
    if not any(asn in each for each in vpn_gateways.ASNS):
        raise refusal(f"Invalid ASN {asn}")
    direct_connect_tags.check(asked.get("tags", []))
    gateway = {
        MADE: str(mock_random.uuid4()),
        "directConnectGatewayName": asked["directConnectGatewayName"],
        "amazonSideAsn": asn,
        "ownerAccount": checks.ACCOUNT,
        "directConnectGatewayState": "available",
        "tags": asked.get("tags", []),
    }
    holdings.direct_connect(call.account)["gateways"][gateway[MADE]] = gateway
    return {"directConnectGateway": gateway}


@instead("directconnect", "DescribeDirectConnectGateways")
def describe_gateways(call: Call, _: Any) -> dict[str, Any]:
    """One that is not there is no error."""
    wanted = call.body.get(MADE)
    gateways = holdings.direct_connect(call.account)["gateways"].values()
    return {"directConnectGateways": [each for each in gateways if wanted in (None, each[MADE])]}


def find(call: Call) -> dict[str, Any]:
    wanted = call.body.get(MADE)
    gateway: dict[str, Any] | None = holdings.direct_connect(call.account)["gateways"].get(wanted)
    if gateway is None:
        raise refusal(f"Direct Connect Gateway {wanted} does not exist")
    return gateway


@instead("directconnect", "DeleteDirectConnectGateway")
def delete_gateway(call: Call, _: Any) -> dict[str, Any]:
    """https://docs.aws.amazon.com/directconnect/latest/APIReference/API_DeleteDirectConnectGateway.html"""
    gateway, held = find(call), holdings.direct_connect(call.account)
    if any(each[MADE] == gateway[MADE] for each in held["associations"].values()):
        raise refusal(f"Direct Connect Gateway {gateway[MADE]} has associated gateways")
    if any(each[MADE] == gateway[MADE] for each in held["interfaces"].values()):
        raise refusal(f"Direct Connect Gateway {gateway[MADE]} has virtual interfaces attached")
    del held["gateways"][gateway[MADE]]
    return {"directConnectGateway": gateway | {"directConnectGatewayState": "deleted"}}


@instead("directconnect", "CreateDirectConnectGatewayAssociation")
def associate(call: Call, _: Any) -> dict[str, Any]:
    asked, gateway, held = call.body, find(call), holdings.direct_connect(call.account)
    private_id = asked.get("gatewayId", asked.get("virtualGatewayId"))
    private = call.ec2.vpn_gateways.get(private_id)
    there = vpn_gateways.attachment(private) if private else None
    if there is None or there.state != "attached":
        raise refusal(f"Gateway {private_id} does not exist, or is attached to no VPC")
    if private_id in [each["associatedGateway"]["id"] for each in held["associations"].values()]:
        raise refusal(f"Gateway {private_id} is already associated with a Direct Connect gateway")
    if sum(each[MADE] == gateway[MADE] for each in held["associations"].values()) >= MOST_PRIVATE_GATEWAYS:
        raise refusal(f"Direct Connect Gateway {gateway[MADE]} has {MOST_PRIVATE_GATEWAYS} gateways already")
    block = call.ec2.get_vpc(there.vpc_id).cidr_block
    prefixes = asked.get("addAllowedPrefixesToDirectConnectGateway") or [{"cidr": block}]
    for each in prefixes:
        ipaddress.ip_network(each["cidr"])
    made = {
        "associationId": str(mock_random.uuid4()),
        MADE: gateway[MADE],
        "directConnectGatewayOwnerAccount": checks.ACCOUNT,
        "associationState": "associating",
        "associatedGateway": {
            "id": private_id,
            "type": "virtualPrivateGateway",
            "ownerAccount": checks.ACCOUNT,
            "region": call.region,
        },
        "allowedPrefixesToDirectConnectGateway": prefixes,
        "virtualGatewayId": private_id,
        "virtualGatewayRegion": call.region,
        "virtualGatewayOwnerAccount": checks.ACCOUNT,
    }
    held["associations"][made["associationId"]] = made

    def finish() -> None:
        if made["associationState"] == "associating":
            made["associationState"] = "associated"

    world.after(world.settings.direct_connect_associated_seconds, finish)
    return {"directConnectGatewayAssociation": dict(made)}


@instead("directconnect", "DescribeDirectConnectGatewayAssociations")
def describe_associations(call: Call, _: Any) -> dict[str, Any]:
    asked, found = call.body, holdings.direct_connect(call.account)["associations"].values()
    wanted = {name: asked[name] for name in ("associationId", MADE, "virtualGatewayId") if name in asked}
    if "associatedGatewayId" in asked:
        wanted["virtualGatewayId"] = asked["associatedGatewayId"]
    if not wanted:
        raise refusal("An association, a Direct Connect gateway or a gateway must be named")
    matching = [each for each in found if all(each[name] == value for name, value in wanted.items())]
    return {"directConnectGatewayAssociations": matching}


def settled(association: dict[str, Any]) -> None:
    if association["associationState"] in ("associating", "updating"):
        raise refusal(f"Association {association['associationId']} is in a transitioning state")


@instead("directconnect", "UpdateDirectConnectGatewayAssociation")
def update(call: Call, _: Any) -> dict[str, Any]:
    """https://docs.aws.amazon.com/directconnect/latest/UserGuide/allowed-to-prefixes.html"""
    asked = call.body
    one = holdings.direct_connect(call.account)["associations"].get(asked.get("associationId"))
    if one is None or one["associationState"] == "disassociating":
        raise refusal("The association does not exist")
    settled(one)
    listed = "{}AllowedPrefixesToDirectConnectGateway"
    added = [each["cidr"] for each in asked.get(listed.format("add"), [])]
    removed = [each["cidr"] for each in asked.get(listed.format("remove"), [])]
    for each in added + removed:
        ipaddress.ip_network(each)
    has = [each["cidr"] for each in one["allowedPrefixesToDirectConnectGateway"]]
    left = [each for each in dict.fromkeys(has + added) if each not in removed]
    one["allowedPrefixesToDirectConnectGateway"] = [{"cidr": each} for each in left]
    one["associationState"] = "updating"

    def finish() -> None:
        if one["associationState"] == "updating":
            one["associationState"] = "associated"

    world.after(world.settings.direct_connect_updated_seconds, finish)
    return {"directConnectGatewayAssociation": dict(one)}


@instead("directconnect", "DeleteDirectConnectGatewayAssociation")
def disassociate(call: Call, _: Any) -> dict[str, Any]:
    asked, associations = call.body, holdings.direct_connect(call.account)["associations"]
    names = ("associationId", MADE, "virtualGatewayId")
    wanted = {name: asked[name] for name in names if name in asked}
    found = [each for each in associations.values() if wanted and all(each[k] == v for k, v in wanted.items())]
    if len(found) != 1:
        raise refusal("The association does not exist")
    one = found[0]
    settled(one)
    if one["associationState"] != "disassociating":
        one["associationState"] = "disassociating"
        gone = one["associationId"]
        world.after(world.settings.direct_connect_disassociated_seconds, lambda: associations.pop(gone, None))
    return {"directConnectGatewayAssociation": dict(one)}
