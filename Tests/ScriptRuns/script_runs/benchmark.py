"""Measures deploy_all.sh and cleanup.sh against the time that AWS itself takes, and counts their calls.

usage: Tests/benchmark-deployment [--quick | --calls] [--timeline] [--scripts DIR]

The emulated cloud takes as long as AWS: 60 ms a call; endpoint 60 s, load balancer 150 s, peering visible after 8 s and
active 15 s after it is accepted; the interfaces of endpoint and load balancer gone 40 s and 30 s after these. The
longest chain of waits that cannot be side by side is then 150 s for a deployment, the load balancer, and 40 s for
taking it away, the endpoint. Limits:

    deploy_all.sh --no-verify --skip-preflight   1.10 of its critical path
    cleanup.sh --yes            1.25 of its critical path
    calls of a first deployment, besides the polls of its waits       48
    calls of a second run that changes nothing                        12

Without a limit, --sequential and the preflight stand beside it.

A poll is a repeated identical call while a wait goes on: call_counts.py says exactly which.

--quick scales all times by ten and uses the pre-forked AWS CLI: two minutes become twelve seconds. What does not scale,
above all bash and the processor time of the calls, weighs more there, so its ratios are shown and not judged.
--calls only counts calls. --timeline shows when each call was made, to see what waits for what. It fails when a limit
is missed.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path
from typing import Any

from . import call_counts
from .cloud import Cloud
from .killed import CLEANUP, DEPLOY, Failed, succeeded
from .scripts import GENERATED, Outcome, PreforkedAWS, Scripts

AS_AWS = {
    "latency_seconds": 0.06,
    "endpoint_available_seconds": 60,
    "load_balancer_active_seconds": 150,
    "peering_visible_seconds": 8,
    "peering_active_seconds": 15,
    "endpoint_deleted_seconds": 40,
    "load_balancer_linger_seconds": 30,
}
POLL_SECONDS = 5
SETTLE_SECONDS = 120
"""The scripts' own default."""

CRITICAL_PATH = {"deploy_all.sh": 150, "cleanup.sh": 40}
RATIO_LIMIT = {"deploy_all.sh": 1.10, "cleanup.sh": 1.25}
FIRST_RUN_LIMIT, SECOND_RUN_LIMIT = 48, 12


class Benchmark:
    def __init__(self, scripts: Scripts, scale: float, judged: bool, timeline: bool) -> None:
        self.scripts = scripts
        self.scale = scale
        self.judged = judged
        self.timeline = timeline
        self.missed = False
        scripts.poll_seconds = POLL_SECONDS / scale
        scripts.settle_seconds = round(SETTLE_SECONDS / scale)
        scripts.timeout_seconds = 900
        self.scripts.cloud.reset(settings={name: value / scale for name, value in AS_AWS.items()})
        self.scripts.cloud.warm_up()

    def run(self, *command: str) -> tuple[Outcome, list[dict[str, Any]]]:
        self.scripts.cloud.forget_calls()
        started = time.monotonic()
        outcome = self.scripts.run(*command, limit=1200)
        try:
            succeeded(outcome)
        except Failed as problem:
            raise SystemExit(f"{problem}\n{outcome.output}") from None
        calls = self.scripts.cloud.calls()
        if self.timeline:
            for call in calls:
                print(f"{call['seconds'] - started:8.2f} s  {call['region']:<16} {call['action']}", flush=True)
        return outcome, calls

    def time(self, outcome: Outcome, *, options: str = "", limited: bool = True) -> None:
        path = CRITICAL_PATH[outcome.script] / self.scale
        ratio = outcome.seconds / path
        limit = RATIO_LIMIT[outcome.script]
        verdict = ""
        if limited and self.judged:
            verdict = self.verdict(ratio <= limit, f"limit {limit:.2f}")
        name = f"{outcome.script}{options}"
        print(f"{name:<30} {outcome.seconds:7.1f} s   {ratio:5.2f} of the critical path of {path:g} s{verdict}", flush=True)

    def count(self, what: str, calls: list[dict[str, Any]], limit: int) -> None:
        polled = call_counts.polls(calls, self.scripts.poll_seconds)
        number = len(calls) - len(polled)
        verdict = self.verdict(number <= limit, f"limit {limit}")
        print(f"{what:<30} {number:5d} calls and {len(polled)} polls{verdict}", flush=True)
        counted = Counter(call["action"] for call in calls) - Counter(call["action"] for call in polled)
        print("    " + ", ".join(f"{action} {times}" for action, times in sorted(counted.items())), flush=True)

    def verdict(self, kept: bool, limit: str) -> str:
        self.missed |= not kept
        return f"   ({limit}: {'kept' if kept else 'MISSED'})"


def measure(benchmark: Benchmark, only_calls: bool) -> None:
    deploy, first = benchmark.run(*DEPLOY)
    if not only_calls:
        benchmark.time(deploy)
    _, second = benchmark.run("deploy_all.sh", "--no-verify")
    benchmark.count("first deployment", first, FIRST_RUN_LIMIT)
    benchmark.count("second run, nothing to change", second, SECOND_RUN_LIMIT)
    if only_calls:
        return
    cleanup, _ = benchmark.run(*CLEANUP)
    benchmark.time(cleanup)
    preflight, asked = benchmark.run("preflight.sh")
    print(f"{'preflight.sh':<30} {preflight.seconds:7.1f} s   {len(asked)} calls", flush=True)
    sequential, _ = benchmark.run(*DEPLOY, "--sequential")
    benchmark.time(sequential, options=" --sequential", limited=False)
    benchmark.run(*CLEANUP)


def main() -> int:
    parser = argparse.ArgumentParser(
        prog="Tests/benchmark-deployment", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    shorter = parser.add_mutually_exclusive_group()
    shorter.add_argument("--quick", action="store_true", help="times by ten shorter, pre-forked AWS CLI")
    shorter.add_argument("--calls", action="store_true", help="only count calls, with times by fifty shorter")
    parser.add_argument("--timeline", action="store_true", help="show when each call was made")
    parser.add_argument("--scripts", type=Path, default=GENERATED, help="the scripts, instead of generated/")
    arguments = parser.parse_args()
    short = arguments.quick or arguments.calls
    aws = PreforkedAWS() if short else None
    try:
        with tempfile.TemporaryDirectory(prefix="accelgen-runs-") as folder:
            scripts = Scripts(Path(folder, "run"), Cloud(), aws, arguments.scripts.resolve())
            scale = 50 if arguments.calls else 10 if arguments.quick else 1
            benchmark = Benchmark(scripts, scale, judged=not short, timeline=arguments.timeline)
            if arguments.calls:
                # Longer than a call takes on a busy machine, or a second look would pass for a poll.
                scripts.poll_seconds = 1
            measure(benchmark, arguments.calls)
    finally:
        if aws:
            aws.stop()
    return 1 if benchmark.missed else 0


if __name__ == "__main__":
    sys.exit(main())
