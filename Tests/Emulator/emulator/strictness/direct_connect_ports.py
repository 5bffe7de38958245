"""Ports of Direct Connect, which AWS calls connections, and virtual interfaces on them. moto's port is available at once,
at any place and of any speed, and has an ARN for an id.

https://docs.aws.amazon.com/directconnect/latest/APIReference/API_Connection.html
"""

from __future__ import annotations

from typing import Any

from moto.moto_api._internal import mock_random

from .. import checks, holdings
from ..world import world
from . import direct_connect_tags
from .direct_connect import MADE, find, refusal
from .registry import Call, instead

LOCATIONS = {
    "us-east-1": {
        "EqDC2": ("Equinix DC1 - DC6, DC10 - DC12, Ashburn, VA, USA", ["1G", "10G", "100G"]),
        "CSVA1": ("CoreSite VA1, VA2, Reston, VA, USA", ["1G", "10G"]),
    },
    "eu-west-1": {"EqLD5": ("Equinix LD4, LD5, LD6, London, GBR", ["1G", "10G"])},
}
"""Region → code → (name, speeds): some of AWS's."""
BANDWIDTHS = ("1Gbps", "10Gbps", "100Gbps", "400Gbps")
"""https://docs.aws.amazon.com/directconnect/latest/UserGuide/dedicated_connection.html"""
LOA = b"%PDF-1.4\n% An LOA-CFA of the emulator's.\n"


@instead("directconnect", "DescribeLocations")
def describe_locations(call: Call, _: Any) -> dict[str, Any]:
    here = LOCATIONS.get(call.region, {})
    return {
        "locations": [
            {"locationCode": code, "locationName": name, "region": call.region, "availablePortSpeeds": speeds}
            for code, (name, speeds) in here.items()
        ]
    }


def connections(call: Call) -> list[dict[str, Any]]:
    """Those of a Region that are shown by now, as they are: those that went, too."""
    held = holdings.direct_connect(call.account)["connections"].values()
    shown = []
    for each in held:
        if each["region"] != call.region or each["_shown_at"] > world.now():
            continue
        state = each["connectionState"]
        if state == "pending":
            state = world.settings.direct_connect_port
        shown.append({key: value for key, value in each.items() if key[0] != "_"} | {"connectionState": state})
    return shown


def connection(call: Call, wanted: Any) -> dict[str, Any]:
    found = [each for each in connections(call) if each["connectionId"] == wanted and not has_gone(each)]
    if not found:
        raise refusal(f"Connection {wanted} does not exist")
    return found[0]


def has_gone(one: dict[str, Any]) -> bool:
    return one["connectionState"] == "deleted"


@instead("directconnect", "CreateConnection")
def create_connection(call: Call, _: Any) -> dict[str, Any]:
    """There is no token: a second call orders a second port."""
    asked, here = call.body, LOCATIONS.get(call.region, {})
    if not asked.get("connectionName"):
        raise refusal("The name of the connection is required")
    if asked.get("location") not in here:
        raise refusal(f"Location {asked.get('location')} is invalid")
    if asked.get("bandwidth") not in BANDWIDTHS or asked["bandwidth"][:-3] not in here[asked["location"]][1]:
        raise refusal(f"Bandwidth {asked.get('bandwidth')} is invalid at {asked['location']}")
    direct_connect_tags.check(asked.get("tags", []))
    made = {
        "connectionId": f"dxcon-{mock_random.get_random_string(8, lower_case=True, include_digits=True)}",
        "connectionName": asked["connectionName"],
        "connectionState": "requested",
        "ownerAccount": checks.ACCOUNT,
        "region": call.region,
        "location": asked["location"],
        "bandwidth": asked["bandwidth"],
        "tags": asked.get("tags", []),
        "_shown_at": world.now() + world.settings.direct_connect_visible_seconds,
    }
    holdings.direct_connect(call.account)["connections"][made["connectionId"]] = made

    def approve() -> None:
        if made["connectionState"] == "requested":
            made["connectionState"] = "pending"

    world.after(world.settings.direct_connect_requested_seconds, approve)
    return {key: value for key, value in made.items() if key[0] != "_"}


@instead("directconnect", "DescribeConnections")
def describe_connections(call: Call, _: Any) -> dict[str, Any]:
    """A page has 100 at most."""
    asked = call.body
    if "connectionId" in asked:
        return {"connections": [connection(call, asked["connectionId"])]}
    first, most = int(asked.get("nextToken", 0)), min(int(asked.get("maxResults", 100)), 100)
    found = connections(call)
    more = {"nextToken": str(first + most)} if len(found) > first + most else {}
    return {"connections": found[first : first + most]} | more


