"""What a bucket's policy lets a service of AWS do there.

https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-policy-language-overview.html
"""

from __future__ import annotations

import fnmatch
import json
from typing import Any

from moto.utilities.utils import get_partition


def bucket_of(account: str, region: str, name: str | None) -> Any:
    from moto.s3.models import s3_backends

    return s3_backends[account][get_partition(region)].buckets.get(name)


def statements(document: dict[str, Any]) -> list[dict[str, Any]]:
    found = document.get("Statement", [])
    return found if isinstance(found, list) else [found]


def principals(statement: dict[str, Any], kind: str) -> list[str]:
    principal = statement.get("Principal")
    return listed(principal.get(kind)) if isinstance(principal, dict) else []


def services(statement: dict[str, Any]) -> list[str]:
    return principals(statement, "Service")


def listed(value: Any) -> list[str]:
    if value is None:
        return []
    return value if isinstance(value, list) else [value]


def allows(policy: bytes | None, action: str, resource: str, whom: list[str], keys: dict[str, str]) -> bool:
    """Whether a policy allows the action to one of those, each a service or an account's root."""
    if not policy:
        return False
    return any(grants(each, action, resource, whom, keys) for each in statements(json.loads(policy)))


def grants(statement: dict[str, Any], action: str, resource: str, whom: list[str], keys: dict[str, str]) -> bool:
    named = services(statement) + principals(statement, "AWS")
    return (
        statement.get("Effect") == "Allow"
        and any(each in named for each in whom)
        and any(fnmatch.fnmatchcase(action, pattern) for pattern in listed(statement.get("Action")))
        and any(fnmatch.fnmatchcase(resource, pattern) for pattern in listed(statement.get("Resource")))
        and all(
            any(fnmatch.fnmatchcase(keys.get(key, ""), pattern) for pattern in listed(wanted))
            for conditions in statement.get("Condition", {}).values()
            for key, wanted in conditions.items()
        )
    )
