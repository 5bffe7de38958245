"""Kills the scripts at every call that changes something, and checks that nothing is lost by it.

usage: Tests/sweep [--stack NAME] [--largest NAME | --scripts DIR] [--jobs N] [--only PATTERN | --sample N] [--list]
                   [--go-on]
       Tests/sweep [--stack NAME] --faulty N [--seed N] [--jobs N] [--scripts DIR]

For each such call of deploy_all.sh and of cleanup.sh: all processes of the run are killed (kill -9) just before and
just after the call took effect, with `env` kept and with `env` lost; then deploy_all.sh, run again, must make exactly
what an undisturbed run makes, and cleanup.sh must leave nothing. With --faulty: so many seeded trials of deploy_all.sh
and cleanup.sh under random faults and kills, each run again until it succeeds.

Every point that fails is named with the command that repeats it; the logs go to .build/sweep. A whole sweep takes an
hour or two: --go-on leaves out the points that have passed before, of the same scripts in the same emulator and harness.
"""

from __future__ import annotations

import argparse
import fnmatch
import hashlib
import json
import os
import queue
import subprocess
import sys
import tempfile
import threading
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from . import in_use, killed, largest, points
from .scripts import REPOSITORY

LOGS = REPOSITORY / ".build/sweep"
ROUNDS = 4
"""How often a second, third … call of an action is waited for. What is deleted side by side may take another's call
away, and no run can be killed at a call that it need not make."""
MOST_LINES = 8
"""Of what is wrong at one point; the log has all of it."""


class Workers:
    """Several worker.py side by side."""

    def __init__(self, number: int, source: Path, *options: str) -> None:
        command = [sys.executable, "-m", "script_runs.worker", str(source), *options]
        self._processes = [
            subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) for _ in range(number)
        ]

    def do(self, trials: list[dict[str, Any]]) -> Iterator[tuple[dict[str, Any], Any]]:
        """Each trial with its result, as they come."""
        waiting: queue.SimpleQueue[dict[str, Any]] = queue.SimpleQueue()
        done: queue.SimpleQueue[tuple[dict[str, Any], Any]] = queue.SimpleQueue()
        for trial in trials:
            waiting.put(trial)

        def feed(process: subprocess.Popen[str]) -> None:
            while True:
                try:
                    trial = waiting.get_nowait()
                except queue.Empty:
                    return
                process.stdin.write(json.dumps(trial) + "\n")
                process.stdin.flush()
                line = process.stdout.readline()
                done.put((trial, json.loads(line) if line else {"error": "the worker ended"}))

        for process in self._processes:
            threading.Thread(target=feed, args=(process,), daemon=True).start()
        for _ in trials:
            yield done.get()

    def stop(self) -> None:
        for process in self._processes:
            process.stdin.close()
            process.wait()


class Passed:
    """The points that have passed, noted for a sweep that goes on. Whatever may change an outcome begins anew."""

    TOOLS = ("Tests/Emulator/emulator", "Tests/ScriptRuns/script_runs", "Tests/Tools")

    def __init__(self, scripts: Path, what: str) -> None:
        digest = hashlib.sha256(what.encode())
        for folder in (scripts, *(REPOSITORY / each for each in self.TOOLS)):
            for path in sorted(folder.rglob("*")):
                # An `env` is none of what is run.
                if path.is_file() and path.suffix in (".sh", ".py", ".json"):
                    digest.update(f"{path.relative_to(folder)}\0".encode() + path.read_bytes())
        self._file = LOGS / "passed" / digest.hexdigest()[:16]

    def names(self) -> set[str]:
        return set(self._file.read_text().split()) if self._file.exists() else set()

    def add(self, name: str) -> None:
        self._file.parent.mkdir(parents=True, exist_ok=True)
        with self._file.open("a") as file:
            file.write(f"{name}\n")


class Report:
    def __init__(self, what: str, total: int, before: int = 0) -> None:
        self.what, self.total, self.passed, self.done = what, total, before, before
        self.started = time.monotonic()
        self.said = 0.0

    def add(self, name: str, problem: dict[str, str] | None, repeat: str) -> None:
        self.done += 1
        if problem is None:
            self.passed += 1
        else:
            log = LOGS / (name.replace("/", "_") + ".log")
            log.parent.mkdir(parents=True, exist_ok=True)
            log.write_text(f"{problem['problem']}\n\n{problem['log']}")
            lines = problem["problem"].splitlines()
            text = "\n  ".join(line if len(line) < 300 else line[:300] + "…" for line in lines[:MOST_LINES])
            print(f"FAILED {name}\n  {text}\n  log: {log}\n  repeat: {repeat}", flush=True)
        seconds = time.monotonic() - self.started
        if seconds - self.said >= 30:
            self.said = seconds
            print(f"{self.done} of {self.total} {self.what} ({seconds:.0f} s)", flush=True)

    def end(self, more: str = "") -> int:
        share = 100 * self.passed / self.total if self.total else 0
        text = "100" if self.passed == self.total else f"{min(share, 99.9):.1f}"
        seconds = time.monotonic() - self.started
        print(f"{self.passed} of {self.total} {self.what} passed: {text} %{more} ({seconds:.0f} s)")
        return 0 if self.passed == self.total and self.total else 1


def configuration(arguments: argparse.Namespace) -> str:
    """The options that say of what the points are."""
    return " --in-use" * arguments.in_use + (f" --largest {arguments.largest}" if arguments.largest else "")