@instead("directconnect", "DescribeLoa")
def describe_loa(call: Call, _: Any) -> dict[str, Any]:
    """There is none while the connection is `requested`."""
    one = connection(call, call.body.get("connectionId"))
    if one["connectionState"] == "requested":
        raise refusal(f"The LOA-CFA of {one['connectionId']} is not available")
    return {"loaContent": LOA, "loaContentType": "application/pdf"}


@instead("directconnect", "DeleteConnection")
def delete_connection(call: Call, _: Any) -> dict[str, Any]:
    one = connection(call, call.body.get("connectionId"))
    held = holdings.direct_connect(call.account)
    if any(each["connectionId"] == one["connectionId"] for each in held["interfaces"].values()):
        raise refusal(f"Connection {one['connectionId']} has virtual interfaces")
    held["connections"][one["connectionId"]]["connectionState"] = "deleted"
    return one | {"connectionState": "deleted"}


@instead("directconnect", "CreatePrivateVirtualInterface")
def create_interface(call: Call, _: Any) -> dict[str, Any]:
    """Made by the user: the answer has the key of BGP in it, and so has each that describes it."""
    one, asked = connection(call, call.body.get("connectionId")), call.body["newPrivateVirtualInterface"]
    if one["connectionState"] == "requested":
        raise refusal(f"Connection {one['connectionId']} is not ready for virtual interfaces")
    gateway = holdings.direct_connect(call.account)["gateways"].get(asked.get(MADE))
    if gateway is None:
        raise refusal(f"Direct Connect Gateway {asked.get(MADE)} does not exist")
    key = mock_random.get_random_string(16, include_digits=True)
    made = {
        "virtualInterfaceId": f"dxvif-{mock_random.get_random_string(8, lower_case=True, include_digits=True)}",
        "virtualInterfaceType": "private",
        "virtualInterfaceName": asked["virtualInterfaceName"],
        "connectionId": one["connectionId"],
        "region": call.region,
        "vlan": asked["vlan"],
        "asn": asked["asn"],
        "authKey": asked.get("authKey", key),
        "customerRouterConfig": f"<auth_key>{asked.get('authKey', key)}</auth_key>",
        MADE: gateway[MADE],
    }
    holdings.direct_connect(call.account)["interfaces"][made["virtualInterfaceId"]] = made
    return shown(made)


def shown(interface: dict[str, Any]) -> dict[str, Any]:
    up = world.settings.direct_connect_bgp_up
    peer = {"asn": interface["asn"], "bgpPeerState": "available", "bgpStatus": "up" if up else "down"}
    return interface | {"virtualInterfaceState": "available" if up else "down", "bgpPeers": [peer]}


@instead("directconnect", "DescribeVirtualInterfaces")
def describe_interfaces(call: Call, _: Any) -> dict[str, Any]:
    asked = call.body
    wanted = {name: asked[name] for name in ("connectionId", "virtualInterfaceId") if name in asked}
    found = holdings.direct_connect(call.account)["interfaces"].values()
    here = [each for each in found if each["region"] == call.region]
    return {"virtualInterfaces": [shown(each) for each in here if all(each[k] == v for k, v in wanted.items())]}


@instead("directconnect", "DescribeDirectConnectGatewayAttachments")
def describe_attachments(call: Call, _: Any) -> dict[str, Any]:
    asked = call.body
    wanted = {name: asked[name] for name in (MADE, "virtualInterfaceId") if name in asked}
    if not wanted:
        raise refusal("A Direct Connect gateway or a virtual interface must be named")
    if MADE in wanted:
        find(call)
    return {
        "directConnectGatewayAttachments": [
            {
                MADE: each[MADE],
                "virtualInterfaceId": each["virtualInterfaceId"],
                "virtualInterfaceRegion": each["region"],
                "virtualInterfaceOwnerAccount": checks.ACCOUNT,
                "attachmentState": "attached",
                "attachmentType": "PrivateVirtualInterface",
            }
            for each in holdings.direct_connect(call.account)["interfaces"].values()
            if all(each[name] == value for name, value in wanted.items())
        ]
    }


@instead("directconnect", "DeleteVirtualInterface")
def delete_interface(call: Call, _: Any) -> dict[str, Any]:
    wanted, held = call.body.get("virtualInterfaceId"), holdings.direct_connect(call.account)["interfaces"]
    if wanted not in held or held[wanted]["region"] != call.region:
        raise refusal(f"Virtual interface {wanted} does not exist")
    del held[wanted]
    return {"virtualInterfaceState": "deleting"}
