"""The servers of Auto Scaling groups: launched as instances of EC2, registered as targets, found unhealthy, ended.

A group looks after itself whenever something is due: each look brings it nearer to what it shall be. What cannot be
launched fails in a scaling activity and nowhere else, and is tried again.

https://docs.aws.amazon.com/autoscaling/ec2/userguide/ec2-auto-scaling-lifecycle.html
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from typing import Any

from moto.core.exceptions import ServiceException

from .. import scaling
from ..world import world
from . import instances, launch_templates, launches
from .registry import Call, instead, now
from .scaling_activities import begin, finish, stamp
from .scaling_found import is_late, page, there
from .scaling_health import deregister, fails_health_checks, is_due, register

REFUSALS = (ServiceException,)
"""Of this emulator and of moto."""

NAME_TAG = "aws:autoscaling:groupName"
"""https://docs.aws.amazon.com/autoscaling/ec2/userguide/ec2-auto-scaling-tagging.html"""

steps: list[Callable[[Any], None]] = []
"""What is done beside the servers at each look."""


class Launch(Call):
    """A launch that nobody calls for."""

    def __init__(
        self, account: str, region: str, template: dict[str, str], subnet: str, tags: dict[str, str]
    ) -> None:
        self.service, self.action, self.region, self.account, self.left = "ec2", "RunInstances", region, account, None
        named = {key: value for key, value in template.items() if key != "LaunchTemplateName"}
        self.asked: dict[str, Any] = {"LaunchTemplate": named}
        if tags:
            given = [{"Key": key, "Value": value} for key, value in tags.items()]
            self.asked["TagSpecifications"] = [{"ResourceType": "instance", "Tags": given}]
        given_interfaces = self.interfaces()
        if given_interfaces:
            # The group's subnets go before those of the template.
            self.asked["NetworkInterfaces"] = [each | {"SubnetId": subnet} for each in given_interfaces]
        else:
            self.asked["SubnetId"] = subnet

    def interfaces(self) -> list[dict[str, Any]]:
        named = self.asked["LaunchTemplate"]
        template = self.ec2.launch_templates.get(named["LaunchTemplateId"])
        if template is None:
            return []
        found: list[dict[str, Any]] = launch_templates.version_of(template, named["Version"]).data.get(
            "NetworkInterfaces", []
        )
        return found

    def get(self, name: str, default: Any = None) -> Any:
        return self.asked.get(name, default)

    @property
    def parameters(self) -> dict[str, Any]:
        return self.asked


class Member:
    def __init__(self, group: Any, instance: Any, template: dict[str, str], activity: dict[str, Any]) -> None:
        self.instance, self.template, self.activity = instance, template, activity
        self.zone: str = instance.placement.zone
        self.state, self.health = "Pending", "Healthy"
        self.protected: bool = group.asked["NewInstancesProtectedFromScaleIn"]
        self.launched_at = now()
        self.in_service_at = self.drained_at = float("inf")
        self.ended = False


def shown(member: Member) -> dict[str, Any]:
    return {
        "InstanceId": member.instance.id,
        "InstanceType": member.instance.instance_type,
        "AvailabilityZone": member.zone,
        "LifecycleState": member.state,
        "HealthStatus": member.health,
        "LaunchTemplate": member.template,
        "ProtectedFromScaleIn": member.protected,
    }


# Looks.


def wake(group: Any, seconds: float = 0) -> None:
    """Has the group look after itself then, unless it does so before."""
    at = now() + max(0, seconds)
    if group.next_look is not None and group.next_look <= at:
        return
    group.next_look = at

    def run() -> None:
        if group.next_look == at:
            group.next_look = None
            look(group)

    world.after(max(0, seconds), run)


def look(group: Any) -> None:
    groups = scaling.groups(group.account, group.region)
    if groups.get(group.name) is not group:
        return
    group.due = []
    for member in list(group.members.values()):
        care_for(group, member)
    for step in steps:
        step(group)
    fit(group)
    if group.deleting and not group.members and is_due(group, group.empty_since + linger()):
        end_of(group)
        return
    later = [each for each in group.due if each != float("inf")]
    if later:
        wake(group, min(later) - now())


def linger() -> float:
    return world.settings.scaling_group_linger_seconds


def end_of(group: Any) -> None:
    """Its policies go with it, and their alarms; its activities are told for a while.
    https://docs.aws.amazon.com/autoscaling/ec2/APIReference/API_DescribeScalingActivities.html"""
    from . import scaling_policies

    for name in list(group.policies):
        scaling_policies.end(group, name)
    del scaling.groups(group.account, group.region)[group.name]
    gone = scaling.of(group.account, group.region, "gone_activities")
    gone[group.arn] = group.activities


def care_for(group: Any, member: Member) -> None:
    instance = member.instance
    if member.state == "Terminating":
        finish_end(group, member)
        return
    if instance.state in ("shutting-down", "terminated"):
        if "HealthCheck" not in group.suspended:
            member.health = "Unhealthy"
    elif member.state == "Pending" and instance.state == "running":
        if is_due(group, member.launched_at + world.settings.server_in_service_seconds):
            come_into_service(group, member)
    elif member.state == "Pending":
        group.due.append(now() + 1 if world.settings.instance_running_seconds else now() + 0.01)
    if member.state == "InService" and fails_health_checks(group, member):
        member.health = "Unhealthy"
    replaced = not {"ReplaceUnhealthy", "Terminate"} & group.suspended
    if member.health == "Unhealthy" and member.state in ("InService", "Pending") and replaced:
        begin_end(group, member, f"{stamp()} an instance was taken out of service: it failed its health check.")