def result_of(answer: dict[str, Any]) -> Any:
    if "error" in answer:
        raise SystemExit(f"the harness itself failed:\n{answer['error']}")
    return answer["result"]


def excursions_of(arguments: argparse.Namespace) -> dict[str, tuple[str, ...]]:
    return in_use.EXCURSIONS[arguments.stack] if arguments.in_use else {}


def sweep(workers: Workers, reference: dict[str, Any], arguments: argparse.Namespace, passed: Passed) -> int:
    excursions = excursions_of(arguments)
    undisturbed = {name: reference[name] for name in ("ground", "inventory", "env", "after")}
    every = [point for script in ("deploy", *excursions, "cleanup") for point in points.of_run(script, reference[script])]
    chosen = every
    if arguments.only:
        chosen = [point for point in every if fnmatch.fnmatchcase(point.name, arguments.only)]
    if arguments.sample:
        chosen = points.sample(chosen, arguments.sample)
    if arguments.list:
        print("\n".join(point.name for point in chosen))
        return 0
    print(f"{len(chosen)} of {len(every)} points, of {len({point.call for point in chosen})} calls and moments", flush=True)
    known = passed.names() if arguments.go_on else set()
    left = [point for point in chosen if point.name not in known]
    before = len(chosen) - len(left)
    by_call: dict[points.Call, list[str]] = defaultdict(list)
    for point in left:
        by_call[point.call].append(point.env)
    trials = [
        {"kind": "killed", "arguments": {"call": call.as_dict(), "envs": envs, "reference": undisturbed, "excursions": excursions}}
        for call, envs in by_call.items()
    ]
    report, unmet = Report("points", len(chosen), before), 0
    for rounds_left in reversed(range(ROUNDS)):
        again: list[dict[str, Any]] = []
        for trial, answer in workers.do(trials):
            call, result = points.Call(**trial["arguments"]["call"]), result_of(answer)
            is_met = call.nth == 1 or not all(is_unmet(problem) for problem in result.values())
            if not is_met:
                if rounds_left:
                    again.append(trial)
                    continue
                unmet += len(result)
                result = dict.fromkeys(result)
            for env, problem in result.items():
                name = points.Point(call, env).name
                if is_met and problem is None:
                    passed.add(name)
                report.add(f"{arguments.stack}/{name}", problem, f"Tests/sweep --stack {arguments.stack}{configuration(arguments)} --only {name}")
        trials = again
    shares = {"never met": unmet, "before": before}
    return report.end("".join(f", {number} of them {which}" for which, number in shares.items() if number))


def is_unmet(problem: dict[str, str] | None) -> bool:
    return problem is not None and problem["problem"] == killed.UNMET


def faulty(workers: Workers, reference: dict[str, Any], arguments: argparse.Namespace, _: Passed) -> int:
    seeds = range(arguments.seed, arguments.seed + arguments.faulty)
    trials = [
        {"kind": "faulty", "arguments": {"seed": seed, "inventory": reference["inventory"]}} for seed in seeds
    ]
    report, runs = Report("faulty trials", len(trials)), 0
    for trial, answer in workers.do(trials):
        seed, result = trial["arguments"]["seed"], result_of(answer)
        runs += result["runs"]
        report.add(f"{arguments.stack}/faulty/{seed}", result["problem"], f"Tests/sweep --stack {arguments.stack} --faulty 1 --seed {seed}")
    return report.end(f", {runs} runs of the scripts")


def main() -> int:
    parser = argparse.ArgumentParser(
        prog="Tests/sweep", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1, help="trials side by side")
    largest.add_stack_options(parser)
    parser.add_argument(
        "--in-use", action="store_true", help="in a network in use, and with what else the stack's scripts do to it"
    )
    parser.add_argument("--only", metavar="PATTERN", help="points whose names match, as --list shows them")
    parser.add_argument("--sample", type=int, metavar="N", help="so many points, spread over all kinds of calls")
    parser.add_argument("--list", action="store_true", help="only name the points")
    parser.add_argument("--go-on", action="store_true", help="without the points that have passed before")
    parser.add_argument("--faulty", type=int, metavar="N", help="so many trials under random faults")
    parser.add_argument("--seed", type=int, default=1, help="of the first trial")
    arguments = parser.parse_args()
    if arguments.in_use and (arguments.faulty or arguments.stack not in in_use.EXCURSIONS):
        parser.error("--in-use is for " + ", ".join(in_use.EXCURSIONS) + ", and not for --faulty")
    with tempfile.TemporaryDirectory(prefix="accelgen-sweep-") as folder:
        jobs = max(1, arguments.jobs)
        if arguments.in_use:
            source, options = in_use.generate(arguments.stack, Path(folder)), ["--in-use"]
        else:
            source, options = largest.source(arguments, Path(folder)), ["--largest"] if arguments.largest else []
        return swept(Workers(jobs, source, *options), arguments, Passed(source, arguments.stack + configuration(arguments)))


def swept(workers: Workers, arguments: argparse.Namespace, passed: Passed) -> int:
    work: Callable[..., int] = faulty if arguments.faulty else sweep
    try:
        [(_, answer)] = workers.do([{"kind": "reference", "arguments": {"excursions": excursions_of(arguments)}}])
        return work(workers, result_of(answer), arguments, passed)
    finally:
        workers.stop()


if __name__ == "__main__":
    sys.exit(main())
