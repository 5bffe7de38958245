"""What network ACLs let through from one subnet of a VPC to another.

https://docs.aws.amazon.com/vpc/latest/userguide/nacl-rules.html
"""

from __future__ import annotations

import ipaddress
from typing import Any

from moto.ec2.models.network_acls import NetworkAclEntry

EPHEMERAL = (32768, 60999)
"""The ports that answers go to, as Linux has them:
https://docs.aws.amazon.com/vpc/latest/userguide/nacl-ephemeral-ports.html"""


def lets_through(backend: Any, source: Any, target: Any, here: str, there: str, port: int) -> bool:
    """Whether the ACLs of two subnets let TCP on the port from one address to the other, and its answers back; inside
    one subnet they are not asked."""
    if source.id == target.id:
        return True
    ways = [
        (source, True, (port, port), there),
        (target, False, (port, port), here),
        (target, True, EPHEMERAL, here),
        (source, False, EPHEMERAL, there),
    ]
    return all(allows(backend, subnet, egress, ports, address) for subnet, egress, ports, address in ways)


def allows(backend: Any, subnet: Any, egress: bool, ports: tuple[int, int], address: str) -> bool:
    """What the first rule says that is of all the ports and the address."""
    acls = [each for each in backend.network_acls.values() if subnet.id in [it.subnet_id for it in each.associations]]
    for acl in acls:
        for each in sorted(acl.entries, key=lambda it: it.rule_number):
            if each.egress == egress and is_of(each, ports, address):
                return bool(each.rule_action == "allow")
    return not acls


def is_of(each: NetworkAclEntry, ports: tuple[int, int], address: str) -> bool:
    """One that denies is of the ports that it touches, as an answer may go to any of them."""
    if each.protocol not in ("-1", "6") or not each.cidr_block:
        return False
    if ipaddress.IPv4Address(address) not in ipaddress.IPv4Network(each.cidr_block, strict=False):
        return False
    if each.protocol == "-1" or not each.port_range:
        return True
    first, last = int(each.port_range_from), int(each.port_range_to)
    if each.rule_action == "deny":
        return first <= ports[1] and ports[0] <= last
    return first <= ports[0] and ports[1] <= last
