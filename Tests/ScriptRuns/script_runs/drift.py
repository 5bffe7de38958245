"""Changes each thing that deploy_all.sh would repair behind its back, and checks that it is told and repaired.

usage: Tests/drift [--stack NAME] [--only PATTERN | --each-kind] [--together] [--jobs N] [--list]

One thing at a time, on a deployment with alarms and a policy: then status.sh must end with 1 and name it in a line that
begins with !, deploy_all.sh must make it what it was, and status.sh must find all well. What AWS refuses to delete,
because something else of the deployment needs it, nobody can delete, and is said.

With --together, one thing of each of many resources at a time, and each must be told and repaired; where that fails, one
thing at a time says what of it. What is deleted is deleted alone.
"""

from __future__ import annotations

import argparse
import fnmatch
import os
import sys
import tempfile
from collections import Counter
from functools import partial
from pathlib import Path
from typing import Any

from botocore.exceptions import ClientError

from . import comparison, drifts
from .cloud import Cloud
from .killed import NOT_TRIED, Failed, succeeded
from .permitted import AFTER, Project
from .scripts import DEFAULT_STACK, REPOSITORY, PreforkedAWS, Scripts, stacks


def deployed(project: Project, cloud: Cloud) -> Scripts:
    """A deployment of all that the stack has, whose alarms' address is confirmed."""
    project.configure(AFTER)
    scripts = project.scripts
    succeeded(scripts.run(*scripts.deploying(*NOT_TRIED)))
    cloud.confirm(AFTER["ALARM_EMAIL"])
    outcome = scripts.run("status.sh")
    if outcome.status != 0:
        raise Failed(f"status.sh does not find well what was just deployed:\n{outcome.output}")
    return scripts


def trial(scripts: Scripts, made: list[drifts.Drift], expected: Counter[str], looks_again: bool) -> str:
    """What came of them, in a word. Whoever does not look again goes by the cloud alone after the repair."""
    cloud = scripts.cloud
    undos = []
    for drift in made:
        try:
            undos.append(drift.make(cloud))
        except ClientError as refusal:
            if is_deletion(drift) and cloud_refuses(refusal):
                return f"in use: {refusal.response['Error']['Code']}"
            raise
    told = scripts.run("status.sh")
    marked = [line for line in told.output.splitlines() if line.startswith("!")]
    for drift in made:
        if told.status != 1 or not any(drift.told in line for line in marked):
            raise Failed(f"status.sh ended with {told.status} and told {marked}, not “{drift.told}”")
    succeeded(scripts.run(*scripts.deploying(*NOT_TRIED)))
    for undo in undos:
        if undo:
            undo()
    # Whoever is subscribed anew has a message to follow.
    cloud.confirm(AFTER["ALARM_EMAIL"])
    lines = comparison.difference(expected, comparison.described(cloud.inventory()))
    if lines:
        raise Failed("\n".join(["deploy_all.sh did not repair it:", *lines]))
    if not looks_again:
        return "repaired"
    well = scripts.run("status.sh")
    if well.status != 0:
        raise Failed(f"status.sh ended with {well.status} after the repair")
    return "repaired"


def is_deletion(drift: drifts.Drift) -> bool:
    return drift.name.endswith(": deleted")


def batches(every: list[drifts.Drift]) -> list[list[drifts.Drift]]:
    """In each, one drift of a resource; or one that deletes."""
    alone = [[drift] for drift in every if is_deletion(drift)]
    together: list[dict[str, drifts.Drift]] = []
    for drift in every:
        if is_deletion(drift):
            continue
        resource = drift.name.partition(": ")[0]
        batch = next((each for each in together if resource not in each), None)
        if batch is None:
            together.append(batch := {})
        batch[resource] = drift
    return [list(each.values()) for each in together] + alone


def cloud_refuses(refusal: ClientError) -> bool:
    """Whether AWS holds on to it."""
    return refusal.response["Error"]["Code"] in (
        "AuthFailure",
        "DependencyViolation",
        # Of a gateway with associations: Direct Connect has one code for all that it refuses.
        "DirectConnectClientException",
        "Gateway.NotAttached",
        "IncorrectState",
        "InvalidIPAddress.InUse",
        "OperationNotPermitted",
        "ResourceInUse",
    )


