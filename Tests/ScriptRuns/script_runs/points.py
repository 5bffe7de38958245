"""The points at which a run can be killed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import Any

MOMENTS = ("before", "after")
ENVS = ("kept", "lost")


@dataclass(frozen=True)
class Call:
    """The nth call of an action that succeeds in a region, whatever else runs beside it."""

    script: str
    action: str
    nth: int
    region: str
    moment: str
    """Killed just before it takes effect, or just after."""

    def as_dict(self) -> dict[str, Any]:
        return asdict(self)


@dataclass(frozen=True)
class Point:
    call: Call
    env: str
    """Whether `env` is kept or lost before the next run."""

    @property
    def name(self) -> str:
        call = self.call
        return f"{call.script}/{call.action}/{call.nth}/{call.region}/{call.moment}/{self.env}"


def of_run(script: str, calls: list[dict[str, Any]]) -> Iterator[Point]:
    """Every point of a run, from the calls of one that was not disturbed."""
    ordinals: Counter[tuple[str, str]] = Counter()
    for call in calls:
        if not call["mutating"] or call["error"]:
            continue
        key = call["action"], call["region"]
        ordinals[key] += 1
        for moment in MOMENTS:
            for env in ENVS:
                yield Point(Call(script, call["action"], ordinals[key], call["region"], moment), env)


def sample(points: list[Point], number: int) -> list[Point]:
    """So many of them, spread over the kinds of calls, moments and what becomes of `env`; always the same ones."""
    if number >= len(points):
        return points
    by_action: dict[tuple[str, str], list[Point]] = {}
    for point in points:
        by_action.setdefault((point.call.script, point.call.action), []).append(point)
    chosen: list[Point] = []
    turn = 0
    while len(chosen) < number:
        for offset, group in enumerate(by_action.values()):
            # Steps of odd length meet both moments and both cases of `env`.
            point = group[(offset * 3 + turn * 5) % len(group)]
            if point not in chosen and len(chosen) < number:
                chosen.append(point)
        turn += 1
        if turn > 4 * len(points):
            break
    return sorted(chosen, key=points.index)
