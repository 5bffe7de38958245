"""What CloudFront takes for a distribution's settings, and how it keeps them.

https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_DistributionConfig.html
https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/distribution-overview-required-fields.html
"""

from __future__ import annotations

from typing import Any

from ..content_delivery import behaviors, items, kept, vpc_origins_used
from ..world import world
from . import cache_policies, distribution_viewers, origin_request_policies
from .cloudfront import check_shape, invalid
from .registry import Call, Refused

MOST_BEHAVIORS = 75
"""https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/cloudfront-limits.html"""
MOST_LETTERS = 128
"""Of a comment."""

METHODS = ("HEAD", "DELETE", "POST", "GET", "OPTIONS", "PUT", "PATCH")
"""In the order in which CloudFront shows them."""
ALLOWED = ({"GET", "HEAD"}, {"GET", "HEAD", "OPTIONS"}, set(METHODS))
TIMES = ("MinTTL", "DefaultTTL", "MaxTTL")

NONE: dict[str, Any] = {"Quantity": 0}
DEFAULTS: dict[str, Any] = {
    "Aliases": NONE,
    "DefaultRootObject": "",
    "OriginGroups": NONE,
    "CacheBehaviors": NONE,
    "CustomErrorResponses": NONE,
    "Logging": {"Enabled": False, "IncludeCookies": False, "Bucket": "", "Prefix": ""},
    "PriceClass": "PriceClass_All",
    "Restrictions": {"GeoRestriction": {"RestrictionType": "none", "Quantity": 0}},
    "WebACLId": "",
    "HttpVersion": "http2",
    "IsIPV6Enabled": True,
    "ContinuousDeploymentPolicyId": "",
    "Staging": False,
}
OF_BEHAVIOR: dict[str, Any] = {
    "TrustedSigners": {"Enabled": False, "Quantity": 0},
    "TrustedKeyGroups": {"Enabled": False, "Quantity": 0},
    "AllowedMethods": {"Quantity": 2, "Items": ["HEAD", "GET"]},
    "SmoothStreaming": False,
    "Compress": False,
    "LambdaFunctionAssociations": NONE,
    "FunctionAssociations": NONE,
    "FieldLevelEncryptionId": "",
    "GrpcConfig": {"Enabled": False},
}
OF_ORIGIN: dict[str, Any] = {
    "OriginPath": "",
    "CustomHeaders": NONE,
    "ConnectionAttempts": 3,
    "ConnectionTimeout": 10,
    "OriginShield": {"Enabled": False},
    "OriginAccessControlId": "",
}
OF_CONNECTION: dict[str, Any] = {"OriginReadTimeout": 30, "OriginKeepaliveTimeout": 5}
WAYS = ("S3OriginConfig", "CustomOriginConfig", "VpcOriginConfig")

FOR_UPDATES = {"ViewerCertificate", *DEFAULTS} - {
    "OriginGroups",
    "IsIPV6Enabled",
    "ContinuousDeploymentPolicyId",
    "Staging",
}
FOR_UPDATES_OF_BEHAVIORS = {
    "AllowedMethods",
    "SmoothStreaming",
    "Compress",
    "LambdaFunctionAssociations",
    "FieldLevelEncryptionId",
}
"""What an update must give although the creation need not, or "IllegalUpdate: … is required for updates":
https://github.com/aws-controllers-k8s/community/issues/2335"""


def check_whole(config: dict[str, Any]) -> None:
    """Whether an update gives all that one must."""
    check_shape(config, "DistributionConfig")
    places: list[tuple[dict[str, Any], set[str]]] = [(config, FOR_UPDATES)]
    places += [(each, FOR_UPDATES_OF_BEHAVIORS) for each in behaviors(config)]
    for origin in items(config["Origins"]):
        places += [(origin[way], {"OriginReadTimeout"}) for way in WAYS[1:] if way in origin]
    for given, wanted in places:
        for name in sorted(wanted - given.keys()):
            raise Refused("IllegalUpdate", f"{name} is required for updates")


def legal(call: Call, config: dict[str, Any], but: str = "") -> dict[str, Any]:
    """The settings as CloudFront keeps them; `but` is the distribution that they are for."""
    check_shape(config, "DistributionConfig")
    if len(config["Comment"]) > MOST_LETTERS:
        raise invalid("The parameter Comment is too long.")
    if config.get("DefaultRootObject", "").startswith("/"):
        raise Refused("InvalidDefaultRootObject", "The default root object cannot begin with a slash.")
    check_origins(call, items(config["Origins"]), but)
    check_behaviors(call, config)
    whole = DEFAULTS | config
    whole["ViewerCertificate"] = distribution_viewers.checked(call, config, but)
    whole["Origins"] = config["Origins"] | {"Items": [whole_origin(each) for each in items(config["Origins"])]}
    whole["DefaultCacheBehavior"] = whole_behavior(config["DefaultCacheBehavior"])
    others = [whole_behavior(each) for each in items(config.get("CacheBehaviors"))]
    whole["CacheBehaviors"] = {"Quantity": len(others), "Items": others} if others else NONE
    return whole


