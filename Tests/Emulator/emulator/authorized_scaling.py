"""What IAM checks for the calls to Auto Scaling.

https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonec2autoscaling.html
https://docs.aws.amazon.com/autoscaling/ec2/userguide/ec2-auto-scaling-api-permissions.html
https://docs.aws.amazon.com/autoscaling/ec2/userguide/ec2-auto-scaling-launch-template-permissions.html
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from . import authorized_ec2, scaling
from .calls import WireCall
from .checks import ACCOUNT, Check, arn, partition, values

ROLE = "role/aws-service-role/autoscaling.amazonaws.com/AWSServiceRoleForAutoScaling"


def of_scaling(call: WireCall) -> Iterator[Check]:
    """Looks are limited to nothing. A group that is made, or changed to another template, is a launch of instances
    for IAM, too; that this is so for a refresh with a template is unproven. That tags at creation need
    CreateOrUpdateTags is said nowhere, and so not checked."""
    action = f"autoscaling:{call.action}"
    if call.action.startswith("Describe"):
        yield Check(action)
        return
    tags = tags_of_request(call)
    for name in named(call):
        group = scaling.groups(ACCOUNT, call.region).get(name)
        new = arn(call, "autoscaling", f"autoScalingGroup:new:autoScalingGroupName/{name}")
        yield Check(action, group.arn if group else new, tags | keys_of(group))
    if call.action == "CreateAutoScalingGroup":
        # As in an account that has had no group yet. IAM is asked in its own Region.
        keys = {"aws:RequestedRegion": "us-east-1", "iam:AWSServiceName": "autoscaling.amazonaws.com"}
        yield Check("iam:CreateServiceLinkedRole", f"arn:{partition(call)}:iam::{ACCOUNT}:{ROLE}", keys)
    yield from of_launch(call)


def tags_of_request(call: WireCall) -> dict[str, str]:
    keys = {key: value for key, value in call.parameters.items() if re.fullmatch(r"Tags\.member\.\d+\.Key", key)}
    return {
        f"aws:RequestTag/{value}": call.parameters.get(f"{key.removesuffix('Key')}Value", "")
        for key, value in keys.items()
    }


def named(call: WireCall) -> list[str]:
    """The groups that a call is about; one that has an instance's id alone, by that."""
    given = values(call, "AutoScalingGroupName")
    given += [value for key, value in call.parameters.items() if re.fullmatch(r"Tags\.member\.\d+\.ResourceId", key)]
    # A policy's ARN, which may stand for its name.
    given += re.findall(r":autoScalingGroupName/([^:]+):policyName/", call.parameters.get("PolicyName", ""))
    groups = scaling.groups(ACCOUNT, call.region).values()
    for each in values(call, "InstanceId"):
        given += [group.name for group in groups if each in group.members]
    return list(dict.fromkeys(given))


def keys_of(group: Any) -> dict[str, str]:
    found: dict[str, str] = {}
    for tag in group.tags.values() if group else []:
        found[f"aws:ResourceTag/{tag['Key']}"] = found[f"autoscaling:ResourceTag/{tag['Key']}"] = tag["Value"]
    return found


def of_launch(call: WireCall) -> Iterator[Check]:
    """The launch that is meant, in the subnets of the call or those that the group has."""
    start = "DesiredConfiguration." if call.action == "StartInstanceRefresh" else ""
    prefix = f"{start}LaunchTemplate."
    given = {key.removeprefix(start): value for key, value in call.parameters.items() if key.startswith(prefix)}
    if not given or call.action not in ("CreateAutoScalingGroup", "UpdateAutoScalingGroup", "StartInstanceRefresh"):
        return
    group = scaling.groups(ACCOUNT, call.region).get(call.parameters.get("AutoScalingGroupName", ""))
    subnets = [each.strip() for each in call.parameters.get("VPCZoneIdentifier", "").split(",") if each.strip()]
    for number, each in enumerate(subnets or (group.subnets if group else []), 1):
        given[f"SubnetId.{number}"] = each
    yield from authorized_ec2.of_launch(WireCall("ec2", call.region, "RunInstances", given))
