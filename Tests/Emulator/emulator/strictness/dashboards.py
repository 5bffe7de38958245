"""CloudWatch dashboards: of the whole account, in no region.

https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutDashboard.html
"""

from __future__ import annotations

import json
import re
from typing import Any

from .registry import Call, Refused, before

KINDS = ("metric", "text", "log", "alarm", "explorer")
COLUMNS = 24


@before("cloudwatch", "PutDashboard", "GetDashboard", "ListDashboards", "DeleteDashboards")
def every_region_shows_the_same(call: Call) -> None:
    """moto has them in regions. https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Dashboards.html"""
    from moto.cloudwatch.models import cloudwatch_backends

    call.cloudwatch.dashboards = cloudwatch_backends[call.account]["us-east-1"].dashboards


@before("cloudwatch", "PutDashboard")
def name_and_body_are_legal(call: Call) -> None:
    """moto looks only whether the body is JSON.
    https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/CloudWatch-Dashboard-Body-Structure.html"""
    if not re.fullmatch(r"[A-Za-z0-9_-]{1,255}", call.get("DashboardName") or ""):
        raise Refused("InvalidParameterInput", "The field DashboardName has 1 to 255 of A-Z, a-z, 0-9, - and _")
    try:
        body = json.loads(call.get("DashboardBody") or "")
    except ValueError:
        raise Refused("InvalidParameterInput", "The field DashboardBody must be a valid JSON object") from None
    if not isinstance(body, dict) or not isinstance(body.get("widgets"), list) or len(body["widgets"]) > 500:
        raise Refused("InvalidParameterInput", "The dashboard body is invalid: it has up to 500 widgets")
    for widget in body["widgets"]:
        problem = problem_of(widget)
        if problem:
            raise Refused("InvalidParameterInput", f"The dashboard body is invalid: {problem}")


def problem_of(widget: dict[str, Any]) -> str | None:
    if widget.get("type") not in KINDS:
        return "a widget has no type"
    width, height = widget.get("width", 6), widget.get("height", 6)
    if not 1 <= width <= COLUMNS or not 1 <= height <= 1000:
        return "a widget has a size of 1 to 24 by 1 to 1000"
    if ("x" in widget) != ("y" in widget) or not 0 <= widget.get("x", 0) < COLUMNS or widget.get("y", 0) < 0:
        return "a widget stands at an x of 0 to 23 and a y of 0 or more"
    if widget["type"] != "metric":
        return None
    properties = widget.get("properties", {})
    if "region" not in properties:
        return "a metric widget has a region"
    if "metrics" not in properties and "annotations" not in properties:
        return "a metric widget has metrics or an alarm"
    ids = [each.get("id") for metric in properties.get("metrics", []) for each in metric if isinstance(each, dict)]
    if len(set(filter(None, ids))) < len(list(filter(None, ids))):
        return "an id stands for two metrics"
    for metric in properties.get("metrics", []):
        if is_expression(metric):
            continue
        words = [each for each in metric if not isinstance(each, dict)] if isinstance(metric, list) else []
        # A namespace, a name, and pairs of a dimension's name and value.
        if len(words) < 2 or len(words) % 2 or not all(isinstance(each, str) and each for each in words):
            return f"{json.dumps(metric)} is no metric"
    return None


def is_expression(metric: Any) -> bool:
    """Metric math stands alone: `[{"expression": "m1+m2", …}]`."""
    return isinstance(metric, list) and len(metric) == 1 and isinstance(metric[0], dict) and bool(metric[0].get("expression"))
