"""What a listener or a rule of an Application Load Balancer does with a request.

https://docs.aws.amazon.com/elasticloadbalancing/latest/application/rule-action-types.html
https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_Action.html
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from moto.elbv2.models import FakeAction

from .http_target_groups import balancers_of, is_http
from .registry import Call, Refused

GROUPS = 5
"""An action: https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-limits.html"""

WEIGHTS, STICKY_SECONDS = range(0, 1000), range(1, 604801)
TYPES_OF_CONTENT = ("text/plain", "text/css", "text/html", "application/javascript", "application/json")
KEPT = {"Protocol": "#{protocol}", "Host": "#{host}", "Port": "#{port}", "Path": "/#{path}", "Query": "#{query}"}
"""What a redirection leaves as it is when it names nothing else."""


@dataclass
class Place:
    """Where actions shall stand."""

    balancer: Any
    protocol: str
    port: int


def checked(call: Call, given: list[dict[str, Any]], place: Place) -> list[FakeAction]:
    """The actions, as AWS shows them later."""
    if not given:
        raise Refused("ValidationError", "At least one action must be specified")
    for action in given:
        if action.get("Type") in ("authenticate-oidc", "authenticate-cognito", "jwt-validation"):
            raise Refused("EmulatorCannot", f"actions of type {action['Type']} are not emulated")
        if action.get("Type") not in CHECKS:
            raise Refused("ValidationError", f"Action type '{action.get('Type')}' must be one of '{', '.join(CHECKS)}'")
    if len(given) > 1:
        # "Each rule must include exactly one of the following routing actions"
        raise Refused("TooManyActions", "You can specify only one routing action")
    action = given[0]
    return [FakeAction({"Type": action["Type"]} | CHECKS[action["Type"]](call, action, place))]


def refuse(message: str) -> None:
    raise Refused("InvalidLoadBalancerAction", message)


# To target groups.


def forward(call: Call, action: dict[str, Any], place: Place) -> dict[str, Any]:
    config, single = action.get("ForwardConfig") or {}, action.get("TargetGroupArn")
    tuples = config.get("TargetGroups") or ([{"TargetGroupArn": single}] if single else [])
    arns = [each["TargetGroupArn"] for each in tuples]
    if not tuples:
        raise Refused("ValidationError", "A target group ARN must be specified")
    if single and arns != [single]:
        # "You can specify only one target group using ForwardConfig and it must be the same". The code is not proven.
        refuse("A forward action with a target group ARN can have no other target groups")
    if len(arns) > GROUPS:
        # The code is not proven.
        refuse(f"A forward action can have at most {GROUPS} target groups")
    groups = [usable(call, arn, place) for arn in arns]
    weighted = [{"TargetGroupArn": arn, "Weight": weight(each, len(arns))} for arn, each in zip(arns, tuples)]
    sticky = stickiness(config.get("TargetGroupStickinessConfig") or {})
    if len(groups) > 1 and not sticky["Enabled"]:
        check_groups(groups)
    shown = {"ForwardConfig": {"TargetGroups": weighted, "TargetGroupStickinessConfig": sticky}}
    return shown | ({"TargetGroupArn": arns[0]} if len(arns) == 1 else {})


def weight(given: dict[str, Any], count: int) -> int:
    """One alone needs none. The words are AWS's: https://github.com/aws/aws-cdk/issues/24805"""
    found = given.get("Weight", 1 if count == 1 else None)
    if found is None or int(found) not in WEIGHTS:
        raise Refused("ValidationError", "The weight for each target group must be between 0 and 999, inclusive")
    return int(found)


def stickiness(given: dict[str, Any]) -> dict[str, Any]:
    """A duration must be right even of what is switched off: https://github.com/pulumi/pulumi-aws/issues/1824"""
    enabled, seconds = str(given.get("Enabled", False)).lower() == "true", given.get("DurationSeconds")
    if (enabled and seconds is None) or (seconds is not None and int(seconds) not in STICKY_SECONDS):
        raise Refused("ValidationError", "Target group stickiness duration must be between 1 and 604800 seconds")
    return {"Enabled": enabled} | ({} if seconds is None else {"DurationSeconds": int(seconds)})


