"""CloudFront: what is kept of it, which no Region holds, and what the inventory says of that. moto keeps distributions
alone, and of their settings not all."""

from __future__ import annotations

import math
import string
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from .alive import placed
from .checks import ACCOUNT

REGION = "us-east-1"
"""Whose endpoint CloudFront's calls are signed for, wherever the caller is, and where its certificates are.
https://docs.aws.amazon.com/general/latest/gr/cf_region.html"""

KINDS = {
    "cache-policy": "cache-policy",
    "distribution": "distribution",
    "origin-request-policy": "origin-request-policy",
    "vpc-origin": "vpcorigin",
}
"""How CloudFront's paths name a kind → how its ARNs do:
https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazoncloudfront.html"""


@dataclass
class Kept:
    """Anything that CloudFront keeps: its settings, and which version of them this is."""

    id: str
    arn: str
    config: dict[str, Any]
    status: str
    made_at: datetime
    changed_at: datetime
    version: str
    earlier: set[str] = field(default_factory=set)
    """The versions before."""
    born: float = -math.inf
    interfaces: list[tuple[Any, Any]] = field(default_factory=list)
    """A VPC origin's, each with moto's backend that it is in."""
    domain_name: str = ""
    """A distribution's."""
    deleting: bool = False

    def change(self, config: dict[str, Any], status: str) -> None:
        from moto.core.utils import utcnow

        self.earlier.add(self.version)
        self.config, self.status, self.version, self.changed_at = config, status, random_name("E", 13), utcnow()


def random_name(start: str, length: int) -> str:
    from moto.moto_api._internal import mock_random

    letters = string.ascii_uppercase + string.digits
    return start + "".join(mock_random.choice(letters) for _ in range(length - len(start)))


def backend_of(account: str) -> Any:
    from moto.cloudfront.models import cloudfront_backends

    return cloudfront_backends[account]["aws"]


def kept(account: str, kind: str) -> dict[str, Kept]:
    """Those of a kind, by id. Distributions are where moto has its own, for the tagging API to find them."""
    backend = backend_of(account)
    if kind == "distribution":
        distributions: dict[str, Kept] = backend.distributions
        return distributions
    if not hasattr(backend, "kept"):
        backend.kept = {}
    found: dict[str, Kept] = backend.kept.setdefault(kind, {})
    return found


def tags_of(account: str, arn: str) -> dict[str, str]:
    return dict(sorted(backend_of(account).tagger.get_tag_dict_for_resource(arn).items()))


def items(holder: dict[str, Any] | None) -> list[Any]:
    """Of a list as CloudFront has them, with a quantity."""
    found: list[Any] = (holder or {}).get("Items") or []
    return found


def behaviors(config: dict[str, Any]) -> list[dict[str, Any]]:
    return [config["DefaultCacheBehavior"], *items(config.get("CacheBehaviors"))]


def policies_used(config: dict[str, Any], member: str) -> set[str]:
    return {each[member] for each in behaviors(config) if each.get(member)}


def vpc_origins_used(config: dict[str, Any]) -> set[str]:
    return {each["VpcOriginConfig"]["VpcOriginId"] for each in items(config["Origins"]) if "VpcOriginConfig" in each}


def alive_in_all() -> Iterator[dict[str, Any]]:
    for kind in KINDS:
        for each in kept(ACCOUNT, kind).values():
            yield described(kind, each) | placed(ACCOUNT, "global")


def described(kind: str, it: Kept) -> dict[str, Any]:
    entry = {"type": kind, "id": it.id, "config": it.config, "tags": tags_of(ACCOUNT, it.arn)}
    if kind == "distribution":
        return entry | {"state": it.status, "enabled": it.config["Enabled"], "domainName": it.domain_name}
    if kind == "vpc-origin":
        return entry | {"name": it.config["Name"], "state": it.status}
    return entry | {"name": it.config["Name"]}
