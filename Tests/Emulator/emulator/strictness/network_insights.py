"""Reachability Analyzer: paths, and analyses that end as a test says.

https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_StartNetworkInsightsAnalysis.html
https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeNetworkInsightsAnalyses.html
"""

from __future__ import annotations

from typing import Any

from moto.moto_api._internal import mock_random

from ..world import world
from .registry import Call, Refused, instead

STATUSES = {"running", "succeeded", "failed"}


def give(body: dict[str, Any]) -> dict[str, Any]:
    """{"destination": …, "statuses": […], "found": …, "codes": […]}: how analyses of the way to a destination end, the
    last that was given first; each look shows the next status. Without a destination: of all ways."""
    if not body["statuses"] or not set(body["statuses"]) <= STATUSES:
        raise ValueError(f"unknown statuses {body['statuses']}")
    world.analysis_results.insert(0, body)
    return {}


def shown() -> dict[str, Any]:
    """What is there: who has analysed leaves nothing."""
    return {"paths": sorted(world.paths), "analyses": sorted(world.analyses)}


def tag(call: Call, its_id: str, resource_type: str) -> None:
    tags = call.tags(resource_type)
    if tags:
        call.ec2.create_tags([its_id], tags)


def new_id(prefix: str) -> str:
    return prefix + "".join(mock_random.choice("0123456789abcdef") for _ in range(17))


@instead("ec2", "CreateNetworkInsightsPath")
def create_path(call: Call, _: Any) -> dict[str, Any]:
    for name in ("Source", "Protocol"):
        if not call.get(name):
            raise Refused("MissingParameter", f"The request must contain the parameter {name}")
    path = {
        "NetworkInsightsPathId": new_id("nip-"),
        "Source": call.get("Source"),
        "Destination": call.get("Destination"),
        "Protocol": call.get("Protocol"),
    }
    world.paths[path["NetworkInsightsPathId"]] = path
    tag(call, path["NetworkInsightsPathId"], "network-insights-path")
    return {"NetworkInsightsPath": path}


@instead("ec2", "StartNetworkInsightsAnalysis")
def start_analysis(call: Call, _: Any) -> dict[str, Any]:
    path = find(world.paths, call.get("NetworkInsightsPathId"), "InvalidNetworkInsightsPathId.NotFound")
    given = next(
        (each for each in world.analysis_results if each.get("destination") in (None, path["Destination"])),
        {"statuses": ["succeeded"], "found": True},
    )
    analysis = {
        "NetworkInsightsAnalysisId": new_id("nia-"),
        "NetworkInsightsPathId": path["NetworkInsightsPathId"],
        "given": given,
        "looks": 0,
    }
    world.analyses[analysis["NetworkInsightsAnalysisId"]] = analysis
    tag(call, analysis["NetworkInsightsAnalysisId"], "network-insights-analysis")
    return {"NetworkInsightsAnalysis": of(analysis, "running")}


def of(analysis: dict[str, Any], status: str) -> dict[str, Any]:
    found: dict[str, Any] = {
        "NetworkInsightsAnalysisId": analysis["NetworkInsightsAnalysisId"],
        "NetworkInsightsPathId": analysis["NetworkInsightsPathId"],
        "Status": status,
    }
    if status == "succeeded":
        given = analysis["given"]
        found["NetworkPathFound"] = given.get("found", False)
        found["Explanations"] = [{"ExplanationCode": code} for code in given.get("codes", [])]
    return found


@instead("ec2", "DescribeNetworkInsightsAnalyses")
def describe_analyses(call: Call, _: Any) -> dict[str, Any]:
    answer = []
    for each in call.get("NetworkInsightsAnalysisIds", []):
        analysis = find(world.analyses, each, "InvalidNetworkInsightsAnalysisId.NotFound")
        statuses = analysis["given"]["statuses"]
        answer.append(of(analysis, statuses[min(analysis["looks"], len(statuses) - 1)]))
        analysis["looks"] += 1
    return {"NetworkInsightsAnalyses": answer}


@instead("ec2", "DeleteNetworkInsightsAnalysis")
def delete_analysis(call: Call, _: Any) -> dict[str, Any]:
    analysis_id = call.get("NetworkInsightsAnalysisId")
    find(world.analyses, analysis_id, "InvalidNetworkInsightsAnalysisId.NotFound")
    del world.analyses[analysis_id]
    return {"NetworkInsightsAnalysisId": analysis_id}


@instead("ec2", "DeleteNetworkInsightsPath")
def delete_path(call: Call, _: Any) -> dict[str, Any]:
    path_id = call.get("NetworkInsightsPathId")
    find(world.paths, path_id, "InvalidNetworkInsightsPathId.NotFound")
    if any(each["NetworkInsightsPathId"] == path_id for each in world.analyses.values()):
        raise Refused("AnalysisExistsForNetworkInsightsPath", f"{path_id} has analyses")
    del world.paths[path_id]
    return {"NetworkInsightsPathId": path_id}


def find(known: dict[str, dict[str, Any]], its_id: str, code: str) -> dict[str, Any]:
    if its_id not in known:
        raise Refused(code, f"The ID '{its_id}' does not exist")
    return known[its_id]
