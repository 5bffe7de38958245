"""Metrics: those that a test puts in AWS's place, in periods and with metric math.

https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_GetMetricData.html
"""

from __future__ import annotations

import math
import re
from datetime import datetime, timedelta, timezone
from typing import Any

from moto.cloudwatch.models import MetricDatum

from ..checks import ACCOUNT
from ..world import world
from . import expressions
from .registry import Call, Refused, before, instead

STATISTICS = {
    "SampleCount": lambda values: float(len(values)),
    "Average": lambda values: sum(values) / len(values),
    "Sum": sum,
    "Minimum": min,
    "Maximum": max,
}
MOST_QUERIES = 500
REQUESTS = ("AWS/ApplicationELB", "RequestCount")


def put(body: dict[str, Any]) -> dict[str, Any]:
    """What a service tells of itself, which no caller can put: {"region": …, "namespace": …, "metric": …,
    "dimensions": {…}, "points": [{"time": …, "value": …}]}; a time is in seconds since 1970, or in
    ISO 8601."""
    from moto.cloudwatch.models import cloudwatch_backends

    backend = cloudwatch_backends[ACCOUNT][body["region"]]
    dimensions = [{"Name": name, "Value": value} for name, value in body.get("dimensions", {}).items()]
    for point in body["points"]:
        backend.metric_data.append(
            MetricDatum(
                body["namespace"], body["metric"], float(point["value"]), dimensions, time_of(point["time"]), None
            )
        )
    return {"points": len(body["points"])}


def time_of(value: Any) -> datetime:
    """moto has times without a zone, which are UTC."""
    return datetime.fromtimestamp(seconds(value), timezone.utc).replace(tzinfo=None)


def seconds(value: Any) -> float:
    if isinstance(value, (int, float)):
        return float(value)
    found = datetime.fromisoformat(value.replace("Z", "+00:00")) if isinstance(value, str) else value
    return float((found if found.tzinfo else found.replace(tzinfo=timezone.utc)).timestamp())


@before("cloudwatch", "PutMetricData")
def namespaces_of_aws_are_its_own(call: Call) -> None:
    """https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricData.html"""
    if (call.get("Namespace") or "").startswith("AWS/"):
        raise Refused("InvalidParameterValue", "The value AWS/ for parameter Namespace is invalid.")


@instead("cloudwatch", "GetMetricData")
def get_metric_data(call: Call, _: Any) -> dict[str, Any]:
    """moto has no expressions and no percentiles, and its periods begin where the caller's time does."""
    start, end = seconds(call.get("StartTime")), seconds(call.get("EndTime"))
    if start >= end:
        raise Refused("ValidationError", "The parameter StartTime must be less than the parameter EndTime.")
    queries = call.get("MetricDataQueries", [])
    check_queries(queries)
    known: dict[str, expressions.Value] = {}
    for query in queries:
        if "MetricStat" in query:
            known[query["Id"]] = series(call, query["MetricStat"], start, end)
    waiting = [each for each in queries if "Expression" in each]
    while waiting:
        ready = [each for each in waiting if not names_in(each["Expression"]) & {other["Id"] for other in waiting}]
        if not ready:
            raise Refused("ValidationError", "The expressions refer to each other in a circle")
        for query in ready:
            known[query["Id"]] = reckoned(query, known)
        waiting = [each for each in waiting if each not in ready]
    ascending = call.get("ScanBy", "TimestampDescending") == "TimestampAscending"
    shown = [each for each in queries if each.get("ReturnData", True)]
    return {"MetricDataResults": [result(each, known[each["Id"]], ascending) for each in shown]}


def names_in(expression: str) -> set[str]:
    return set(re.findall(r"\b[a-z]\w*", expression))


def reckoned(query: dict[str, Any], known: dict[str, expressions.Value]) -> expressions.Value:
    expression = query["Expression"]
    if expression.startswith(("SEARCH", "SELECT")):
        raise Refused("EmulatorCannot", f"the expression {expression} is not emulated")
    try:
        found = expressions.value_of(expression, known)
    except expressions.Unknown as problem:
        raise Refused("ValidationError", f"Error in expression '{query['Id']}': {problem}") from None
    if not isinstance(found, dict):
        raise Refused("ValidationError", f"Error in expression '{query['Id']}': it is no time series")
    return found


def check_queries(queries: list[dict[str, Any]]) -> None:
    """https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_MetricDataQuery.html"""
    ids = [each.get("Id", "") for each in queries]
    if not queries or len(queries) > MOST_QUERIES:
        raise Refused("ValidationError", f"There are 1 to {MOST_QUERIES} queries of metric data")
    if len(set(ids)) < len(ids):
        raise Refused("ValidationError", f"The values of the Id in MetricDataQueries are not unique: {ids}")
    for query in queries:
        if not re.fullmatch(r"[a-z][A-Za-z0-9_]{0,254}", query.get("Id", "")):
            raise Refused("ValidationError", f"The value '{query.get('Id')}' for Id is not valid")
        if ("MetricStat" in query) == ("Expression" in query):
            raise Refused("ValidationError", "A query has either a MetricStat or an Expression")
        if "MetricStat" in query:
            check_statistic(query["MetricStat"])


def check_statistic(asked: dict[str, Any]) -> None:
    period, statistic = int(asked["Period"]), asked["Stat"]
    if period not in (1, 5, 10, 20, 30) and (period < 60 or period % 60):
        raise Refused("ValidationError", f"The period {period} is not 1, 5, 10, 20, 30 or a multiple of 60")
    if statistic not in STATISTICS and not re.fullmatch(r"p(\d{1,2}(\.\d+)?|100)", statistic):
        raise Refused("ValidationError", f"The value {statistic} for parameter Stat is not supported.")


