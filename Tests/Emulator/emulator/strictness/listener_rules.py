"""Rules of Application Load Balancers' listeners: in the order of their priorities, the default one last.

https://docs.aws.amazon.com/elasticloadbalancing/latest/application/listener-rules.html
https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_CreateRule.html
"""

from __future__ import annotations

from typing import Any

from moto.elbv2.models import FakeListenerRule
from moto.moto_api._internal import mock_random

from . import http_listeners, listener_actions, rule_conditions
from .registry import Call, Refused, instead

RULES = 100
"""A load balancer, without the default ones:
https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-limits.html"""


@instead("elbv2", "CreateRule")
def create_rule(call: Call, _: Any) -> dict[str, Any]:
    balancer, listener = http_listeners.found(call, call.get("ListenerArn"))
    if balancer.type != "application":
        raise Refused("EmulatorCannot", "rules of Network Load Balancers are not emulated")
    if call.get("Transforms"):
        raise Refused("EmulatorCannot", "transforms are not emulated")
    priority = legal_priority(call.get("Priority"))
    conditions = rule_conditions.checked(call.get("Conditions", []))
    actions = listener_actions.checked(call, call.get("Actions", []), place_of(balancer, listener))
    if any(each.priority == priority for each in listener.rules.values()):
        raise in_use(priority)
    if sum(len(each.rules) - 1 for each in balancer.listeners.values()) >= RULES:
        raise Refused("TooManyRules", f"The limit of {RULES} rules has been reached")
    stem = listener.arn.replace(":listener/", ":listener-rule/")
    rule = FakeListenerRule(
        listener.arn, f"{stem}/{mock_random.get_random_hex(16)}", conditions, priority, actions
    )
    listener.register(rule.arn, rule)
    call.elbv2.tagging_service.tag_resource(rule.arn, call.get("Tags"))
    return {"Rules": [rule]}


def place_of(balancer: Any, listener: Any) -> listener_actions.Place:
    return listener_actions.Place(balancer, listener.protocol, int(listener.port))


def legal_priority(given: Any) -> int:
    if given is None or not 1 <= int(given) <= 50000:
        raise Refused("ValidationError", f"Rule priority '{given}' must be between '1' and '50000'")
    return int(given)


def in_use(priority: int) -> Refused:
    return Refused("PriorityInUse", f"Priority '{priority}' is currently in use")


def found(call: Call, arn: str | None) -> tuple[Any, Any, Any]:
    """A rule with its listener and its load balancer."""
    for balancer in call.elbv2.load_balancers.values():
        for listener in balancer.listeners.values():
            if arn in {each.arn for each in listener.rules.values()}:
                return balancer, listener, next(each for each in listener.rules.values() if each.arn == arn)
    raise Refused("RuleNotFound", f"One or more rules not found: '{arn}'")


def check_not_default(rule: Any, done: str) -> None:
    """The words are AWS's: https://github.com/kubernetes-sigs/aws-load-balancer-controller/issues/37 and
    https://github.com/FeLvi-zzz/tentez/pull/32"""
    if rule.is_default:
        raise Refused("OperationNotPermitted", f"Default rule '{rule.arn}' cannot be {done}")


@instead("elbv2", "ModifyRule")
def modify_rule(call: Call, _: Any) -> dict[str, Any]:
    balancer, listener, rule = found(call, call.get("RuleArn"))
    check_not_default(rule, "modified")
    conditions, actions = call.get("Conditions") or [], call.get("Actions") or []
    if not conditions and not actions:
        raise Refused("ValidationError", "Either conditions or actions must be specified")
    if conditions:
        conditions = rule_conditions.checked(conditions)
    if actions:
        actions = listener_actions.checked(call, actions, place_of(balancer, listener))
    rule.conditions, rule.actions = conditions or rule.conditions, actions or rule.actions
    return {"Rules": [rule]}


@instead("elbv2", "DeleteRule")
def delete_rule(call: Call, _: Any) -> None:
    """moto says nothing of a rule that there is not."""
    _balancer, listener, rule = found(call, call.get("RuleArn"))
    check_not_default(rule, "deleted")
    listener.remove_rule(rule.arn)


@instead("elbv2", "SetRulePriorities")
def set_rule_priorities(call: Call, _: Any) -> dict[str, Any]:
    """"You can reorder the rules as long as there are no priority conflicts in the new order." """
    new: dict[str, int] = {}
    listeners, rules = {}, []
    for each in call.get("RulePriorities", []):
        _balancer, listener, rule = found(call, each.get("RuleArn"))
        check_not_default(rule, "modified")
        new[rule.arn] = legal_priority(each.get("Priority"))
        listeners[listener.arn] = listener
        rules.append(rule)
    for listener in listeners.values():
        order = [new.get(rule.arn, rule.priority) for rule in listener.rules.values()]
        for priority in order:
            if order.count(priority) > 1:
                raise in_use(priority)
    for rule in rules:
        rule.priority = new[rule.arn]
    return {"Rules": rules}


@instead("elbv2", "DescribeRules")
def describe_rules(call: Call, _: Any) -> dict[str, Any]:
    """moto has them in the order in which they were made."""
    listener_arn, arns = call.get("ListenerArn"), call.get("RuleArns") or []
    if bool(listener_arn) == bool(arns):
        raise Refused("ValidationError", "You must specify either listener rule ARNs or a listener ARN")
    if arns:
        return {"Rules": [found(call, each)[2] for each in arns]}
    _balancer, listener = http_listeners.found(call, listener_arn)
    return {"Rules": sorted(listener.rules.values(), key=lambda it: (it.is_default, it.priority))}
