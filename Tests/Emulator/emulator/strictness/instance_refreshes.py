"""Instance refreshes: the servers of a group replaced a few at a time, one refresh at once, and rolled back. How they
go on is in refresh_steps.py.

https://docs.aws.amazon.com/autoscaling/ec2/APIReference/API_StartInstanceRefresh.html
https://docs.aws.amazon.com/autoscaling/ec2/userguide/instance-refresh-rollback.html
"""

from __future__ import annotations

from typing import Any

from ..world import world
from . import scaling_checks, scaling_servers
from .refresh_steps import Refresh, active_of, go_back, percentage
from .registry import Call, Refused, instead
from .scaling_found import changeable, find, page, refusal

MOST_ALARMS, LONGEST_BAKE = 10, 172_800
CHOICES = {
    "ScaleInProtectedInstances": ("Refresh", "Ignore", "Wait"),
    "StandbyInstances": ("Terminate", "Ignore", "Wait"),
}
KNOWN = {
    *CHOICES,
    "AlarmSpecification",
    "AutoRollback",
    "BakeTime",
    "InstanceWarmup",
    "MaxHealthyPercentage",
    "MinHealthyPercentage",
    "SkipMatching",
}
"""Preferences; checkpoints are not emulated."""

@instead("autoscaling", "StartInstanceRefresh")
def start(call: Call, _: Any) -> dict[str, Any]:
    """moto has none."""
    group = changeable(call)
    if active_of(group):
        raise Refused("InstanceRefreshInProgress", f"An instance refresh of {group.name} is in progress already")
    if call.get("Strategy", "Rolling") != "Rolling":
        raise Refused("EmulatorCannot", f"the strategy {call.get('Strategy')} is not emulated")
    preferences = dict(call.get("Preferences") or {})
    check(preferences)
    check_alarms(call, preferences.get("AlarmSpecification", {}).get("Alarms", []))
    configuration = call.get("DesiredConfiguration") or {}
    if set(configuration) - {"LaunchTemplate"}:
        raise Refused("EmulatorCannot", "mixed instances policies are not emulated")
    desired = None
    if configuration:
        desired = scaling_checks.template_of(configuration.get("LaunchTemplate"), call)
        scaling_checks.check_launch(call, desired, group.subnets[0])
    if preferences.get("AutoRollback") and desired is None:
        # The words are AWS's: https://github.com/hashicorp/terraform-provider-aws/issues/29830
        raise refusal(
            "The request isn't valid. The AutoRollback parameter cannot be set to true when the DesiredConfiguration "
            "parameter is empty. Set AutoRollback to false or specify a desired configuration and try again."
        )
    if preferences.get("AutoRollback") and (why := irreversible(group)):
        raise refusal(f"The AutoRollback parameter cannot be set to true: {why}")
    refresh = Refresh(group, preferences, desired)
    group.refreshes.insert(0, refresh)
    scaling_servers.wake(group, world.settings.refresh_begins_seconds)
    return {"InstanceRefreshId": refresh.id}


def check(preferences: dict[str, Any]) -> None:
    if unknown := set(preferences) - KNOWN:
        raise Refused("EmulatorCannot", f"the preferences {', '.join(sorted(unknown))} are not emulated")
    least, most = preferences.get("MinHealthyPercentage"), preferences.get("MaxHealthyPercentage")
    if least is not None and not 0 <= least <= 100:
        raise refusal(f"MinHealthyPercentage must be between 0 and 100, and is {least}")
    if most is not None and (least is None or not 100 <= most <= 200 or most - least > 100):
        raise refusal("MaxHealthyPercentage is 100 to 200, and at most 100 more than MinHealthyPercentage")
    for name, choices in CHOICES.items():
        if preferences.get(name, choices[0]) not in choices:
            raise refusal(f"{name} is one of {', '.join(choices)}")
    if not 0 <= preferences.get("BakeTime", 0) <= LONGEST_BAKE:
        raise refusal(f"BakeTime must be between 0 and {LONGEST_BAKE}")


