"""Target groups and their targets.

https://docs.aws.amazon.com/elasticloadbalancing/latest/network/load-balancer-target-groups.html
"""

from __future__ import annotations

import ipaddress
import re
from typing import Any

from moto.elbv2.models import FakeTargetGroup

from . import http_target_groups
from .registry import Call, Refused, after, before, instead

TARGET_RANGES = [
    ipaddress.IPv4Network(each)
    for each in ("10.0.0.0/8", "100.64.0.0/10", "172.16.0.0/12", "192.168.0.0/16")
]
"""Where a target outside the VPC may be."""

SWITCH, COUNT, SHARE = r"true|false", r"[1-9]\d*", r"off|100|[1-9]\d?"
ATTRIBUTES = {
    "deregistration_delay.timeout_seconds": ("300", r"\d|[1-9]\d{1,2}|[12]\d{3}|3[0-5]\d\d|3600"),
    "deregistration_delay.connection_termination.enabled": ("false", SWITCH),
    "stickiness.enabled": ("false", SWITCH),
    "stickiness.type": ("source_ip", "source_ip"),
    "load_balancing.cross_zone.enabled": (
        "use_load_balancer_configuration",
        rf"{SWITCH}|use_load_balancer_configuration",
    ),
    "preserve_client_ip.enabled": ("true", SWITCH),
    "proxy_protocol_v2.enabled": ("false", SWITCH),
    "target_group_health.dns_failover.minimum_healthy_targets.count": ("1", rf"off|{COUNT}"),
    "target_group_health.dns_failover.minimum_healthy_targets.percentage": ("off", SHARE),
    "target_group_health.unhealthy_state_routing.minimum_healthy_targets.count": ("1", COUNT),
    "target_group_health.unhealthy_state_routing.minimum_healthy_targets.percentage": ("off", SHARE),
    "target_health_state.unhealthy.connection_termination.enabled": ("true", SWITCH),
    "target_health_state.unhealthy.draining_interval_seconds": ("0", r"\d{1,5}|[1-3]\d{5}"),
}
"""Of TCP target groups, each with its default and what it may be:
https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_TargetGroupAttribute.html"""

RANGES = {
    "HealthCheckIntervalSeconds": (5, 300),
    "HealthCheckTimeoutSeconds": (2, 120),
    "HealthyThresholdCount": (2, 10),
    "UnhealthyThresholdCount": (2, 10),
    "Port": (1, 65535),
}


class AddressTargetGroup(FakeTargetGroup):
    """A TCP target group of IP addresses. An address at several ports is several targets; moto knows one of them.
    https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_TargetDescription.html"""

    def key(self, target: dict[str, Any]) -> tuple[str, int]:
        """Without a port, it is the group's."""
        return target["Id"], int(target.get("Port") or self.port)

    def register(self, targets: list[dict[str, Any]]) -> None:
        """What is in it already, stays as it is."""
        for target in targets:
            id, port = key = self.key(target)
            self.targets.setdefault(key, {"Id": id, "Port": port})  # type: ignore[call-overload]

    def deregister(self, targets: list[dict[str, Any]]) -> None:
        """By address and port. "If the specified target does not exist, the action returns successfully."
        https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_DeregisterTargets.html"""
        for target in targets:
            self.targets.pop(self.key(target), None)  # type: ignore[call-overload]


def registered(group: Any, target: dict[str, Any]) -> dict[str, Any] | None:
    """The target of a group that a call names."""
    key = group.key(target) if isinstance(group, AddressTargetGroup) else target["Id"]
    found: dict[str, Any] | None = group.targets.get(key)
    return found


@before("elbv2", "CreateTargetGroup", "ModifyTargetGroup")
def health_check_numbers_are_in_range(call: Call) -> None:
    """https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_CreateTargetGroup.html"""
    for name, (low, high) in RANGES.items():
        value = call.get(name)
        if value is not None and not low <= int(value) <= high:
            raise Refused("ValidationError", f"{name} '{value}' must be between '{low}' and '{high}'")


