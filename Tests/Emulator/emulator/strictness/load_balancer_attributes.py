"""The attributes of Application Load Balancers: all of them, what each may be, and where logs go.

https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_LoadBalancerAttribute.html
"""

from __future__ import annotations

import re
from typing import Any

from . import access_logs
from .registry import Call, Refused, instead

SWITCH = ("true", "false")
TEXT = re.compile(r"[^\s]*")
LOGS = ("access_logs", "connection_logs", "health_check_logs")


def of_logs(kind: str) -> dict[str, tuple[str, Any]]:
    return {
        f"{kind}.s3.enabled": ("false", SWITCH),
        f"{kind}.s3.bucket": ("", TEXT),
        f"{kind}.s3.prefix": ("", TEXT),
    }


ATTRIBUTES: dict[str, tuple[str, Any]] = {
    "client_keep_alive.seconds": ("3600", range(60, 604801)),
    "deletion_protection.enabled": ("false", SWITCH),
    "idle_timeout.timeout_seconds": ("60", range(1, 4001)),
    "ipv6.deny_all_igw_traffic": ("false", SWITCH),
    # "The default for Application Load Balancers is true, and can't be changed."
    "load_balancing.cross_zone.enabled": ("true", ("true",)),
    "routing.http.desync_mitigation_mode": ("defensive", ("monitor", "defensive", "strictest")),
    "routing.http.drop_invalid_header_fields.enabled": ("false", SWITCH),
    "routing.http.preserve_host_header.enabled": ("false", SWITCH),
    "routing.http.x_amzn_tls_version_and_cipher_suite.enabled": ("false", SWITCH),
    "routing.http.xff_client_port.enabled": ("false", SWITCH),
    "routing.http.xff_header_processing.mode": ("append", ("append", "preserve", "remove")),
    "routing.http2.enabled": ("true", SWITCH),
    "waf.fail_open.enabled": ("false", SWITCH),
    "zonal_shift.config.enabled": ("false", SWITCH),
    **{key: legal for kind in LOGS for key, legal in of_logs(kind).items()},
}
"""Each with its default, and what it may be."""


def defaults(scheme: str) -> dict[str, str]:
    found = {key: default for key, (default, _) in ATTRIBUTES.items()}
    return found | {"ipv6.deny_all_igw_traffic": str(scheme == "internal").lower()}


def is_legal(value: str, legal: Any) -> bool:
    if isinstance(legal, range):
        return value.isdigit() and int(value) in legal
    if isinstance(legal, re.Pattern):
        return legal.fullmatch(value) is not None
    return value in legal


def check(kind: str, known: dict[str, tuple[str, Any]], given: list[dict[str, str]]) -> dict[str, str]:
    """What is asked for: none of it is done when anything of it is not known, or not what it may be."""
    for attribute in given:
        key, value = attribute["Key"], attribute.get("Value", "")
        if key not in known:
            raise Refused("ValidationError", f"{kind} attribute key '{key}' is not recognized")
        if not is_legal(value, known[key][1]):
            raise Refused("ValidationError", f"{kind} attribute '{key}' cannot be '{value}'")
    return {attribute["Key"]: attribute.get("Value", "") for attribute in given}


@instead("elbv2", "ModifyLoadBalancerAttributes")
def modify_load_balancer_attributes(call: Call, ask_moto: Any) -> Any:
    """moto takes any value."""
    balancer = call.elbv2.load_balancers.get(call.get("LoadBalancerArn"))
    if balancer is None or balancer.type != "application":
        return ask_moto()
    given = check("Load balancer", ATTRIBUTES, call.get("Attributes", []))
    asked = balancer.attrs | given
    for kind in LOGS:
        if any(key.startswith(f"{kind}.") for key in given):
            access_logs.check(call, balancer, kind, asked)
    balancer.attrs = asked
    return {"Attributes": balancer.attrs}
