"""What a Client VPN endpoint leads to: its subnets, its routes, and who may go where.

https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_AssociateClientVpnTargetNetwork.html
https://docs.aws.amazon.com/AWSEC2/latest/APIReference/errors-overview.html
"""

from __future__ import annotations

import ipaddress
from typing import Any

from moto.moto_api._internal import mock_random

from ..world import world
from . import interfaces
from .client_vpns import ClientVpnEndpoint, find
from .registry import Call, Refused, instead
from .tokens import idempotent


@instead("ec2", "AssociateClientVpnTargetNetwork")
@idempotent
def associate(call: Call, _: Any) -> dict[str, Any]:
    """One subnet a zone, all of one VPC, which the clients' addresses do not overlap."""
    endpoint, subnet = find(call), call.ec2.get_subnet(call.get("SubnetId"))
    vpc = call.ec2.get_vpc(subnet.vpc_id)
    for each in endpoint.associations.values():
        other = each["subnet"]
        if other.id == subnet.id:
            raise Refused("InvalidClientVpnDuplicateAssociationException", f"{subnet.id} is already associated")
        if other.availability_zone == subnet.availability_zone:
            raise Refused("InvalidClientVpnSubnetId.DuplicateAz", f"{other.id} is in the same Availability Zone")
    if endpoint.vpc_id not in (None, vpc.id):
        raise Refused("InvalidParameterValue", f"The subnet {subnet.id} is not of the VPC {endpoint.vpc_id}")
    if ipaddress.IPv4Network(endpoint.block).overlaps(ipaddress.IPv4Network(vpc.cidr_block)):
        raise Refused("InvalidClientVpnSubnetId.OverlappingCidr", f"{endpoint.block} overlaps {vpc.cidr_block}")
    endpoint.vpc_id = vpc.id
    made = {"subnet": subnet, "state": "associating", "id": f"cvpn-assoc-{mock_random.get_random_hex(17)}"}
    text = f"ClientVPN Endpoint resource for {endpoint.id}"
    made["interface"] = interfaces.make(call.ec2, "interface", subnet, None, endpoint.groups, text)
    endpoint.associations[made["id"]] = made
    endpoint.routes.append(route(endpoint, vpc.cidr_block, subnet.id, "associate"))

    def finish() -> None:
        if made["state"] == "associating":
            made["message"] = world.settings.client_vpn_association_failure
            made["state"] = "association-failed" if made["message"] else "associated"

    world.after(world.settings.client_vpn_associated_seconds, finish)
    return {"AssociationId": made["id"], "Status": {"Code": "associating"}}


@instead("ec2", "DisassociateClientVpnTargetNetwork")
def disassociate(call: Call, _: Any) -> dict[str, Any]:
    """Its routes go with it.
    https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DisassociateClientVpnTargetNetwork.html"""
    endpoint, backend = find(call), call.ec2
    one = endpoint.associations.get(call.get("AssociationId"))
    if one is None:
        raise Refused("InvalidClientVpnAssociationId.NotFound", f"{call.get('AssociationId')} does not exist")

    def finish() -> None:
        endpoint.associations.pop(one["id"], None)
        backend.enis.pop(one["interface"].id, None)
        endpoint.routes = [each for each in endpoint.routes if each["TargetSubnet"] != one["subnet"].id]

    if one["state"] != "disassociating":
        one["state"] = "disassociating"
        world.after(world.settings.client_vpn_disassociated_seconds, finish)
    return {"AssociationId": one["id"], "Status": {"Code": "disassociating"}}


@instead("ec2", "DescribeClientVpnTargetNetworks")
def describe_target_networks(call: Call, _: Any) -> dict[str, Any]:
    endpoint, ids = find(call), call.get("AssociationIds", [])
    found = [
        {
            "AssociationId": each["id"],
            "VpcId": each["subnet"].vpc_id,
            "TargetNetworkId": each["subnet"].id,
            "ClientVpnEndpointId": endpoint.id,
            "Status": {"Code": each["state"]} | ({"Message": each["message"]} if each.get("message") else {}),
            "SecurityGroups": endpoint.groups,
        }
        for each in endpoint.associations.values()
        if not ids or each["id"] in ids
    ]
    return {"ClientVpnTargetNetworks": found}


# Who may go where.


