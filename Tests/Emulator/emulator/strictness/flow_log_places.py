"""Where flow logs go: buckets whose policy lets the delivery in, and log groups with a role.

https://docs.aws.amazon.com/vpc/latest/userguide/flow-logs-s3-permissions.html
https://docs.aws.amazon.com/vpc/latest/userguide/flow-logs-iam-role.html
"""

from __future__ import annotations

import fnmatch
import json
from dataclasses import dataclass
from typing import Any

from moto.utilities.utils import get_partition

from ..world import world
from .bucket_policies import allows, bucket_of, listed, services, statements
from .registry import Call, Refused

DELIVERY = "delivery.logs.amazonaws.com"
WRITER = "vpc-flow-logs.amazonaws.com"
OF_ROLE = (
    "logs:CreateLogGroup",
    "logs:CreateLogStream",
    "logs:PutLogEvents",
    "logs:DescribeLogGroups",
    "logs:DescribeLogStreams",
)


@dataclass
class Place:
    kind: str
    bucket: str | None = None
    prefix: str = ""
    group: str | None = None


def asked(call: Call) -> Place:
    kind = call.get("LogDestinationType", "cloud-watch-logs")
    destination, group = call.get("LogDestination"), call.get("LogGroupName")
    if kind == "s3":
        if group is not None or call.get("DeliverLogsPermissionArn") is not None:
            raise Refused("InvalidParameter", "LogGroupName and DeliverLogsPermissionArn do not go with s3")
        return in_bucket(call, destination or "")
    if kind != "cloud-watch-logs":
        raise Refused("EmulatorCannot", f"flow logs to {kind} are not emulated")
    if call.get("DestinationOptions"):
        raise Refused("InvalidParameter", "DestinationOptions are only for the destination type s3")
    if (destination is None) == (group is None):
        raise Refused("InvalidParameter", "Either LogDestination or LogGroupName must be provided")
    if call.get("DeliverLogsPermissionArn") is None:
        raise Refused(
            "InvalidParameter", "DeliverLogsPermissionArn can't be empty if LogDestinationType is cloud-watch-logs."
        )
    if destination is not None:
        front = f"arn:{get_partition(call.region)}:logs:{call.region}:{call.account}:log-group:"
        if not destination.startswith(front):
            raise Refused("InvalidParameter", f"The log destination {destination} is not valid")
        group = destination.removeprefix(front).removesuffix(":*")
    return Place(kind, group=group)


def in_bucket(call: Call, arn: str) -> Place:
    front = f"arn:{get_partition(call.region)}:s3:::"
    bucket, _, prefix = arn.removeprefix(front).partition("/")
    if not arn.startswith(front) or not bucket:
        raise Refused("InvalidParameter", f"The log destination {arn} is not valid")
    if prefix.split("/")[0] == "AWSLogs":
        raise Refused("InvalidParameter", "AWSLogs cannot be the folder of a log destination: it is reserved")
    return Place("s3", bucket, prefix.strip("/"))


def problem(call: Call, place: Place) -> str | None:
    """What keeps logs from being delivered there, as AWS says it at once."""
    if world.settings.flow_logs_refused:
        return world.settings.flow_logs_refused
    if place.kind != "s3":
        return None
    bucket = bucket_of(call.account, call.region, place.bucket)
    if bucket is None:
        return f"LogDestination: {place.bucket} does not exist"
    if lets_in(bucket.policy, call, place):
        return None
    if world.settings.flow_logs_write_bucket_policy:
        bucket.policy = json.dumps(policy_of_aws(call, place)).encode()
        return None
    return f"Access Denied for LogDestination: {place.bucket}. Please check LogDestination permission"


def trouble(flow_log: Any) -> str | None:
    """What keeps logs from being delivered, as is seen later: a role that is gone, or may not."""
    from moto.iam.models import iam_backends

    if flow_log.log_destination_type == "s3":
        bucket = bucket_of(flow_log.ec2_backend.account_id, flow_log.ec2_backend.region_name, flow_log.place.bucket)
        return None if bucket else "Access error"
    backend = iam_backends[flow_log.ec2_backend.account_id][get_partition(flow_log.ec2_backend.region_name)]
    role = next((each for each in backend.roles.values() if each.arn == flow_log.deliver_logs_permission_arn), None)
    if role is None or WRITER not in trusted(json.loads(role.assume_role_policy_document)):
        return "Access error"
    granted: list[str] = []
    for document in role.policies.values():
        for statement in statements(json.loads(document)):
            if statement.get("Effect") == "Allow":
                granted += listed(statement.get("Action"))
    allowed = all(any(fnmatch.fnmatchcase(need, pattern) for pattern in granted) for need in OF_ROLE)
    return None if allowed else "Access error"


def trusted(document: dict[str, Any]) -> list[str]:
    return [name for statement in statements(document) for name in services(statement)]


def lets_in(policy: bytes | None, call: Call, place: Place) -> bool:
    """Whether a bucket's policy allows the delivery to write, and to read the bucket's ACL."""
    arn = f"arn:{get_partition(call.region)}:s3:::{place.bucket}"
    folder = f"{arn}/{place.prefix}/" if place.prefix else f"{arn}/"
    needs = [("s3:PutObject", f"{folder}AWSLogs/{call.account}/x"), ("s3:GetBucketAcl", arn)]
    keys = {
        "aws:SourceAccount": call.account,
        "aws:SourceArn": f"arn:{get_partition(call.region)}:logs:{call.region}:{call.account}:delivery-source:x",
        "s3:x-amz-acl": "bucket-owner-full-control",
    }
    return all(allows(policy, action, resource, [DELIVERY], keys) for action, resource in needs)


def policy_of_aws(call: Call, place: Place) -> dict[str, Any]:
    """What AWS writes over a bucket's policy for a caller that may do that itself."""
    arn = f"arn:{get_partition(call.region)}:s3:::{place.bucket}"
    common = {"Effect": "Allow", "Principal": {"Service": DELIVERY}}
    return {
        "Version": "2012-10-17",
        "Id": "AWSLogDeliveryWrite20150319",
        "Statement": [
            common
            | {
                "Sid": "AWSLogDeliveryWrite",
                "Action": "s3:PutObject",
                "Resource": f"{arn}/{place.prefix + '/' if place.prefix else ''}AWSLogs/{call.account}/*",
            },
            common | {"Sid": "AWSLogDeliveryAclCheck", "Action": "s3:GetBucketAcl", "Resource": arn},
        ],
    }
