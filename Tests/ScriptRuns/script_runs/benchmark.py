"""Measures deploy_all.sh and cleanup.sh against the time that AWS itself takes, and counts their calls.

usage: Tests/benchmark-deployment [--stack NAME] [--largest NAME | --scripts DIR] [--quick | --calls | --preforked]
                                  [--sequential] [--timeline] [--beside DIR]...

The emulated cloud takes as long as AWS: 60 ms a call; endpoint 60 s, load balancer 150 s, peering visible after 8 s and
active 15 s after it is accepted; the interfaces of endpoint and load balancer gone 40 s and 30 s after these (120 s those
of an Application Load Balancer); a NAT gateway available after 105 s and gone after 60 s; a model server healthy after
90 s; a VPC origin 600 s to come and to go, a distribution 220 s for each change; a virtual private gateway attached after
60 s, a VPN connection available after 300 s. The longest chain of waits that cannot
be side by side is a stack's critical path; it, and the limits, stand in expectations.py. Judged are

    deploy_all.sh --no-verify   as a user runs it: with its preflight
    cleanup.sh --yes
    calls of a first deployment, besides the preflight's and the polls of its waits
    calls of a second run that changes nothing

Without a limit, the preflight alone stands beside it, and with --sequential the steps one after the other.

A poll is a repeated identical call while a wait goes on: call_counts.py says exactly which.

--beside measures other scripts of the same stack, those of another version say, in the same run. --quick scales all
times by ten and uses the pre-forked AWS CLI: two minutes become twelve seconds. What does not scale, above all bash and
the processor time of the calls, weighs more there, so its ratios are shown and not judged. --calls only counts calls.
Each start of the real AWS CLI is half a second of a processor: where there are two, dozens of calls side by side wait for
these, and no longer for AWS. --preforked leaves that away, at full times, and judges what is left: the scripts' own waits.
--timeline shows when each call was made, to see what waits for what. It fails when a limit is missed.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from . import call_counts, largest
from .cloud import Cloud
from .expectations import Expectation, expected_of
from .killed import CLEANUP, NOT_TRIED, Failed, succeeded
from .scripts import Outcome, PreforkedAWS, Scripts

AS_AWS = {
    "latency_seconds": 0.06,
    "endpoint_available_seconds": 60,
    "load_balancer_active_seconds": 150,
    "peering_visible_seconds": 8,
    "peering_active_seconds": 15,
    "endpoint_deleted_seconds": 40,
    "load_balancer_linger_seconds": 30,
    "nat_available_seconds": 105,
    "nat_deleted_seconds": 60,
    "application_load_balancer_active_seconds": 150,
    "application_load_balancer_linger_seconds": 120,
    "new_profiles_unknown_seconds": 10,
    "server_in_service_seconds": 30,
    "server_answers_seconds": 60,
    "instance_target_healthy_seconds": 30,
    "server_retry_seconds": 60,
    "draining_seconds": 30,
    "vpc_origin_deployed_seconds": 600,
    "vpc_origin_deleted_seconds": 600,
    "distribution_deployed_seconds": 220,
    "vpn_gateway_attached_seconds": 60,
    "vpn_connection_available_seconds": 300,
}
POLL_SECONDS = 5
SETTLE_SECONDS = 120
"""The scripts' own default."""


@dataclass
class Row:
    """Something measured, once for each folder of scripts."""

    what: str
    limit: float | None = None
    """Of the ratio if there is one, else of the number."""
    path: float | None = None
    """Seconds."""
    values: list[float] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def compared(self, value: float) -> float:
        return value / self.path if self.path else value

    def cell(self, value: float, note: str) -> str:
        text = f"{value:.1f} s" if self.path else f"{value:g}"
        return text + (f" {self.compared(value):.2f}" if self.path else "") + note

    def is_missed(self) -> bool:
        """By the scripts that are judged, which come first."""
        return self.limit is not None and self.compared(self.values[0]) > self.limit


