"""The endpoint services that AWS offers in a region: those that accelgen's own data lists."""

from __future__ import annotations

import functools
import json
from pathlib import Path
from typing import Any

from ..world import world
from .filters import select
from .registry import Call, Refused, instead
from .zones import zones_of

DATA = Path(__file__).parents[4] / "data"


@functools.cache
def offered(region: str) -> dict[str, dict[str, Any]]:
    """Name → service. In China a service goes by com.amazonaws or cn.com.amazonaws; both are taken."""
    suffixes = {each["code"]: each["dnsSuffix"] for each in json.loads((DATA / "regions.json").read_text())}
    services = {}
    for each in json.loads((DATA / "services.json").read_text()):
        name = each["serviceName"].replace("{region}", region)
        names = [name, f"cn.{name}"] if region.startswith("cn-") else [name]
        for key in names:
            services[key, each["kind"]] = {
                "name": key,
                "kind": each["kind"].capitalize(),
                "host": (each["hostnamePattern"] or "")
                .replace("{region}", region)
                .replace("{dnsSuffix}", suffixes.get(region, "amazonaws.com")),
                "prefix": name.rsplit(f"{region}.")[-1],
            }
    return services  # type: ignore[return-value]


def find(region: str, name: str, kind: str | None = None) -> dict[str, Any]:
    for service in offered(region).values():
        if service["name"] == name and kind in (None, service["kind"]):
            return service
    raise Refused("InvalidServiceName", f"The Vpc Endpoint Service '{name}' does not exist")


def zones_with_services(region: str) -> list[str]:
    return [
        zone.name for zone in zones_of(region) if zone.name not in world.settings.service_zones_missing
    ]


@instead("ec2", "DescribeVpcEndpointServices")
def describe_endpoint_services(call: Call, _: Any) -> dict[str, Any]:
    """moto offers the same services in every region and zone, and cannot filter by name.
    https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeVpcEndpointServices.html"""
    if call.get("ServiceRegion", call.region) != call.region:
        raise Refused("InvalidParameter", "The emulator knows no cross-region services")
    services = list(offered(call.region).values())
    wanted = call.get("ServiceNames", [])
    for name in wanted:
        find(call.region, name)
    if wanted:
        services = [each for each in services if each["name"] in wanted]
    services = select(services, call.filters, values_of)
    return {
        "ServiceNames": sorted({each["name"] for each in services}),
        "ServiceDetails": [
            shown(call.region, each) for each in sorted(services, key=lambda each: each["name"])
        ],
    }


def has_private_dns(service: dict[str, Any]) -> bool:
    return service["name"] not in world.settings.services_without_private_dns


def shown(region: str, service: dict[str, Any]) -> dict[str, Any]:
    names = {
        "PrivateDnsName": service["host"],
        "PrivateDnsNames": [{"PrivateDnsName": service["host"]}],
        "PrivateDnsNameVerificationState": "verified",
    }
    return (names if has_private_dns(service) else {}) | {
        "ServiceName": service["name"],
        "ServiceType": [{"ServiceType": service["kind"]}],
        "AvailabilityZones": zones_with_services(region),
        "Owner": "amazon",
        "ServiceRegion": region,
        "BaseEndpointDnsNames": [f"{service['prefix']}.{region}.vpce.amazonaws.com"],
        "VpcEndpointPolicySupported": True,
        "AcceptanceRequired": False,
        "ManagesVpcEndpoints": False,
        "SupportedIpAddressTypes": ["ipv4"],
        "Tags": [],
    }


def values_of(service: dict[str, Any] | None, name: str) -> list[str] | None:
    members = {"service-name": "name", "service-type": "kind"}
    if name == "owner":
        return ["amazon"] if service else []
    if name == "service-region":
        return []
    if name in members:
        return [service[members[name]]] if service else []
    return None
