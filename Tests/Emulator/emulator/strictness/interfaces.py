"""Network interfaces that AWS makes for endpoints and load balancers, and the addresses they take.

https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/requester-managed-eni.html
"""

from __future__ import annotations

import ipaddress
from collections.abc import Iterator
from typing import Any

from moto.ec2.models.elastic_network_interfaces import NetworkInterface
from moto.moto_api._internal import mock_random

from .registry import Call, Refused, before

RESERVED_AT_START = 4
"""The network's address, its router, DNS and one for the future; the last address is reserved too.
https://docs.aws.amazon.com/vpc/latest/userguide/subnet-sizing.html"""

WITHOUT_GROUPS = ("nat_gateway", "network_load_balancer")
"""No default group for these:
https://docs.aws.amazon.com/vpc/latest/userguide/nat-gateway-basics.html"""


class ManagedInterface(NetworkInterface):
    """An interface that belongs to AWS's service and only that can delete."""

    def __init__(self, backend: Any, kind: str, subnet: Any, address: str, groups: list[str], description: str):
        super().__init__(backend, subnet, address, group_ids=groups or None, description=description)
        if not groups and kind in WITHOUT_GROUPS:
            self._group_set = []
        self.drawn = False
        """Whether AWS chose its address."""
        self.interface_type = kind
        self.requester_managed = True
        self.status = "in-use"
        self.owner_service = "amazon-elb" if kind == "network_load_balancer" else "amazon-aws"

    @property
    def attachment(self) -> Any:
        return {
            "AttachmentId": "ela-attach-" + self.id.removeprefix("eni-"),
            "DeleteOnTermination": False,
            "DeviceIndex": 1,
            "InstanceOwnerId": self.owner_service,
            "Status": "attached",
        }

    def get_filter_value(self, filter_name: str, method_name: str | None = None) -> Any:
        special = {
            "interface-type": self.interface_type,
            "requester-managed": "true",
            "status": self.status,
            "attachment.instance-owner-id": self.owner_service,
            "attachment.status": "attached",
        }
        return special.get(filter_name) or super().get_filter_value(filter_name, method_name)


def make(
    backend: Any, kind: str, subnet: Any, address: str | None, groups: list[str], description: str
) -> ManagedInterface:
    """Makes an interface; without an address it gets a free one."""
    interface = ManagedInterface(
        backend, kind, subnet, address or free_address(backend, subnet), groups, description
    )
    interface.drawn = address is None
    backend.enis[interface.id] = interface
    return interface


def in_subnet(backend: Any, subnet_id: str) -> list[Any]:
    return [each for each in backend.enis.values() if each.subnet.id == subnet_id]


def in_vpc(backend: Any, vpc_id: str) -> list[Any]:
    return [each for each in backend.enis.values() if each.vpc_id == vpc_id]


def taken(backend: Any, subnet_id: str) -> set[str]:
    return {
        address["PrivateIpAddress"]
        for each in in_subnet(backend, subnet_id)
        for address in each.private_ip_addresses
    }


def usable(subnet: Any) -> Iterator[str]:
    network = ipaddress.IPv4Network(str(subnet.cidr_block))
    for number in range(RESERVED_AT_START, network.num_addresses - 1):
        yield str(network[number])


def free_address(backend: Any, subnet: Any) -> str:
    used = taken(backend, subnet.id)
    network = ipaddress.IPv4Network(str(subnet.cidr_block))
    for _ in range(64):
        address = str(network[mock_random.randrange(RESERVED_AT_START, network.num_addresses - 1)])
        if address not in used:
            return address
    for address in usable(subnet):
        if address not in used:
            return address
    raise Refused(
        "InsufficientFreeAddressesInSubnet",
        f"There are not enough free addresses in subnet '{subnet.id}' to satisfy the requested number of instances.",
    )


def check_fixed_address(backend: Any, subnet: Any, address: str) -> None:
    """An address asked for must be the subnet's, not reserved, and free.
    https://docs.aws.amazon.com/vpc/latest/privatelink/create-interface-endpoint.html"""
    network = ipaddress.IPv4Network(str(subnet.cidr_block))
    try:
        number = int(ipaddress.IPv4Address(address)) - int(network.network_address)
    except ValueError:
        raise Refused("InvalidParameterValue", f"invalid value for parameter address: {address}") from None
    if not 0 <= number < network.num_addresses:
        raise Refused(
            "InvalidParameterValue", f"Address {address} does not fall within the subnet's address range"
        )
    if number < RESERVED_AT_START or number == network.num_addresses - 1:
        raise Refused("InvalidParameterValue", f"Address {address} is in subnet's reserved address range")
    if address in taken(backend, subnet.id):
        raise Refused("InvalidIPAddress.InUse", f"Address {address} is in use")


@before("ec2", "DeleteNetworkInterface", "DetachNetworkInterface", "ModifyNetworkInterfaceAttribute")
def managed_interface_is_not_ours_to_change(call: Call) -> None:
    interface = call.ec2.enis.get(call.get("NetworkInterfaceId"))
    if isinstance(interface, ManagedInterface):
        raise Refused("OperationNotPermitted", "You are not allowed to manage 'ela-attach' attachments.")
