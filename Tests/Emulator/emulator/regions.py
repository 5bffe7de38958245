"""AWS's Regions, from accelgen's own data, and which of them this account has enabled."""

from __future__ import annotations

import functools
import json
from pathlib import Path
from typing import Any

from .world import world

DATA = Path(__file__).parents[3] / "data"


@functools.cache
def all_regions() -> dict[str, dict[str, Any]]:
    return {each["code"]: each for each in json.loads((DATA / "regions.json").read_text())}


def dns_suffix(region: str) -> str:
    return all_regions().get(region, {}).get("dnsSuffix", "amazonaws.com")


def partition(region: str) -> str:
    return all_regions().get(region, {}).get("partition", "aws")


def is_opt_in(region: str) -> bool:
    return bool(all_regions().get(region, {}).get("optIn"))


def is_enabled(region: str) -> bool:
    """https://docs.aws.amazon.com/accounts/latest/reference/manage-acct-regions.html"""
    return region not in world.settings.regions_not_enabled


def can_serve(region: str, service_region: str) -> bool:
    """Whether a caller in one Region can name the other as a service's: of one partition, and
    enabled.
    https://docs.aws.amazon.com/vpc/latest/privatelink/aws-services-cross-region-privatelink-support.html"""
    known = service_region in all_regions() and partition(service_region) == partition(region)
    return known and is_enabled(service_region)
