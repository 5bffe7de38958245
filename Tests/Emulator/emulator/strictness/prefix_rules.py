"""Security-group rules that name a prefix list: known lists, their weight against the quota, and
descriptions that stay.

https://docs.aws.amazon.com/vpc/latest/userguide/working-with-aws-managed-prefix-lists.html
https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_PrefixListId.html
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from moto.ec2.models.security_groups import SecurityGroup, SecurityGroupRule

from ..world import world
from . import prefix_lists
from .filters import matches
from .moto_classes import attribute, method
from .registry import Call, Refused, before


@method(SecurityGroupRule, "__init__")
def list_is_described(moto: Any, rule: SecurityGroupRule, *given: Any, **named: Any) -> None:
    """moto forgets what a prefix list's rule is described as."""
    moto(rule, *given, **named)
    prefix_list = named.get("prefix_list_id") or (given[7] if len(given) > 7 else None)
    rule.list_description = prefix_list.get("Description") if prefix_list else None


@attribute(SecurityGroupRule, name="description")
def description(rule: SecurityGroupRule) -> str | None:
    own: str | None = rule.ip_range.get("Description") or rule.source_group.get("Description")
    return own or getattr(rule, "list_description", None)


def named_lists(call: Call) -> Iterator[dict[str, str]]:
    for permission in call.get("IpPermissions", []):
        yield from permission.get("PrefixListIds", [])


@before("ec2", "AuthorizeSecurityGroupIngress", "AuthorizeSecurityGroupEgress")
def list_exists(call: Call) -> None:
    for each in named_lists(call):
        prefix_lists.find(call.ec2, each.get("PrefixListId", ""))


@before("ec2", "AuthorizeSecurityGroupIngress", "AuthorizeSecurityGroupEgress")
def each_list_is_named_once(call: Call) -> None:
    seen: set[tuple[Any, ...]] = set()
    for permission in call.get("IpPermissions", []):
        for each in permission.get("PrefixListIds", []):
            names = ("IpProtocol", "FromPort", "ToPort")
            rule = (*(permission.get(name) for name in names), each.get("PrefixListId"))
            if rule in seen:
                raise Refused("InvalidParameterValue", "The same permission must not appear multiple times")
            seen.add(rule)


@before("ec2", "AuthorizeSecurityGroupIngress", "AuthorizeSecurityGroupEgress")
def rules_are_few(call: Call) -> None:
    """A list counts by its weight; IPv4 and IPv6 count apart.
    https://docs.aws.amazon.com/vpc/latest/userguide/amazon-vpc-limits.html"""
    group = call.ec2.get_security_group_from_id(call.get("GroupId"))
    if group is None:
        return
    existing = group.ingress_rules if call.action.endswith("Ingress") else group.egress_rules
    ipv4 = sum(weight(call.ec2, each.prefix_list_id) for each in existing if not each.cidr_ipv6)
    ipv6 = sum(1 for each in existing if each.cidr_ipv6)
    for permission in call.get("IpPermissions", [call.parameters]):
        ipv4 += len(permission.get("IpRanges", [])) + len(permission.get("UserIdGroupPairs", []))
        ipv4 += sum(weight(call.ec2, each["PrefixListId"]) for each in permission.get("PrefixListIds", []))
        ipv6 += len(permission.get("Ipv6Ranges", []))
    if max(ipv4, ipv6) > world.settings.rules_per_group_limit:
        raise Refused(
            "RulesPerSecurityGroupLimitExceeded",
            "The maximum number of rules per security group has been reached.",
        )


def weight(backend: Any, list_id: str | None) -> int:
    return prefix_lists.weight(backend, list_id) if list_id else 1


def has_list(rules: list[SecurityGroupRule], patterns: list[str]) -> bool:
    return any(matches(pattern, each.prefix_list_id or "") for pattern in patterns for each in rules)


# moto has not implemented these filters of describe-security-groups.
@method(SecurityGroup, "filter_egress__ip_permission__prefix_list_id")
def lets_out_to_a_list(_: Any, group: SecurityGroup, patterns: list[str]) -> bool:
    return has_list(group.egress_rules, patterns)


@method(SecurityGroup, "filter_ip_permission__prefix_list_id")
def lets_in_from_a_list(_: Any, group: SecurityGroup, patterns: list[str]) -> bool:
    return has_list(group.ingress_rules, patterns)
