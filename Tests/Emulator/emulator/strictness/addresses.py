"""Elastic IP addresses."""

from typing import Any

from ..world import world
from .interfaces import ManagedInterface
from .registry import Call, Refused, before, now


@before("ec2", "AllocateAddress")
def addresses_are_few(call: Call) -> None:
    """https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/elastic-ip-addresses-eip.html (quota: 5 a Region)"""
    if len(call.ec2.addresses) >= world.settings.elastic_ip_limit:
        raise Refused("AddressLimitExceeded", "The maximum number of addresses has been reached.")


@before("ec2", "ReleaseAddress")
def address_in_use_stays(call: Call) -> None:
    """https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_ReleaseAddress.html"""
    for address in call.ec2.addresses:
        if address.allocation_id != call.get("AllocationId"):
            continue
        if isinstance(address.eni, ManagedInterface) or just_left_by_nat(address):
            raise not_ours()
        if address.eni:
            raise Refused("InvalidIPAddress.InUse", f"Address {address.public_ip} is in use.")


@before("ec2", "DisassociateAddress")
def address_of_a_managed_interface_is_not_ours_to_take(call: Call) -> None:
    for address in call.ec2.addresses:
        if address.association_id == call.get("AssociationId") and isinstance(address.eni, ManagedInterface):
            raise not_ours()


def just_left_by_nat(address: Any) -> bool:
    """Seen on AWS: https://github.com/hashicorp/terraform-provider-aws/issues/49299"""
    linger = world.settings.addresses_linger_seconds
    return hasattr(address, "left_by_nat_at") and now() < address.left_by_nat_at + linger


def not_ours() -> Refused:
    """What a load balancer or a NAT gateway holds, lingering interfaces included, only that can let go.
    https://docs.aws.amazon.com/AWSEC2/latest/APIReference/errors-overview.html"""
    return Refused("AuthFailure", "You do not have permission to access the specified resource.")