def come_into_service(group: Any, member: Member) -> None:
    member.state, member.in_service_at = "InService", now()
    finish(member.activity)
    if "AddToLoadBalancer" not in group.suspended:
        for arn in group.target_groups:
            register(group, member, arn)


# As many as there shall be.


def counted(group: Any) -> list[Member]:
    return [each for each in group.members.values() if each.state in ("Pending", "InService")]


def fit(group: Any) -> None:
    if group.deleting:
        for member in list(group.members.values()):
            if member.state != "Terminating":
                begin_end(group, member, f"{stamp()} a user request deleted the AutoScalingGroup.", at_once=True)
        return
    have, want = counted(group), group.asked["DesiredCapacity"] + group.surge
    if len(have) < want and "Launch" not in group.suspended and is_due(group, group.retry_at):
        for _ in range(want - len(have)):
            if not launch_one(group, want):
                group.retry_at = now() + max(0.01, world.settings.server_retry_seconds)
                group.due.append(group.retry_at)
                break
    elif len(have) > want and "Terminate" not in group.suspended:
        for _ in range(len(have) - want):
            chosen = to_end(group)
            if chosen is not None:
                begin_end(group, chosen, f"{stamp()} a difference between desired and actual capacity shrank it.")


def to_end(group: Any) -> Member | None:
    """In the zone that has most, of another template before others, the oldest first; none that is protected.
    https://docs.aws.amazon.com/autoscaling/ec2/userguide/ec2-auto-scaling-termination-policies.html"""
    zones = Counter(each.zone for each in counted(group))
    free = [each for each in counted(group) if not each.protected]
    return min(free, key=lambda it: (-zones[it.zone], it.template == group.template, it.launched_at), default=None)


def launch_one(group: Any, want: int) -> bool:
    """In the zone that has fewest, and where that fails in the others."""
    zones = Counter(each.zone for each in counted(group))
    for subnet in sorted(group.subnets, key=lambda it: zones[zone_of(group, it)]):
        if attempt(group, subnet, want):
            return True
    return False


def zone_of(group: Any, subnet_id: str) -> str:
    """Also of a subnet that is gone."""
    for zone, subnets in group.ec2.subnets.items():
        if subnet_id in subnets:
            return str(zone)
    return ""


def template_now(group: Any) -> dict[str, str]:
    """What new servers are launched from: a refresh's, while there is one."""
    active = next((each for each in group.refreshes if each.active), None)
    found: dict[str, str] = active.template if active else group.template
    return found


def attempt(group: Any, subnet: str, want: int) -> bool:
    tags = {tag["Key"]: tag["Value"] for tag in group.tags.values() if tag["PropagateAtLaunch"]}
    have = len(counted(group))
    cause = (
        f"{stamp()} an instance was started in response to a difference between desired and actual capacity, "
        f"increasing the capacity from {have} to {want}."
    )
    place = {"Subnet ID": subnet, "Availability Zone": zone_of(group, subnet)}
    activity = begin(group, "Launching a new EC2 instance", cause, place)
    template = template_now(group)
    try:
        call = Launch(group.account, group.region, template, subnet, tags)
        whole = launches.asked(call)
        launches.check(call, whole, 1)
        instance = instances.start(call, whole, 1).instances[0]
    except REFUSALS as problem:
        # Both forms are AWS's: https://github.com/kubernetes/autoscaler/issues/1263
        message = f"{problem.message} Launching EC2 instance failed."
        activity["Description"] += f".  Status Reason: {message}"
        finish(activity, "Failed", message)
        return False
    activity["Description"] += f": {instance.id}"
    instance.add_tags({NAME_TAG: group.name})
    used = template | {"Version": whole["template"]["Version"]}
    member = group.members[instance.id] = Member(group, instance, used, activity)
    # Also where that is at once: nobody else would look at it.
    group.due.append(member.launched_at + max(due_after_launch()))
    return True


def due_after_launch() -> tuple[float, float]:
    return world.settings.instance_running_seconds, world.settings.server_in_service_seconds


def begin_end(group: Any, member: Member, cause: str, at_once: bool = False) -> None:
    """Taken out of the load balancers, then ended; a forced deletion waits for no connections, and what does not run
    has none."""
    drained = max([now(), *(deregister(group, member, arn) for arn in group.target_groups)])
    waits = not at_once and member.instance.state == "running"
    if member.activity["StatusCode"] == "InProgress":
        finish(member.activity, "Cancelled")
    member.state, member.drained_at = "Terminating", drained if waits else now()
    details = {"Subnet ID": member.instance.subnet_id, "Availability Zone": member.zone}
    member.activity = begin(group, f"Terminating EC2 instance: {member.instance.id}", cause, details)
    finish_end(group, member)


def finish_end(group: Any, member: Member) -> None:
    if not is_due(group, member.drained_at):
        return
    if not member.ended:
        member.ended = True
        instances.end(group, member.instance)
    if member.instance.state == "terminated":
        finish(member.activity)
        del group.members[member.instance.id]
        group.empty_since = now()


def note_loss(account: str, region: str, instance_id: str) -> None:
    """An instance is gone, whoever ended it."""
    for group in scaling.groups(account, region).values():
        if instance_id in group.members:
            wake(group)


@instead("autoscaling", "DescribeAutoScalingInstances")
def describe_instances(call: Call, _: Any) -> dict[str, Any]:
    ids = call.get("InstanceIds", [])
    found = [
        shown(member) | {"AutoScalingGroupName": group.name}
        for group in there(call).values()
        if not is_late(group)
        for member in group.members.values()
        if not ids or member.instance.id in ids
    ]
    return page(call, "AutoScalingInstances", found)
