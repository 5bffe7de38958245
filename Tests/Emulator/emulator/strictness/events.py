"""EventBridge: targets that are refused one by one, which is no error.

https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_PutTargets.html
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from typing import Any

from ..world import world
from .registry import Call, Refused, before, instead

MOST_TARGETS = 5
"""Targets of a rule: https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-quota.html"""


@before("events", "PutRule")
def rule_is_whole(call: Call) -> None:
    """moto takes any name."""
    asked = call.body
    if not re.fullmatch(r"[\w.-]{1,64}", asked.get("Name", "")):
        raise Refused("ValidationException", "1 validation error detected: the name of a rule is not valid")
    if not asked.get("EventPattern") and not asked.get("ScheduleExpression"):
        raise Refused("ValidationException", "Parameter(s) EventPattern or ScheduleExpression must be specified.")
    if asked.get("EventPattern"):
        try:
            pattern = json.loads(asked["EventPattern"])
        except ValueError:
            raise Refused("InvalidEventPatternException", "Event pattern is not valid. Reason: not JSON") from None
        if not isinstance(pattern, dict) or not pattern:
            raise Refused("InvalidEventPatternException", "Event pattern is not valid. Reason: Empty event pattern")


@instead("events", "PutTargets")
def put_targets(call: Call, ask_moto: Callable[[], Any]) -> Any:
    """Of another Region, or too many, they are refused as a whole; otherwise each by itself."""
    targets = call.body.get("Targets", [])
    for each in targets:
        parts = each.get("Arn", "").split(":")
        if len(parts) < 6 or parts[0] != "arn":
            raise Refused("ValidationException", f"Parameter {each.get('Arn')} is not valid.")
        if parts[2] == "sns" and parts[3] != call.region:
            raise Refused("ValidationException", f"The target {each['Arn']} is not of this Region")
    if len({each["Id"] for each in targets}) > MOST_TARGETS:
        raise Refused("LimitExceededException", "The requested resource exceeds the maximum number allowed.")
    if world.settings.event_targets_fail:
        return failed([each["Id"] for each in targets])
    return ask_moto()


@instead("events", "RemoveTargets")
def remove_targets(call: Call, ask_moto: Callable[[], Any]) -> Any:
    if world.settings.event_targets_fail:
        return failed(call.body.get("Ids", []))
    return ask_moto()


def failed(ids: list[str]) -> dict[str, Any]:
    entries = [
        {"TargetId": each, "ErrorCode": "ConcurrentModificationException", "ErrorMessage": "The rule is being changed"}
        for each in ids
    ]
    return {"FailedEntryCount": len(entries), "FailedEntries": entries}
