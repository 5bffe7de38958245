"""Flow logs: where they go, what is in them, and what is told of their delivery.

https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateFlowLogs.html
https://docs.aws.amazon.com/vpc/latest/userguide/flow-logs-troubleshooting.html
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from moto.core.utils import utcnow
from moto.ec2.models.flow_logs import FlowLogs
from moto.ec2.utils import random_flow_log_id

from ..world import world
from . import flow_log_places
from .filters import described, tag_values
from .registry import Call, Refused, instead, now, tags_of
from .tokens import idempotent

FIELDS = set(
    "version account-id interface-id srcaddr dstaddr srcport dstport protocol packets bytes start end action "
    "log-status vpc-id subnet-id instance-id tcp-flags type pkt-srcaddr pkt-dstaddr region az-id sublocation-type "
    "sublocation-id pkt-src-aws-service pkt-dst-aws-service flow-direction traffic-path ecs-cluster-arn "
    "ecs-cluster-name ecs-container-instance-arn ecs-container-instance-id ecs-container-id "
    "ecs-second-container-id ecs-service-name ecs-task-definition-arn ecs-task-arn ecs-task-id reject-reason "
    "resource-id encryption-status".split()
)
"""https://docs.aws.amazon.com/vpc/latest/userguide/flow-log-records.html"""

DEFAULT_FORMAT = " ".join(
    f"${{{each}}}"
    for each in "version account-id interface-id srcaddr dstaddr srcport dstport protocol packets bytes start end "
    "action log-status".split()
)

FEW = 2
"""Flow logs of one resource: https://docs.aws.amazon.com/vpc/latest/userguide/amazon-vpc-limits.html"""


@instead("ec2", "CreateFlowLogs")
@idempotent
def create_flow_logs(call: Call, _: Any) -> dict[str, Any]:
    """What cannot be delivered to is named in the answer, which is no error; nothing can be changed
    afterwards."""
    check(call)
    place = flow_log_places.asked(call)
    made, failed = [], []
    for resource_id in call.get("ResourceIds", []):
        check_resource(call, resource_id)
        check_others(call, resource_id, place)
        problem = flow_log_places.problem(call, place)
        if problem:
            failed.append({"ResourceId": resource_id, "Error": {"Code": "400", "Message": problem}})
        else:
            made.append(build(call, resource_id, place))
    for each in made:
        call.ec2.flow_logs[each.id] = each
    return {
        "FlowLogIds": [each.id for each in made],
        "Unsuccessful": failed,
        "ClientToken": call.get("ClientToken"),
    }


@instead("ec2", "DeleteFlowLogs")
def delete_flow_logs(call: Call, ask_moto: Callable[[], Any]) -> Any:
    """Each by itself: what cannot be deleted is named in the answer, which is no error; moto refuses all."""
    if not world.settings.flow_logs_refused:
        return ask_moto()
    error = {"Code": "400", "Message": world.settings.flow_logs_refused}
    return {"Unsuccessful": [{"ResourceId": each, "Error": error} for each in call.get("FlowLogIds", [])]}


def check(call: Call) -> None:
    if call.get("ResourceType") not in ("VPC", "Subnet", "NetworkInterface"):
        raise Refused("InvalidParameter", f"The resource type {call.get('ResourceType')} is not valid")
    if call.get("TrafficType") not in ("ACCEPT", "REJECT", "ALL"):
        raise Refused("InvalidParameter", f"The traffic type {call.get('TrafficType')} is not valid")
    if int(call.get("MaxAggregationInterval") or 600) not in (60, 600):
        raise Refused("InvalidParameter", "Invalid Flow Log Max Aggregation Interval")
    check_format(call.get("LogFormat", DEFAULT_FORMAT))


def check_format(log_format: str) -> None:
    """A shell that has read the dollars itself leaves something else."""
    words = log_format.split(" ")
    fields = [found.group(1) for word in words if (found := re.fullmatch(r"\$\{([a-z0-9-]+)\}", word))]
    if len(fields) < len(words) or not set(fields) <= FIELDS:
        raise Refused("InvalidParameter", f"The log format '{log_format}' has an unknown field")
    if len(set(fields)) < len(fields):
        raise Refused("InvalidParameter", f"The log format '{log_format}' has a field twice")


