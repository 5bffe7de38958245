"""When a rule applies: the conditions, and how many there may be.

https://docs.aws.amazon.com/elasticloadbalancing/latest/application/rule-condition-types.html
https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_RuleCondition.html
"""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Callable
from typing import Any

from .registry import Refused

VALUES, WILDCARDS = 5, 6
"""A rule: https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-limits.html"""

ONCE = ("http-request-method", "host-header", "path-pattern", "source-ip")
""""Each rule can optionally include up to one of each of the following conditions"."""

HOST = re.compile(r"[A-Za-z0-9.*?-]*\.[A-Za-z*?]*")
PATH = re.compile(r"/?[A-Za-z0-9_\-.$/~\"'@:+&*?]*")
METHOD = re.compile(r"[A-Z_-]{1,40}")
HEADER = re.compile(r"[!#$%&'*+\-.^_`|~0-9A-Za-z]{1,40}")
"""A token: https://www.rfc-editor.org/rfc/rfc7230#section-3.2.6"""


def checked(given: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The conditions, as AWS shows them later."""
    if not given:
        raise Refused("ValidationError", "At least one condition must be specified")
    fields = [each.get("Field") for each in given]
    for field in fields:
        if field not in CONFIGS:
            raise Refused("ValidationError", f"Condition field '{field}' must be one of '[{', '.join(CONFIGS)}]'")
        if field in ONCE and fields.count(field) > 1:
            raise Refused("ValidationError", f"A rule can only have one condition of the field '{field}'")
    shown = [condition(each) for each in given]
    values = [value for each in shown for value in values_of(each)]
    if len(values) > VALUES:
        # The words are AWS's, as users report them.
        raise Refused("ValidationError", f"A rule can only have '{VALUES}' condition values")
    if sum(value.count("*") + value.count("?") for value in values) > WILDCARDS:
        raise Refused("ValidationError", f"A rule can only have '{WILDCARDS}' condition wildcards")
    return shown


def condition(given: dict[str, Any]) -> dict[str, Any]:
    field = given["Field"]
    name, check = CONFIGS[field]
    if given.get("RegexValues") or (given.get(name) or {}).get("RegexValues"):
        raise Refused("EmulatorCannot", "conditions with regular expressions are not emulated")
    short, config = given.get("Values") or [], given.get(name) or {}
    if short and config:
        raise Refused("ValidationError", f"You cannot provide both Values and '{name}' for '{field}'")
    if short and field not in ("host-header", "path-pattern"):
        raise Refused("ValidationError", f"The 'Values' field is not compatible with '{field}'")
    if len(short) > 1:
        raise Refused("ValidationError", f"The '{field}' field contains too many values; the limit is '1'")
    config = config or {"Values": short}
    if not config.get("Values"):
        raise Refused("ValidationError", "A condition value must be specified")
    if field == "http-header":
        check_header_name(config.get("HttpHeaderName", ""))
    for value in config["Values"]:
        check(value)
    shown = {"Field": field, name: config}
    return shown | ({"Values": config["Values"]} if field in ("host-header", "path-pattern") else {})


def values_of(shown: dict[str, Any]) -> list[str]:
    """Its values; of a query string, a key counts with its value as one."""
    found = shown[CONFIGS[shown["Field"]][0]]["Values"]
    return [each if isinstance(each, str) else f"{each.get('Key', '')}={each['Value']}" for each in found]


def check_text(field: str, value: str, legal: re.Pattern[str], longest: int = 128) -> None:
    if not value:
        raise Refused("ValidationError", "A condition value must be specified")
    if len(value) > longest:
        raise Refused("ValidationError", f"The '{field}' value is too long; the limit is '{longest}'")
    if not legal.fullmatch(value):
        raise Refused("ValidationError", f"The '{field}' value '{value}' contains characters that are not allowed")


def check_header_name(name: str) -> None:
    check_text("HttpHeaderName", name, HEADER, 40)
    if name.lower() == "host":
        # "You can't use an HTTP header condition to specify the host header."
        raise Refused("ValidationError", "You cannot use an 'http-header' condition for the host header")


def check_pair(value: dict[str, str]) -> None:
    if "Value" not in value:
        raise Refused("ValidationError", "A 'Value' must be specified in 'QueryStringKeyValuePair'")
    for each in value.values():
        check_text("query-string", each, re.compile(r"[\x21-\x7e]+"))


def check_block(value: str) -> None:
    try:
        if "/" not in value or value == "255.255.255.255/32":
            raise ValueError(value)
        ipaddress.ip_network(value)
    except ValueError:
        raise Refused("ValidationError", f"The 'source-ip' value '{value}' must be a CIDR block") from None


CONFIGS: dict[str, tuple[str, Callable[[Any], None]]] = {
    "host-header": ("HostHeaderConfig", lambda it: check_text("host-header", it, HOST)),
    "http-header": ("HttpHeaderConfig", lambda it: check_text("http-header", it, re.compile(r"[\x20-\x7e]+"))),
    "http-request-method": ("HttpRequestMethodConfig", lambda it: check_text("http-request-method", it, METHOD, 40)),
    "path-pattern": ("PathPatternConfig", lambda it: check_text("path-pattern", it, PATH)),
    "query-string": ("QueryStringConfig", check_pair),
    "source-ip": ("SourceIpConfig", check_block),
}
"""A field → the member that holds its values, and the check of one."""
