"""Target groups of Application Load Balancers: HTTP's versions, success codes, and targets that drain.

https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-target-groups.html
https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_CreateTargetGroup.html
"""

from __future__ import annotations

import re
from typing import Any

from moto.elbv2.models import FakeTargetGroup

from ..inventory import serves
from ..world import world
from .http_target_group_attributes import defaults
from .registry import Call, Refused, before, instead, now

PROTOCOLS = ("HTTP", "HTTPS")
VERSIONS = ("HTTP1", "HTTP2", "GRPC")
CODES = {"HttpCode": range(200, 500), "GrpcCode": range(0, 100)}
"""What a target may answer when it is well:
https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_Matcher.html"""

MEMBERS = {
    "HealthCheckProtocol": "health_check_protocol",
    "HealthCheckPort": "health_check_port",
    "HealthCheckPath": "health_check_path",
    "HealthCheckIntervalSeconds": "health_check_interval_seconds",
    "HealthCheckTimeoutSeconds": "health_check_timeout_seconds",
    "HealthyThresholdCount": "healthy_threshold_count",
    "UnhealthyThresholdCount": "unhealthy_threshold_count",
    "Matcher": "matcher",
}
"""What modify-target-group changes, and where moto keeps it."""


class HTTPTargetGroup(FakeTargetGroup):
    """moto's target group, whose targets have a time since when they are in it, and another until which they drain."""

    draining: dict[str, dict[str, Any]]

    def register(self, targets: list[dict[str, Any]]) -> None:
        """Whoever registers: what is in it already, stays as it is."""
        for target in targets:
            old = self.targets.get(target["Id"], {"registered_at": now()})
            self.targets[target["Id"]] = old | {"Id": target["Id"], "Port": target.get("Port") or self.port}
            self.draining.pop(target["Id"], None)

    def deregister(self, targets: list[dict[str, Any]]) -> None:
        """"If the specified target does not exist, the action returns successfully." """
        for target in targets:
            gone = self.targets.pop(target["Id"], None)
            if gone:
                self.drain(gone)

    def deregister_terminated_instances(self, instance_ids: list[str]) -> None:
        self.deregister([{"Id": each} for each in instance_ids])

    def drain(self, target: dict[str, Any]) -> None:
        """For as long as the group says, or a test's setting."""
        seconds = world.settings.draining_seconds
        if seconds is None:
            seconds = float(self.attributes["deregistration_delay.timeout_seconds"])
        self.draining[target["Id"]] = target | {"until": now() + seconds}

    def drains(self) -> dict[str, dict[str, Any]]:
        return {each: target for each, target in self.draining.items() if now() < target["until"]}


def is_http(group: Any) -> bool:
    return isinstance(group, HTTPTargetGroup)


def become(group: FakeTargetGroup) -> None:
    """Makes one of moto's, which has just made it, one of these."""
    group.__class__ = HTTPTargetGroup
    group.draining = {}  # type: ignore[attr-defined]
    group.attributes = defaults()  # type: ignore[assignment]
    if group.protocol_version == "GRPC":
        # https://docs.aws.amazon.com/elasticloadbalancing/latest/application/target-group-health-checks.html
        group.matcher = {"GrpcCode": group.matcher.get("GrpcCode", "12")}
        if group.health_check_path == "/":
            group.health_check_path = "/AWS.ALB/healthcheck"


def balancers_of(backend: Any, group: Any) -> list[Any]:
    """The load balancers with a listener or a rule that sends to the group."""
    return [
        balancer
        for balancer in backend.load_balancers.values()
        if any(group.arn in serves(listener) for listener in balancer.listeners.values())
    ]


@before("elbv2", "CreateTargetGroup")
def http_is_asked_for_rightly(call: Call) -> None:
    protocol, version = call.get("Protocol"), call.get("ProtocolVersion", "HTTP1")
    if protocol not in PROTOCOLS:
        return
    if version not in VERSIONS:
        raise Refused("ValidationError", f"Protocol version '{version}' must be one of '{', '.join(VERSIONS)}'")
    if call.get("TargetType", "instance") not in ("instance", "ip"):
        raise Refused("EmulatorCannot", f"targets of type {call.get('TargetType')} are not emulated")
    check(call, version, call.get("TargetType", "instance"))
    times(call.get("HealthCheckIntervalSeconds", 30), call.get("HealthCheckTimeoutSeconds", 5))


