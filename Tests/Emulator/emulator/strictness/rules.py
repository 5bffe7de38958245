"""Which of AWS's rules had a part in what was asked, and which are switched off: without one, moto answers as it would
by itself. Tests/strictness finds out by that whether a test would notice."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

off: set[str] = set()
met: set[str] = set()
"""The rules that had a part, since somebody asked last."""
refusals: set[str] = set()
"""Where something was refused, "FILE:LINE", since somebody asked last."""

FOLDER = str(Path(__file__).parent)


def name_of(rule: Callable[..., Any]) -> str:
    """Its file and its function."""
    return f"{rule.__module__.rpartition('.')[2]}.{rule.__name__}"


def applies(rule: Callable[..., Any]) -> bool:
    name = name_of(rule)
    met.add(name)
    return name not in off


def refused() -> None:
    """Notes all places on the way to a refusal that is being made: the function that words it may be another one's."""
    frame = sys._getframe(1)
    while frame and frame.f_code.co_filename.startswith(FOLDER):
        refusals.add(f"{Path(frame.f_code.co_filename).name}:{frame.f_lineno}")
        frame = frame.f_back


def switch_off(body: dict[str, Any]) -> Any:
    off.clear()
    off.update(body["off"])
    return {}


def tell(_: Any) -> Any:
    told = {"met": sorted(met), "refusals": sorted(refusals)}
    met.clear()
    refusals.clear()
    return told
