"""The endpoint services that AWS offers in a region: those that accelgen's own data lists."""

from __future__ import annotations

import functools
import json
from typing import Any

from .. import regions
from ..world import world
from .filters import select
from .registry import Call, Refused, instead
from .zones import zones_of

HOME_OF_GLOBAL_SERVICES = "us-east-1"
"""Where the commercial partition has the endpoint services of IAM and Route 53; other Regions reach
them there.
https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_interface_vpc_endpoints.html"""


@functools.cache
def offered(region: str) -> dict[tuple[str, str], dict[str, Any]]:
    """What a Region has: (name, kind) → service. In China a service goes by com.amazonaws or
    cn.com.amazonaws; both are taken."""
    services = {}
    for each in json.loads((regions.DATA / "services.json").read_text()):
        at_home = region == HOME_OF_GLOBAL_SERVICES or regions.partition(region) != "aws"
        if each["crossRegionPrivateLink"] and not each["regional"] and not at_home:
            continue
        name = each["serviceName"].replace("{region}", region)
        # Gateways have no prefix there: https://github.com/eksctl-io/eksctl/issues/3081
        prefixed = region.startswith("cn-") and each["kind"] != "gateway"
        names = [name, f"cn.{name}"] if prefixed else [name]
        for key in names:
            services[key, each["kind"]] = {
                "name": key,
                "kind": each["kind"].capitalize(),
                "host": (each["hostnamePattern"] or "")
                .replace("{region}", region)
                .replace("{dnsSuffix}", regions.dns_suffix(region)),
                "prefix": name.rsplit(f"{region}.")[-1].removeprefix("com.amazonaws."),
                "region": region,
                "acrossRegions": each["crossRegionPrivateLink"] and each["kind"] == "interface",
            }
    return services


def reachable(region: str, service_region: str) -> list[dict[str, Any]]:
    """What a VPC in one Region can use of those in the other: its own all, elsewhere what is
    offered across Regions.
    https://docs.aws.amazon.com/vpc/latest/privatelink/aws-services-cross-region-privatelink-support.html"""
    services = [each for each in offered(service_region).values() if is_offered(each)]
    if service_region == region:
        return services
    kept_home = world.settings.services_not_across_regions
    return [each for each in services if each["acrossRegions"] and each["name"] not in kept_home]


def is_offered(service: dict[str, Any]) -> bool:
    """S3 Express One Zone is in few Regions.
    https://docs.aws.amazon.com/AmazonS3/latest/userguide/directory-bucket-az-networking.html"""
    if service["kind"] != "Gateway":
        return True
    if service["prefix"] == "s3express" and service["region"] not in world.settings.s3express_regions:
        return False
    return service["name"] not in world.settings.gateway_services_not_offered


def address_types(name: str) -> list[str]:
    """What a gateway endpoint of the service can have.
    https://docs.aws.amazon.com/vpc/latest/privatelink/gateway-endpoints.html"""
    return ["ipv4"] if name in world.settings.services_of_ipv4_alone else ["ipv4", "dualstack", "ipv6"]


def check_service_region(region: str, service_region: str) -> None:
    """The reference says that it must be enabled; AWS's own words for one that is not are not
    known."""
    if not regions.can_serve(region, service_region):
        raise Refused(
            "InvalidParameter", f"The service region '{service_region}' is not valid, or not enabled for this account"
        )


def find(region: str, name: str, kind: str | None = None, service_region: str | None = None) -> dict[str, Any]:
    """A service of another Region is not found without that Region's name, nor one that stays in
    its own. Seen on AWS: https://github.com/cloud-custodian/cloud-custodian/pull/10918
    https://github.com/hashicorp/terraform-provider-aws/issues/42970"""
    for service in reachable(region, service_region or region):
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
    asked = call.get("ServiceRegions", [call.region])
    for region in asked:
        check_service_region(call.region, region)
    services = [each for region in asked for each in reachable(call.region, region)]
    wanted = call.get("ServiceNames", [])
    for name in wanted:
        if name not in [each["name"] for each in services]:
            raise Refused("InvalidServiceName", f"The Vpc Endpoint Service '{name}' does not exist")
    if wanted:
        services = [each for each in services if each["name"] in wanted]
    services = select(services, call.filters, values_of)
    return {
        "ServiceNames": sorted({each["name"] for each in services}),
        "ServiceDetails": [
            shown(call.region, each) for each in sorted(services, key=lambda each: each["name"])
        ],
    }


def base_dns_name(service: dict[str, Any]) -> str:
    return f"{service['prefix']}.{service['region']}.vpce.amazonaws.com"


def has_private_dns(service: dict[str, Any]) -> bool:
    return service["name"] not in world.settings.services_without_private_dns


def shown(region: str, service: dict[str, Any]) -> dict[str, Any]:
    """As a caller in the Region sees it: the zones of another Region are none of ours.
    Seen on AWS: https://github.com/hashicorp/terraform-provider-aws/issues/44186"""
    names = {
        "PrivateDnsName": service["host"],
        "PrivateDnsNames": [{"PrivateDnsName": service["host"]}],
        "PrivateDnsNameVerificationState": "verified",
    }
    gateway = service["kind"] == "Gateway"
    return (names if has_private_dns(service) and not gateway else {}) | {
        "ServiceName": service["name"],
        "ServiceType": [{"ServiceType": service["kind"]}],
        "AvailabilityZones": zones_with_services(region) if service["region"] == region else [],
        "Owner": "amazon",
        "ServiceRegion": service["region"],
        "BaseEndpointDnsNames": [base_dns_name(service)],
        "VpcEndpointPolicySupported": True,
        "AcceptanceRequired": False,
        "ManagesVpcEndpoints": False,
        "SupportedIpAddressTypes": address_types(service["name"]) if gateway else ["ipv4"],
        "Tags": [],
    }


def values_of(service: dict[str, Any] | None, name: str) -> list[str] | None:
    members = {"service-name": "name", "service-type": "kind", "service-region": "region"}
    if name == "owner":
        return ["amazon"] if service else []
    if name == "supported-ip-address-types":
        return shown(service["region"], service)["SupportedIpAddressTypes"] if service else []
    if name == "tag-key" or name.startswith("tag:"):
        return []
    if name in members:
        return [service[members[name]]] if service else []
    return None
