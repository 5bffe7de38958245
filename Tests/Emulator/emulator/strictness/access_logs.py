"""The logs of Application Load Balancers: to a bucket of their Region that lets them in.

https://docs.aws.amazon.com/elasticloadbalancing/latest/application/enable-access-logging.html
"""

from __future__ import annotations

from typing import Any

from moto.utilities.utils import get_partition

from .bucket_policies import allows, bucket_of
from .registry import Call, Refused

DELIVERY = "logdelivery.elasticloadbalancing.amazonaws.com"

ACCOUNTS = {
    "us-east-1": "127311923021",
    "us-east-2": "033677994240",
    "us-west-1": "027434742980",
    "us-west-2": "797873946194",
    "af-south-1": "098369216593",
    "ap-east-1": "754344448648",
    "ap-southeast-3": "589379963580",
    "ap-south-1": "718504428378",
    "ap-northeast-3": "383597477331",
    "ap-northeast-2": "600734575887",
    "ap-southeast-1": "114774131450",
    "ap-southeast-2": "783225319266",
    "ap-northeast-1": "582318560864",
    "ca-central-1": "985666609251",
    "eu-central-1": "054676820928",
    "eu-west-1": "156460612806",
    "eu-west-2": "652711504416",
    "eu-south-1": "635631232127",
    "eu-west-3": "009996457667",
    "eu-north-1": "897822967062",
    "me-south-1": "076674570225",
    "sa-east-1": "507241528517",
    "us-gov-east-1": "190560391635",
    "us-gov-west-1": "048591011584",
}
"""Elastic Load Balancing's own, which older policies name; other Regions have none."""

TEST_FILES = {
    "access_logs": "ELBAccessLogTestFile",
    "connection_logs": "ELBConnectionLogTestFile",
    "health_check_logs": "ELBHealthCheckLogTestFile",
}
"""What it writes at once, to see whether it may. The names of the last two are not proven."""


def check(call: Call, balancer: Any, kind: str, asked: dict[str, str]) -> None:
    """Whether logs can go where the attributes say; when they can, there is a first file."""
    if asked[f"{kind}.s3.enabled"] != "true":
        return
    name, prefix = asked[f"{kind}.s3.bucket"], asked[f"{kind}.s3.prefix"].strip("/")
    if not name:
        raise Refused("ValidationError", f"The attribute '{kind}.s3.bucket' is required when logs are enabled")
    if "AWSLogs" in prefix:
        raise Refused("ValidationError", f"The attribute '{kind}.s3.prefix' cannot include 'AWSLogs'")
    bucket = bucket_of(call.account, call.region, name)
    if bucket is not None and bucket.region_name != call.region:
        # The words are AWS's: https://github.com/hashicorp/terraform/issues/12010
        raise Refused(
            "InvalidConfigurationRequest",
            f"S3Bucket: {name} is not located in the same region with ELB: {balancer.name}",
        )
    folder = f"{prefix}/AWSLogs/{call.account}/" if prefix else f"AWSLogs/{call.account}/"
    if bucket is None or is_closed(call, bucket, folder, balancer.arn):
        # The words are AWS's: https://github.com/aws/aws-cdk/issues/5758
        # That a bucket that there is not is answered so, too, is not proven.
        raise Refused(
            "InvalidConfigurationRequest", f"Access Denied for bucket: {name}. Please check S3bucket permission"
        )
    write(call, name, folder + TEST_FILES[kind])


def is_closed(call: Call, bucket: Any, folder: str, balancer: str) -> bool:
    partition = get_partition(call.region)
    keys = {"aws:SourceAccount": call.account, "aws:SourceArn": balancer}
    whom = [DELIVERY]
    if call.region in ACCOUNTS:
        number = ACCOUNTS[call.region]
        whom += [number, f"arn:{partition}:iam::{number}:root"]
    resource = f"arn:{partition}:s3:::{bucket.name}/{folder}x"
    return is_encrypted_with_a_key(bucket) or not allows(bucket.policy, "s3:PutObject", resource, whom, keys)


def is_encrypted_with_a_key(bucket: Any) -> bool:
    """"The only server-side encryption option that's supported is Amazon S3-managed keys"."""
    return "aws:kms" in str(bucket.encryption)


def write(call: Call, bucket: str, key: str) -> None:
    from moto.s3.models import s3_backends

    s3_backends[call.account][get_partition(call.region)].put_object(bucket, key, b"")
