"""Cost Explorer: rows that a test gives, filtered, grouped and added up as AWS does.

https://docs.aws.amazon.com/aws-cost-management/latest/APIReference/API_GetCostAndUsage.html
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from ..world import world
from .registry import Call, Refused, instead

MONEY = (
    "AmortizedCost",
    "BlendedCost",
    "NetAmortizedCost",
    "NetUnblendedCost",
    "UnblendedCost",
)
QUANTITIES = ("NormalizedUsageAmount", "UsageQuantity")

DIMENSIONS = {
    "LINKED_ACCOUNT": "account",
    "REGION": "region",
    "SERVICE": "service",
    "USAGE_TYPE": "usageType",
    "USAGE_TYPE_GROUP": "usageTypeGroup",
    "RECORD_TYPE": "recordType",
}
"""Cost Explorer's dimension → a row's member. RESOURCE_ID is of another call alone."""

ONLY_FILTERS = {"USAGE_TYPE_GROUP"}
"""What cannot be grouped by."""


def give(body: dict[str, Any]) -> dict[str, Any]:
    """Rows {"day": "2026-11-01", "service": …, "usageType": …, "usageTypeGroup": …, "region": …, "cost": …, "usage": …,
    "unit": …}, beside those given before."""
    for row in body["rows"]:
        date.fromisoformat(row["day"])
    world.costs.extend(body["rows"])
    return {"rows": len(world.costs)}


@instead("ce", "GetCostAndUsage")
def get_cost_and_usage(call: Call, _: Any) -> dict[str, Any]:
    asked = call.body
    begin, end = period_of(asked)
    metrics = asked.get("Metrics", [])
    for name in metrics:
        if name not in MONEY + QUANTITIES:
            raise invalid(f"{name} is not a valid metric")
    if not metrics:
        raise invalid("Metrics are missing")
    groups = [key_of(each) for each in asked.get("GroupBy", [])]
    if len(groups) > 2:
        raise invalid("There are at most 2 groups")
    if "Filter" in asked:
        check_filter(asked["Filter"])
    rows = [each for each in world.costs if passes(each, asked.get("Filter"))]
    results = []
    for first, after in spans(begin, end, asked.get("Granularity")):
        inside = [each for each in rows if first <= date.fromisoformat(each["day"]) < after]
        entry: dict[str, Any] = {
            "TimePeriod": {"Start": first.isoformat(), "End": after.isoformat()},
            "Total": {} if groups else sums(inside, metrics),
            "Groups": grouped(inside, groups, metrics) if groups else [],
            "Estimated": False,
        }
        results.append(entry)
    definitions = {"GroupDefinitions": asked["GroupBy"]} if groups else {}
    return paged(results, asked.get("NextPageToken")) | definitions | {"DimensionValueAttributes": []}


def invalid(message: str) -> Refused:
    return Refused("ValidationException", message)


def period_of(asked: dict[str, Any]) -> tuple[date, date]:
    """The end is the first day that is not meant."""
    try:
        begin = date.fromisoformat(asked["TimePeriod"]["Start"])
        end = date.fromisoformat(asked["TimePeriod"]["End"])
    except (KeyError, ValueError):
        raise invalid("Start and end dates are of the form 2026-11-01") from None
    if begin >= end:
        raise invalid("Start date (and hour) should be before end date (and hour)")
    return begin, end


def spans(begin: date, end: date, granularity: str | None) -> list[tuple[date, date]]:
    if granularity not in ("DAILY", "MONTHLY"):
        raise invalid(f"The granularity {granularity} is not valid, or hourly data are not enabled")
    found = []
    while begin < end:
        if granularity == "DAILY":
            after = begin + timedelta(days=1)
        else:
            after = (begin.replace(day=1) + timedelta(days=32)).replace(day=1)
        found.append((begin, min(after, end)))
        begin = after
    return found


def key_of(group: dict[str, str]) -> str:
    key = group.get("Key", "")
    if group.get("Type") == "TAG":
        return f"tag:{key}"
    if key not in DIMENSIONS or key in ONLY_FILTERS:
        raise invalid(f"{key} is not a valid dimension to group by")
    return DIMENSIONS[key]


def check_filter(wanted: dict[str, Any]) -> None:
    """https://docs.aws.amazon.com/aws-cost-management/latest/APIReference/API_Expression.html"""
    if len(wanted) != 1:
        raise invalid("An expression has one of And, Or, Not, Dimensions and Tags")
    (kind, value), *_ = wanted.items()
    if kind in ("And", "Or"):
        for each in value:
            check_filter(each)
    elif kind == "Not":
        check_filter(value)
    elif kind != "Dimensions" or value.get("Key") not in DIMENSIONS:
        raise invalid(f"The filter {value.get('Key', kind)} is not valid here")


def passes(row: dict[str, Any], wanted: dict[str, Any] | None) -> bool:
    if wanted is None:
        return True
    (kind, value), *_ = wanted.items()
    if kind == "And":
        return all(passes(row, each) for each in value)
    if kind == "Or":
        return any(passes(row, each) for each in value)
    if kind == "Not":
        return not passes(row, value)
    has = str(row.get(DIMENSIONS[value["Key"]], ""))
    options = value.get("MatchOptions", ["EQUALS"])
    if "ENDS_WITH" in options:
        return any(has.endswith(each) for each in value["Values"])
    return has in value["Values"]


def sums(rows: list[dict[str, Any]], metrics: list[str]) -> dict[str, dict[str, str]]:
    found = {}
    for name in metrics:
        member = "cost" if name in MONEY else "usage"
        units = sorted({each.get("unit", "N/A") for each in rows})
        unit = "USD" if name in MONEY else (units[0] if len(units) == 1 else "N/A")
        found[name] = {"Amount": str(sum(float(each.get(member, 0)) for each in rows)), "Unit": unit}
    return found


def grouped(rows: list[dict[str, Any]], groups: list[str], metrics: list[str]) -> list[dict[str, Any]]:
    found: dict[tuple[str, ...], list[dict[str, Any]]] = {}
    for row in rows:
        found.setdefault(tuple(str(row.get(each, "NoValue")) for each in groups), []).append(row)
    return [{"Keys": list(keys), "Metrics": sums(found[keys], metrics)} for keys in sorted(found)]


def paged(results: list[dict[str, Any]], token: str | None) -> dict[str, Any]:
    first = int(token or 0)
    after = first + world.settings.cost_page
    answer: dict[str, Any] = {"ResultsByTime": results[first:after]}
    return answer | ({"NextPageToken": str(after)} if after < len(results) else {})
