"""What AWS has for the device at the other end of a VPN: samples of its configuration, with the keys.

https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_GetVpnConnectionDeviceTypes.html
https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_GetVpnConnectionDeviceSampleConfiguration.html
"""

from __future__ import annotations

from typing import Any

from ..world import world
from . import vpn_connections
from .registry import Call, Refused, instead

TYPES = [
    ("5fb390ba", "Barracuda", "NextGen Firewall F-series", "6.2+"),
    ("9005b6c1", "Generic", "Generic", "Vendor Agnostic"),
    ("c7bd4bb1", "Cisco Systems, Inc.", "CSRv AMI", "IOS 12.4+"),
    ("f2d95e84", "Strongswan", "Ubuntu 16.04", "Strongswan 5.5.1+"),
]
PAGE = 2
"""Types a page: AWS's pages are longer, and so is its list."""


@instead("ec2", "GetVpnConnectionDeviceTypes")
def get_device_types(call: Call, _: Any) -> dict[str, Any]:
    first = int(call.get("NextToken", 0))
    names = ("VpnConnectionDeviceTypeId", "Vendor", "Platform", "Software")
    found = [dict(zip(names, each, strict=True)) for each in TYPES[first : first + PAGE]]
    more = {"NextToken": str(first + PAGE)} if first + PAGE < len(TYPES) else {}
    return {"VpnConnectionDeviceTypes": found} | more


@instead("ec2", "GetVpnConnectionDeviceSampleConfiguration")
def get_sample(call: Call, _: Any) -> dict[str, Any]:
    """Whether a sample shows keys that Secrets Manager has is not documented: it does here, which is the
    worse for a script that lets its text be seen, unless `vpn_samples_without_keys`."""
    connection = vpn_connections.living(call, call.get("VpnConnectionId"))
    kind, version = call.get("VpnConnectionDeviceTypeId"), call.get("InternetKeyExchangeVersion", "ikev1")
    sample = call.get("SampleType", "compatibility")
    device = next((each for each in TYPES if each[0] == kind), None)
    if device is None:
        raise Refused("InvalidParameterValue", f"The VPN connection device type ID '{kind}' does not exist")
    if version not in ("ikev1", "ikev2"):
        raise Refused("InvalidParameterValue", f"Value ({version}) for the IKE version is invalid.")
    if sample not in ("compatibility", "recommended"):
        raise Refused("InvalidParameterValue", f"Value ({sample}) for parameter sampleType is invalid.")
    if sample == "recommended" and version == "ikev1":
        raise Refused("UnsupportedOperation", "The recommended sample is for IKEv2 alone")
    hidden = connection.key_storage == "SecretsManager" and world.settings.vpn_samples_without_keys
    lines = [f"! {' '.join(device[1:])}", f"! Your VPN connection ID: {connection.id}", f"! {version}, {sample}"]
    for number, tunnel in enumerate(connection.tunnels, 1):
        lines += [
            f"! IPSec Tunnel #{number}",
            f"crypto isakmp peer {tunnel['OutsideIpAddress']}",
            f"pre-shared-key {'<see Secrets Manager>' if hidden else tunnel['PreSharedKey']}",
        ]
    return {"VpnConnectionDeviceSampleConfiguration": "\n".join(lines) + "\n"}
