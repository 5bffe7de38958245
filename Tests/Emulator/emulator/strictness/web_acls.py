"""Which web ACL of AWS WAF protects an Application Load Balancer, and which can a distribution; web ACLs themselves are
moto's.

https://docs.aws.amazon.com/waf/latest/APIReference/API_AssociateWebACL.html
"""

from __future__ import annotations

import re
from typing import Any

from ..content_delivery import REGION
from ..world import world
from .registry import Call, Refused, before, instead

OF_LOAD_BALANCER = re.compile(r"arn:[\w-]+:elasticloadbalancing:[\w-]+:\d{12}:loadbalancer/app/[^/]+/[^/]+")
REGIONAL = re.compile(r"arn:[\w-]+:wafv2:[\w-]+:\d{12}:regional/webacl/[^/]+/[^/]+")
GLOBAL = re.compile(r"arn:[\w-]+:wafv2:us-east-1:\d{12}:global/webacl/[^/]+/[^/]+")
"""Of scope CLOUDFRONT: https://docs.aws.amazon.com/waf/latest/developerguide/cloudfront-features.html"""


@before("wafv2")
def check_scope(call: Call) -> None:
    """What is of scope CLOUDFRONT is spoken of in one Region. The words are AWS's:
    https://github.com/aws-solutions/aws-waf-security-automations/issues/300"""
    if call.body.get("Scope") == "CLOUDFRONT" and call.region != REGION:
        raise Refused(
            "WAFInvalidParameterException",
            "Error reason: The scope is not valid., field: SCOPE_VALUE, parameter: CLOUDFRONT",
        )


def load_balancer(call: Call) -> Any:
    arn = call.body.get("ResourceArn", "")
    if not OF_LOAD_BALANCER.fullmatch(arn):
        raise invalid("RESOURCE_ARN", arn)
    found = call.elbv2.load_balancers.get(arn)
    if found is None:
        raise nonexistent()
    return found


def invalid(field: str, arn: str) -> Refused:
    """The words are AWS's: https://github.com/hashicorp/terraform-provider-aws/issues/28753"""
    return Refused(
        "WAFInvalidParameterException",
        "Error reason: The ARN isn't valid. A valid ARN begins with arn: and includes other information separated by "
        f"colons or slashes., field: {field}, parameter: {arn}",
    )


def nonexistent() -> Refused:
    return Refused(
        "WAFNonexistentItemException",
        "AWS WAF couldn’t perform the operation because your resource doesn’t exist.",
    )


def web_acl(call: Call, arn: str) -> Any:
    """One of another Region, or of CloudFront's, is none for a load balancer; the latter is refused by its ARN."""
    if not REGIONAL.fullmatch(arn):
        raise invalid("WEB_ACL", arn)
    found = known(call, arn)
    if found is None:
        raise nonexistent()
    return found


def known(call: Call, arn: str) -> Any:
    """The account's web ACL of that ARN, of the call's Region or of CloudFront's."""
    from moto.wafv2.models import GLOBAL_REGION, wafv2_backends

    region = GLOBAL_REGION if GLOBAL.fullmatch(arn) else call.region
    return wafv2_backends[call.account][region].wacls.get(arn)


@instead("wafv2", "AssociateWebACL")
def associate(call: Call, _: Any) -> dict[str, Any]:
    """A load balancer has one at most. Seen of one that is provisioning are two refusals:
    https://github.com/kubernetes-sigs/aws-load-balancer-controller/issues/685 (of AWS WAF Classic) and
    https://github.com/kubernetes-sigs/aws-load-balancer-controller/issues/2022
    That another web ACL takes the place of the one before is not proven."""
    acl, balancer = web_acl(call, call.body.get("WebACLArn", "")), load_balancer(call)
    if balancer.state == "provisioning":
        raise Refused(
            world.settings.web_acl_too_early_code,
            "AWS WAF couldn’t retrieve the resource that you requested. Retry your request.",
        )
    balancer.web_acl = acl.arn
    return {}


@instead("wafv2", "DisassociateWebACL")
def disassociate(call: Call, _: Any) -> dict[str, Any]:
    """"From its web ACL association, if it has one"."""
    load_balancer(call).web_acl = None
    return {}


@instead("wafv2", "GetWebACLForResource")
def get_for_resource(call: Call, _: Any) -> dict[str, Any]:
    arn = load_balancer(call).web_acl
    return {"WebACL": web_acl(call, arn).to_dict()} if arn else {}
