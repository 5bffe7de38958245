"""What is loaded once for all: the processes that are forked from here share it."""

from __future__ import annotations

import gc
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .application import Application

FIRST_CALLS = (
    ("ec2", "DescribeTags", "2016-11-15"),
    ("elasticloadbalancing", "DescribeLoadBalancers", "2015-12-01"),
    ("sts", "GetCallerIdentity", "2011-06-15"),
    ("iam", "ListRoles", "2010-05-08"),
    ("monitoring", "DescribeAlarms", "2010-08-01"),
)
"""Services (as requests are signed for), and a call that has moto load what it loads at the first one."""


def warm_up(application: Application) -> None:
    """Has everything loaded that the children need, and has the collector leave it where it is: they share it."""
    from werkzeug.test import Client

    client = Client(application)
    for service, action, version in FIRST_CALLS:
        scope = f"AWS4-HMAC-SHA256 Credential=test/20260101/us-east-1/{service}/aws4_request, SignedHeaders=host, Signature=0"
        client.post("/", data={"Action": action, "Version": version}, headers={"Authorization": scope})
    gc.collect()
    gc.freeze()
