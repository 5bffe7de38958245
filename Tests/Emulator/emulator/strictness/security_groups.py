"""Security groups: names, rules all or nothing, and groups in use."""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Iterator
from typing import Any

from moto.core.exceptions import ServiceException

from ..world import world
from .registry import Call, Refused, before, instead

NAME = re.compile(r"[A-Za-z0-9 ._\-:/()#,@\[\]+=&;{}!$*]{1,255}")
"""https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateSecurityGroup.html"""


@before("ec2", "CreateSecurityGroup")
def name_and_description_are_plain(call: Call) -> None:
    for parameter, shown in (("GroupName", "groupName"), ("Description", "GroupDescription")):
        value = call.get(parameter) or ""
        if value and not NAME.fullmatch(value):
            raise Refused(
                "InvalidParameterValue",
                f"Value ({value}) for parameter {shown} is invalid. Character sets beyond ASCII are not supported.",
            )
    name = call.get("GroupName") or ""
    if name.startswith("sg-"):
        raise Refused(
            "InvalidParameterValue",
            f"Value ({name}) for parameter groupName is invalid. Group names may not be in the format sg-*.",
        )
    if name == "default":
        raise Refused("InvalidGroup.Reserved", "The security group 'default' is reserved.")


@before("ec2", "DeleteSecurityGroup")
def group_in_use_stays(call: Call) -> None:
    """https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DeleteSecurityGroup.html"""
    group_id = call.get("GroupId")
    if group_id is None:
        return
    group = call.ec2.get_security_group_from_id(group_id)
    if group and group.is_default:
        raise Refused("CannotDelete", f'the specified group: "{group_id}" name: "default" cannot be deleted by a user')
    used = any(group_id in [each.id for each in eni.group_set] for eni in call.ec2.enis.values())
    if used or any(other.id != group_id for other in groups_that_refer_to(call.ec2, group_id)):
        raise Refused("DependencyViolation", f"resource {group_id} has a dependent object")


def groups_that_refer_to(backend: Any, group_id: str) -> Iterator[Any]:
    for groups in backend.groups.values():
        for group in groups.values():
            for rule in [*group.ingress_rules, *group.egress_rules]:
                if rule.source_group.get("GroupId") == group_id:
                    yield group


@before("ec2", "AuthorizeSecurityGroupIngress", "AuthorizeSecurityGroupEgress")
def ports_and_blocks_are_in_order(call: Call) -> None:
    """https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_IpPermission.html"""
    for permission in call.get("IpPermissions", [call.parameters]):
        first, last = permission.get("FromPort"), permission.get("ToPort")
        if permission.get("IpProtocol") in ("tcp", "udp", "6", "17"):
            if first is None or last is None:
                raise Refused("MissingParameter", "The request must contain the parameter fromPort and toPort")
            if int(first) > int(last):
                raise Refused(
                    "InvalidParameterValue", f"Invalid TCP port range ({first}-{last}): first is larger than last"
                )
        for block in permission.get("IpRanges", []) + permission.get("UserIdGroupPairs", []):
            if "Description" in block and not NAME.fullmatch(block["Description"]):
                raise Refused(
                    "InvalidParameterValue",
                    "Invalid rule description. Valid descriptions are strings less than 256 characters from the "
                    "following set:  a-zA-Z0-9. _-:/()#,@[]+=&;{}!$*",
                )


@before("ec2", "AuthorizeSecurityGroupIngress", "AuthorizeSecurityGroupEgress")
def each_rule_is_named_once(call: Call) -> None:
    """moto takes it. The words are those that users report:
    https://github.com/hashicorp/terraform-provider-aws/issues/2587"""
    seen: set[tuple[Any, ...]] = set()
    for permission in call.get("IpPermissions", []):
        for peer in permission.get("IpRanges", []) + permission.get("UserIdGroupPairs", []):
            names = ("IpProtocol", "FromPort", "ToPort")
            rule = (*(permission.get(name) for name in names), peer.get("CidrIp"), peer.get("GroupId"))
            if rule in seen:
                raise Refused("InvalidParameterValue", "The same permission must not appear multiple times")
            seen.add(rule)


@instead("ec2", "AuthorizeSecurityGroupIngress", "AuthorizeSecurityGroupEgress")
def rules_are_added_all_or_none(call: Call, _: Any) -> dict[str, Any]:
    """moto adds those before the one it refuses, and answers with the last permission's rules alone.
    https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_AuthorizeSecurityGroupIngress.html"""
    direction = "ingress" if call.action.endswith("Ingress") else "egress"
    authorize = getattr(call.ec2, f"authorize_security_group_{direction}")
    group = call.ec2.get_security_group_from_id(call.get("GroupId"))
    before_rules = list(getattr(group, f"{direction}_rules")) if group else []
    added: list[Any] = []
    try:
        for permission in call.response._process_rules_from_querystring():
            rules, _ = authorize(**permission)
            added += rules
    except ServiceException:
        if group:
            getattr(group, f"{direction}_rules")[:] = before_rules
        raise
    return {"Return": True, "SecurityGroupRules": added}


@before("ec2", "DescribeSecurityGroupRules")
def rules_of_a_group_that_is_gone(call: Call) -> None:
    """Seen on AWS as a refusal: https://github.com/hashicorp/terraform-provider-aws/pull/46119
    and as an empty list, which moto gives: https://github.com/getmoto/moto/pull/7620"""
    for group_id in call.filters.get("group-id", []):
        if world.settings.rules_of_missing_group_refused and not call.ec2.get_security_group_from_id(group_id):
            raise Refused("InvalidGroup.NotFound", f"The security group '{group_id}' does not exist")


def allows(groups: list[Any], direction: str, port: int, address: str, peers: list[Any]) -> bool:
    """Whether any of the groups lets TCP on the port in from, or out to, what has the address and
    the peers' groups."""
    named = {each.id for each in peers}
    for group in groups:
        for rule in getattr(group, f"{direction}_rules"):
            if rule.ip_protocol not in ("tcp", "-1"):
                continue
            if rule.ip_protocol == "tcp" and not rule.from_port <= port <= rule.to_port:
                continue
            if rule.source_group.get("GroupId") in named:
                return True
            if rule.cidr_ipv4 and ipaddress.IPv4Address(address) in ipaddress.IPv4Network(
                rule.cidr_ipv4, strict=False
            ):
                return True
    return False
