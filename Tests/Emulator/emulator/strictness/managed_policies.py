"""Policies of AWS's own that a role can have, of which moto knows none unless it reads all of them.

https://docs.aws.amazon.com/aws-managed-policy/latest/reference/policy-list.html
"""

from __future__ import annotations

from typing import Any

from .registry import Call, before

KNOWN = ("AmazonSSMManagedInstanceCore", "AmazonS3ReadOnlyAccess", "CloudWatchAgentServerPolicy")
"""Those that the scripts name, and their tests. A name that AWS has not is refused by moto."""

DATA = {
    "DefaultVersionId": "v1",
    "Path": "/",
    "Document": {"Version": "2012-10-17", "Statement": []},
    "CreateDate": "2019-03-15T17:22:12+00:00",
    "UpdateDate": "2019-05-23T16:54:21+00:00",
}
"""What such a policy says, nobody asks here."""


@before("iam", "AttachRolePolicy")
def policy_of_aws_exists(call: Call) -> None:
    from moto.iam.models import AWSManagedPolicy, iam_backends
    from moto.utilities.utils import get_partition

    backend: Any = iam_backends[call.account][get_partition(call.region)]
    for name in KNOWN:
        policy = AWSManagedPolicy.from_data(name, call.account, call.region, DATA)
        backend.managed_policies.setdefault(policy.arn, policy)