def check(call: Call, version: str, target_type: str) -> None:
    if call.get("HealthCheckProtocol", "HTTP") not in PROTOCOLS:
        raise Refused(
            "ValidationError",
            f"Health check protocol '{call.get('HealthCheckProtocol')}' must be one of 'HTTP, HTTPS' for target groups "
            "with the HTTP or HTTPS protocol",
        )
    if str(call.get("HealthCheckEnabled", True)).lower() != "true":
        # "If the target type is instance, ip, or alb, health checks are always enabled and can't be disabled."
        raise Refused(
            "ValidationError", f"Health check enabled must be true for target groups with target type '{target_type}'"
        )
    path, port = call.get("HealthCheckPath", "/"), str(call.get("HealthCheckPort", "traffic-port"))
    if not re.fullmatch(r"/\S{0,1023}", path):
        raise Refused("ValidationError", f"Health check path '{path}' must begin with a '/' character")
    if port != "traffic-port" and not (port.isdigit() and 1 <= int(port) <= 65535):
        raise Refused("ValidationError", f"Health check port '{port}' must be 'traffic-port' or within '1-65535'")
    matcher = call.get("Matcher")
    if matcher is not None:
        check_codes(matcher, "GrpcCode" if version == "GRPC" else "HttpCode")


def check_codes(matcher: dict[str, str], kind: str) -> None:
    """Single codes, or ranges, or both, with commas."""
    if list(matcher) != [kind]:
        raise Refused("ValidationError", f"The matcher must have '{kind}' for this protocol version, and nothing else")
    legal = CODES[kind]
    for part in str(matcher[kind]).split(","):
        found = re.fullmatch(r"(\d{1,3})(?:-(\d{1,3}))?", part)
        ends = [int(each) for each in found.groups() if each] if found else []
        if not found or any(each not in legal for each in ends) or ends != sorted(ends):
            raise Refused(
                "ValidationError",
                f"Health check matcher {kind} '{matcher[kind]}' must be within '{legal[0]}-{legal[-1]}' inclusive",
            )


def times(interval: Any, timeout: Any) -> None:
    if int(timeout) >= int(interval):
        raise Refused(
            "ValidationError", f"Health check timeout '{timeout}' must be smaller than the interval '{interval}'"
        )


@instead("elbv2", "ModifyTargetGroup")
def modify_target_group(call: Call, ask_moto: Any) -> Any:
    """moto checks next to nothing."""
    group = call.elbv2.target_groups.get(call.get("TargetGroupArn"))
    if not is_http(group):
        return ask_moto()
    check(call, group.protocol_version, group.target_type)
    times(
        call.get("HealthCheckIntervalSeconds", group.health_check_interval_seconds),
        call.get("HealthCheckTimeoutSeconds", group.health_check_timeout_seconds),
    )
    for name, attribute in MEMBERS.items():
        if call.get(name) is not None:
            setattr(group, attribute, call.get(name))
    return {"TargetGroups": [group]}


@before("elbv2", "DescribeTargetGroups")
def load_balancers_are_those_that_use_it(call: Call) -> None:
    """moto names some twice, and others when they are gone."""
    for group in call.elbv2.target_groups.values():
        if is_http(group):
            group.load_balancer_arns = [each.arn for each in balancers_of(call.elbv2, group)]


@before("elbv2", "RegisterTargets")
def instances_are_the_vpcs_and_run(call: Call) -> None:
    """moto takes any.
    https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_RegisterTargets.html"""
    group = call.elbv2.target_groups.get(call.get("TargetGroupArn"))
    if not is_http(group) or group.target_type != "instance":
        return
    for target in call.get("Targets", []):
        name = target["Id"]
        if not re.fullmatch(r"i-[0-9a-f]{8,17}", name):
            raise Refused("ValidationError", f"Instance ID '{name}' is not valid")
        if target.get("AvailabilityZone"):
            raise Refused("ValidationError", "You cannot specify an Availability Zone for targets of type 'instance'")
        instance = call.ec2.get_instance_by_id(name)
        if instance is None:
            raise Refused("InvalidTarget", f"The following targets do not exist: '{name}'")
        if instance.vpc_id != group.vpc_id:
            raise Refused(
                "InvalidTarget", f"The following targets are not in the target group VPC '{group.vpc_id}': '{name}'"
            )
        if instance.state != "running":
            raise Refused(
                "InvalidTarget",
                f"The following targets are not in a running state and cannot be registered: '{name}'",
            )
