"""Systems Manager's Run Command: invocations that are not known at once, and end as a test says.

https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_SendCommand.html
https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_GetCommandInvocation.html
"""

from __future__ import annotations

from typing import Any

from moto.moto_api._internal import mock_random

from ..world import world
from .registry import Call, Refused, instead

STATUSES = {"Pending", "InProgress", "Delayed", "Success", "Cancelled", "TimedOut", "Failed", "Cancelling"}
OUTPUT = 24_000
"""Characters of output that are kept."""
DOCUMENTS = {"AWS-RunShellScript", "AWS-RunPowerShellScript"}


def give(body: dict[str, Any]) -> dict[str, Any]:
    """{"instances": […]}: those that are managed. {"containing": …, "statuses": […], "output": …, "error": …,
    "code": …}: how commands end whose text contains `containing`, the last that was given first;
    each look shows the next status."""
    world.instances.update(body.get("instances", []))
    if "statuses" in body:
        if not body["statuses"] or not set(body["statuses"]) <= STATUSES:
            raise ValueError(f"unknown statuses {body['statuses']}")
        world.command_results.insert(0, body)
    return {"instances": sorted(world.instances)}


@instead("ssm", "SendCommand")
def send_command(call: Call, _: Any) -> dict[str, Any]:
    """moto takes any instance, and any command is done at once."""
    asked = call.body
    instances, document = asked.get("InstanceIds", []), asked.get("DocumentName", "")
    if document not in DOCUMENTS:
        raise Refused("InvalidDocument", f"Document {document} is not known, or not emulated")
    if not asked.get("Parameters", {}).get("commands"):
        raise Refused("InvalidParameters", "The parameter commands is required")
    unknown = [each for each in instances if each not in world.instances]
    if unknown or not instances:
        raise Refused("InvalidInstanceId", f"Instances [[{', '.join(unknown)}]] not in a valid state for account")
    command_id = str(mock_random.uuid4())
    text = "\n".join(asked["Parameters"]["commands"])
    world.commands[command_id] = {
        "instances": instances,
        "document": document,
        "text": text,
        "given": given_for(text),
        "looks": 0,
    }
    return {
        "Command": {
            "CommandId": command_id,
            "DocumentName": document,
            "InstanceIds": instances,
            "Parameters": asked["Parameters"],
            "Status": "Pending",
            "StatusDetails": "Pending",
        }
    }


def given_for(text: str) -> dict[str, Any]:
    for each in world.command_results:
        if each.get("containing", "") in text:
            return each
    return {"statuses": ["Success"]}


@instead("ssm", "GetCommandInvocation")
def get_command_invocation(call: Call, _: Any) -> dict[str, Any]:
    asked = call.body
    command = world.commands.get(asked.get("CommandId", ""))
    instance = asked.get("InstanceId")
    looks = command["looks"] if command else 0
    if command:
        command["looks"] += 1
    if command is None or instance not in command["instances"] or looks < world.settings.invocations_late_looks:
        raise Refused("InvocationDoesNotExist", "An error occurred (InvocationDoesNotExist)")
    given = command["given"]
    statuses = given["statuses"]
    status = statuses[min(looks - world.settings.invocations_late_looks, len(statuses) - 1)]
    ended = status in ("Success", "Failed", "TimedOut", "Cancelled")
    return {
        "CommandId": asked["CommandId"],
        "InstanceId": instance,
        "DocumentName": command["document"],
        "PluginName": "aws:runShellScript",
        "Status": status,
        "StatusDetails": status,
        "ResponseCode": given.get("code", 0 if status == "Success" else 1) if ended else -1,
        "StandardOutputContent": given.get("output", "")[:OUTPUT] if ended else "",
        "StandardErrorContent": given.get("error", "")[:OUTPUT] if ended else "",
    }


@instead("ssm", "DescribeInstanceInformation")
def describe_instance_information(call: Call, _: Any) -> dict[str, Any]:
    wanted = set(world.instances)
    for each in call.body.get("Filters", []):
        if each["Key"] != "InstanceIds":
            raise Refused("EmulatorCannot", f"the filter {each['Key']} is not emulated")
        wanted &= set(each["Values"])
    return {
        "InstanceInformationList": [
            {"InstanceId": each, "PingStatus": "Online", "PlatformType": "Linux"} for each in sorted(wanted)
        ]
    }
