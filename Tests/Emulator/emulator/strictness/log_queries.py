"""CloudWatch Logs Insights: queries that take time, and give the rows of a test.

https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_StartQuery.html
https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_GetQueryResults.html
"""

from __future__ import annotations

from typing import Any

from moto.moto_api._internal import mock_random

from ..world import world
from .registry import Call, Refused, instead

STATUSES = {"Scheduled", "Running", "Complete", "Failed", "Cancelled", "Timeout", "Unknown"}
LONGEST = 10_000
"""Characters of a query."""
MOST_ROWS = 100_000
LATEST = 100_000_000_000
"""A time of more seconds than this is one in milliseconds."""


def give(body: dict[str, Any]) -> dict[str, Any]:
    """What queries find: {"containing": …, "statuses": ["Scheduled", "Running", "Complete"], "rows": [{field: value}],
    "scanned": bytes}. It holds for those whose text contains `containing`, the last that was given
    first; each look at a query shows its next status."""
    statuses = body.get("statuses", ["Complete"])
    if not statuses or not set(statuses) <= STATUSES:
        raise ValueError(f"unknown statuses {statuses}")
    world.query_results.insert(0, body | {"statuses": statuses})
    return {}


@instead("logs", "StartQuery")
def start_query(call: Call, _: Any) -> dict[str, str]:
    """moto's are complete at once, and never aggregate."""
    asked = call.body
    given = [name for name in ("logGroupName", "logGroupNames", "logGroupIdentifiers") if asked.get(name)]
    if len(given) != 1:
        raise invalid("Exactly one of logGroupName, logGroupNames and logGroupIdentifiers must be given")
    names = asked[given[0]] if isinstance(asked[given[0]], list) else [asked[given[0]]]
    for name in names:
        name = name.split(":log-group:")[-1].removesuffix(":*")
        if name not in call.logs.groups:
            raise Refused("ResourceNotFoundException", f"Log group '{name}' does not exist.")
    start, end = int(asked["startTime"]), int(asked["endTime"])
    if max(start, end) > LATEST:
        raise invalid("startTime and endTime are in seconds, not in milliseconds")
    if start >= end:
        raise invalid("End time should not be less than or equal to start time")
    text = asked.get("queryString", "")
    if not 1 <= len(text) <= LONGEST:
        raise invalid(f"A query has 1 to {LONGEST} characters")
    if not 1 <= int(asked.get("limit", 1)) <= MOST_ROWS:
        raise invalid(f"The limit is 1 to {MOST_ROWS}")
    query_id = str(mock_random.uuid4())
    world.queries[query_id] = {"given": given_for(text), "looks": 0, "stopped": False}
    return {"queryId": query_id}


def invalid(message: str) -> Refused:
    return Refused("InvalidParameterException", message)


def given_for(text: str) -> dict[str, Any]:
    for each in world.query_results:
        if each.get("containing", "") in text:
            return each
    return {"statuses": ["Complete"], "rows": []}


def find(call: Call) -> dict[str, Any]:
    query_id = call.body.get("queryId", "")
    if query_id not in world.queries:
        raise Refused("ResourceNotFoundException", f"Query {query_id} does not exist")
    return world.queries[query_id]


@instead("logs", "GetQueryResults")
def get_query_results(call: Call, _: Any) -> dict[str, Any]:
    query = find(call)
    statuses = query["given"]["statuses"]
    status = statuses[min(query["looks"], len(statuses) - 1)]
    query["looks"] += 1
    status = "Cancelled" if query["stopped"] else status
    rows = query["given"].get("rows", []) if status in ("Complete", "Running") else []
    # Rows may be known before all have been read.
    rows = rows if status == "Complete" else rows[: len(rows) // 2]
    return {
        "status": status,
        "results": [[{"field": key, "value": str(value)} for key, value in row.items()] for row in rows],
        "statistics": {
            "recordsMatched": float(len(rows)),
            "recordsScanned": float(len(rows)),
            "bytesScanned": float(query["given"].get("scanned", 0)),
        },
    }


@instead("logs", "StopQuery")
def stop_query(call: Call, _: Any) -> dict[str, bool]:
    query = find(call)
    if query["looks"] >= len(query["given"]["statuses"]):
        raise invalid("The query is not running")
    query["stopped"] = True
    return {"success": True}