def check_alarms(call: Call, names: list[str]) -> None:
    """"To specify an alarm, you first need to create it", and "If the alarm state is INSUFFICIENT_DATA or ALARM, you
    receive an error when you try to start the instance refresh." Which error is unproven.
    https://docs.aws.amazon.com/autoscaling/ec2/userguide/instance-refresh-rollback.html"""
    if len(names) > MOST_ALARMS:
        raise refusal(f"An instance refresh looks at {MOST_ALARMS} alarms at most")
    for name in names:
        alarm = call.cloudwatch.alarms.get(name)
        if alarm is None:
            raise refusal(f"The CloudWatch alarm {name} does not exist")
        if alarm.state_value != "OK":
            raise refusal(f"The CloudWatch alarm {name} must be OK, and is {alarm.state_value}")


def irreversible(group: Any) -> str:
    """Why there is no way back to what the group was made from; nothing, if there is one."""
    if group.template["Version"].startswith("$"):
        return f"the launch template version is {group.template['Version']}, and not a number"
    held = group.ec2.launch_templates.get(group.template["LaunchTemplateId"])
    versions = held.versions if held else []
    data = next((each.data for each in versions if str(each.number) == group.template["Version"]), None)
    if data is None:
        return "the launch template does not exist, or not in that version"
    image = data.get("ImageId", "")
    return f"the launch template has the parameter {image} for its AMI" if image.startswith("resolve:ssm:") else ""


@instead("autoscaling", "CancelInstanceRefresh")
def cancel(call: Call, _: Any) -> dict[str, Any]:
    """What it has done stays."""
    group = changeable(call)
    refresh = in_progress(group)
    refresh.status = "Cancelling"
    scaling_servers.wake(group)
    return {"InstanceRefreshId": refresh.id}


@instead("autoscaling", "RollbackInstanceRefresh")
def roll_back(call: Call, _: Any) -> dict[str, Any]:
    group = changeable(call)
    refresh = in_progress(group)
    if refresh.status == "RollbackInProgress" or refresh.desired is None or irreversible(group):
        why = irreversible(group) or "there is no desired configuration, or it is rolled back already"
        raise Refused("IrreversibleInstanceRefresh", f"The instance refresh cannot be rolled back: {why}")
    go_back(refresh, "A manual rollback was initiated.")
    scaling_servers.wake(group)
    return {"InstanceRefreshId": refresh.id}


def in_progress(group: Any) -> Refresh:
    refresh = active_of(group)
    if refresh is None or refresh.status == "Cancelling":
        raise Refused(
            "ActiveInstanceRefreshNotFound", f"No in progress or pending Instance Refresh found for {group.name}"
        )
    return refresh


@instead("autoscaling", "DescribeInstanceRefreshes")
def describe(call: Call, _: Any) -> dict[str, Any]:
    """The newest first."""
    group, ids = find(call), call.get("InstanceRefreshIds", [])
    return page(call, "InstanceRefreshes", [shown(it) for it in group.refreshes if not ids or it.id in ids])


def shown(refresh: Refresh) -> dict[str, Any]:
    found = {
        "InstanceRefreshId": refresh.id,
        "AutoScalingGroupName": refresh.group.name,
        "Status": refresh.status,
        "StartTime": refresh.started,
        "PercentageComplete": percentage(refresh),
        "InstancesToUpdate": len(refresh.old),
        "Preferences": refresh.preferences,
        "Strategy": "Rolling",
    }
    optional = {
        "StatusReason": refresh.reason,
        "EndTime": refresh.ended,
        "DesiredConfiguration": {"LaunchTemplate": refresh.desired} if refresh.desired else None,
        "RollbackDetails": refresh.rollback,
    }
    return found | {name: value for name, value in optional.items() if value}