@instead("elbv2", "CreateTargetGroup")
def create_target_group(call: Call, ask_moto: Any) -> Any:
    """"If you attempt to create multiple target groups with the same settings, each call succeeds." """
    asked = {key: value for key, value in call.parameters.items() if key != "Tags"}
    for other in call.elbv2.target_groups.values():
        if other.name == call.get("Name") and getattr(other, "asked", None) == asked:
            return {"TargetGroups": [other]}
    result = ask_moto()
    result["TargetGroups"][0].asked = asked
    if result["TargetGroups"][0].protocol == "TCP":
        defaults = {key: default for key, (default, _) in ATTRIBUTES.items()}
        if call.get("TargetType") == "ip":
            defaults["preserve_client_ip.enabled"] = "false"
            result["TargetGroups"][0].__class__ = AddressTargetGroup
        result["TargetGroups"][0].attributes = defaults
    if result["TargetGroups"][0].protocol in http_target_groups.PROTOCOLS:
        http_target_groups.become(result["TargetGroups"][0])
    return result


@before("elbv2", "ModifyTargetGroupAttributes")
def attribute_is_known_and_its_value_legal(call: Call) -> None:
    group = call.elbv2.target_groups.get(call.get("TargetGroupArn"))
    for attribute in call.get("Attributes", []):
        key, value = attribute["Key"], attribute["Value"]
        if not group or group.protocol != "TCP":
            continue
        if key not in ATTRIBUTES:
            raise Refused("ValidationError", f"Target group attribute key '{key}' is not recognized")
        if not re.fullmatch(ATTRIBUTES[key][1], value):
            raise Refused("ValidationError", f"Target group attribute '{key}' cannot be '{value}'")


@before("elbv2", "RegisterTargets")
def zone_fits_where_the_target_is(call: Call) -> None:
    """Outside the VPC it must be named; inside, it is that of the target's subnet and cannot be
    another.
    https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_TargetDescription.html"""
    group = call.elbv2.target_groups.get(call.get("TargetGroupArn"))
    if group is None or group.target_type != "ip":
        return
    for target in call.get("Targets", []):
        try:
            address = ipaddress.IPv4Address(target["Id"])
        except ValueError:
            raise Refused(
                "ValidationError", f"The IP address '{target['Id']}' is not a valid IPv4 address"
            ) from None
        vpc = call.ec2.get_vpc(group.vpc_id)
        if is_in(address, *[each["cidr_block"] for each in vpc.get_cidr_block_association_set()]):
            check_zone_inside(call, group.vpc_id, address, target.get("AvailabilityZone"))
            continue
        if not any(address in network for network in TARGET_RANGES):
            raise Refused("InvalidTarget", f"The IP address '{address}' is not in a range that targets may have")
        if target.get("AvailabilityZone") != "all":
            raise Refused(
                "ValidationError",
                f"The Availability Zone is required for IP address '{address}' because it is not in the VPC",
            )


def is_in(address: ipaddress.IPv4Address, *blocks: str) -> bool:
    return any(address in ipaddress.IPv4Network(each, strict=False) for each in blocks)


def subnet_of(call: Call, vpc_id: str, address: ipaddress.IPv4Address) -> Any:
    """The VPC's subnet that the address is in, if any."""
    for subnets in call.ec2.subnets.values():
        for subnet in subnets.values():
            if subnet.vpc_id == vpc_id and is_in(address, str(subnet.cidr_block)):
                return subnet
    return None


def check_zone_inside(call: Call, vpc_id: str, address: ipaddress.IPv4Address, zone: str | None) -> None:
    """The words are AWS's: https://github.com/kubernetes-sigs/aws-load-balancer-controller/issues/561"""
    subnet = subnet_of(call, vpc_id, address)
    if subnet is not None and zone not in (None, subnet.availability_zone):
        raise Refused(
            "ValidationError",
            f"The IP address '{address}' is within the VPC, and cannot have its Availability Zone overridden to "
            f"'{zone}' from '{subnet.availability_zone}'",
        )


@after("elbv2", "RegisterTargets")
def zone_is_kept(call: Call, result: Any) -> Any:
    """moto forgets it. Inside the VPC it is detected."""
    group = call.elbv2.target_groups[call.get("TargetGroupArn")]
    for target in call.get("Targets", []):
        zone = target.get("AvailabilityZone")
        if zone is None and group.target_type == "ip":
            subnet = subnet_of(call, group.vpc_id, ipaddress.IPv4Address(target["Id"]))
            zone = subnet.availability_zone if subnet is not None else None
        if zone:
            registered(group, target)["AvailabilityZone"] = zone
    return result


@before("elbv2", "DescribeTags")
def tags_of_what_exists(call: Call) -> None:
    """moto answers for anything."""
    for arn in call.get("ResourceArns", []):
        call.elbv2._get_resource_by_arn(arn)
