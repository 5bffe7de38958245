"""A run killed at one call, then what a user does next: runs it again, and cleans up."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any

from . import comparison
from .scripts import Outcome, Scripts

NOT_TRIED = ("--no-verify", "--skip-preflight")
"""There is nobody to verify against; and the preflight changes nothing, and would be run a thousand times."""
CLEANUP = ("cleanup.sh", "--yes")

UNKNOWN_AFTERWARDS = 0.6
"""Seconds for which ids made just before a kill are unknown after it: longer than a script takes to look."""


UNMET = "the run ended without the call at which it was to be killed"


class Failed(Exception):
    """What went wrong, for people."""


def succeeded(outcome: Outcome) -> Outcome:
    if outcome.killed:
        raise Failed(f"{outcome.script} met the call again that was to come once only")
    if outcome.status != 0:
        raise Failed(f"{outcome.script} ended with {outcome.status}")
    return outcome


def deploy(scripts: Scripts, expected: Counter[str] | None) -> None:
    succeeded(scripts.run(*scripts.deploying(*NOT_TRIED)))
    if expected is not None:
        lines = comparison.difference(expected, comparison.described(scripts.cloud.inventory()))
        if lines:
            raise Failed("\n".join(["deploy_all.sh made something else than an undisturbed run:", *lines]))


def clean_up(scripts: Scripts) -> None:
    outcome = succeeded(scripts.run(*CLEANUP))
    left = [f"left: {each['type']} {each['id']} {each['tags']}" for each in scripts.cloud.inventory()]
    if left:
        raise Failed("\n".join(["cleanup.sh ended well, but:", *left]))
    if not outcome.output.endswith("nothing left\n"):
        raise Failed("cleanup.sh does not end with “nothing left”")
    if (scripts.scripts / "env").exists():
        raise Failed("cleanup.sh left `env` though nothing else is left")


def reference(scripts: Scripts) -> dict[str, Any]:
    """An undisturbed run of each: what is there in between, and the calls."""
    try:
        return undisturbed(scripts)
    except Failed as problem:
        raise Failed(f"{problem}\n\n{scripts.output()}") from problem


def undisturbed(scripts: Scripts) -> dict[str, Any]:
    cloud = scripts.cloud
    deploy(scripts, None)
    answer = {"inventory": comparison.described(cloud.inventory()), "deploy": cloud.calls()}
    cloud.forget_calls()
    clean_up(scripts)
    return answer | {"cleanup": cloud.calls()}


def trial(scripts: Scripts, call: dict[str, Any], envs: list[str], inventory: dict[str, int]) -> dict[str, Any]:
    """Env → nothing when all is well, else what is wrong and the log. The cloud is empty, or for a call of
    cleanup.sh, holds the deployment."""
    cloud, expected = scripts.cloud, Counter(inventory)
    try:
        cloud.strike_no_more()
        cloud.strike(
            kind=f"halt-{call['moment']}", action=call["action"], region=call["region"], nth=call["nth"]
        )
        outcome = scripts.run(*(CLEANUP if call["script"] == "cleanup" else scripts.deploying(*NOT_TRIED)))
        if not outcome.killed:
            raise Failed(UNMET)
        cloud.strike_no_more()
        # What the killed run has just made; cleanup.sh makes nothing, and had seen all that it was to delete.
        new = cloud.new(younger_than=1) if call["script"] == "deploy" else []
    except Exception as problem:
        return dict.fromkeys(envs, report(problem, scripts))
    return {env: cloud.branch(lambda: go_on(scripts, call["script"], env, new, expected)) for env in envs}


def go_on(
    scripts: Scripts, script: str, env: str, new: list[tuple[Any, str]], expected: Counter[str]
) -> dict[str, str] | None:
    scripts = scripts.copy(Path(f"{scripts.folder}-{env}"))
    try:
        scripts.cloud.hide(new, UNKNOWN_AFTERWARDS)
        if env == "lost":
            scripts.lose_env()
        if script == "deploy":
            deploy(scripts, expected)
        clean_up(scripts)
    except Exception as problem:
        return report(problem, scripts)
    return None


def report(problem: Exception, scripts: Scripts) -> dict[str, str]:
    kind = "" if isinstance(problem, Failed) else f"{type(problem).__name__}: "
    return {"problem": f"{kind}{problem}", "log": scripts.output()}
