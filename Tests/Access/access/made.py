"""Records of CloudTrail, made by what matters in a test."""

from __future__ import annotations

import json
from typing import Any

ROLE = "arn:aws:iam::111122223333:role/app"


def record(name: str = "GetObject", source: str = "s3", **fields: Any) -> dict[str, Any]:
    """An ordinary one: allowed, a data event, through the endpoint vpce-01."""
    ordinary = {
        "eventVersion": "1.09",
        "userIdentity": {"type": "AssumedRole", "arn": "arn:aws:sts::111122223333:assumed-role/app/i-01",
                         "sessionContext": {"sessionIssuer": {"type": "Role", "arn": ROLE}}},
        "eventTime": "2026-03-01T10:00:00Z", "eventSource": f"{source}.amazonaws.com", "eventName": name,
        "awsRegion": "us-east-1", "sourceIPAddress": "10.0.1.5", "managementEvent": False, "eventCategory": "Data",
        "requestParameters": {"tableName": "orders"} if source == "dynamodb" else {"bucketName": "logs", "key": "a/b"},
        "recipientAccountId": "111122223333", "vpcEndpointId": "vpce-01",
    }  # fmt: skip
    return {key: value for key, value in (ordinary | fields).items() if value is not None}


def file(*records: Any) -> bytes:
    return json.dumps({"Records": records}, separators=(",", ":")).encode()
