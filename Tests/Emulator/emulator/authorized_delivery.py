"""What IAM checks for calls to CloudFront, which is in no Region, and to the tagging API.

https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazoncloudfront.html
https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/cf-api-permissions-ref.html
"""

from __future__ import annotations

from collections.abc import Iterator

from .calls import WireCall
from .checks import ACCOUNT, Check, arn, partition, values
from .content_delivery import KINDS, tags_of

PATHS = {
    "CachePolicy": "cache-policy",
    "OriginRequestPolicy": "origin-request-policy",
    "VpcOrigin": "vpc-origin",
    "Distribution": "distribution",
}
"""How an action names a kind → how paths do."""

ROLE = "role/aws-service-role/vpcorigin.cloudfront.amazonaws.com/AWSServiceRoleForCloudFrontVPCOrigin"
LOOKS = (
    "ec2:DescribeInstances",
    "ec2:DescribeInternetGateways",
    "elasticloadbalancing:DescribeLoadBalancers",
)
"""What a VPC origin's endpoint is looked up with, in the caller's name: what CloudFormation's schema of the type says
that making one needs. That CloudFront itself checks it is unproven.
https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-resource-cloudfront-vpcorigin.html"""


def of_cloudfront(call: WireCall) -> Iterator[Check]:
    """Tags that are given at creation need an action of its own, on everything: what there is not has no ARN yet."""
    given = {f"aws:RequestTag/{each['Key']}": each["Value"] for each in call.parameters.get("Tags", [])}
    if call.action.startswith("List") and call.action != "ListTagsForResource":
        yield Check(f"cloudfront:{call.action}")
    elif call.action.startswith("Create"):
        action = call.action.removesuffix("WithTags")
        yield Check(f"cloudfront:{action}", "*", given)
        if given or call.action != action:
            yield Check("cloudfront:TagResource", "*", given)
        if action == "CreateVpcOrigin":
            keys = {"iam:AWSServiceName": "vpcorigin.cloudfront.amazonaws.com"}
            yield Check("iam:CreateServiceLinkedRole", f"arn:{partition(call)}:iam::{ACCOUNT}:{ROLE}", keys)
    elif "Resource" in call.parameters:
        yield named(call, call.parameters["Resource"], given)
    else:
        kind = next(path for name, path in PATHS.items() if name in call.action)
        yield named(call, arn(call, "cloudfront", f"{KINDS[kind]}/{call.parameters['Id']}", region=""), {})
    yield from of_endpoints(call)


def named(call: WireCall, resource: str, given: dict[str, str]) -> Check:
    tags = {f"aws:ResourceTag/{key}": value for key, value in tags_of(ACCOUNT, resource).items()}
    return Check(f"cloudfront:{call.action}", resource, given | tags)


def of_endpoints(call: WireCall) -> Iterator[Check]:
    """What else a call names. The load balancer that a VPC origin stands for is in a Region of its own. Who uses a VPC origin must be allowed
    to look at it: unproven but for other actions that write a distribution, AssociateDistributionWebACL and
    CopyDistribution. So must who writes a distribution that has a web ACL: CloudFront's refusal is that it is "unable to
    verify read permissions" (https://github.com/aws/aws-sdk-java/issues/2901); that it means this action, and also where
    the web ACL stays as it was, is unproven."""
    if call.action in ("CreateVpcOrigin", "UpdateVpcOrigin"):
        for endpoint in values(call, "Endpoints"):
            for action in LOOKS:
                yield Check(action, "*", {"aws:RequestedRegion": endpoint.split(":")[3]})
    for each in values(call, "VpcOriginIds"):
        resource = arn(call, "cloudfront", f"vpcorigin/{each}", region="")
        tags = {f"aws:ResourceTag/{key}": value for key, value in tags_of(ACCOUNT, resource).items()}
        yield Check("cloudfront:GetVpcOrigin", resource, tags)
    for each in values(call, "WebACLIds"):
        yield Check("wafv2:GetWebACL", each)


def of_tagging(call: WireCall) -> Iterator[Check]:
    """https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonresourcegrouptaggingapi.html"""
    if call.action != "GetResources":
        raise NotImplementedError(f"it is not known what IAM checks for tag:{call.action}")
    yield Check("tag:GetResources")
