"""NAT gateways: addresses of their subnet, and time to come and to go.

https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateNatGateway.html
https://docs.aws.amazon.com/vpc/latest/userguide/nat-gateway-troubleshooting.html
"""

from __future__ import annotations

from typing import Any

from moto.core.utils import utcnow
from moto.ec2.models.nat_gateways import NatGateway
from moto.ec2.utils import random_nat_gateway_id

from ..world import world
from . import interfaces
from .filters import select, tag_values
from .registry import Call, Refused, instead, tags_of
from .tokens import idempotent


@instead("ec2", "CreateNatGateway")
@idempotent
def create_nat_gateway(call: Call, _: Any) -> dict[str, Any]:
    """moto's has an address outside of its subnet, and is available at once."""
    subnet = call.ec2.get_subnet(call.get("SubnetId"))
    kind, address = call.get("ConnectivityType", "public"), None
    if kind == "public":
        address = free_address(call)
    nat = build(call.ec2, subnet, address, call.tags("natgateway"), kind)
    nat.state = "pending"

    def become_available() -> None:
        if nat.state == "pending":
            nat.state = "available"

    world.after(world.settings.nat_available_seconds, become_available)
    return {"NatGateway": shown(nat), "ClientToken": call.get("ClientToken")}


def free_address(call: Call) -> Any:
    allocation = call.get("AllocationId")
    if allocation is None:
        raise Refused("MissingParameter", "The request must contain the parameter AllocationId")
    address = next((each for each in call.ec2.addresses if each.allocation_id == allocation), None)
    if address is None:
        raise Refused("InvalidAllocationID.NotFound", f"The allocation ID '{allocation}' does not exist")
    if address.eni or address.instance:
        raise Refused("Resource.AlreadyAssociated", f"{address.public_ip} is already associated")
    return address


def build(backend: Any, subnet: Any, address: Any, tags: dict[str, str], kind: str = "public") -> NatGateway:
    """An available one."""
    nat: NatGateway = NatGateway.__new__(NatGateway)
    nat.id, nat.ec2_backend = random_nat_gateway_id(), backend
    nat.subnet_id, nat.vpc_id = subnet.id, subnet.vpc_id
    nat.connectivity_type, nat.state, nat._created_at = kind, "available", utcnow()
    nat._eni = interfaces.make(backend, "nat_gateway", subnet, None, [], f"Interface for NAT Gateway {nat.id}")
    nat.elastic_ip = address
    if address is not None:
        backend.associate_address(eni=nat._eni, allocation_id=address.allocation_id)
    nat.add_tags(tags)
    backend.nat_gateways[nat.id] = nat
    return nat


def shown(nat: NatGateway) -> dict[str, Any]:
    address = {
        "NetworkInterfaceId": nat._eni.id,
        "PrivateIp": nat._eni.private_ip_address,
        "IsPrimary": True,
        "Status": "succeeded" if nat.state != "pending" else "associating",
    }
    if nat.elastic_ip is not None:
        address |= {
            "AllocationId": nat.elastic_ip.allocation_id,
            "AssociationId": nat.elastic_ip.association_id,
            "PublicIp": nat.elastic_ip.public_ip,
        }
    return {
        "NatGatewayId": nat.id,
        "SubnetId": nat.subnet_id,
        "VpcId": nat.vpc_id,
        "State": nat.state,
        "ConnectivityType": nat.connectivity_type,
        "CreateTime": nat._created_at,
        "NatGatewayAddresses": [address],
        "Tags": tags_of(nat),
    }


@instead("ec2", "DescribeNatGateways")
def describe_nat_gateways(call: Call, _: Any) -> dict[str, Any]:
    """moto overlooks the filters by tag, and answers nothing to an unknown id."""
    ids = call.get("NatGatewayIds", [])
    for each in ids:
        find(call, each)
    nats = [each for each in call.ec2.nat_gateways.values() if not ids or each.id in ids]
    return {"NatGateways": [shown(each) for each in select(nats, call.filters, values_of)]}


def find(call: Call, nat_id: str) -> NatGateway:
    nat: NatGateway | None = call.ec2.nat_gateways.get(nat_id)
    if nat is None:
        raise Refused("NatGatewayNotFound", f"The Nat Gateway {nat_id} was not found")
    return nat


def values_of(nat: NatGateway | None, name: str) -> list[str] | None:
    members = {"nat-gateway-id": "id", "state": "state", "subnet-id": "subnet_id", "vpc-id": "vpc_id"}
    if name in members:
        return [getattr(nat, members[name])] if nat else []
    return tag_values(tags_of(nat), name)


@instead("ec2", "DeleteNatGateway")
def delete_nat_gateway(call: Call, _: Any) -> dict[str, Any]:
    """Its interface stays until it is gone; it is then described as deleted for a while."""
    nat = find(call, call.get("NatGatewayId"))

    def finish() -> None:
        if nat.elastic_ip is not None:
            call.ec2.disassociate_address(address=nat.elastic_ip.public_ip)
        call.ec2.enis.pop(nat._eni.id, None)
        nat.state = "deleted"

    if nat.state not in ("deleting", "deleted"):
        nat.state = "deleting"
        world.after(world.settings.nat_deleted_seconds, finish)
    return {"NatGatewayId": nat.id}
