"""Whether AWS takes the caller's credentials at all, before it looks at what they allow.

Three causes that look alike: a Region that the account has not enabled, a session token of STS's
global endpoint in a Region that is not enabled by default, a clock that is wrong.

https://docs.aws.amazon.com/accounts/latest/reference/manage-acct-regions.html
https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_temp_enable-regions.html
https://docs.aws.amazon.com/IAM/latest/UserGuide/signature-v4-troubleshooting.html
"""

from __future__ import annotations

from datetime import datetime, timedelta, timezone
from typing import Any

from . import regions
from .calls import WireCall
from .world import world

TOLERANCE = 300
"""Seconds that a request's time may be off."""

Refusal = tuple[int, str, str]
"""Status, code and message."""


def refusal(call: WireCall, environ: dict[str, Any]) -> Refusal | None:
    if abs(world.settings.clock_skew_seconds) > TOLERANCE:
        return out_of_time(call)
    if not regions.is_enabled(call.region):
        return unknown(call)
    of_a_session = "HTTP_X_AMZ_SECURITY_TOKEN" in environ
    if of_a_session and world.settings.session_tokens_global and regions.is_opt_in(call.region):
        return unknown(call)
    return None


def unknown(call: WireCall) -> Refusal:
    """Each kind of service in its own words. Seen on AWS:
    https://github.com/99designs/aws-vault/issues/512
    https://github.com/aws/aws-sdk-java/issues/2313"""
    if call.service == "ec2":
        return 401, "AuthFailure", "AWS was not able to validate the provided access credentials"
    code = "UnrecognizedClientException" if call.json else "InvalidClientTokenId"
    return 403, code, "The security token included in the request is invalid."


def out_of_time(call: WireCall) -> Refusal:
    """Seen on AWS: https://github.com/microsoft/WSL/issues/4677"""
    if call.service == "ec2":
        return 400, "RequestExpired", "Request has expired."
    now = datetime.now(timezone.utc)
    signed = now + timedelta(seconds=world.settings.clock_skew_seconds)
    late = world.settings.clock_skew_seconds < 0
    allowed = now + timedelta(seconds=-TOLERANCE if late else TOLERANCE)
    state, order, sign = ("expired", "earlier", "-") if late else ("not yet current", "later", "+")
    message = (
        f"Signature {state}: {stamp(signed)} is {'now' if late else 'still'} {order} than "
        f"{stamp(allowed)} ({stamp(now)} {sign} 5 min.)"
    )
    return 403, "InvalidSignatureException" if call.json else "SignatureDoesNotMatch", message


def stamp(time: datetime) -> str:
    return time.strftime("%Y%m%dT%H%M%SZ")
