"""How a strictness gets into the classes of moto themselves, where no call alone shows what they do.

As those of the registry, each is a rule: without it, moto's own method or attribute is back."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Any

from . import rules

every: list[Callable[..., Any]] = []


def method(owner: Any, name: str) -> Callable[[Any], Any]:
    """The function is called in place of a method, and gets moto's own before the arguments."""
    original = getattr(owner, name)

    def register(function: Any) -> Any:
        @functools.wraps(original)
        def answer(*given: Any, **named: Any) -> Any:
            if rules.applies(function):
                return function(original, *given, **named)
            return original(*given, **named)

        setattr(owner, name, answer)
        every.append(function)
        return function

    return register


def attribute(*owners: type, name: str, give: Callable[[Any, Any], None] | None = None) -> Callable[[Any], Any]:
    """The function says what an attribute holds; `give` is told what moto would have it hold."""

    def register(function: Any) -> Any:
        for owner in owners:
            setattr(owner, name, _attribute(owner.__dict__.get(name), name, function, give))
        every.append(function)
        return function

    return register


def _attribute(original: Any, name: str, function: Any, give: Callable[[Any, Any], None] | None) -> property:
    def get(it: Any) -> Any:
        if rules.applies(function):
            return function(it)
        return original.fget(it) if original else it.__dict__.get(name)

    def put(it: Any, value: Any) -> None:
        it.__dict__[name] = value
        if give:
            give(it, value)

    return property(get, put)
