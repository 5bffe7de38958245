"""Security-group rules that name groups, and the rules that groups are made with.

https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_UserIdGroupPair.html
https://docs.aws.amazon.com/vpc/latest/userguide/default-security-group.html
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from moto.ec2.models.security_groups import SecurityGroup, SecurityGroupRule

from .moto_classes import attribute, method
from .registry import Call, Refused, before


@method(SecurityGroupRule, "__eq__")
def is_same(moto: Any, rule: SecurityGroupRule, other: SecurityGroupRule) -> bool:
    """moto takes a rule with another description, or without one, for another rule."""
    groups = [each.source_group.get("GroupId") for each in (rule, other)]
    if groups == [None, None]:
        return bool(moto(rule, other))
    ports = [(each.ip_protocol, each.from_port, each.to_port) for each in (rule, other)]
    return groups[0] == groups[1] and ports[0] == ports[1]


@attribute(SecurityGroupRule, name="group_owner_id")
def group_owner_id(rule: SecurityGroupRule) -> str:
    """https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_SecurityGroupRule.html"""
    owner: str = rule.owner_id
    return owner


@method(SecurityGroup, "__init__")
def default_group_lets_itself_in(moto: Any, group: SecurityGroup, *given: Any, **named: Any) -> None:
    """A default group lets in what comes from itself; moto's lets nothing in."""
    moto(group, *given, **named)
    if group.is_default:
        backend = group.ec2_backend
        own = {"GroupId": group.id, "UserId": backend.account_id, "OwnerId": backend.account_id}
        rule = SecurityGroupRule(backend, "-1", group.id, None, None, None, own, is_egress=False)
        group.ingress_rules.append(rule)


def named_groups(call: Call) -> Iterator[str]:
    for permission in call.get("IpPermissions", []):
        for pair in permission.get("UserIdGroupPairs", []):
            if "GroupId" in pair:
                yield pair["GroupId"]


@before("ec2", "AuthorizeSecurityGroupIngress", "AuthorizeSecurityGroupEgress")
def named_group_is_of_this_vpc_or_a_peer(call: Call) -> None:
    """https://docs.aws.amazon.com/vpc/latest/peering/vpc-peering-security-groups.html"""
    group = call.ec2.get_security_group_from_id(call.get("GroupId"))
    for named in named_groups(call):
        other = call.ec2.get_security_group_from_id(named)
        if group and other and other.vpc_id not in [group.vpc_id, *peers(call.ec2, group.vpc_id)]:
            raise Refused("InvalidGroup.NotFound", f"The security group '{named}' does not exist")


def peers(backend: Any, vpc_id: str) -> list[str]:
    active = [each for each in backend.vpc_pcxs.values() if each._status.code == "active"]
    sides = [(each.vpc.id, each.peer_vpc.id) for each in active]
    return [other for pair in sides if vpc_id in pair for other in pair if other != vpc_id]


@before("ec2", "RevokeSecurityGroupIngress", "RevokeSecurityGroupEgress")
def revoked_rules_exist(call: Call) -> None:
    """moto has one error for a rule that is nowhere and for one of another group."""
    known = {
        rule.id
        for groups in call.ec2.groups.values()
        for group in groups.values()
        for rule in [*group.ingress_rules, *group.egress_rules]
    }
    for each in call.get("SecurityGroupRuleIds", []):
        if each not in known:
            raise Refused("InvalidSecurityGroupRuleId.NotFound", f"The security group rule ID '{each}' does not exist")