@instead("ec2", "AuthorizeClientVpnIngress")
@idempotent
def authorize(call: Call, _: Any) -> dict[str, Any]:
    endpoint, block = find(call), block_of(call, "TargetNetworkCidr")
    group = call.get("AccessGroupId", "")
    if bool(group) == (call.get("AuthorizeAllGroups") in (True, "true")):
        raise Refused("InvalidParameterCombination", "Either a group or all groups must be specified")
    if (block, group) in [(each["DestinationCidr"], each["GroupId"]) for each in endpoint.rules]:
        raise Refused("InvalidClientVpnDuplicateAuthorizationRule", f"A rule for {block} exists already")
    made = {
        "ClientVpnEndpointId": endpoint.id,
        "Description": call.get("Description", ""),
        "GroupId": group,
        "AccessAll": not group,
        "DestinationCidr": block,
        "Status": {"Code": "authorizing"},
    }
    endpoint.rules.append(made)

    def finish() -> None:
        failure = world.settings.client_vpn_rule_failure
        if made["Status"]["Code"] == "authorizing":
            made["Status"] = {"Code": "failed", "Message": failure} if failure else {"Code": "active"}

    world.after(world.settings.client_vpn_rules_seconds, finish)
    return {"Status": {"Code": "authorizing"}}


@instead("ec2", "RevokeClientVpnIngress")
def revoke(call: Call, _: Any) -> dict[str, Any]:
    endpoint, block, group = find(call), call.get("TargetNetworkCidr"), call.get("AccessGroupId", "")
    if bool(group) == (call.get("RevokeAllGroups") in (True, "true")):
        raise Refused("InvalidParameterCombination", "Either a group or all groups must be specified")
    going = [each for each in endpoint.rules if (each["DestinationCidr"], each["GroupId"]) == (block, group)]
    if not going:
        raise Refused("InvalidClientVpnEndpointAuthorizationRuleNotFound", f"There is no rule for {block}")

    def finish() -> None:
        endpoint.rules = [each for each in endpoint.rules if each not in going]

    for each in going:
        each["Status"] = {"Code": "revoking"}
    world.after(world.settings.client_vpn_rules_seconds, finish)
    return {"Status": {"Code": "revoking"}}


@instead("ec2", "DescribeClientVpnAuthorizationRules")
def describe_rules(call: Call, _: Any) -> dict[str, Any]:
    return {"AuthorizationRules": find(call).rules}


# Routes.


def route(endpoint: ClientVpnEndpoint, block: str, subnet_id: str, origin: str, text: str = "") -> dict[str, Any]:
    return {
        "ClientVpnEndpointId": endpoint.id,
        "DestinationCidr": block,
        "TargetSubnet": subnet_id,
        "Type": "Nat",
        "Origin": origin,
        "Status": {"Code": "active"},
        "Description": text,
    }


@instead("ec2", "CreateClientVpnRoute")
@idempotent
def create_route(call: Call, _: Any) -> dict[str, Any]:
    """https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateClientVpnRoute.html"""
    endpoint, block, subnet_id = find(call), block_of(call, "DestinationCidrBlock"), call.get("TargetVpcSubnetId")
    if subnet_id not in [each["subnet"].id for each in endpoint.associations.values()]:
        raise Refused("InvalidClientVpnActiveAssociationNotFound", f"{subnet_id} is not associated")
    if (block, subnet_id) in [(each["DestinationCidr"], each["TargetSubnet"]) for each in endpoint.routes]:
        raise Refused("InvalidClientVpnDuplicateRoute", f"A route to {block} by {subnet_id} exists already")
    endpoint.routes.append(route(endpoint, block, subnet_id, "add-route", call.get("Description", "")))
    return {"Status": {"Code": "creating"}}


@instead("ec2", "DeleteClientVpnRoute")
def delete_route(call: Call, _: Any) -> dict[str, Any]:
    endpoint, wanted = find(call), (call.get("DestinationCidrBlock"), call.get("TargetVpcSubnetId"))
    kept = [each for each in endpoint.routes if (each["DestinationCidr"], each["TargetSubnet"]) != wanted]
    if len(kept) == len(endpoint.routes):
        raise Refused("InvalidClientVpnRouteNotFound", f"There is no route to {wanted[0]} by {wanted[1]}")
    endpoint.routes = kept
    return {"Status": {"Code": "deleting"}}


@instead("ec2", "DescribeClientVpnRoutes")
def describe_routes(call: Call, _: Any) -> dict[str, Any]:
    return {"Routes": find(call).routes}


def block_of(call: Call, name: str) -> str:
    try:
        return str(ipaddress.IPv4Network(call.get(name)))
    except ValueError:
        raise Refused("InvalidParameterValue", f"Invalid CIDR block {call.get(name)}") from None
