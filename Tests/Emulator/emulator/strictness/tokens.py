"""Client tokens: the same token stands for the same thing, and for nothing else.

https://docs.aws.amazon.com/ec2/latest/devguide/ec2-api-idempotency.html
"""

from __future__ import annotations

import functools
import json
from collections.abc import Callable
from typing import Any

from ..world import world
from .registry import Call, Refused, instead

Answer = Callable[[Call, Callable[[], Any]], Any]


def idempotent(answer: Answer) -> Answer:
    """A call with a token that was used before is answered as the first was, even when what that made is gone."""

    @functools.wraps(answer)
    def once(call: Call, ask_moto: Callable[[], Any]) -> Any:
        token = call.get("ClientToken")
        if not token:
            return answer(call, ask_moto)
        key = (call.account, call.region, call.action, token)
        asked = json.dumps({k: v for k, v in call.parameters.items() if k != "ClientToken"}, sort_keys=True)
        if key not in world.tokens:
            world.tokens[key] = (asked, answer(call, ask_moto))
        known, result = world.tokens[key]
        if known != asked:
            raise Refused(
                "IdempotentParameterMismatch",
                f"The client token '{token}' was used with different parameters before",
            )
        return result

    return once


@instead("ec2", "CreateRouteTable")
@idempotent
def create_route_table(call: Call, ask_moto: Callable[[], Any]) -> Any:
    """moto ignores the token."""
    return ask_moto()