def series(call: Call, asked: dict[str, Any], start: float, end: float) -> expressions.Series:
    """Periods that begin on whole multiples of themselves; those without a point are left out."""
    metric, period = asked["Metric"], int(asked["Period"])
    dimensions = {each["Name"]: each["Value"] for each in metric.get("Dimensions", [])}
    found: dict[int, list[float]] = {}
    for each in call.cloudwatch.get_all_metrics():
        its = {one.name: one.value for one in each.dimensions}
        if (each.namespace, each.name, its) != (metric["Namespace"], metric["MetricName"], dimensions):
            continue
        time = seconds(each.timestamp)
        begin = int(time // period * period)
        if start // period * period <= begin and time < end:
            found.setdefault(begin, []).append(each.value)
    if is_of_a_group_that_gets_requests(call, metric, dimensions):
        for begin in range(int(start // period * period), math.ceil(end), period):
            found.setdefault(begin, []).append(world.settings.requests_a_minute * period / 60)
    return {begin: float(statistic_of(values, asked["Stat"])) for begin, values in sorted(found.items())}


def is_of_a_group_that_gets_requests(call: Call, metric: dict[str, Any], dimensions: dict[str, str]) -> bool:
    if not world.settings.requests_a_minute or (metric["Namespace"], metric["MetricName"]) != REQUESTS:
        return False
    forwards = [
        group
        for balancer in call.elbv2.load_balancers.values()
        for listener in balancer.listeners.values()
        for action in listener.default_actions
        for group in action.data.get("ForwardConfig", {}).get("TargetGroups", ())
    ]
    return any(
        int(group.get("Weight", 1)) > 0 and group["TargetGroupArn"].split(":")[-1] == dimensions.get("TargetGroup")
        for group in forwards
    )


def statistic_of(values: list[float], name: str) -> float:
    if name in STATISTICS:
        return float(STATISTICS[name](values))  # type: ignore[operator]
    rank = max(1, math.ceil(float(name[1:]) / 100 * len(values)))
    return sorted(values)[rank - 1]


def begin_of(time: int) -> datetime:
    return datetime(1970, 1, 1, tzinfo=timezone.utc) + timedelta(seconds=time)


def result(query: dict[str, Any], value: expressions.Value, ascending: bool) -> dict[str, Any]:
    assert isinstance(value, dict)
    points = sorted(value.items(), reverse=not ascending)
    metric = query.get("MetricStat", {}).get("Metric", {}).get("MetricName", query["Id"])
    return {
        "Id": query["Id"],
        "Label": query.get("Label", metric),
        "Timestamps": [begin_of(time) for time, _ in points],
        "Values": [each for _, each in points],
        "StatusCode": "Complete",
    }


@instead("cloudwatch", "GetMetricStatistics")
def get_metric_statistics(call: Call, _: Any) -> dict[str, Any]:
    """https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_GetMetricStatistics.html"""
    start, end = seconds(call.get("StartTime")), seconds(call.get("EndTime"))
    names = [*call.get("Statistics", []), *call.get("ExtendedStatistics", [])]
    if not names:
        raise Refused("InvalidParameterCombination", "Must specify either Statistics or ExtendedStatistics")
    if start >= end:
        raise Refused("InvalidParameterValue", "The parameter StartTime must be less than the parameter EndTime.")
    which = {name: call.get(name) for name in ("Namespace", "MetricName", "Dimensions") if call.get(name)}
    points: dict[int, dict[str, Any]] = {}
    for name in names:
        asked = {"Metric": which, "Period": call.get("Period"), "Stat": name}
        check_statistic(asked)
        for begin, value in series(call, asked, start, end).items():
            point = points.setdefault(begin, {"Timestamp": begin_of(begin), "Unit": "None"})
            if name in STATISTICS:
                point[name] = value
            else:
                point.setdefault("ExtendedStatistics", {})[name] = value
    return {"Label": call.get("MetricName"), "Datapoints": [points[each] for each in sorted(points)]}


@before("cloudwatch", "PutMetricAlarm")
def alarm_on_an_expression_is_whole(call: Call) -> None:
    """https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricAlarm.html"""
    queries = call.get("Metrics")
    if not queries:
        return
    for name in ("MetricName", "Namespace", "Period", "Statistic", "ExtendedStatistic", "Dimensions"):
        if call.get(name):
            raise Refused("ValidationError", f"Metrics cannot be given together with {name}")
    if call.get("Threshold") is None:
        raise Refused("ValidationError", "The parameter Threshold is required")
    check_queries(queries)
    watched = [each for each in queries if each.get("ReturnData", True)]
    if len(watched) != 1:
        raise Refused("ValidationError", "Exactly one element of the metrics list should return data")
    periods = {int(each["MetricStat"]["Period"]) for each in queries if "MetricStat" in each}
    if len(periods) > 1 or any(each < 10 for each in periods):
        raise Refused("ValidationError", "The metrics of an alarm have one period, of 10 seconds or more")
    ids: dict[str, expressions.Value] = {each["Id"]: {0: 1.0} for each in queries}
    for query in queries:
        if "Expression" in query:
            reckoned(query, {key: value for key, value in ids.items() if key != query["Id"]})
    if not periods:
        raise Refused("ValidationError", "An alarm on an expression needs a metric")
