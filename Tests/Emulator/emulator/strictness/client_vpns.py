"""Client VPN endpoints, which moto does not have: associated with subnets, one a zone, and no sooner deleted.

https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateClientVpnEndpoint.html
https://docs.aws.amazon.com/vpn/latest/clientvpn-admin/cvpn-working-endpoints.html
"""

from __future__ import annotations

import ipaddress
from typing import Any

from moto.core.utils import utcnow
from moto.ec2 import utils
from moto.ec2.models.core import TaggedEC2Resource
from moto.moto_api._internal import mock_random

from .. import alive
from ..world import world
from .certificates import state_of
from .filters import described, tag_values
from .moto_classes import method
from .registry import Call, Refused, instead, tags_of
from .tokens import idempotent

PREFIX = "cvpn-endpoint"
# So that they can be tagged.
utils.EC2_RESOURCE_TO_PREFIX["client-vpn-endpoint"] = PREFIX
utils.EC2_PREFIX_TO_RESOURCE[PREFIX] = "client-vpn-endpoint"

MOST_GROUPS = 5
"""https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_ApplySecurityGroupsToClientVpnTargetNetwork.html"""


@method(utils, "get_prefix")
def prefix(moto: Any, given: str) -> str:
    found: str = PREFIX if given.startswith(PREFIX) else moto(given)
    return found


class ClientVpnEndpoint(TaggedEC2Resource):
    def __init__(self, call: Call, block: str) -> None:
        self.ec2_backend, self.id = call.ec2, f"{PREFIX}-{mock_random.get_random_hex(17)}"
        self.block, self.asked, self.made_at = block, call.parameters, utcnow()
        self.deleting = False
        self.vpc_id = call.get("VpcId")
        self.associations: dict[str, dict[str, Any]] = {}
        self.rules: list[dict[str, Any]] = []
        self.routes: list[dict[str, Any]] = []
        self.groups: list[str] = call.get("SecurityGroupIds", [])
        self.add_tags(call.tags("client-vpn-endpoint"))

    @property
    def splits_tunnel(self) -> bool:
        return self.asked.get("SplitTunnel") in (True, "true")

    @property
    def state(self) -> str:
        if self.deleting:
            return "deleting"
        up = any(each["state"] == "associated" for each in self.associations.values())
        return "available" if up else "pending-associate"


@instead("ec2", "CreateClientVpnEndpoint")
@idempotent
def create_endpoint(call: Call, _: Any) -> dict[str, Any]:
    ways = call.get("AuthenticationOptions", [])
    if not ways or call.get("ConnectionLogOptions") is None:
        raise Refused("MissingParameter", "The request must contain the parameter Authentication")
    check_certificate(call, call.get("ServerCertificateArn"))
    for each in ways:
        check_certificate(call, each.get("MutualAuthentication", {}).get("ClientRootCertificateChainArn"))
    check_groups(call)
    endpoint = ClientVpnEndpoint(call, block_of(call))
    alive.client_vpns(call.ec2)[endpoint.id] = endpoint
    return {"ClientVpnEndpointId": endpoint.id, "Status": status(endpoint), "DnsName": dns_name(endpoint)}


def check_certificate(call: Call, arn: str | None) -> None:
    if state_of(call, arn or "") != "ISSUED":
        raise Refused("InvalidParameterValue", f"Certificate {arn} does not exist, or is not issued")


def check_groups(call: Call) -> None:
    """Groups are of a VPC that must be named besides."""
    groups, vpc_id = call.get("SecurityGroupIds", []), call.get("VpcId")
    if groups and not vpc_id:
        raise Refused("InvalidParameterCombination", "Security groups need the ID of their VPC")
    if len(groups) > MOST_GROUPS:
        raise Refused("InvalidParameterValue", f"Up to {MOST_GROUPS} security groups can be specified")
    if vpc_id:
        call.ec2.get_vpc(vpc_id)
    for each in groups:
        group = call.ec2.get_security_group_from_id(each)
        if group is None:
            raise Refused("InvalidGroup.NotFound", f"The security group '{each}' does not exist")
        if group.vpc_id != vpc_id:
            raise Refused("InvalidParameterValue", f"The security group {each} is not of the VPC {vpc_id}")


def block_of(call: Call) -> str:
    given = call.get("ClientCidrBlock")
    try:
        network = ipaddress.IPv4Network(given)
    except ValueError:
        raise Refused("InvalidParameterValue", f"Invalid client CIDR block {given}") from None
    if not 12 <= network.prefixlen <= 22:
        raise Refused("InvalidParameterValue", f"The client CIDR block {given} must be between /12 and /22")
    return str(network)


