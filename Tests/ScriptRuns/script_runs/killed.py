"""A run killed at one call, then what a user does next: runs it again, and cleans up."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from . import comparison, in_use, traffic
from .scripts import Outcome, Scripts

NOT_TRIED = ("--no-verify", "--skip-preflight")
"""There is nobody to verify against; and the preflight changes nothing, and would be run a thousand times."""
CLEANUP = ("cleanup.sh", "--yes")

UNKNOWN_AFTERWARDS = 0.6
"""Seconds for which ids made just before a kill are unknown after it: longer than a script takes to look."""


CHECKSUM = re.compile(r"(?<= )\d+-\d+\b")
"""Of what a launch template was made of: there are ids in that, which no two runs have the same."""

UNMET = "the run ended without the call at which it was to be killed"


class Failed(Exception):
    """What went wrong, for people."""


def succeeded(outcome: Outcome) -> Outcome:
    if outcome.killed:
        raise Failed(f"{outcome.script} met the call again that was to come once only")
    if outcome.status != 0:
        raise Failed(f"{outcome.script} ended with {outcome.status}")
    # Where it is asked in a condition, bash goes on as if it had said no.
    if "command not found" in outcome.output:
        raise Failed(f"{outcome.script} calls what is not there")
    return outcome


def come_to(scripts: Scripts) -> Counter[str]:
    """What is there when all that a script has set off has come about: servers go on leaving when it has ended."""
    scripts.cloud.pass_time(5)
    # Who has left takes along what was its own.
    scripts.cloud.inventory()
    scripts.cloud.pass_time(5)
    return comparison.described(scripts.cloud.inventory())


def deploy(scripts: Scripts, expected: Counter[str] | None) -> None:
    succeeded(scripts.run(*scripts.deploying(*NOT_TRIED)))
    if expected is not None:
        lines = comparison.difference(expected, come_to(scripts))
        if lines:
            raise Failed("\n".join(["deploy_all.sh made something else than an undisturbed run:", *lines]))


def go(scripts: Scripts, command: tuple[str, ...], expected: Counter[str]) -> None:
    succeeded(scripts.run(*command))
    lines = comparison.difference(expected, come_to(scripts))
    if lines:
        raise Failed("\n".join([f"{command[0]} came to something else than an undisturbed run:", *lines]))


def remembered(scripts: Scripts) -> list[str]:
    """What `env` holds, with what stands for each id. The order is that in which things were made, which is chance."""
    name = comparison.namer(scripts.cloud.inventory())
    text = CHECKSUM.sub("CHECKSUM", (scripts.scripts / "env").read_text())
    return sorted(name(text).splitlines())


def clean_up(scripts: Scripts, ground: Counter[str] = Counter()) -> None:
    """`ground` is what was there before the deployment."""
    outcome = succeeded(scripts.run(*CLEANUP))
    lines = comparison.difference(ground, comparison.described(scripts.cloud.inventory()))
    if lines:
        raise Failed("\n".join(["cleanup.sh ended well, but:", *lines]))
    if not outcome.output.endswith("nothing left\n"):
        raise Failed("cleanup.sh does not end with “nothing left”")
    if (scripts.scripts / "env").exists():
        raise Failed("cleanup.sh left `env` though nothing else is left")


def reference(scripts: Scripts, excursions: dict[str, list[str]]) -> dict[str, Any]:
    """An undisturbed run of each: what is there in between, and the calls."""
    try:
        return undisturbed(scripts, excursions)
    except Failed as problem:
        raise Failed(f"{problem}\n\n{scripts.output()}") from problem


def undisturbed(scripts: Scripts, excursions: dict[str, list[str]]) -> dict[str, Any]:
    cloud = scripts.cloud
    ground = comparison.described(cloud.inventory())
    cloud.forget_calls()
    deploy(scripts, None)
    answer: dict[str, Any] = {
        "ground": ground,
        "inventory": come_to(scripts),
        "env": remembered(scripts),
        "deploy": cloud.calls(),
        "after": {},
    }
    for name, command in excursions.items():
        cloud.forget_calls()
        succeeded(scripts.run(*command))
        answer["after"][name] = come_to(scripts)
        answer[name] = cloud.calls()
    cloud.forget_calls()
    clean_up(scripts, ground)
    return answer | {"cleanup": cloud.calls()}


@dataclass(frozen=True)
class Plan:
    """What a killed run was to do, and what there is to be when it has been done."""

    command: tuple[str, ...]
    before: list[tuple[str, ...]]
    """What has been done to the deployment first."""
    after: Counter[str]
    deployed: Counter[str]
    ground: Counter[str]
    taken_away: list[str] | None = None
    """What `env` held where cleanup.sh took away all this already, if it did."""

    @property
    def is_asked_again(self) -> bool:
        """Whether nobody but its user knows what was meant."""
        return self.command[0] in in_use.ASKED_AGAIN


def plan(scripts: Scripts, script: str, reference: dict[str, Any], excursions: dict[str, list[str]]) -> Plan:
    deployed, ground = Counter(reference["inventory"]), Counter(reference["ground"])
    names = list(excursions)
    if script in names:
        before = [tuple(excursions[each]) for each in names[: names.index(script)]]
        return Plan(tuple(excursions[script]), before, Counter(reference["after"][script]), deployed, ground)
    if script == "cleanup":
        return Plan(CLEANUP, [], ground, deployed, ground)
    taken_away = None if excursions else reference["env"]
    return Plan(scripts.deploying(*NOT_TRIED), [], deployed, deployed, ground, taken_away)


def trial(scripts: Scripts, call: dict[str, Any], envs: list[str], planned: Plan) -> dict[str, Any]:
    """Env → nothing when all is well, else what is wrong and the log. The cloud is as before a deployment or, for a
    call of another script, holds one."""
    cloud = scripts.cloud
    try:
        for command in planned.before:
            succeeded(scripts.run(*command))
        # From here on its calls are counted.
        cloud.strike_no_more()
        cloud.strike(
            kind=f"halt-{call['moment']}", action=call["action"], region=call["region"], nth=call["nth"]
        )
        outcome = scripts.run(*planned.command)
        if not outcome.killed:
            raise Failed(UNMET)
        cloud.strike_no_more()
        if planned.is_asked_again and (lost := traffic.lost(cloud)):
            raise Failed("\n".join(["requests are lost meanwhile:", *lost]))
        # What the killed run has just made; cleanup.sh makes nothing, and had seen all that it was to delete.
        new = [] if planned.command is CLEANUP else cloud.new(younger_than=1)
    except Exception as problem:
        return dict.fromkeys(envs, report(problem, scripts))
    return {env: cloud.branch(lambda: go_on(scripts, env, new, planned)) for env in envs}


def go_on(scripts: Scripts, env: str, new: list[tuple[Any, str]], planned: Plan) -> dict[str, str] | None:
    """Runs it again. Without `env` what was meant is forgotten: deploy_all.sh makes what the template says.

    Where that ends in what an undisturbed run ends in, `env` included, the reference has run cleanup.sh from there.
    """
    scripts = scripts.copy(Path(f"{scripts.folder}-{env}"))
    try:
        scripts.cloud.hide(new, UNKNOWN_AFTERWARDS)
        if env == "lost":
            scripts.lose_env()
        if env == "lost" and planned.is_asked_again:
            deploy(scripts, None)
            go(scripts, planned.command, planned.after)
        elif env == "lost" and planned.command is not CLEANUP:
            go(scripts, scripts.deploying(*NOT_TRIED), planned.deployed)
        elif planned.command is not CLEANUP:
            go(scripts, planned.command, planned.after)
        if planned.taken_away is None or remembered(scripts) != planned.taken_away:
            clean_up(scripts, planned.ground)
    except Exception as problem:
        return report(problem, scripts)
    return None


def report(problem: Exception, scripts: Scripts) -> dict[str, str]:
    kind = "" if isinstance(problem, Failed) else f"{type(problem).__name__}: "
    return {"problem": f"{kind}{problem}", "log": scripts.output()}
