"""Checks that each of AWS's rules in the emulator has a test that fails where moto answers by itself.

usage: Tests/strictness [--only PATTERN] [--list]

The emulator's tests are run once, to see in which of them each rule has a part. Then each rule is switched off in turn,
and these tests are run until one of them fails; where none does, nobody would notice that the rule is gone. Each refusal
in the rules is one that a test must have met, too.
"""

from __future__ import annotations

import argparse
import ast
import fnmatch
import subprocess
import sys
import unittest
from collections.abc import Iterator
from pathlib import Path

from . import cloud
from .cloud import CloudTest

FOLDER = Path(__file__).parents[1]
RULES = FOLDER / "emulator" / "strictness"


class Asking(CloudTest):
    """Speaks with the emulator that the tests share."""

    def runTest(self) -> None: ...


def tests_of(suite: unittest.TestSuite) -> Iterator[unittest.TestCase]:
    for each in suite:
        if isinstance(each, unittest.TestSuite):
            yield from tests_of(each)
        elif isinstance(each, CloudTest):
            yield each


def passes(test: unittest.TestCase) -> bool:
    """Each time by itself, and its class is made ready before."""
    result = unittest.TestResult()
    unittest.TestSuite([type(test)(test._testMethodName)]).run(result)
    return result.wasSuccessful()


def refusals() -> Iterator[tuple[str, range]]:
    """Where a rule refuses something: "FILE:LINE", and all lines of it. That the emulator cannot do something is no rule."""
    for path in sorted(RULES.glob("*.py")):
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Raise) and isinstance(node.exc, ast.Call) and not is_own(node.exc):
                yield f"{path.name}:{node.lineno}", range(node.lineno, (node.end_lineno or node.lineno) + 1)


def is_own(raised: ast.Call) -> bool:
    """Whether it says something of the emulator, and not of AWS."""
    named = raised.func.id if isinstance(raised.func, ast.Name) else ""
    first = raised.args[0] if raised.args else None
    return named.endswith("Error") or (isinstance(first, ast.Constant) and first.value == "EmulatorCannot")


class Strictness:
    def __init__(self) -> None:
        self.cloud = Asking()
        self.cloud.setUpClass()
        self.parts: dict[str, list[unittest.TestCase]] = {}
        """Rule → the tests that it has a part in."""
        self.met: set[str] = set()
        """Where tests met a refusal."""

    def learn(self) -> None:
        """Runs all tests once, those that ask little before those that ask much."""
        self.switch_off([])
        parts: list[tuple[unittest.TestCase, list[str]]] = []
        for test in tests_of(unittest.defaultTestLoader.discover("tests", top_level_dir=".")):
            self.told()
            if not passes(test):
                raise SystemExit(f"{test.id()} fails with all rules")
            told = self.told()
            parts.append((test, told["met"]))
            self.met.update(told["refusals"])
        for test, rules in sorted(parts, key=lambda each: len(each[1])):
            for rule in rules:
                self.parts.setdefault(rule, []).append(test)

    def told(self) -> dict[str, list[str]]:
        told: dict[str, list[str]] = self.cloud.ask("GET", "rules")
        return told

    def switch_off(self, rules: list[str]) -> None:
        self.cloud.post("rules", {"off": rules})

    def noticed_by(self, rule: str) -> str | None:
        """The first test that fails without a rule, and not with it."""
        for test in self.parts.get(rule, []):
            self.switch_off([rule])
            is_missed = not passes(test)
            self.switch_off([])
            if is_missed and passes(test):
                return test.id()
        return None

    def unmet(self) -> list[str]:
        """Refusals that no test has met."""
        return [
            place
            for place, lines in refusals()
            if not any(f"{place.partition(':')[0]}:{line}" in self.met for line in lines)
        ]


def main() -> int:
    parser = argparse.ArgumentParser(
        prog="Tests/strictness", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--only", metavar="PATTERN", default="*", help="rules and refusals whose names match")
    parser.add_argument("--list", action="store_true", help="only name the rules, and the number of their tests")
    arguments = parser.parse_args()
    # Moto has no answer at all to some of what rules answer.
    cloud.COMPLAINTS = subprocess.DEVNULL
    strictness = Strictness()
    strictness.learn()
    every: list[str] = strictness.cloud.ask("GET", "rules/all")
    chosen = [name for name in every if fnmatch.fnmatchcase(name, arguments.only)]
    failed = 0
    for name in chosen:
        if arguments.list:
            print(f"{name}: {len(strictness.parts.get(name, []))} tests")
        elif test := strictness.noticed_by(name):
            print(f"  {name}: {test}", flush=True)
        else:
            print(f"FAILED {name}: no test fails without it", flush=True)
            failed += 1
    if arguments.list:
        return 0
    for place in strictness.unmet():
        if not fnmatch.fnmatchcase(place, arguments.only):
            continue
        print(f"FAILED {place}: no test meets this refusal", flush=True)
        failed += 1
    print(f"{len(chosen)} rules, {failed} without a test")
    return 1 if failed or not every else 0


if __name__ == "__main__":
    sys.exit(main())