def status(endpoint: ClientVpnEndpoint) -> dict[str, str]:
    return {"Code": endpoint.state}


def dns_name(endpoint: ClientVpnEndpoint) -> str:
    return f"*.{endpoint.id}.prod.clientvpn.{endpoint.ec2_backend.region_name}.amazonaws.com"


def shown(endpoint: ClientVpnEndpoint) -> dict[str, Any]:
    asked = endpoint.asked
    return {
        "ClientVpnEndpointId": endpoint.id,
        "Description": asked.get("Description", ""),
        "Status": status(endpoint),
        "CreationTime": endpoint.made_at.isoformat(),
        "DnsName": dns_name(endpoint),
        "ClientCidrBlock": endpoint.block,
        "SplitTunnel": endpoint.splits_tunnel,
        "VpnProtocol": "openvpn",
        "TransportProtocol": asked.get("TransportProtocol", "udp"),
        "VpnPort": int(asked.get("VpnPort", 443)),
        "ServerCertificateArn": asked["ServerCertificateArn"],
        "AuthenticationOptions": [
            {
                "Type": each.get("Type"),
                "MutualAuthentication": {
                    "ClientRootCertificateChain": each.get("MutualAuthentication", {}).get(
                        "ClientRootCertificateChainArn"
                    )
                },
            }
            for each in asked["AuthenticationOptions"]
        ],
        "ConnectionLogOptions": asked["ConnectionLogOptions"],
        "SecurityGroupIds": endpoint.groups,
        "VpcId": endpoint.vpc_id,
        "Tags": tags_of(endpoint),
    }


@instead("ec2", "DescribeClientVpnEndpoints")
def describe_endpoints(call: Call, _: Any) -> dict[str, Any]:
    found = described(call, alive.client_vpns(call.ec2), "ClientVpnEndpointIds", values_of, find)
    return {"ClientVpnEndpoints": [shown(each) for each in found]}


def values_of(endpoint: ClientVpnEndpoint | None, name: str) -> list[str] | None:
    if name == "endpoint-id":
        return [endpoint.id] if endpoint else []
    if name == "transport-protocol":
        return [endpoint.asked.get("TransportProtocol", "udp")] if endpoint else []
    return tag_values(tags_of(endpoint), name)


def find(call: Call, endpoint_id: str | None = None) -> ClientVpnEndpoint:
    endpoint_id = endpoint_id or call.get("ClientVpnEndpointId")
    endpoint: ClientVpnEndpoint | None = alive.client_vpns(call.ec2).get(endpoint_id)
    if endpoint is None:
        raise Refused("InvalidClientVpnEndpointId.NotFound", f"Endpoint {endpoint_id} does not exist")
    return endpoint


CHANGEABLE = ("ConnectionLogOptions", "Description", "ServerCertificateArn", "SplitTunnel", "VpnPort")


@instead("ec2", "ModifyClientVpnEndpoint")
def modify_endpoint(call: Call, _: Any) -> dict[str, Any]:
    """Neither who is let in nor the block can be changed: the call has no parameter for it. The groups are those of
    the interfaces, too.
    https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_ModifyClientVpnEndpoint.html"""
    endpoint = find(call)
    if call.get("ServerCertificateArn"):
        check_certificate(call, call.get("ServerCertificateArn"))
    check_groups(call)
    vpc_id = call.get("VpcId", endpoint.vpc_id)
    if endpoint.associations and vpc_id != endpoint.vpc_id:
        raise Refused("InvalidParameterValue", f"{endpoint.id} is associated with subnets of {endpoint.vpc_id}")
    endpoint.vpc_id = vpc_id
    endpoint.asked |= {name: call.get(name) for name in CHANGEABLE if call.get(name) is not None}
    if call.get("SecurityGroupIds"):
        endpoint.groups = call.get("SecurityGroupIds")
        for each in endpoint.associations.values():
            each["interface"]._group_set = [call.ec2.get_security_group_from_id(one) for one in endpoint.groups]
    return {"Return": True}


@instead("ec2", "DeleteClientVpnEndpoint")
def delete_endpoint(call: Call, _: Any) -> dict[str, Any]:
    """https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DeleteClientVpnEndpoint.html"""
    endpoint, backend = find(call), call.ec2
    if endpoint.associations:
        raise Refused("IncorrectState", f"Endpoint {endpoint.id} has associated target networks")
    if not endpoint.deleting:
        endpoint.deleting = True
        world.after(
            world.settings.client_vpn_deleted_seconds, lambda: alive.client_vpns(backend).pop(endpoint.id, None)
        )
    return {"Status": status(endpoint)}
