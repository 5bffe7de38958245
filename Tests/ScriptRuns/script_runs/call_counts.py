"""How many calls a run made, and how many of those only looked again while it waited.

A *poll* is a call identical to an earlier one of the same run (service, region, action, parameters) that either

- looks again at something that was still on its way in the answer to the look before, which was at least the shortest
  pause of a wait ago (a second, or the poll interval if that is less): a wait sleeps that long between two looks, and
  nothing else does; or
- follows one that was refused: what is not there yet, or still in use, is tried again.

So the first look of each wait counts as a call; a state looked at twice without a sleep in between counts twice.
"""

from __future__ import annotations

import json
from typing import Any


def polls(calls: list[dict[str, Any]], poll_seconds: float) -> list[dict[str, Any]]:
    found = []
    last: dict[str, dict[str, Any]] = {}
    for call in calls:
        key = json.dumps([call[name] for name in ("service", "region", "action", "parameters")], sort_keys=True)
        earlier = last.get(key)
        last[key] = call
        if earlier is None:
            continue
        slept = call["seconds"] - earlier["seconds"] >= min(poll_seconds, 1)
        waiting = not call["mutating"] and earlier["unsettled"] and slept
        if waiting or earlier["error"]:
            found.append(call)
    return found
