"""What somebody has already and scripts only name: a bucket for logs that lets them in, and web ACLs."""

from __future__ import annotations

import json

from .cloud import Cloud

REGION = "us-east-1"
LOG_BUCKET = "logs-of-requests"
LOG_BUCKET_POLICY = {
    "Version": "2012-10-17",
    "Statement": [
        {
            "Effect": "Allow",
            "Principal": {"Service": "logdelivery.elasticloadbalancing.amazonaws.com"},
            "Action": "s3:PutObject",
            "Resource": f"arn:aws:s3:::{LOG_BUCKET}/*",
        }
    ],
}
"""https://docs.aws.amazon.com/elasticloadbalancing/latest/application/enable-access-logging.html"""


def put(cloud: Cloud) -> dict[str, str]:
    """Puts them into a cloud, and says what keys of an env template name them; in an empty one always the same."""
    s3 = cloud.client("s3", REGION)
    s3.create_bucket(Bucket=LOG_BUCKET)
    s3.put_bucket_policy(Bucket=LOG_BUCKET, Policy=json.dumps(LOG_BUCKET_POLICY))
    return {"LOG_BUCKET": LOG_BUCKET, "WEB_ACL_ARN": web_acl(cloud, "REGIONAL")}


def web_acl(cloud: Cloud, scope: str) -> str:
    """Makes one, and gives its ARN."""
    visible = {"SampledRequestsEnabled": False, "CloudWatchMetricsEnabled": False, "MetricName": "models"}
    made = cloud.client("wafv2", REGION).create_web_acl(
        Name="models", Scope=scope, DefaultAction={"Allow": {}}, VisibilityConfig=visible
    )
    return str(made["Summary"]["ARN"])
