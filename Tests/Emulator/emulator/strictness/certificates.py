"""Certificates of AWS Certificate Manager: those that somebody has imported, of whatever state a test wants.

moto makes names up for what it imports, and takes none that a template could hold.
https://docs.aws.amazon.com/acm/latest/APIReference/API_DescribeCertificate.html
"""

from __future__ import annotations

import re
from typing import Any

from ..world import world
from .registry import Call, Refused, instead

ARN = re.compile(r"arn:([\w-]+):acm:([\w-]+):(\d{12}):certificate/([0-9a-f-]{36})")


def state_of(call: Call, arn: str, region: str | None = None) -> str | None:
    """A certificate's state; None where this account has none of that name in the Region, which is the call's own."""
    from moto.utilities.utils import get_partition

    region, found = region or call.region, ARN.fullmatch(arn or "")
    if found is None or found.groups()[:3] != (get_partition(region), region, call.account):
        return None
    return world.settings.certificates.get(found[4])


@instead("acm", "DescribeCertificate")
def describe(call: Call, _: Any) -> dict[str, Any]:
    arn = call.body.get("CertificateArn", "")
    if not ARN.fullmatch(arn):
        raise Refused("InvalidArnException", f"The ARN {arn} is invalid")
    state = state_of(call, arn)
    if state is None:
        raise Refused("ResourceNotFoundException", f"Could not find certificate {arn}.")
    return {"Certificate": {"CertificateArn": arn, "Status": state, "Type": "IMPORTED", "KeyAlgorithm": "RSA-2048"}}
