"""Auto Scaling groups: what AWS takes for one, and when it lets one go.

Their servers come and go in scaling_servers.py, piece by piece in scaling_members.py.

https://docs.aws.amazon.com/autoscaling/ec2/APIReference/API_CreateAutoScalingGroup.html
https://docs.aws.amazon.com/autoscaling/ec2/APIReference/API_DeleteAutoScalingGroup.html
"""

from __future__ import annotations

from datetime import datetime, timezone
from typing import Any

from moto.moto_api._internal import mock_random
from moto.utilities.utils import get_partition

from .. import scaling
from ..world import world
from . import scaling_servers, scaling_tags
from .registry import Call, Place, Refused, answered, before, instead, now
from .scaling_checks import (
    CHANGEABLE,
    DEFAULTS,
    NAME,
    check_launch,
    check_size,
    check_target_groups,
    check_values,
    known_alone,
    subnets_of,
    template_of,
)
from .scaling_found import changeable, find, is_late, page, refusal, there

ROLE = "role/aws-service-role/autoscaling.amazonaws.com/AWSServiceRoleForAutoScaling"


class ServerGroup(Place):
    def __init__(self, call: Call, template: dict[str, str], subnets: list[str]) -> None:
        self.account, self.region, self.name = call.account, call.region, call.get("AutoScalingGroupName")
        self.arn = (
            f"arn:{get_partition(call.region)}:autoscaling:{call.region}:{call.account}:autoScalingGroup:"
            f"{mock_random.uuid4()}:autoScalingGroupName/{self.name}"
        )
        self.made_at, self.born = datetime.fromtimestamp(world.since_1970(), timezone.utc), now()
        self.asked = DEFAULTS | {name: call.get(name) for name in CHANGEABLE if call.get(name) is not None}
        self.asked.setdefault("DesiredCapacity", self.asked["MinSize"])
        self.template, self.subnets = template, subnets
        self.target_groups: dict[str, float] = dict.fromkeys(call.get("TargetGroupARNs", []), -float("inf"))
        """ARN → since when it is attached; those that came with the group are in service at once."""
        self.tags: dict[str, dict[str, Any]] = {}
        self.members: dict[str, Any] = {}
        self.activities: list[dict[str, Any]] = []
        """The newest first."""
        self.policies: dict[str, dict[str, Any]] = {}
        self.refreshes: list[Any] = []
        self.metrics: set[str] = set()
        self.suspended: set[str] = set()
        self.deleting = False
        self.surge = 0
        """How many servers more than desired a refresh has for the while."""
        self.retry_at = self.empty_since = -float("inf")
        self.next_look: float | None = None
        self.due: list[float] = []
        """When it must look again."""

    @property
    def status(self) -> str:
        return "Delete in progress" if self.deleting else ""


@before("autoscaling")
def only_what_is_emulated(call: Call) -> None:
    """moto would answer from groups of its own, of which there are none."""
    if not answered("autoscaling", call.action):
        raise Refused("EmulatorCannot", f"{call.action} is not emulated")


# What is asked for.


@instead("autoscaling", "CreateAutoScalingGroup")
def create_group(call: Call, _: Any) -> None:
    """There is no token: the same call again is refused. moto's servers are in service at once.
    The words are AWS's: https://github.com/hashicorp/terraform/issues/1105"""
    name = call.get("AutoScalingGroupName") or ""
    if not NAME.fullmatch(name):
        raise refusal(f"'{name}' is not a name of an Auto Scaling group: 1 to 255 ASCII characters, none of them ':'")
    other = there(call).get(name)
    if other is not None:
        pending = (
            " and is pending delete.  Please wait until Autoscaling completes the deletion process before creating "
            "another group with the same name."
        )
        raise Refused(
            "AlreadyExists",
            f"AutoScalingGroup by this name already exists - A group with the name {name} already exists"
            f"{pending if other.deleting else ''}",
        )
    role_is_ready(call)
    known_alone(call)
    check_values(call)
    check_size(call.get("MinSize"), call.get("MaxSize"), call.get("DesiredCapacity"))
    template = template_of(call.get("LaunchTemplate"), call)
    subnets = subnets_of(call)
    check_target_groups(call, call.get("TargetGroupARNs", []), subnets)
    tags = scaling_tags.checked(call.get("Tags", []))
    check_launch(call, template, subnets[0])
    group = ServerGroup(call, template, subnets)
    scaling_tags.give(group, tags)
    there(call)[name] = group
    scaling_servers.wake(group)


def role_is_ready(call: Call) -> None:
    """An account's first group makes the service-linked role.
    https://docs.aws.amazon.com/autoscaling/ec2/userguide/autoscaling-service-linked-role.html"""
    since = scaling.of(call.account, "us-east-1", "role_made_at").setdefault("", now())
    if now() < since + world.settings.scaling_role_seconds:
        raise Refused("ServiceLinkedRoleFailure", "The service-linked role is not yet ready for use.")