def run(arguments: argparse.Namespace) -> int:
    cloud, aws = Cloud(), PreforkedAWS()
    try:
        with tempfile.TemporaryDirectory(prefix="accelgen-runs-") as folder:
            project = Project(Path(folder), arguments.stack, arguments.accelgen.absolute(), cloud, aws)
            scripts = deployed(project, cloud)
            inventory = cloud.inventory()
            expected = comparison.described(inventory)
            every = chosen(list(drifts.of(inventory, scripts.kind_calls())), arguments)
            if arguments.list:
                print("\n".join(each.name for each in every))
                return 0
            failed = failures(every, scripts, expected, arguments)
            print(f"{len(every) - failed} of {len(every)} drifts passed")
            return 1 if failed or not every else 0
    finally:
        aws.stop()


def failures(every: list[drifts.Drift], scripts: Scripts, expected: Counter[str], arguments: argparse.Namespace) -> int:
    """How many fail. The jobs begin with the same deployment, each in a copy of it."""
    cloud = scripts.cloud
    trials = batches(every) if arguments.together else [[drift] for drift in every]

    def passes(number: str, made: list[drifts.Drift]) -> bool:
        copy = scripts.folder.with_name(f"drift-{number}")
        return cloud.branch(partial(report, scripts, copy, made, expected, arguments))

    def failures_of(job: int) -> int:
        failed = 0
        for number, made in [*enumerate(trials)][job :: arguments.jobs]:
            if not passes(str(number), made):
                # One of several that nobody has named yet.
                failed += 1 if len(made) == 1 else sum(
                    not passes(f"{number}-{place}", [drift]) for place, drift in enumerate(made)
                )
        return failed

    begun = [cloud.begin(partial(failures_of, job)) for job in range(arguments.jobs)]
    return sum(each() for each in begun)


def chosen(every: list[drifts.Drift], arguments: argparse.Namespace) -> list[drifts.Drift]:
    """In an order of their own: that of the inventory is the one in which resources happened to be made."""
    every = sorted(every, key=lambda each: each.name)
    if arguments.only:
        every = [each for each in every if fnmatch.fnmatchcase(each.name, arguments.only)]
    if arguments.each_kind:
        first = {each.sort: each for each in reversed(every)}
        every = [each for each in every if first[each.sort] is each]
    return every


def report(
    deployed: Scripts, copy: Path, made: list[drifts.Drift], expected: Counter[str], arguments: argparse.Namespace
) -> bool:
    scripts = deployed.copy(copy)
    try:
        result = trial(scripts, made, expected, looks_again=not arguments.each_kind)
        for drift in made:
            print(f"  {drift.name}: {result}", flush=True)
        return True
    except (Failed, ClientError) as problem:
        if len(made) > 1:
            print(f"one of {len(made)} at the same time: {str(problem)[:1000]}", flush=True)
            return False
        if isinstance(problem, ClientError):
            raise
        (drift,) = made
        print(f"FAILED {drift.name}\n{problem}\n{scripts.output()[-6000:]}", flush=True)
        print(f"  repeat: Tests/drift --stack {arguments.stack} --only '{drift.name}'", flush=True)
        return False


def main() -> int:
    parser = argparse.ArgumentParser(
        prog="Tests/drift", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--stack", choices=stacks(), default=DEFAULT_STACK, help="whose scripts (%(default)s)")
    parser.add_argument("--accelgen", type=Path, default=REPOSITORY / ".build/debug/accelgen")
    parser.add_argument("--only", metavar="PATTERN", help="those whose names match, as --list shows them")
    parser.add_argument(
        "--each-kind",
        action="store_true",
        help="the same change to one resource of a kind only; after the repair the cloud is looked at, and not status.sh",
    )
    parser.add_argument("--together", action="store_true", help="changes to many resources at the same time")
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1, help="so many side by side")
    parser.add_argument("--list", action="store_true", help="only name them")
    return run(parser.parse_args())


if __name__ == "__main__":
    sys.exit(main())
