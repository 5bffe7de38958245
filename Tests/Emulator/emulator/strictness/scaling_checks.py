"""What an Auto Scaling group is asked for, and what of it AWS refuses before anything is launched.

https://docs.aws.amazon.com/autoscaling/ec2/APIReference/API_CreateAutoScalingGroup.html
"""

from __future__ import annotations

import re
from typing import Any

from ..world import world
from . import http_target_groups, instance_profiles, launch_templates, launches, scaling_servers
from .calls import is_new
from .registry import Call, Refused
from .scaling_found import refusal

NAME = re.compile(r"[!-9;-~]{1,255}")
"""ASCII 33 to 126 without the colon, says the API."""

DEFAULTS: dict[str, Any] = {
    "DefaultCooldown": 300,
    "DeletionProtection": "none",
    "HealthCheckGracePeriod": 0,
    "HealthCheckType": "EC2",
    "NewInstancesProtectedFromScaleIn": False,
    "TerminationPolicies": ["Default"],
}
"""What holds when the call does not say it: the grace period is none by the API, 300 s by the console alone."""

CHANGEABLE = (*DEFAULTS, "DefaultInstanceWarmup", "DesiredCapacity", "MaxSize", "MinSize")
KNOWN = {
    *CHANGEABLE,
    "AutoScalingGroupName",
    "AvailabilityZones",
    "LaunchTemplate",
    "ServiceLinkedRoleARN",
    "Tags",
    "TargetGroupARNs",
    "VPCZoneIdentifier",
}
"""Other parameters are not emulated, and so refused."""

HEALTH_CHECKS = {"EC2", "EBS", "ELB", "VPC_LATTICE"}
PROTECTIONS = ("none", "prevent-force-deletion", "prevent-all-deletion")
UNFIT_TEMPLATE = "You must use a valid fully-formed launch template."
"""AWS's words: https://github.com/hashicorp/terraform-provider-aws/issues/4769"""


def known_alone(call: Call) -> None:
    for name in call.parameters:
        if name not in KNOWN:
            raise Refused("EmulatorCannot", f"{name} of {call.action} is not emulated")


def check_values(call: Call) -> None:
    kinds = (call.get("HealthCheckType") or "EC2").split(",")
    if unknown := [each for each in kinds if each not in HEALTH_CHECKS]:
        raise refusal(f"Invalid HealthCheckType: {','.join(unknown)}")
    if call.get("DeletionProtection", "none") not in PROTECTIONS:
        raise refusal(f"DeletionProtection is one of {', '.join(PROTECTIONS)}")
    for name in ("DefaultCooldown", "HealthCheckGracePeriod", "MinSize", "MaxSize", "DesiredCapacity"):
        if int(call.get(name, 0)) < 0:
            raise refusal(f"{name} must not be negative")


def check_size(least: Any, most: Any, desired: Any) -> None:
    """The words are unproven."""
    if least is None or most is None:
        raise refusal("MinSize and MaxSize are required")
    if most < least:
        raise refusal(f"Max bound, {most}, must be greater than or equal to min bound, {least}")
    if desired is not None and not least <= desired <= most:
        raise refusal(f"Desired capacity:{desired} must be between the specified min size:{least} and max size:{most}")


def template_of(named: dict[str, str] | None, call: Call) -> dict[str, str]:
    """The template that is meant, by id and name; its version as it was named."""
    if not named:
        raise refusal(
            "Valid requests must contain either LaunchTemplate, LaunchConfigurationName, InstanceId or "
            "MixedInstancesPolicy parameter."
        )
    by_name = call.ec2.launch_template_name_to_ids.get(named.get("LaunchTemplateName"))
    for each in (named.get("LaunchTemplateId"), by_name):
        if each and is_new(call, each):
            raise refusal(f"{UNFIT_TEMPLATE} The specified launch template, with template ID {each}, does not exist.")
    wanted = named.get("Version") or "$Default"
    try:
        template = launch_templates.meant(call.ec2, named)
        launch_templates.version_of(template, wanted)
    except Refused as problem:
        raise refusal(f"{UNFIT_TEMPLATE} {problem.message}") from None
    return {"LaunchTemplateId": template.id, "LaunchTemplateName": template.name, "Version": wanted}


def subnets_of(call: Call) -> list[str]:
    """Of one VPC, and of the zones that are named. AWS's words are at https://thedotproduct.org/
    aws-the-availability-zones-of-the-specified-subnets-and-the-autoscalinggroup-do-not-match/"""
    ids = [each.strip() for each in (call.get("VPCZoneIdentifier") or "").split(",") if each.strip()]
    if not ids:
        if call.get("AvailabilityZones"):
            raise Refused("EmulatorCannot", "groups in the default VPC are not emulated")
        raise refusal("At least one Availability Zone or VPC Subnet is required.")
    known = {subnet.id: subnet for zone in call.ec2.subnets.values() for subnet in zone.values()}
    for each in ids:
        if each not in known or is_new(call, each):
            raise refusal(f"The subnet ID '{each}' does not exist")
    if len({known[each].vpc_id for each in ids}) > 1:
        raise refusal("The subnets of an Auto Scaling group must be of one VPC")
    zones = set(call.get("AvailabilityZones", []))
    if zones and zones != {known[each].availability_zone for each in ids}:
        raise refusal("The availability zones of the specified subnets and the AutoScalingGroup do not match")
    return ids


def check_target_groups(call: Call, arns: list[str], subnets: list[str]) -> None:
    """Their targets are instances of their VPC: RegisterTargets takes no others. The words are unproven."""
    known = [subnet for zone in call.ec2.subnets.values() for subnet in zone.values() if subnet.id in subnets]
    vpc_id = known[0].vpc_id if known else None
    for arn in arns:
        group = call.elbv2.target_groups.get(arn)
        if group is None or is_new(call, arn):
            raise refusal("Provided Target Groups may not be valid. Please ensure they exist and try again.")
        if group.protocol not in http_target_groups.PROTOCOLS:
            raise Refused("EmulatorCannot", f"servers as targets of {group.protocol} are not emulated")
        if group.target_type != "instance" or group.vpc_id != vpc_id:
            raise refusal(f"The target group {arn} must be of instances of the VPC {vpc_id}")


def check_launch(call: Call, template: dict[str, str], subnet: str) -> None:
    """What a look at the template shows already; that a zone has no room, its servers tell when they are launched.
    https://docs.aws.amazon.com/autoscaling/ec2/userguide/ts-as-launch-template.html"""
    attempt = scaling_servers.Launch(call.account, call.region, template, subnet, {})
    try:
        whole = launches.asked(attempt)
        launches.check_own(attempt, whole)
        if world.settings.new_profiles_refused_at_creation:
            instance_profiles.is_known(attempt, whole)
    except scaling_servers.REFUSALS as problem:
        raise refusal(f"{UNFIT_TEMPLATE} {problem.message}") from None
