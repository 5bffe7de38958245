"""CloudFront's distributions: whole settings, versions, and the time that each change takes to be everywhere.

https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_UpdateDistribution.html
https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/HowToDeleteDistribution.html
"""

from __future__ import annotations

from typing import Any

from ..content_delivery import Kept, backend_of, items, kept, random_name
from ..world import world
from . import distribution_settings
from .cloudfront import check_version, find, listed, location, make, page
from .cloudfront_tags import checked, give
from .registry import Call, Refused, instead

KIND = "distribution"
IN_PROGRESS, DEPLOYED = "InProgress", "Deployed"
NONE_TRUSTED = {"Enabled": False, "Quantity": 0}
OF_SUMMARY = (
    "Aliases",
    "Origins",
    "OriginGroups",
    "DefaultCacheBehavior",
    "CacheBehaviors",
    "CustomErrorResponses",
    "Comment",
    "PriceClass",
    "Enabled",
    "ViewerCertificate",
    "Restrictions",
    "WebACLId",
    "HttpVersion",
    "IsIPV6Enabled",
    "Staging",
)


@instead("cloudfront", "CreateDistribution")
def create(call: Call, _: Any) -> dict[str, Any]:
    return created(call, call.get("DistributionConfig") or {}, [])


@instead("cloudfront", "CreateDistributionWithTags")
def create_with_tags(call: Call, _: Any) -> dict[str, Any]:
    given = call.get("DistributionConfigWithTags") or {}
    return created(call, given.get("DistributionConfig") or {}, checked(items(given.get("Tags"))))


def created(call: Call, config: dict[str, Any], tags: list[dict[str, str]]) -> dict[str, Any]:
    """The reference of one that there is is refused, whatever the settings; one that is gone is unproven."""
    for each in kept(call.account, KIND).values():
        if each.config["CallerReference"] == config.get("CallerReference"):
            raise Refused(
                "DistributionAlreadyExists",
                "The caller reference that you are using to create a distribution is associated with another "
                f"distribution. Already exists: {each.id}",
            )
    made = make(call, KIND, random_name("E", 14), distribution_settings.legal(call, config), IN_PROGRESS)
    made.domain_name = f"d{random_name('', 13).lower()}.cloudfront.net"
    give(call, made, tags)
    deploy(made)
    return answer(made) | {"Location": location(KIND, made)}


def deploy(distribution: Kept) -> None:
    version = distribution.version

    def finish() -> None:
        if distribution.version == version:
            distribution.status = DEPLOYED

    world.after(world.settings.distribution_deployed_seconds, finish)


def answer(it: Kept) -> dict[str, Any]:
    shown = {
        "Id": it.id,
        "ARN": it.arn,
        "Status": it.status,
        "LastModifiedTime": it.changed_at,
        "InProgressInvalidationBatches": 0,
        "DomainName": it.domain_name,
        "ActiveTrustedSigners": NONE_TRUSTED,
        "ActiveTrustedKeyGroups": NONE_TRUSTED,
        "DistributionConfig": it.config,
    }
    return {"Distribution": shown, "ETag": it.version}


@instead("cloudfront", "GetDistribution")
def get(call: Call, _: Any) -> dict[str, Any]:
    return answer(find(call, KIND, "NoSuchDistribution"))


@instead("cloudfront", "GetDistributionConfig")
def get_config(call: Call, _: Any) -> dict[str, Any]:
    found = find(call, KIND, "NoSuchDistribution")
    return {"DistributionConfig": found.config, "ETag": found.version}


@instead("cloudfront", "ListDistributions")
def list_all(call: Call, _: Any) -> dict[str, Any]:
    found = listed(call, KIND)
    shown = [
        {
            "Id": each.id,
            "ARN": each.arn,
            "ETag": each.version,
            "Status": each.status,
            "LastModifiedTime": each.changed_at,
            "DomainName": each.domain_name,
            **{name: each.config[name] for name in OF_SUMMARY},
        }
        for each in found
    ]
    return {"DistributionList": page(call, shown, [each.id for each in found])}


@instead("cloudfront", "UpdateDistribution")
def update(call: Call, _: Any) -> dict[str, Any]:
    """The settings take the place of those before, whole."""
    found, config = find(call, KIND, "NoSuchDistribution"), call.get("DistributionConfig") or {}
    check_version(call, found)
    if config.get("CallerReference") != found.config["CallerReference"]:
        raise Refused("IllegalUpdate", "The caller reference cannot be changed.")
    distribution_settings.check_whole(config)
    found.change(distribution_settings.legal(call, config, but=found.id), IN_PROGRESS)
    deploy(found)
    return answer(found)


@instead("cloudfront", "DeleteDistribution")
def delete(call: Call, _: Any) -> None:
    """One that is disabled and not yet everywhere so is not: https://github.com/go-to-k/cdkd/issues/1316"""
    found = find(call, KIND, "NoSuchDistribution")
    check_version(call, found)
    if found.config["Enabled"] or found.status != DEPLOYED:
        raise Refused(
            "DistributionNotDisabled", "The distribution you are trying to delete has not been disabled."
        )
    del kept(call.account, KIND)[found.id]
    backend_of(call.account).tagger.delete_all_tags_for_resource(found.arn)