def check_origins(call: Call, origins: list[dict[str, Any]], but: str) -> None:
    ids = [each["Id"] for each in origins]
    if len(set(ids)) < len(ids):
        raise invalid("The parameter Origin Id contains duplicates.")
    for each in origins:
        ways = [way for way in WAYS if way in each]
        if len(ways) != 1 or not each["DomainName"]:
            raise Refused("InvalidOrigin", "An origin needs a domain name, and to be of one kind.")
        check_times(each, each[ways[0]])
        if "VpcOriginConfig" in each:
            check_vpc_origin(call, each["VpcOriginConfig"]["VpcOriginId"], but)


def check_times(origin: dict[str, Any], way: dict[str, Any]) -> None:
    """https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/DownloadDistValuesOrigin.html"""
    for name in OF_CONNECTION:
        if not 1 <= way.get(name, 1) <= 120:
            raise Refused(f"Invalid{name}", f"The parameter {name} is out of range.")
    for name, most in (("ConnectionAttempts", 3), ("ConnectionTimeout", 10)):
        if not 1 <= origin.get(name, 1) <= most:
            raise invalid(f"The parameter {name} is out of range.")


def check_vpc_origin(call: Call, origin_id: str, but: str) -> None:
    """That one must be there already, not on its way, is what the procedure says; the code is unproven."""
    origin = kept(call.account, "vpc-origin").get(origin_id)
    if origin is None or origin.deleting:
        raise Refused("EntityNotFound", f"The specified VPC origin {origin_id} does not exist.")
    if origin.status != "Deployed":
        raise invalid(f"The VPC origin {origin_id} is not deployed.")
    distributions = kept(call.account, "distribution").values()
    others = [each for each in distributions if each.id != but and origin_id in vpc_origins_used(each.config)]
    if len(others) >= world.settings.distributions_per_vpc_origin_limit:
        raise Refused("EntityLimitExceeded", "The entity limit has been exceeded.")


def check_behaviors(call: Call, config: dict[str, Any]) -> None:
    others = items(config.get("CacheBehaviors"))
    if len(others) > MOST_BEHAVIORS:
        raise Refused("TooManyCacheBehaviors", "You cannot create more cache behaviors for the distribution.")
    patterns = [each["PathPattern"].removeprefix("/") for each in others]
    if len(set(patterns)) < len(patterns):
        raise invalid("The parameter PathPattern contains duplicates.")
    origins = [each["Id"] for each in items(config["Origins"]) + items(config.get("OriginGroups"))]
    for each in behaviors(config):
        if each["TargetOriginId"] not in origins:
            raise Refused("NoSuchOrigin", "One or more of your origins or origin groups do not exist.")
        check_policies(call, each)
        check_methods(each)


def check_policies(call: Call, behavior: dict[str, Any]) -> None:
    """Either a cache policy or what there was before there were any. The words are AWS's:
    https://github.com/aws/aws-sdk-net/issues/1698"""
    policy, request_policy = behavior.get("CachePolicyId"), behavior.get("OriginRequestPolicyId")
    for name in ("ForwardedValues", *TIMES):
        if policy and name in behavior:
            words = "cannot be used when a cache policy is associated to the cache behavior."
            raise invalid(f"The parameter {name} {words}")
    if not policy and "ForwardedValues" not in behavior:
        raise invalid("The parameter ForwardedValues is required.")
    times = [behavior[name] for name in TIMES if name in behavior]
    if times != sorted(times):
        raise Refused("InvalidTTLOrder", "The order of the TTLs is not valid.")
    if policy and not cache_policies.POLICIES.exists(call.account, policy):
        raise Refused("NoSuchCachePolicy", "The specified cache policy does not exist.")
    if request_policy and not policy:
        raise invalid("The parameter OriginRequestPolicyId cannot be used without a cache policy.")
    if request_policy and not origin_request_policies.POLICIES.exists(call.account, request_policy):
        raise Refused("NoSuchOriginRequestPolicy", "The specified origin request policy does not exist.")
    if behavior.get("ResponseHeadersPolicyId"):
        raise Refused("EmulatorCannot", "Response headers policies are not emulated")


def check_methods(behavior: dict[str, Any]) -> None:
    """https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_AllowedMethods.html"""
    given = behavior.get("AllowedMethods", OF_BEHAVIOR["AllowedMethods"])
    allowed, cached = items(given), items(given.get("CachedMethods")) or ["GET", "HEAD"]
    if len(set(allowed)) < len(allowed) or set(allowed) not in ALLOWED:
        raise invalid("The parameter AllowedMethods is not GET and HEAD, these and OPTIONS, or all.")
    if len(set(cached)) < len(cached) or set(cached) not in ALLOWED[:2] or not set(cached) <= set(allowed):
        raise invalid("The parameter CachedMethods is not GET and HEAD, or these and OPTIONS.")


def whole_behavior(given: dict[str, Any]) -> dict[str, Any]:
    whole = OF_BEHAVIOR | given
    methods = whole["AllowedMethods"]
    cached = items(methods.get("CachedMethods")) or ["HEAD", "GET"]
    whole["AllowedMethods"] = listed_methods(items(methods)) | {"CachedMethods": listed_methods(cached)}
    return whole


def listed_methods(given: list[str]) -> dict[str, Any]:
    return {"Quantity": len(given), "Items": sorted(given, key=METHODS.index)}


def whole_origin(given: dict[str, Any]) -> dict[str, Any]:
    whole = OF_ORIGIN | given
    for way in WAYS[1:]:
        if way in given:
            whole[way] = OF_CONNECTION | given[way]
    return whole
