"""How an instance refresh goes on, step by step: some servers end, others come, until all are new or it goes back.

Times are those of scaling_servers.py. What none of AWS's documents says is in which order servers are replaced.

https://docs.aws.amazon.com/autoscaling/ec2/userguide/instance-refresh-overview.html
"""

from __future__ import annotations

import math
from typing import Any

from moto.moto_api._internal import mock_random

from ..world import world
from . import launch_templates, scaling_activities, scaling_health, scaling_servers
from .registry import Refused, now

ACTIVE = ("Pending", "InProgress", "Cancelling", "RollbackInProgress", "Baking")

LOOK_SECONDS = 10
"""How often alarms are looked at, and servers that must be waited for; unproven."""


class Refresh:
    def __init__(self, group: Any, preferences: dict[str, Any], desired: dict[str, str] | None) -> None:
        self.id, self.group, self.preferences = str(mock_random.uuid4()), group, preferences
        self.status, self.reason = "Pending", ""
        self.before = group.template
        self.desired = desired
        """The template that it leads to; without one, the group's own."""
        self.old = {each for each, member in group.members.items() if self.is_old(member)}
        self.all = len(self.old)
        self.ready: set[str] = set()
        self.started, self.ended = scaling_activities.time(), None
        self.progressed_at, self.baked_at = now(), float("inf")
        self.rollback: dict[str, Any] | None = None

    @property
    def active(self) -> bool:
        return self.status in ACTIVE

    @property
    def template(self) -> dict[str, str]:
        """What servers are launched from now."""
        if self.status == "RollbackInProgress":
            return self.before
        found: dict[str, str] = self.desired or self.group.template
        return found

    def is_old(self, member: Any) -> bool:
        if member.state == "Terminating":
            return False
        return not self.preferences.get("SkipMatching") or not same(self.group, member.template, self.template)


def same(group: Any, member: dict[str, str], template: dict[str, str]) -> bool:
    held = group.ec2.launch_templates.get(template["LaunchTemplateId"])
    if held is None or member["LaunchTemplateId"] != template["LaunchTemplateId"]:
        return False
    try:
        return str(launch_templates.version_of(held, template["Version"]).number) == member["Version"]
    except Refused:
        # The version is gone.
        return member["Version"] == template["Version"]


def active_of(group: Any) -> Refresh | None:
    return next((each for each in group.refreshes if each.active), None)