def check_groups(groups: list[Any]) -> None:
    """The words are those that users report; the code is that of the same refusal of a group's attribute."""
    if any(group.attributes["stickiness.enabled"] == "true" for group in groups):
        raise Refused(
            "InvalidConfigurationRequest",
            "You must enable group stickiness on a rule if you enabled target stickiness on one of its target groups",
        )


def usable(call: Call, arn: str, place: Place) -> Any:
    group = call.elbv2.target_groups.get(arn)
    if group is None:
        raise Refused("TargetGroupNotFound", f"Target groups '{arn}' not found")
    if not is_http(group):
        # The words are not proven.
        raise Refused(
            "IncompatibleProtocols",
            f"The protocol '{group.protocol}' of target group '{arn}' is not valid with the listener's",
        )
    if group.vpc_id != place.balancer.vpc_id:
        # The code is not proven.
        raise Refused(
            "InvalidConfigurationRequest", f"Target group '{arn}' is not in the VPC '{place.balancer.vpc_id}'"
        )
    if any(each is not place.balancer for each in balancers_of(call.elbv2, group)):
        # The words are AWS's: https://github.com/hashicorp/terraform-provider-aws/issues/22005
        raise Refused(
            "TargetGroupAssociationLimit",
            f"The following target groups cannot be associated with more than one load balancer: {arn}",
        )
    if group.protocol_version == "GRPC" and place.protocol == "HTTP":
        # The words are AWS's, as users report them.
        refuse("Listener protocol 'HTTP' is not supported with a target group with the protocol-version 'GRPC'")
    return group


# Elsewhere, or nowhere.


def redirect(_: Call, action: dict[str, Any], place: Place) -> dict[str, Any]:
    given = action.get("RedirectConfig") or {}
    config = KEPT | {key: value for key, value in given.items() if value is not None}
    if config.get("StatusCode") not in ("HTTP_301", "HTTP_302"):
        raise Refused("ValidationError", "A redirect status code must be one of 'HTTP_301, HTTP_302'")
    if not re.fullmatch(r"HTTPS?|#\{protocol\}", config["Protocol"]):
        raise Refused("ValidationError", f"Redirect protocol '{config['Protocol']}' must be 'HTTP', 'HTTPS' or kept")
    port = config["Port"]
    if port != KEPT["Port"] and not (port.isdigit() and 1 <= int(port) <= 65535):
        refuse(f"The Port parameter '{port}' must be between '1' and '65535' or '#{{port}}'")
    if not config["Path"].startswith("/"):
        # The words are AWS's, as users report them; so are those of the two that follow.
        refuse(
            "The Path parameter must be a valid path, should start with a '/' and may contain up to one of each of "
            "these placeholders: '#{path}', '#{host}', '#{port}'."
        )
    for name, least in (("Host", 1), ("Path", 1), ("Query", 0)):
        if not least <= len(config[name]) <= 128:
            raise Refused("ValidationError", f"Redirect {name} must be between {least} and 128 characters in length")
    if place.protocol == "HTTPS" and config["Protocol"] == "HTTP":
        refuse("You cannot redirect HTTPS to HTTP")
    own = {"Protocol": place.protocol, "Port": str(place.port)}
    if all(config[name] in (KEPT[name], own.get(name)) for name in ("Protocol", "Host", "Port", "Path")):
        refuse("The redirect configuration is not valid because it creates a loop.")
    return {"RedirectConfig": config}


def fixed_response(_: Call, action: dict[str, Any], __: Place) -> dict[str, Any]:
    config = action.get("FixedResponseConfig") or {}
    code = str(config.get("StatusCode", ""))
    if not re.fullmatch(r"[245]\d\d", code):
        raise Refused("ValidationError", f"Fixed response status code '{code}' must be 2XX, 4XX or 5XX")
    if config.get("ContentType", "text/plain") not in TYPES_OF_CONTENT:
        refuse(f"The ContentType must be one of: {', '.join(TYPES_OF_CONTENT)}")
    if len(config.get("MessageBody", "")) > 1024:
        raise Refused("ValidationError", "The fixed response message can have at most 1024 characters")
    return {"FixedResponseConfig": config}


CHECKS = {"forward": forward, "redirect": redirect, "fixed-response": fixed_response}
