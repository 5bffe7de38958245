"""Cache policies, which moto does not have: a name of its own each, no tags and no token.

https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_CreateCachePolicy.html
https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/using-managed-cache-policies.html
"""

from __future__ import annotations

from typing import Any

from ..world import world
from .cloudfront import invalid
from .delivery_policies import Listed, Policies

DAY, YEAR = 86_400, 31_536_000
"""The defaults of DefaultTTL and MaxTTL:
https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_CachePolicyConfig.html"""

KEYS = {
    "Headers": Listed("HeadersConfig", "HeaderBehavior", "Headers", ("whitelist",)),
    "Cookies": Listed("CookiesConfig", "CookieBehavior", "Cookies", ("whitelist", "allExcept")),
    "QueryStrings": Listed("QueryStringsConfig", "QueryStringBehavior", "QueryStrings", ("whitelist", "allExcept")),
}
NO_KEY = {
    "EnableAcceptEncodingGzip": False,
    "EnableAcceptEncodingBrotli": False,
    **{each.member: {each.behavior: "none"} for each in KEYS.values()},
}
PARAMETERS = "ParametersInCacheKeyAndForwardedToOrigin"


def managed(name: str, least: int, usual: int, most: int, gzip: bool = False, header: str = "") -> dict[str, Any]:
    parameters = NO_KEY | {"EnableAcceptEncodingGzip": gzip, "EnableAcceptEncodingBrotli": gzip}
    if header:
        named = {"Quantity": 1, "Items": [header]}
        parameters = parameters | {"HeadersConfig": {"HeaderBehavior": "whitelist", "Headers": named}}
    return {"Name": f"Managed-{name}", "MinTTL": least, "DefaultTTL": usual, "MaxTTL": most, PARAMETERS: parameters}


MANAGED = {
    "4135ea2d-6df8-44a3-9df3-4b5a84be39ad": managed("CachingDisabled", 0, 0, 0),
    "658327ea-f89d-4fab-a63d-7e88639e58f6": managed("CachingOptimized", 1, DAY, YEAR, gzip=True),
    "83da9c7e-98b4-4e11-a168-04f0df8e2c65": managed(
        "UseOriginCacheControlHeaders", 0, 0, YEAR, gzip=True, header="host"
    ),
}
"""Those that scripts name. Of what is in the last one's key, the first header alone."""


def checked(config: dict[str, Any]) -> dict[str, Any]:
    """The settings as CloudFront keeps them."""
    least = config["MinTTL"]
    usual = config.get("DefaultTTL", max(DAY, least))
    most = config.get("MaxTTL", max(YEAR, usual))
    if not 0 <= least <= usual <= most:
        raise invalid("The parameter MinTTL, DefaultTTL or MaxTTL is out of order.")
    parameters = NO_KEY | config.get(PARAMETERS, {})
    if most == 0:
        check_that_no_key_is_set(parameters)
    return config | {"MinTTL": least, "DefaultTTL": usual, "MaxTTL": most, PARAMETERS: parameters}


def check_that_no_key_is_set(parameters: dict[str, Any]) -> None:
    """The words are AWS's: https://github.com/cloudtools/troposphere/issues/1796"""
    flat = {name: value for name, value in parameters.items() if value is True}
    for each in KEYS.values():
        if parameters[each.member][each.behavior] != "none":
            flat[each.behavior] = True
    for name in sorted(flat):
        raise invalid(f"The parameter {name} is invalid for policy with caching disabled.")


POLICIES = Policies(
    kind="cache-policy",
    noun="CachePolicy",
    plural="CachePolicies",
    keys=KEYS,
    keys_in=PARAMETERS,
    managed=MANAGED,
    checked=checked,
    limit=lambda: world.settings.cache_policy_limit,
)
POLICIES.answer_calls()
