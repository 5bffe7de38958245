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
from . import interfaces, regional_nat_gateways
from .filters import described, tag_values
from .registry import Call, Refused, instead, now, tags_of
from .tokens import idempotent

COUNTED = ("pending", "available", "deleting")
"""The states in which one takes its place."""

SHOWN_AFTER_ITS_END = 3600
"""How long, about, what is deleted or has failed is still described.
https://docs.aws.amazon.com/vpc/latest/userguide/nat-gateway-working-with.html"""


@instead("ec2", "CreateNatGateway")
@idempotent
def create_nat_gateway(call: Call, _: Any) -> dict[str, Any]:
    """moto's has an address outside of its subnet, and is available at once. What is accepted here may
    fail later."""
    mode = call.get("AvailabilityMode", "zonal")
    if mode not in ("zonal", "regional"):
        raise Refused("InvalidParameterValue", f"Value ({mode}) for parameter availabilityMode is invalid.")
    make = regional_nat_gateways.make if mode == "regional" else make_zonal
    nat = make(call)
    nat.add_tags(call.tags("natgateway"))
    call.ec2.nat_gateways[nat.id] = nat
    nat.state, failure = "pending", why_it_fails(nat)
    world.after(world.settings.nat_available_seconds, lambda: become_available_or_fail(nat, failure))
    return {"NatGateway": shown(nat), "ClientToken": call.get("ClientToken")}


def make_zonal(call: Call) -> NatGateway:
    if call.get("SubnetId") is None:
        raise Refused("MissingParameter", "The request must contain the parameter SubnetId")
    if call.get("VpcId") is not None or call.get("AvailabilityZoneAddresses"):
        raise Refused("InvalidParameterCombination", "VpcId and AvailabilityZoneAddresses are for regional NAT gateways")
    subnet = call.ec2.get_subnet(call.get("SubnetId"))
    kind, address = call.get("ConnectivityType", "public"), None
    if kind == "public":
        address = free_address(call)
    elif call.get("AllocationId") is not None:
        raise Refused("InvalidParameterCombination", "A private NAT gateway takes no AllocationId")
    check_zone(call, subnet.availability_zone)
    return build(call.ec2, subnet, address, {}, kind)


def check_zone(call: Call, zone: str) -> None:
    """The words are those that users report: https://github.com/sysdiglabs/terraform-aws-secure-for-cloud/pull/52
    Those that failed do not count: https://docs.aws.amazon.com/vpc/latest/userguide/amazon-vpc-limits.html"""
    if zone in world.settings.zones_without_nat:
        raise Refused("NotAvailableInZone", "Nat Gateway is not available in this availability zone")
    counted = [each for each in call.ec2.nat_gateways.values() if each.zone == zone and each.state in COUNTED]
    if len(counted) >= world.settings.nat_limit_per_zone:
        raise Refused(
            "NatGatewayLimitExceeded",
            f"The maximum number of NAT gateways has been reached for availability zone {zone}.",
        )


def why_it_fails(nat: NatGateway) -> str:
    """A code of those that a failed one shows; empty for one that does not fail."""
    if nat._eni is None and not is_regional(nat):
        return "InsufficientFreeAddressesInSubnet"
    if nat.connectivity_type == "private":
        return ""
    gateways = nat.ec2_backend.internet_gateways.values()
    if not any(each.vpc and each.vpc.id == nat.vpc_id for each in gateways):
        return "Gateway.NotAttached"
    return world.settings.nat_fails


def become_available_or_fail(nat: NatGateway, failure: str) -> None:
    if nat.state != "pending":
        return
    nat.state = "failed" if failure else "available"
    if failure:
        nat.failure = failure
        let_go(nat)
        forget_later(nat)


def let_go(nat: NatGateway) -> None:
    """Its interface goes, and its address is free."""
    if is_regional(nat):
        regional_nat_gateways.let_go(nat)
    if nat.elastic_ip is not None and nat._eni is not None:
        nat.ec2_backend.disassociate_address(address=nat.elastic_ip.public_ip)
    if nat._eni is not None:
        nat.ec2_backend.enis.pop(nat._eni.id, None)
    nat._eni = None


def forget_later(nat: NatGateway) -> None:
    world.after(SHOWN_AFTER_ITS_END, lambda: nat.ec2_backend.nat_gateways.pop(nat.id, None))


def is_regional(nat: NatGateway) -> bool:
    return bool(nat.mode == "regional")


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
    """An available one; without an interface when its subnet is full."""
    nat = blank(backend, subnet.vpc_id, kind)
    nat.subnet_id, nat.zone = subnet.id, subnet.availability_zone
    try:
        nat._eni = interfaces.make(backend, "nat_gateway", subnet, None, [], f"Interface for NAT Gateway {nat.id}")
    except Refused:
        nat._eni = None
    nat.elastic_ip = address
    if address is not None and nat._eni is not None:
        backend.associate_address(eni=nat._eni, allocation_id=address.allocation_id)
    nat.add_tags(tags)
    backend.nat_gateways[nat.id] = nat
    return nat


