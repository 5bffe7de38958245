"""The attributes of Application Load Balancers' target groups, and which go together.

https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_TargetGroupAttribute.html
https://docs.aws.amazon.com/elasticloadbalancing/latest/application/edit-target-group-attributes.html
"""

from __future__ import annotations

import re
from typing import Any

from ..inventory import actions_of
from . import load_balancer_attributes
from .load_balancer_attributes import SWITCH
from .registry import Call, Refused, instead

HEALTHY = "target_group_health"
COUNT, SHARE = re.compile(r"[1-9]\d*"), re.compile(r"off|100|[1-9]\d?")
WEEK = range(1, 604801)

ATTRIBUTES: dict[str, tuple[str, Any]] = {
    "deregistration_delay.timeout_seconds": ("300", range(0, 3601)),
    "load_balancing.algorithm.anomaly_mitigation": ("off", ("on", "off")),
    "load_balancing.algorithm.type": (
        "round_robin",
        ("round_robin", "least_outstanding_requests", "weighted_random"),
    ),
    "load_balancing.cross_zone.enabled": (
        "use_load_balancer_configuration",
        (*SWITCH, "use_load_balancer_configuration"),
    ),
    "slow_start.duration_seconds": ("0", re.compile(r"0|[3-9]\d|[1-8]\d\d|900")),
    "stickiness.app_cookie.cookie_name": ("", re.compile(r"(?!AWSALB)[^\s;,=]*")),
    "stickiness.app_cookie.duration_seconds": ("86400", WEEK),
    "stickiness.enabled": ("false", SWITCH),
    "stickiness.lb_cookie.duration_seconds": ("86400", WEEK),
    "stickiness.type": ("lb_cookie", ("lb_cookie", "app_cookie")),
    f"{HEALTHY}.dns_failover.minimum_healthy_targets.count": ("1", re.compile(rf"off|{COUNT.pattern}")),
    f"{HEALTHY}.dns_failover.minimum_healthy_targets.percentage": ("off", SHARE),
    f"{HEALTHY}.unhealthy_state_routing.minimum_healthy_targets.count": ("1", COUNT),
    f"{HEALTHY}.unhealthy_state_routing.minimum_healthy_targets.percentage": ("off", SHARE),
}
"""Each with its default, and what it may be."""


def defaults() -> dict[str, str]:
    return {key: default for key, (default, _) in ATTRIBUTES.items()}


@instead("elbv2", "ModifyTargetGroupAttributes")
def modify_target_group_attributes(call: Call, ask_moto: Any) -> Any:
    """moto takes nearly anything."""
    group = call.elbv2.target_groups.get(call.get("TargetGroupArn"))
    if group is None or group.protocol not in ("HTTP", "HTTPS"):
        return ask_moto()
    given = load_balancer_attributes.check("Target group", ATTRIBUTES, call.get("Attributes", []))
    asked = group.attributes | given
    for check in (check_algorithm, check_stickiness):
        check(asked)
    if given.get("stickiness.enabled") == "true":
        check_rules(call, group)
    group.attributes = asked
    return {"Attributes": group.attributes}


def refuse(message: str) -> None:
    """With a code that is AWS's for what does not go together, but is not proven for each of these."""
    raise Refused("InvalidConfigurationRequest", message)


def check_algorithm(asked: dict[str, str]) -> None:
    algorithm = asked["load_balancing.algorithm.type"]
    if algorithm != "round_robin" and asked["slow_start.duration_seconds"] != "0":
        refuse(f"Slow start mode cannot be used with the '{algorithm}' routing algorithm")
    if algorithm == "weighted_random" and asked["stickiness.enabled"] == "true":
        refuse("The 'weighted_random' routing algorithm cannot be used with sticky sessions")
    if algorithm != "weighted_random" and asked["load_balancing.algorithm.anomaly_mitigation"] == "on":
        refuse("Anomaly mitigation is only available with the 'weighted_random' routing algorithm")


def check_stickiness(asked: dict[str, str]) -> None:
    if asked["stickiness.enabled"] != "true":
        return
    if asked["load_balancing.cross_zone.enabled"] == "false":
        refuse("Sticky sessions are not supported if cross-zone load balancing is disabled")
    if asked["stickiness.type"] == "app_cookie" and not asked["stickiness.app_cookie.cookie_name"]:
        refuse("You must set an application cookie name to enable stickiness of type 'app_cookie'")


def check_rules(call: Call, group: Any) -> None:
    """Of those that send to several groups, each must be sticky itself. Code and words are AWS's:
    https://github.com/kubernetes-sigs/aws-load-balancer-controller/issues/2734"""
    for balancer in call.elbv2.load_balancers.values():
        for listener in balancer.listeners.values():
            for action in actions_of(listener):
                config = action.data.get("ForwardConfig") or {}
                arns = [each["TargetGroupArn"] for each in config.get("TargetGroups", [])]
                sticky = config.get("TargetGroupStickinessConfig", {}).get("Enabled")
                if group.arn in arns and len(arns) > 1 and not sticky:
                    refuse(
                        f"This target group appears behind a rule with group stickiness disabled ({listener.arn}). You "
                        "must enable group stickiness before enabling target stickiness"
                    )
