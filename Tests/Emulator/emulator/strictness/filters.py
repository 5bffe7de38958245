"""Filters of the describe calls that moto does not filter itself."""

import re
from collections.abc import Callable
from typing import Any

from .registry import Call, Refused


def matches(pattern: str, value: str) -> bool:
    """`*` and `?` are wildcards, a backslash makes them literal; the case counts.
    https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/Using_Filtering.html"""
    expression = "".join(
        {"*": ".*", "?": "."}.get(part, re.escape(part[-1])) for part in re.findall(r"\\.|.", pattern, re.S)
    )
    return re.fullmatch(expression, value, re.S) is not None


def select(
    items: list[Any], filters: dict[str, list[str]], values_of: Callable[[Any, str], list[str] | None]
) -> list[Any]:
    """The items that pass every filter: at least one of its values.

    `values_of` gives what an item has under a filter's name, or None when the name is unknown.
    """
    for name, patterns in filters.items():
        kept = []
        for item in items:
            values = values_of(item, name)
            if any(matches(pattern, value) for pattern in patterns for value in values or []):
                kept.append(item)
        if values_of(None, name) is None:
            raise Refused("InvalidParameterValue", f"The filter '{name}' is invalid")
        items = kept
    return items


def described(
    call: Call,
    things: dict[str, Any],
    member: str,
    values_of: Callable[[Any, str], list[str] | None],
    known: Callable[[Call, str], Any] | None = None,
) -> list[Any]:
    """What a describe call asks for: the things whose ids are in its member, or all, that pass its filters.

    `known` refuses an id that there is not; without it nothing is answered to that.
    """
    ids = call.get(member, [])
    for each in ids:
        if known:
            known(call, each)
    return select([it for its_id, it in things.items() if not ids or its_id in ids], call.filters, values_of)


def tag_values(tags: list[dict[str, str]], name: str) -> list[str] | None:
    """What `tag:KEY` and `tag-key` filter by; None for any other name."""
    if name == "tag-key":
        return [tag["Key"] for tag in tags]
    if name.startswith("tag:"):
        return [tag["Value"] for tag in tags if tag["Key"] == name[4:]]
    return None
