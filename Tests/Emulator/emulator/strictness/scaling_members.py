"""Single servers of Auto Scaling groups, how many there shall be, and what a group does by itself.

https://docs.aws.amazon.com/autoscaling/ec2/userguide/as-enter-exit-standby.html
https://docs.aws.amazon.com/autoscaling/ec2/userguide/ec2-auto-scaling-instance-protection.html
https://docs.aws.amazon.com/autoscaling/ec2/userguide/as-suspend-resume-processes.html
"""

from __future__ import annotations

from typing import Any

from . import scaling_activities, scaling_health, scaling_servers
from .registry import Call, Refused, instead, now
from .scaling_found import changeable, refusal, there

PROCESSES = {
    "AddToLoadBalancer",
    "AlarmNotification",
    "AZRebalance",
    "HealthCheck",
    "InstanceRefresh",
    "Launch",
    "ReplaceUnhealthy",
    "ScheduledActions",
    "Terminate",
}


@instead("autoscaling", "SetDesiredCapacity")
def set_desired(call: Call, _: Any) -> None:
    """The words are unproven."""
    group, wanted = changeable(call), int(call.get("DesiredCapacity"))
    if call.get("HonorCooldown"):
        raise Refused("EmulatorCannot", "cooldowns are not emulated")
    least, most = group.asked["MinSize"], group.asked["MaxSize"]
    if not least <= wanted <= most:
        limit = f"below min value {least}" if wanted < least else f"above max value {most}"
        raise refusal(f"New SetDesiredCapacity value {wanted} is {limit} for the AutoScalingGroup.")
    group.asked["DesiredCapacity"] = wanted
    scaling_servers.wake(group)


@instead("autoscaling", "SuspendProcesses")
def suspend(call: Call, _: Any) -> None:
    group = changeable(call)
    group.suspended |= processes(call)


@instead("autoscaling", "ResumeProcesses")
def resume(call: Call, _: Any) -> None:
    group = changeable(call)
    group.suspended -= processes(call)
    scaling_servers.wake(group)


def processes(call: Call) -> set[str]:
    """Without names, all."""
    names = set(call.get("ScalingProcesses", [])) or PROCESSES
    if names - PROCESSES:
        raise refusal(f"Invalid process: {', '.join(sorted(names - PROCESSES))}")
    return names


def named(call: Call, group: Any, ids: list[str]) -> list[Any]:
    for each in ids:
        if each not in group.members:
            raise refusal(f"The instance {each} is not part of Auto Scaling group {group.name}.")
    return [group.members[each] for each in ids]


@instead("autoscaling", "EnterStandby")
def enter_standby(call: Call, _: Any) -> dict[str, Any]:
    """A server in standby is no longer counted, is no target, and is left alone. It is in standby at once here, as
    nothing is known of how long that takes."""
    group = changeable(call)
    members = named(call, group, call.get("InstanceIds", []))
    for each in members:
        if each.state != "InService":
            raise refusal(f"The instance {each.instance.id} is not in InService.")
    if call.get("ShouldDecrementDesiredCapacity"):
        desired = group.asked["DesiredCapacity"] - len(members)
        if desired < group.asked["MinSize"]:
            raise refusal(
                f"AutoScalingGroup {group.name} has min-size={group.asked['MinSize']}, and desired capacity would be "
                f"{desired}, which is less than that."
            )
        group.asked["DesiredCapacity"] = desired
    activities = []
    for each in members:
        for arn in group.target_groups:
            scaling_health.deregister(group, each, arn)
        each.state = "Standby"
        activities.append(told(group, each, "Moving EC2 instance to Standby"))
    scaling_servers.wake(group)
    return {"Activities": activities}


@instead("autoscaling", "ExitStandby")
def exit_standby(call: Call, _: Any) -> dict[str, Any]:
    """"After you put the instances back in service, the desired capacity is incremented." """
    group = changeable(call)
    members = named(call, group, call.get("InstanceIds", []))
    for each in members:
        if each.state != "Standby":
            raise refusal(f"The instance {each.instance.id} is not in Standby.")
    desired = group.asked["DesiredCapacity"] + len(members)
    if desired > group.asked["MaxSize"]:
        raise refusal(f"AutoScalingGroup {group.name} has max-size={group.asked['MaxSize']}, less than {desired}.")
    group.asked["DesiredCapacity"] = desired
    activities = []
    for each in members:
        scaling_servers.come_into_service(group, each)
        activities.append(told(group, each, "Moving EC2 instance out of Standby"))
    scaling_servers.wake(group)
    return {"Activities": activities}


def told(group: Any, member: Any, what: str) -> dict[str, Any]:
    cause = f"{scaling_activities.stamp()} instance {member.instance.id} was moved in response to a user request."
    place = {"Subnet ID": member.instance.subnet_id, "Availability Zone": member.zone}
    activity = scaling_activities.begin(group, f"{what}: {member.instance.id}", cause, place)
    scaling_activities.finish(activity)
    return activity


@instead("autoscaling", "SetInstanceProtection")
def protect(call: Call, _: Any) -> dict[str, Any]:
    group = changeable(call)
    for each in named(call, group, call.get("InstanceIds", [])):
        each.protected = bool(call.get("ProtectedFromScaleIn"))
    scaling_servers.wake(group)
    return {}


@instead("autoscaling", "SetInstanceHealth")
def set_health(call: Call, _: Any) -> None:
    """An unhealthy one is replaced; the grace period is respected as long as nothing else is said."""
    group, member = of_any_group(call, call.get("InstanceId"))
    if call.get("HealthStatus") not in ("Healthy", "Unhealthy"):
        raise refusal(f"Invalid HealthStatus {call.get('HealthStatus')}")
    respects = call.get("ShouldRespectGracePeriod", True)
    over = now() >= member.in_service_at + group.asked["HealthCheckGracePeriod"]
    if over or not respects or call.get("HealthStatus") == "Healthy":
        member.health = call.get("HealthStatus")
    scaling_servers.wake(group)


def of_any_group(call: Call, instance_id: str) -> tuple[Any, Any]:
    for group in there(call).values():
        if instance_id in group.members:
            return changeable(call, group.name), group.members[instance_id]
    raise refusal(f"Instance Id not found - No managed instance found for instance ID: {instance_id}")


@instead("autoscaling", "TerminateInstanceInAutoScalingGroup")
def terminate(call: Call, _: Any) -> dict[str, Any]:
    """Protection from scaling in does not count here."""
    group, member = of_any_group(call, call.get("InstanceId"))
    if member.state == "Terminating":
        raise Refused("ScalingActivityInProgress", f"The instance {member.instance.id} is being terminated")
    if call.get("ShouldDecrementDesiredCapacity"):
        if group.asked["DesiredCapacity"] - 1 < group.asked["MinSize"]:
            raise refusal(
                f"Currently, desiredSize equals minSize ({group.asked['MinSize']}). Terminating instance without "
                "replacement will violate group's min size constraint."
            )
        group.asked["DesiredCapacity"] -= 1
    cause = f"{scaling_activities.stamp()} instance {member.instance.id} was taken out of service by a user request."
    scaling_servers.begin_end(group, member, cause)
    scaling_servers.wake(group)
    return {"Activity": member.activity}
