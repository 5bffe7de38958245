"""Scaling activities: where it is told what a group did, and alone what it could not do.

https://docs.aws.amazon.com/autoscaling/ec2/APIReference/API_DescribeScalingActivities.html
"""

from __future__ import annotations

import json
from datetime import datetime, timezone
from typing import Any

from moto.moto_api._internal import mock_random

from .. import scaling
from ..world import world
from .registry import Call, instead
from .scaling_found import find, is_late, page, there


def time() -> datetime:
    return datetime.fromtimestamp(world.since_1970(), timezone.utc)


def stamp() -> str:
    return f"At {time():%Y-%m-%dT%H:%M:%SZ}"


def begin(group: Any, description: str, cause: str, details: dict[str, str]) -> dict[str, Any]:
    activity = {
        "ActivityId": str(mock_random.uuid4()),
        "AutoScalingGroupName": group.name,
        "AutoScalingGroupARN": group.arn,
        "Description": description,
        "Cause": cause,
        "StartTime": time(),
        "StatusCode": "InProgress",
        "Progress": 50,
        "Details": json.dumps(details),
    }
    group.activities.insert(0, activity)
    return activity


def finish(activity: dict[str, Any], code: str = "Successful", message: str | None = None) -> None:
    activity |= {"StatusCode": code, "EndTime": time(), "Progress": 100}
    if message:
        activity["StatusMessage"] = message[:255]


@instead("autoscaling", "DescribeScalingActivities")
def describe_activities(call: Call, _: Any) -> dict[str, Any]:
    """The newest first. What failed is told here alone. That a group that is not there is refused is unproven."""
    found: list[dict[str, Any]] = []
    if call.get("AutoScalingGroupName") and not call.get("IncludeDeletedGroups"):
        found = list(find(call).activities)
    else:
        wanted = call.get("AutoScalingGroupName")
        groups = [each for each in there(call).values() if not is_late(each)]
        gone = scaling.of(call.account, call.region, "gone_activities") if call.get("IncludeDeletedGroups") else {}
        every = [*(each.activities for each in groups), *gone.values()]
        found = [one for each in every for one in each if wanted in (None, one["AutoScalingGroupName"])]
    ids = call.get("ActivityIds", [])
    return page(call, "Activities", [each for each in found if not ids or each["ActivityId"] in ids], 100)