def blank(backend: Any, vpc_id: str, kind: str, mode: str = "zonal") -> NatGateway:
    nat: NatGateway = NatGateway.__new__(NatGateway)
    nat.id, nat.ec2_backend = random_nat_gateway_id(), backend
    nat.vpc_id, nat.connectivity_type, nat.mode = vpc_id, kind, mode
    nat.state, nat.failure, nat._created_at, nat.deleted_at = "available", "", utcnow(), None
    nat.subnet_id = nat.zone = nat._eni = nat.elastic_ip = None
    return nat


def shown(nat: NatGateway) -> dict[str, Any]:
    members = {
        "NatGatewayId": nat.id,
        "SubnetId": nat.subnet_id,
        "VpcId": nat.vpc_id,
        "State": nat.state,
        "FailureCode": nat.failure or None,
        "FailureMessage": message_of(nat) if nat.failure else None,
        "ConnectivityType": nat.connectivity_type,
        "AvailabilityMode": nat.mode,
        "CreateTime": nat._created_at,
        "DeleteTime": nat.deleted_at,
        "NatGatewayAddresses": regional_nat_gateways.addresses(nat) if is_regional(nat) else [address_of(nat)],
        "Tags": tags_of(nat),
    }
    if is_regional(nat):
        members |= {"RouteTableId": nat.table_id, "AutoProvisionZones": "enabled", "AutoScalingIps": "enabled"}
    return {name: value for name, value in members.items() if value is not None}


def message_of(nat: NatGateway) -> str:
    """https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_NatGateway.html"""
    address = nat.elastic_ip.allocation_id if nat.elastic_ip is not None else "eipalloc-00000000"
    return {
        "InsufficientFreeAddressesInSubnet": "Subnet has insufficient free addresses to create this NAT gateway",
        "Gateway.NotAttached": f"Network {nat.vpc_id} has no Internet gateway attached",
        "InvalidAllocationID.NotFound": f"Elastic IP address {address} could not be associated with this NAT gateway",
        "Resource.AlreadyAssociated": f"Elastic IP address {address} is already associated",
        "InternalError": "Network interface eni-00000000, created and used internally by this NAT gateway "
        "is in an invalid state. Please try again.",
        "InvalidSubnetID.NotFound": f"The specified subnet {nat.subnet_id} does not exist or could not be found.",
    }[nat.failure]


def address_of(nat: NatGateway) -> dict[str, Any]:
    status = {"pending": "associating", "failed": "failed"}.get(nat.state, "succeeded")
    address: dict[str, Any] = {"IsPrimary": True, "Status": status}
    if nat._eni is not None:
        address |= {"NetworkInterfaceId": nat._eni.id, "PrivateIp": nat._eni.private_ip_address}
    if nat.elastic_ip is not None:
        address |= {"AllocationId": nat.elastic_ip.allocation_id, "PublicIp": nat.elastic_ip.public_ip}
        if nat.elastic_ip.association_id and nat._eni is not None:
            address["AssociationId"] = nat.elastic_ip.association_id
    return address


@instead("ec2", "DescribeNatGateways")
def describe_nat_gateways(call: Call, _: Any) -> dict[str, Any]:
    """moto overlooks the filters by tag, and answers nothing to an unknown id."""
    found = described(call, call.ec2.nat_gateways, "NatGatewayIds", values_of, find)
    return {"NatGateways": [shown(each) for each in found]}


def find(call: Call, nat_id: str) -> NatGateway:
    nat: NatGateway | None = call.ec2.nat_gateways.get(nat_id)
    if nat is None:
        raise Refused("NatGatewayNotFound", f"The Nat Gateway {nat_id} was not found")
    return nat


def values_of(nat: NatGateway | None, name: str) -> list[str] | None:
    members = {"nat-gateway-id": "id", "state": "state", "subnet-id": "subnet_id", "vpc-id": "vpc_id"}
    if name in members:
        return [getattr(nat, members[name]) or ""] if nat else []
    return tag_values(tags_of(nat), name)


@instead("ec2", "DeleteNatGateway")
def delete_nat_gateway(call: Call, _: Any) -> dict[str, Any]:
    """Its interface stays until it is gone; it is then described as deleted for a while."""
    nat = find(call, call.get("NatGatewayId"))

    def finish() -> None:
        if nat.elastic_ip is not None and nat._eni is not None:
            nat.elastic_ip.left_by_nat_at = now()
        let_go(nat)
        nat.state, nat.deleted_at = "deleted", utcnow()
        forget_later(nat)

    if nat.state not in ("deleting", "deleted"):
        nat.state = "deleting"
        world.after(world.settings.nat_deleted_seconds, finish)
    return {"NatGatewayId": nat.id}


def in_vpc(backend: Any, vpc_id: str) -> list[NatGateway]:
    """Those that keep the VPC."""
    return [each for each in backend.nat_gateways.values() if each.vpc_id == vpc_id and each.state in COUNTED]