def percentage(refresh: Refresh) -> int:
    """"This value gradually goes back down to zero during a rollback." """
    if refresh.status in ("Successful", "Baking") or (refresh.all == 0 and refresh.rollback is None):
        return 100
    done = refresh.all - len(refresh.old)
    if refresh.rollback is not None:
        left = len(refresh.old) / refresh.all if refresh.all else 0
        return int(refresh.rollback["PercentageCompleteOnRollback"] * left)
    # One that is replaced counts when its successor is ready.
    return max(0, min(100, 100 * min(done, len(refresh.ready)) // refresh.all))


def step(group: Any) -> None:
    refresh = active_of(group)
    if refresh is None or group.deleting:
        if refresh:
            finish(refresh, "Cancelled", "The Auto Scaling group is deleted.")
        return
    if refresh.status == "Pending":
        if not scaling_health.is_due(group, refresh.progressed_at + world.settings.refresh_begins_seconds):
            return
        refresh.status = "InProgress"
    if "InstanceRefresh" in group.suspended:
        return
    refresh.old = {each for each in refresh.old if each in group.members and group.members[each].state != "Terminating"}
    if refresh.status == "Cancelling":
        cancel_when_quiet(refresh)
    elif refresh.status != "RollbackInProgress" and (alarm := alarming(refresh)):
        fail(refresh, f"The CloudWatch alarm {alarm} is in ALARM.")
    elif refresh.status == "Baking":
        if scaling_health.is_due(group, refresh.baked_at):
            succeed(refresh)
        else:
            group.due.append(now() + LOOK_SECONDS)
    else:
        replace(refresh)


def cancel_when_quiet(refresh: Refresh) -> None:
    group = refresh.group
    if any(each.state in ("Pending", "Terminating") for each in group.members.values()):
        group.due.append(now() + min(LOOK_SECONDS, max(0.01, world.settings.server_in_service_seconds)))
        return
    finish(refresh, "Cancelled", "Cancelled due to user request.")


def replace(refresh: Refresh) -> None:
    group = refresh.group
    new = [each for each in scaling_servers.counted(group) if each.instance.id not in refresh.old]
    ready = {each.instance.id for each in new if is_ready(refresh, each)}
    if ready - refresh.ready:
        refresh.progressed_at = now()
    refresh.ready = ready
    want = group.asked["DesiredCapacity"] + group.surge
    coming = len(new) - len(ready) + max(0, want - len(scaling_servers.counted(group)))
    free, held = choice(refresh)
    if coming or (held and not free):
        if scaling_health.is_due(group, refresh.progressed_at + world.settings.refresh_patience_seconds):
            what = "instances that are protected or in standby" if held and not coming else "new instances"
            fail(refresh, f"Instance refresh waited too long for {what}.")
        else:
            group.due.append(now() + LOOK_SECONDS)
    elif free:
        next_batch(refresh, free)
    else:
        done(refresh)


def is_ready(refresh: Refresh, member: Any) -> bool:
    ready = scaling_health.is_ready(refresh.group, member)
    return ready and scaling_health.is_due(refresh.group, member.in_service_at + warmup(refresh))


def warmup(refresh: Refresh) -> float:
    """The refresh's, or else the group's, or else its grace period."""
    asked = refresh.group.asked
    own = refresh.preferences.get("InstanceWarmup", asked.get("DefaultInstanceWarmup"))
    hurried = world.settings.server_warmup_seconds
    return hurried if hurried >= 0 else float(asked["HealthCheckGracePeriod"] if own in (None, -1) else own)


def choice(refresh: Refresh) -> tuple[list[Any], list[Any]]:
    """Those that may be replaced, and those that must be waited for."""
    free, held = [], []
    for each in sorted(refresh.old):
        member = refresh.group.members[each]
        how = "Refresh"
        if member.state == "Standby":
            how = refresh.preferences.get("StandbyInstances", "Wait")
        elif member.protected:
            how = refresh.preferences.get("ScaleInProtectedInstances", "Wait")
        if how == "Wait":
            held.append(member)
        elif how == "Ignore":
            refresh.old.discard(each)
        else:
            free.append(member)
    return free, held


def next_batch(refresh: Refresh, free: list[Any]) -> None:
    """As many as may be missing, one at the least; or as many more as may be, which come first."""
    group, desired = refresh.group, refresh.group.asked["DesiredCapacity"]
    least = refresh.preferences.get("MinHealthyPercentage", 90)
    most = refresh.preferences.get("MaxHealthyPercentage", 100)
    ahead = int(desired * most / 100) - desired if most > 100 else 0
    if most > 100 and group.surge == 0:
        group.surge = min(max(1, ahead), len(free))
        refresh.progressed_at = now()
        return
    count = group.surge or max(1, desired - math.ceil(desired * least / 100))
    group.surge = 0
    for member in free[:count]:
        cause = f"{scaling_activities.stamp()} an instance was taken out of service in response to an instance refresh."
        scaling_servers.begin_end(group, member, cause)
        refresh.old.discard(member.instance.id)
    refresh.progressed_at = now()
    group.due.append(now())


def done(refresh: Refresh) -> None:
    if refresh.status == "RollbackInProgress":
        finish(refresh, "RollbackSuccessful", "The rollback completed.")
        return
    bake = refresh.preferences.get("BakeTime", 0)
    if not bake:
        succeed(refresh)
        return
    refresh.status, refresh.baked_at = "Baking", now() + bake
    refresh.group.due.append(min(refresh.baked_at, now() + LOOK_SECONDS))


def succeed(refresh: Refresh) -> None:
    """"Once the refresh succeeds, Amazon EC2 Auto Scaling updates the settings of the Auto Scaling group to reflect the
    new desired configuration.\""""
    if refresh.desired:
        refresh.group.template = refresh.desired
    finish(refresh, "Successful", "")


def alarming(refresh: Refresh) -> str | None:
    from moto.cloudwatch.models import cloudwatch_backends

    names = refresh.preferences.get("AlarmSpecification", {}).get("Alarms", [])
    if names:
        refresh.group.due.append(now() + LOOK_SECONDS)
    alarms = cloudwatch_backends[refresh.group.account][refresh.group.region].alarms
    return next((each for each in names if each in alarms and alarms[each].state_value == "ALARM"), None)


def fail(refresh: Refresh, reason: str) -> None:
    if refresh.status == "RollbackInProgress":
        finish(refresh, "RollbackFailed", reason)
    elif refresh.preferences.get("AutoRollback"):
        go_back(refresh, reason)
    else:
        finish(refresh, "Failed", reason)


def go_back(refresh: Refresh, reason: str) -> None:
    """Those that came with it are replaced by such as there were before."""
    group = refresh.group
    refresh.rollback = {
        "RollbackReason": reason,
        "RollbackStartTime": scaling_activities.time(),
        "PercentageCompleteOnRollback": percentage(refresh),
        "InstancesToUpdateOnRollback": len(refresh.old),
    }
    refresh.status, refresh.reason = "RollbackInProgress", reason
    refresh.old = {
        each
        for each, member in group.members.items()
        if member.state != "Terminating" and not same(group, member.template, refresh.before)
    }
    refresh.all, refresh.ready, refresh.progressed_at, group.surge = len(refresh.old), set(), now(), 0
    group.due.append(now())


def finish(refresh: Refresh, status: str, reason: str) -> None:
    refresh.status, refresh.reason, refresh.ended = status, reason, scaling_activities.time()
    refresh.group.surge = 0


scaling_servers.steps.append(step)
