"""The rules of network ACLs.

https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateNetworkAclEntry.html
https://docs.aws.amazon.com/vpc/latest/userguide/nacl-rules.html
"""

from __future__ import annotations

import ipaddress
from typing import Any

from moto.ec2.models.network_acls import NetworkAcl, NetworkAclEntry

from ..world import world
from .registry import Call, Refused, instead

LAST = 32767
"""The rule that is shown as `*`: it denies what no other rule decides, and stays."""


def find(call: Call) -> NetworkAcl:
    acl_id = call.get("NetworkAclId")
    acl: NetworkAcl | None = call.ec2.network_acls.get(acl_id)
    if acl is None:
        raise Refused("InvalidNetworkAclID.NotFound", f"The networkAcl ID '{acl_id}' does not exist")
    return acl


def add_last_rules(acl: NetworkAcl) -> None:
    for egress in (True, False):
        acl.network_acl_entries.append(
            entry(acl, RuleNumber=LAST, Egress=egress, Protocol="-1", RuleAction="deny", CidrBlock="0.0.0.0/0")
        )


def entry(acl: NetworkAcl, **members: Any) -> NetworkAclEntry:
    ports, icmp = members.get("PortRange") or {}, members.get("IcmpTypeCode") or {}
    return NetworkAclEntry(
        acl.ec2_backend,
        network_acl_id=acl.id,
        rule_number=members["RuleNumber"],
        protocol=members["Protocol"],
        rule_action=members["RuleAction"],
        egress=members["Egress"],
        cidr_block=members.get("CidrBlock"),  # type: ignore[arg-type]
        ipv6_cidr_block=members.get("Ipv6CidrBlock"),
        icmp_code=icmp.get("Code"),
        icmp_type=icmp.get("Type"),
        port_range_from=ports.get("From"),
        port_range_to=ports.get("To"),
    )


def shown_entries(acl: NetworkAcl) -> list[dict[str, Any]]:
    """Those that go out first, each direction in the order in which the rules are looked at."""
    shown = []
    for each in sorted(acl.entries, key=lambda it: (not it.egress, it.rule_number)):
        members = {
            "CidrBlock": each.cidr_block,
            "Ipv6CidrBlock": each.ipv6_cidr_block,
            "Egress": each.egress,
            "IcmpTypeCode": each.icmp_type_code,
            "PortRange": each.port_range,
            "Protocol": each.protocol,
            "RuleAction": each.rule_action,
            "RuleNumber": each.rule_number,
        }
        shown.append({key: value for key, value in members.items() if value is not None})
    return shown


def existing(call: Call, acl: NetworkAcl) -> NetworkAclEntry | None:
    number, egress = int(call.get("RuleNumber", 0)), bool(call.get("Egress", False))
    if not 1 <= number < LAST:
        raise Refused(
            "InvalidParameterValue",
            f"Value ({number}) for parameter ruleNumber is invalid. Must be a number between 1 and {LAST - 1}.",
        )
    return next((each for each in acl.entries if (each.rule_number, each.egress) == (number, egress)), None)


def absent(call: Call) -> Refused:
    return Refused(
        "InvalidNetworkAclEntry.NotFound",
        f"The network acl entry identified by {call.get('RuleNumber')} does not exist",
    )


@instead("ec2", "CreateNetworkAclEntry")
def create_network_acl_entry(call: Call, _: Any) -> None:
    """moto takes any number, any block and any many."""
    acl = find(call)
    if existing(call, acl):
        raise Refused(
            "NetworkAclEntryAlreadyExists",
            f"The network acl entry identified by {call.get('RuleNumber')} already exists.",
        )
    made = asked(call, acl)
    others = [each for each in acl.entries if each.egress == made.egress and each.rule_number != LAST]
    if len(others) >= world.settings.acl_rules_limit:
        raise Refused(
            "NetworkAclEntryLimitExceeded", f"The maximum number of network ACL entries has been reached for {acl.id}."
        )
    acl.network_acl_entries.append(made)


@instead("ec2", "ReplaceNetworkAclEntry")
def replace_network_acl_entry(call: Call, _: Any) -> None:
    acl = find(call)
    old = existing(call, acl)
    if old is None:
        raise absent(call)
    new = asked(call, acl)
    acl.network_acl_entries[acl.network_acl_entries.index(old)] = new


@instead("ec2", "DeleteNetworkAclEntry")
def delete_network_acl_entry(call: Call, _: Any) -> None:
    """moto fails when there is none."""
    acl = find(call)
    old = existing(call, acl)
    if old is None:
        raise absent(call)
    acl.network_acl_entries.remove(old)


def asked(call: Call, acl: NetworkAcl) -> NetworkAclEntry:
    protocol, action = str(call.get("Protocol", "")), call.get("RuleAction")
    if protocol != "-1" and not (protocol.isdigit() and int(protocol) <= 255):
        raise Refused("InvalidParameterValue", f"Value ({protocol}) for parameter protocol is invalid.")
    if action not in ("allow", "deny"):
        raise Refused("InvalidParameterValue", f"Value ({action}) for parameter ruleAction is invalid.")
    block, block_v6 = call.get("CidrBlock"), call.get("Ipv6CidrBlock")
    if (block is None) == (block_v6 is None):
        raise Refused("InvalidParameterCombination", "Specify either cidrBlock or ipv6CidrBlock")
    return entry(
        acl,
        RuleNumber=int(call.get("RuleNumber")),
        Egress=bool(call.get("Egress", False)),
        Protocol=protocol,
        RuleAction=action,
        CidrBlock=canonical(block) if block else None,
        Ipv6CidrBlock=canonical(block_v6) if block_v6 else None,
        PortRange=ports(call) if protocol in ("6", "17") else None,
        IcmpTypeCode=icmp(call) if protocol in ("1", "58") else None,
    )


def canonical(block: str) -> str:
    try:
        return str(ipaddress.ip_network(block, strict=False))
    except ValueError:
        raise Refused(
            "InvalidParameterValue",
            f"Value ({block}) for parameter cidrBlock is invalid. This is not a valid CIDR block.",
        ) from None


def ports(call: Call) -> dict[str, int]:
    """Of TCP and UDP alone; other protocols have all."""
    first, last = call.get("PortRange.From"), call.get("PortRange.To")
    if first is None or last is None:
        raise Refused("MissingParameter", "The request must contain the parameter PortRange")
    if not 0 <= int(first) <= int(last) <= 65535:
        raise Refused("InvalidParameterValue", f"Invalid port range {first}-{last}")
    return {"From": int(first), "To": int(last)}


def icmp(call: Call) -> dict[str, int]:
    given = call.get("IcmpTypeCode") or call.get("Icmp") or {}
    if "Type" not in given or "Code" not in given:
        raise Refused("MissingParameter", "The request must contain the parameter icmpTypeCode")
    return {name: int(given[name]) for name in ("Type", "Code")}
