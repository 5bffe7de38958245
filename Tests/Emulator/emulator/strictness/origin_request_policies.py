"""Origin request policies, which moto does not have: like cache policies a name of its own each, no tags and no token.

https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_CreateOriginRequestPolicy.html
https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/using-managed-origin-request-policies.html
"""

from __future__ import annotations

from typing import Any

from ..content_delivery import items
from ..world import world
from .cloudfront import invalid
from .delivery_policies import Listed, Policies

OF_HEADERS = ("whitelist", "allViewerAndWhitelistCloudFront", "allExcept")
KEYS = {
    "Headers": Listed("HeadersConfig", "HeaderBehavior", "Headers", OF_HEADERS),
    "Cookies": Listed("CookiesConfig", "CookieBehavior", "Cookies", ("whitelist", "allExcept")),
    "QueryStrings": Listed("QueryStringsConfig", "QueryStringBehavior", "QueryStrings", ("whitelist", "allExcept")),
}
ALL = {"CookiesConfig": {"CookieBehavior": "all"}, "QueryStringsConfig": {"QueryStringBehavior": "all"}}
MANAGED = {
    "216adef6-5c7f-47e4-b989-5492eafa07d3": {
        "Name": "Managed-AllViewer",
        "HeadersConfig": {"HeaderBehavior": "allViewer"},
        **ALL,
    },
    "b689b0a8-53d0-40ab-baf2-68738e2966ac": {
        "Name": "Managed-AllViewerExceptHostHeader",
        "HeadersConfig": {"HeaderBehavior": "allExcept", "Headers": {"Quantity": 1, "Items": ["host"]}},
        **ALL,
    },
}


def checked(config: dict[str, Any]) -> dict[str, Any]:
    """A header that says who the viewer is goes to the origin by the cache key, or with all others.
    https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/add-origin-custom-headers.html"""
    headers = config["HeadersConfig"]
    named = [each.lower() for each in items(headers.get("Headers"))]
    if headers["HeaderBehavior"] == "whitelist" and "authorization" in named:
        raise invalid("The parameter Headers contains Authorization that is not allowed.")
    return config


POLICIES = Policies(
    kind="origin-request-policy",
    noun="OriginRequestPolicy",
    plural="OriginRequestPolicies",
    keys=KEYS,
    keys_in="",
    managed=MANAGED,
    checked=checked,
    limit=lambda: world.settings.origin_request_policy_limit,
)
POLICIES.answer_calls()