class Benchmark:
    def __init__(
        self, expected: Expectation, scale: float, poll_seconds: float, timeline: bool, is_largest: bool
    ) -> None:
        self.expected, self.scale, self.poll_seconds, self.timeline = expected, scale, poll_seconds, timeline
        self.is_largest = is_largest
        self.rows: dict[str, Row] = {}

    def measure(self, scripts: Scripts, only_calls: bool, sequential: bool) -> None:
        """Everything about one folder of scripts: a column."""
        self.scripts = scripts
        scripts.poll_seconds = self.poll_seconds
        scripts.settle_seconds = round(SETTLE_SECONDS / self.scale)
        scripts.timeout_seconds = 900
        scripts.cloud.reset(settings={name: value / self.scale for name, value in AS_AWS.items()})
        if self.is_largest:
            largest.prepare(scripts.cloud)
        scripts.cloud.warm_up()
        if only_calls:
            _, first = self.run(*scripts.deploying(*NOT_TRIED))
            self.count("first deployment", first, self.expected.first_calls)
        else:
            preflight, asked = self.run("preflight.sh")
            self.add("preflight.sh, seconds", round(preflight.seconds, 1), note=f" {len(asked)} calls")
            deploy, _ = self.run(*scripts.deploying("--no-verify"))
            self.time(deploy, self.expected.deploy_path, self.expected.deploy_ratio)
        _, second = self.run(*scripts.deploying("--no-verify"))
        self.count("second run, nothing to change", second, self.second_calls(second))
        if only_calls:
            return
        cleanup, _ = self.run(*CLEANUP)
        self.time(cleanup, self.expected.cleanup_path, self.expected.cleanup_ratio)
        if sequential:
            outcome, _ = self.run(*scripts.deploying(*NOT_TRIED), "--sequential")
            self.time(outcome, self.expected.deploy_path, None, options=" --sequential")
            self.run(*CLEANUP)

    def second_calls(self, calls: list[dict[str, Any]]) -> int:
        """One for each API and region and one for each kind, unless it is known better."""
        if self.expected.second_calls is not None:
            return self.expected.second_calls
        places = {(call["service"], call["region"]) for call in calls}
        return len(places) + len({kind for _, kind, _ in self.scripts.resources()})

    def run(self, *command: str) -> tuple[Outcome, list[dict[str, Any]]]:
        self.scripts.cloud.forget_calls()
        started = time.monotonic()
        outcome = self.scripts.run(*command)
        try:
            succeeded(outcome)
        except Failed as problem:
            raise SystemExit(f"{problem}\n{outcome.output}") from None
        calls = self.scripts.cloud.calls()
        if self.timeline:
            for call in calls:
                print(f"{call['seconds'] - started:8.2f} s  {call['region']:<16} {call['action']}", flush=True)
        return outcome, calls

    def add(self, what: str, value: float, limit: float | None = None, path: float | None = None, note: str = "") -> None:
        row = self.rows.setdefault(what, Row(what, limit, path))
        row.values.append(value)
        row.notes.append(note)
        print(f"{self.scripts.folder.name}: {what}: {row.cell(value, note)}", flush=True)

    def time(self, outcome: Outcome, path: float | None, limit: float | None, options: str = "") -> None:
        if path is None:
            self.add(f"{outcome.script}{options}, seconds", round(outcome.seconds, 1))
        else:
            # Where all times are scaled, what does not scale weighs too much to be judged.
            limit = limit if self.scale == 1 else None
            self.add(f"{outcome.script}{options}", outcome.seconds, limit, path / self.scale)

    def count(self, what: str, calls: list[dict[str, Any]], limit: int | None) -> None:
        polled = call_counts.polls(calls, self.poll_seconds)
        self.add(f"{what}, calls", len(calls) - len(polled), limit, note=f" and {len(polled)} polls")
        counted = Counter(call["action"] for call in calls) - Counter(call["action"] for call in polled)
        print("    " + ", ".join(f"{action} {times}" for action, times in sorted(counted.items())), flush=True)

    def table(self, names: list[str]) -> str:
        lines = [["MEASURE", *names, "LIMIT", ""]]
        for row in self.rows.values():
            cells = [row.cell(value, note) for value, note in zip(row.values, row.notes)]
            limit = "" if row.limit is None else f"{row.limit:.2f} of {row.path:g} s" if row.path else f"{row.limit:g}"
            verdict = "" if row.limit is None else "MISSED" if row.is_missed() else "kept"
            lines.append([row.what, *cells, limit, verdict])
        widths = [max(map(len, column)) for column in zip(*lines)]
        return "\n".join("   ".join(map(str.ljust, line, widths)).rstrip() for line in lines)


def main() -> int:
    parser = argparse.ArgumentParser(
        prog="Tests/benchmark-deployment", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    ways = parser.add_mutually_exclusive_group()
    ways.add_argument("--quick", action="store_true", help="times by ten shorter, pre-forked AWS CLI")
    ways.add_argument("--calls", action="store_true", help="only count calls, with times by fifty shorter")
    ways.add_argument("--preforked", action="store_true", help="full times, without what starts of the AWS CLI cost")
    parser.add_argument("--sequential", action="store_true", help="also the steps one after the other")
    parser.add_argument("--timeline", action="store_true", help="show when each call was made")
    parser.add_argument("--beside", type=Path, action="append", default=[], metavar="DIR", help="other scripts, not judged")
    largest.add_stack_options(parser)
    arguments = parser.parse_args()
    aws = PreforkedAWS() if arguments.quick or arguments.calls or arguments.preforked else None
    scale = 50 if arguments.calls else 10 if arguments.quick else 1
    # Longer than a call takes on a busy machine, or a second look would pass for a poll.
    poll_seconds = 1 if arguments.calls else POLL_SECONDS / scale
    try:
        cloud = Cloud()
        with tempfile.TemporaryDirectory(prefix="accelgen-runs-") as folder:
            folders = [largest.source(arguments, Path(folder)), *(each.resolve() for each in arguments.beside)]
            expected = expected_of(arguments.stack, folders[0])
            benchmark = Benchmark(expected, scale, poll_seconds, arguments.timeline, bool(arguments.largest))
            for number, scripts in enumerate(folders):
                column = "these" if number == 0 else f"beside-{number}"
                benchmark.measure(Scripts(Path(folder, column), cloud, aws, scripts), arguments.calls, arguments.sequential)
    finally:
        if aws:
            aws.stop()
    names = ["these scripts", *map(str, arguments.beside)]
    print(f"\n{benchmark.table(names)}")
    return 1 if any(row.is_missed() for row in benchmark.rows.values()) else 0


if __name__ == "__main__":
    sys.exit(main())
