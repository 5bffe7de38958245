"""The two tunnels of a VPN connection, and their options.

https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_VpnTunnelOptionsSpecification.html
https://docs.aws.amazon.com/vpn/latest/s2svpn/VPNTunnels.html
"""

from __future__ import annotations

import ipaddress
from collections.abc import Iterator
from typing import Any

from moto.moto_api._internal import mock_random

from . import vpn_keys
from .registry import Refused

LINK_LOCAL = ipaddress.IPv4Network("169.254.0.0/16")
RESERVED = [f"169.254.{number}.0/30" for number in range(6)] + ["169.254.169.252/30"]

LISTS: dict[str, set[Any]] = {
    "IKEVersions": {"ikev1", "ikev2"},
    "Phase1EncryptionAlgorithms": {"AES128", "AES256", "AES128-GCM-16", "AES256-GCM-16"},
    "Phase2EncryptionAlgorithms": {"AES128", "AES256", "AES128-GCM-16", "AES256-GCM-16"},
    "Phase1IntegrityAlgorithms": {"SHA1", "SHA2-256", "SHA2-384", "SHA2-512"},
    "Phase2IntegrityAlgorithms": {"SHA1", "SHA2-256", "SHA2-384", "SHA2-512"},
    "Phase1DHGroupNumbers": {2, *range(14, 25)},
    "Phase2DHGroupNumbers": {2, 5, *range(14, 25)},
}
WORDS = {"StartupAction": {"add", "start"}, "DPDTimeoutAction": {"clear", "none", "restart"}}
NUMBERS = {
    "Phase1LifetimeSeconds": range(900, 28_801),
    "Phase2LifetimeSeconds": range(900, 3_601),
    "DPDTimeoutSeconds": range(30, 86_401),
    "RekeyFuzzPercentage": range(101),
    "ReplayWindowSize": range(64, 2_049),
}

SHOWN_AS = {
    "DPDTimeoutSeconds": "DpdTimeoutSeconds",
    "DPDTimeoutAction": "DpdTimeoutAction",
    "IKEVersions": "IkeVersions",
}
"""Options that answers name otherwise than requests."""


def make(options: dict[str, Any], taken: list[str]) -> list[dict[str, Any]]:
    """What answers show of each tunnel, with its key; `taken` are the inside blocks of the gateway's others."""
    asked = options.get("TunnelOptions", [])
    if len(asked) > 2:
        raise Refused("InvalidParameterValue", "A VPN connection has two tunnels")
    asked = [*asked, {}, {}][:2]
    for each in asked:
        check(each)
    used = [*taken]
    tunnels = []
    for each in asked:
        tunnel = {SHOWN_AS.get(name, name): value for name, value in each.items()}
        tunnel["TunnelInsideCidr"] = inside(each, used, asked)
        used.append(tunnel["TunnelInsideCidr"])
        tunnels.append(tunnel)
    for each, tunnel in zip(asked, tunnels, strict=True):
        tunnel["OutsideIpAddress"] = f"52.{mock_random.randint(1, 250)}.{mock_random.randint(1, 250)}.10"
        key = each.get("PreSharedKey")
        tunnel["PreSharedKey"] = vpn_keys.make() if key is None else vpn_keys.given(key)
    return tunnels


def check(asked: dict[str, Any]) -> None:
    """moto drops them all."""
    for name, legal in LISTS.items():
        for each in asked.get(name, []):
            if each["Value"] not in legal:
                raise Refused("InvalidParameterValue", f"Value ({each['Value']}) for parameter {name} is invalid.")
    for name, words in WORDS.items():
        if asked.get(name) is not None and asked[name] not in words:
            raise Refused("InvalidParameterValue", f"Value ({asked[name]}) for parameter {name} is invalid.")
    for name, numbers in NUMBERS.items():
        if asked.get(name) is not None and int(asked[name]) not in numbers:
            raise Refused("InvalidParameterValue", f"Value ({asked[name]}) for parameter {name} is invalid.")


def inside(asked: dict[str, Any], used: list[str], both: list[dict[str, Any]]) -> str:
    block = asked.get("TunnelInsideCidr")
    if block is None:
        wanted = [each.get("TunnelInsideCidr") for each in both]
        return next(each for each in blocks() if each not in used and each not in wanted)
    try:
        network = ipaddress.IPv4Network(block)
    except ValueError:
        raise Refused("InvalidParameterValue", f"Invalid value '{block}' for tunnel inside CIDR") from None
    if network.prefixlen != 30 or not network.subnet_of(LINK_LOCAL) or block in RESERVED:
        raise Refused("InvalidParameterValue", f"Invalid value '{block}' for tunnel inside CIDR")
    if block in used:
        raise Refused("InvalidCidr.InUse", f"The CIDR '{block}' is in use by another tunnel of the gateway")
    return str(block)


def blocks() -> Iterator[str]:
    for network in ipaddress.IPv4Network("169.254.64.0/18").subnets(new_prefix=30):
        if str(network) not in RESERVED:
            yield str(network)
