"""Bad days: runs under random faults, again and again until they succeed, as a user would."""

from __future__ import annotations

import random
from collections import Counter
from typing import Any

from . import comparison
from .killed import CLEANUP, NOT_TRIED, Failed, clean_up, report
from .scripts import Scripts

FAULTS = {
    "throttle": 0.03,
    "internal": 0.01,
    "unavailable": 0.01,
    "reset-before": 0.01,
    "reset-after": 0.02,
}
"""How often a call meets each."""

KILLED = 0.6
"""How often a run is killed."""

ENV_LOST = 0.2
"""How often `env` is lost after that."""

CALLS = 120
"""A run is killed at one of so many first calls, if it comes to that one."""

ATTEMPTS = 12


def trial(scripts: Scripts, seed: int, inventory: dict[str, int]) -> dict[str, Any]:
    """What went wrong, or nothing; and how many runs it took."""
    cloud, chance = scripts.cloud, random.Random(seed)
    cloud.reset(seed)  # With ids of its own.
    runs = 0
    problem = None
    try:
        runs += until_it_succeeds(scripts, scripts.deploying(*NOT_TRIED), chance)
        lines = comparison.difference(Counter(inventory), comparison.described(cloud.inventory()))
        if lines:
            raise Failed("\n".join(["after the last, successful deploy_all.sh:", *lines]))
        runs += until_it_succeeds(scripts, CLEANUP, chance)
        # Once more, undisturbed: it must find nothing, and say so.
        clean_up(scripts)
    except Exception as found:
        problem = report(found, scripts)
    return {"runs": runs, "problem": problem}


def until_it_succeeds(scripts: Scripts, command: tuple[str, ...], chance: random.Random) -> int:
    cloud = scripts.cloud
    for attempt in range(1, ATTEMPTS + 1):
        cloud.strike_no_more()
        # The last attempts are made on better days, or chance alone could fail a trial.
        if attempt <= ATTEMPTS - 2:
            if chance.random() < KILLED:
                moment = chance.choice(["before", "after"])
                cloud.strike(kind=f"halt-{moment}", action="*", skip=chance.randrange(CALLS))
            for kind, probability in FAULTS.items():
                cloud.strike(kind=kind, probability=probability, seed=chance.randrange(1 << 30))
        outcome = scripts.run(*command)
        if outcome.status == 0:
            cloud.strike_no_more()
            if command is CLEANUP and (left := cloud.inventory()):
                raise Failed("\n".join(["cleanup.sh ended well, but left:", *(each["id"] for each in left)]))
            return attempt
        if outcome.killed:
            cloud.hide(cloud.new(younger_than=0.5), seconds=0.3)
            if chance.random() < ENV_LOST:
                scripts.lose_env()
    raise Failed(f"{command[0]} did not succeed in {ATTEMPTS} runs, the last two of them undisturbed")