def check_resource(call: Call, resource_id: str) -> None:
    kind = call.get("ResourceType")
    if kind == "VPC":
        call.ec2.get_vpc(resource_id)
    elif kind == "Subnet":
        call.ec2.get_subnet(resource_id)
    else:
        call.ec2.get_network_interface(resource_id)


def check_others(call: Call, resource_id: str, place: flow_log_places.Place) -> None:
    others = [each for each in call.ec2.flow_logs.values() if each.resource_id == resource_id]
    log_format = call.get("LogFormat", DEFAULT_FORMAT)
    for each in others:
        other = world.settings.flow_logs_differ_by_format and each.log_format != log_format
        if each.place == place and not other:
            raise Refused(
                "FlowLogAlreadyExists",
                "Error. There is an existing Flow Log with the same configuration and log destination.",
            )
    if len(others) >= FEW:
        raise Refused("FlowLogsLimitExceeded", "The maximum number of flow logs has been reached.")


def build(call: Call, resource_id: str, place: flow_log_places.Place) -> FlowLogs:
    flow_log = FlowLogs(
        call.ec2,
        random_flow_log_id(),
        resource_id,
        call.get("TrafficType"),
        call.get("LogDestination"),
        place.group,
        call.get("DeliverLogsPermissionArn"),
        int(call.get("MaxAggregationInterval") or 600),
        place.kind,
        call.get("LogFormat", DEFAULT_FORMAT),
    )
    flow_log.place, flow_log.since, flow_log.creation_time = place, now(), utcnow()
    flow_log.destination_options = None
    if place.kind == "s3":
        flow_log.destination_options = {
            "FileFormat": "plain-text",
            "HiveCompatiblePartitions": False,
            "PerHourPartition": False,
        } | call.get("DestinationOptions", {})
    flow_log.add_tags(call.tags("vpc-flow-log"))
    return flow_log


def delivery(flow_log: FlowLogs) -> dict[str, str]:
    """Nothing until something was to be delivered. That it is active says nothing of that."""
    if now() < flow_log.since + world.settings.flow_logs_delivered_seconds:
        return {}
    problem = world.settings.flow_logs_fail or flow_log_places.trouble(flow_log)
    if problem:
        return {"DeliverLogsStatus": "FAILED", "DeliverLogsErrorMessage": problem}
    return {"DeliverLogsStatus": "SUCCESS"}


def shown(flow_log: FlowLogs) -> dict[str, Any]:
    members = {
        "CreationTime": flow_log.creation_time,
        "DeliverLogsPermissionArn": flow_log.deliver_logs_permission_arn,
        "FlowLogId": flow_log.id,
        "FlowLogStatus": "ACTIVE",
        "LogGroupName": flow_log.log_group_name,
        "ResourceId": flow_log.resource_id,
        "TrafficType": flow_log.traffic_type,
        "LogDestinationType": flow_log.log_destination_type,
        "LogDestination": flow_log.log_destination,
        "LogFormat": flow_log.log_format,
        "MaxAggregationInterval": flow_log.max_aggregation_interval,
        "DestinationOptions": flow_log.destination_options,
        "Tags": tags_of(flow_log),
    }
    return {key: value for key, value in members.items() if value is not None} | delivery(flow_log)


@instead("ec2", "DescribeFlowLogs")
def describe_flow_logs(call: Call, _: Any) -> dict[str, Any]:
    """moto says of each delivery that it went well."""
    found = described(call, call.ec2.flow_logs, "FlowLogIds", values_of)
    return {"FlowLogs": [shown(each) for each in found]}


def values_of(flow_log: FlowLogs | None, name: str) -> list[str] | None:
    members = {
        "flow-log-id": "id",
        "log-destination-type": "log_destination_type",
        "log-group-name": "log_group_name",
        "resource-id": "resource_id",
        "traffic-type": "traffic_type",
    }
    if name == "deliver-log-status":
        return [delivery(flow_log).get("DeliverLogsStatus", "")] if flow_log else []
    if name in members:
        return [getattr(flow_log, members[name]) or ""] if flow_log else []
    return tag_values(tags_of(flow_log), name)