@instead("autoscaling", "UpdateAutoScalingGroup")
def update_group(call: Call, _: Any) -> None:
    """"If you specify a new value for MinSize without specifying a value for DesiredCapacity, and the new MinSize is
    larger than the current size of the group, this sets the group's DesiredCapacity to the new MinSize value." Tags
    and target groups it does not take."""
    group = changeable(call)
    known_alone(call)
    check_values(call)
    new = {name: call.get(name) for name in CHANGEABLE if call.get(name) is not None}
    size = {name: new.get(name, group.asked[name]) for name in ("MinSize", "MaxSize")}
    desired = new.get("DesiredCapacity")
    check_size(size["MinSize"], size["MaxSize"], desired)
    if desired is None:
        new["DesiredCapacity"] = min(max(group.asked["DesiredCapacity"], size["MinSize"]), size["MaxSize"])
    template, subnets = group.template, group.subnets
    if call.get("LaunchTemplate"):
        not_while_refreshed(group)
        template = template_of(call.get("LaunchTemplate"), call)
    if call.get("VPCZoneIdentifier"):
        subnets = subnets_of(call)
    if call.get("LaunchTemplate") or call.get("VPCZoneIdentifier"):
        check_launch(call, template, subnets[0])
    group.asked |= new
    group.template, group.subnets = template, subnets
    scaling_servers.wake(group)


def not_while_refreshed(group: ServerGroup) -> None:
    """The words are AWS's."""
    if any(each.active and each.desired for each in group.refreshes):
        raise refusal(
            "An active instance refresh with a desired configuration exists. All configuration options derived from "
            "the desired configuration are not available for update while the instance refresh is active."
        )


# What is shown.


@instead("autoscaling", "DescribeAutoScalingGroups")
def describe_groups(call: Call, _: Any) -> dict[str, Any]:
    """A name that no group has is no error."""
    names = call.get("AutoScalingGroupNames", [])
    found = [each for each in there(call).values() if (not names or each.name in names) and not is_late(each)]
    for wanted in call.get("Filters", []):
        found = [each for each in found if scaling_tags.passes(each, wanted["Name"], wanted.get("Values", []))]
    return page(call, "AutoScalingGroups", [shown(each, call.get("IncludeInstances", True)) for each in found])


def shown(group: ServerGroup, with_instances: bool = True) -> dict[str, Any]:
    members = [scaling_servers.shown(each) for each in group.members.values()] if with_instances else []
    partition = get_partition(group.region)
    found = {
        "AutoScalingGroupName": group.name,
        "AutoScalingGroupARN": group.arn,
        "LaunchTemplate": group.template,
        **group.asked,
        "AvailabilityZones": sorted({scaling_servers.zone_of(group, each) for each in group.subnets}),
        "LoadBalancerNames": [],
        "TargetGroupARNs": list(group.target_groups),
        "Instances": members,
        "CreatedTime": group.made_at,
        "SuspendedProcesses": [{"ProcessName": each} for each in sorted(group.suspended)],
        "VPCZoneIdentifier": ",".join(group.subnets),
        "EnabledMetrics": [{"Metric": each, "Granularity": "1Minute"} for each in sorted(group.metrics)],
        "Tags": [scaling_tags.shown(group, each) for each in group.tags.values()],
        "ServiceLinkedRoleARN": f"arn:{partition}:iam::{group.account}:{ROLE}",
    }
    return found | ({"Status": group.status} if group.status else {})


# Its end.


@instead("autoscaling", "DeleteAutoScalingGroup")
def delete_group(call: Call, _: Any) -> None:
    """moto lets go of servers without a word. The words are AWS's:
    https://github.com/ansible/ansible/pull/8503
    https://github.com/cloud-custodian/cloud-custodian/issues/1689"""
    group, force = find(call), bool(call.get("ForceDelete"))
    protection = group.asked["DeletionProtection"]
    if protection == "prevent-all-deletion" or (force and protection == "prevent-force-deletion"):
        # The code: https://docs.aws.amazon.com/autoscaling/ec2/userguide/resource-deletion-protection.html
        raise refusal(f"The deletion protection of {group.name} is {protection}")
    going = [each for each in group.members.values() if each.state == "Terminating"]
    if not force and len(going) < len(group.members):
        raise Refused(
            "ResourceInUse",
            "You cannot delete an AutoScalingGroup while there are instances or pending Spot instance request(s) "
            "still in the group.",
        )
    if not force and going:
        raise Refused(
            "ScalingActivityInProgress",
            "You cannot delete an AutoScalingGroup while there are scaling activities in progress for that group.",
        )
    if group.deleting:
        # What AWS says to a second call is unproven.
        return
    # https://docs.aws.amazon.com/autoscaling/ec2/userguide/as-process-shutdown.html
    group.asked |= {"MinSize": 0, "MaxSize": 0, "DesiredCapacity": 0}
    group.deleting, group.empty_since = True, now()
    scaling_servers.wake(group)
