"""Measures the release build of accelgen against its limits, prints a table, and fails when one is missed.

usage: Tests/benchmark [--stack NAME] [--instructions] [PATH-OF-ACCELGEN]

Instructions are counted by valgrind's callgrind, where it is installed: the same on every machine that has the same
libraries, and however busy it is. Times are taken side by side with those of Jinja2, which renders eight templates of
the same size as often: their ratio is judged, no time itself. --instructions leaves the times out. --stack measures one
stack alone: what it takes to generate, validate and show it.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

REPOSITORY = Path(__file__).parents[2]
STACKS = sorted(path.name for path in (REPOSITORY / "generated").iterdir() if path.is_dir())
MANY = 1000
TIMES = 3
"""The best of so many runs counts."""

MOST_INSTRUCTIONS = {"generate": 40e6, "validate": 25e6, "show": 25e6}

JINJA = """
import json, pathlib, sys
import jinja2

templates, output, values, count = sys.argv[1:]
values = json.loads(pathlib.Path(values).read_text())
environment = jinja2.Environment(loader=jinja2.FileSystemLoader(templates), keep_trailing_newline=True)
names = sorted(environment.list_templates())
for number in range(int(count)):
    folder = pathlib.Path(output, f"bench-{number:04}")
    folder.mkdir(parents=True)
    for name in names:
        text = environment.get_template(name).render(values, DEPLOYMENT_NAME=f"bench-{number:04}")
        (folder / name).write_text(text)
"""


class Table:
    def __init__(self) -> None:
        self.rows = [("MEASURE", "MEASURED", "LIMIT", "")]
        self.is_missed = False

    def add(self, what: str, measured: float, unit: str, limit: float | None = None) -> None:
        verdict = "" if limit is None else "kept" if measured <= limit else "MISSED"
        self.is_missed |= verdict == "MISSED"
        shown = "" if limit is None else f"{limit:g} {unit}"
        self.rows.append((what, f"{measured:.2f} {unit}", shown, verdict))

    def __str__(self) -> str:
        widths = [max(len(row[column]) for row in self.rows) for column in range(4)]
        lines = (f"{a:<{widths[0]}}   {b:>{widths[1]}}   {c:>{widths[2]}}   {d}" for a, b, c, d in self.rows)
        return "\n".join(line.rstrip() for line in lines)


class Accelgen:
    def __init__(self, binary: Path, work: Path, stack: str | None) -> None:
        self.binary, self.work = binary, work
        self.is_for_one = stack is not None
        self.stacks = [stack] if stack else STACKS
        for stack in self.stacks:
            self.run("init", f"--stack={stack}", f"{stack}.env")

    def run(self, *arguments: str) -> tuple[float, int]:
        """Seconds and peak resident bytes of one run, which must succeed."""
        log = self.work / "log"
        files = [(os.POSIX_SPAWN_OPEN, fd, log, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600) for fd in (1, 2)]
        start = time.perf_counter()
        process = os.posix_spawn(self.binary, [self.binary, *arguments], os.environ, file_actions=files)
        _, status, usage = os.wait4(process, 0)
        seconds = time.perf_counter() - start
        if status != 0:
            sys.exit(f"accelgen {' '.join(arguments[:4])} failed:\n{log.read_text()[-2000:]}")
        return seconds, usage.ru_maxrss * (1 if sys.platform == "darwin" else 1024)

    def instructions(self, *arguments: str) -> int:
        command = ["valgrind", "--tool=callgrind", "--callgrind-out-file=/dev/null", self.binary, *arguments]
        run = subprocess.run(command, capture_output=True, text=True)
        found = re.search(r"Collected : (\d+)", run.stderr)
        if run.returncode != 0 or not found:
            sys.exit(f"valgrind failed:\n{run.stderr[-2000:]}")
        return int(found[1])

    def mixed(self, number: int) -> list[str]:
        """So many env templates, of all stacks in turn."""
        words = []
        for index in range(number):
            stack = self.stacks[index % len(self.stacks)]
            path = self.work / f"{index:04}.env"
            if not path.exists():
                values = f'DEPLOYMENT_NAME="bench-{index:04}"\nTAGS="Number={index}"\n'
                path.write_text(f"{(self.work / f'{stack}.env').read_text()}\n{values}")
            words += ["--env", str(path)]
        return words


def count_instructions(accelgen: Accelgen, table: Table) -> None:
    if not shutil.which("valgrind"):
        print("valgrind is not installed: no instructions are counted", file=sys.stderr)
        return
    for stack in accelgen.stacks:
        for command, limit in MOST_INSTRUCTIONS.items():
            shutil.rmtree("out", ignore_errors=True)
            count = accelgen.instructions(command, "--env", f"{stack}.env", *(["--output", "out"] if command == "generate" else []))
            table.add(f"{command} {stack}", count / 1e6, "million instructions", limit / 1e6)
    if not accelgen.is_for_one:
        table.add("stacks", accelgen.instructions("stacks") / 1e6, "million instructions")


def weigh(accelgen: Accelgen, table: Table) -> None:
    for stack in accelgen.stacks:
        shutil.rmtree("out", ignore_errors=True)
        _, memory = accelgen.run("--env", f"{stack}.env", "--output", "out")
        table.add(f"generate {stack}, peak memory", memory / 2**20, "MiB", 20)
    stripped = accelgen.work / "stripped"
    if not accelgen.is_for_one and shutil.which("strip"):
        subprocess.run(["strip", "-o", stripped, accelgen.binary], check=True)
        table.add("the program, stripped", stripped.stat().st_size / 2**20, "MiB", 12)


def jinja_templates(work: Path) -> tuple[Path, Path]:
    """The eight longest scripts of the default stack, in which the lines of values take them from outside."""
    folder, values = work / "jinja", {}
    folder.mkdir()
    scripts = sorted((REPOSITORY / "generated/acceleration").glob("*.sh"), key=lambda path: -path.stat().st_size)
    for script in scripts[:8]:
        lines = []
        for line in script.read_text().splitlines(keepends=True):
            found = re.fullmatch(r"readonly ([A-Z][A-Z0-9_]*)=(.*)\n", line)
            if found:
                values[found[1]] = found[2]
                line = f"{{% endraw %}}readonly {found[1]}={{{{ {found[1]} }}}}\n{{% raw %}}"
            lines.append(line)
        (folder / script.name).write_text("{% raw %}" + "".join(lines) + "{% endraw %}")
    (work / "values.json").write_text(json.dumps(values))
    return folder, work / "values.json"


def compare(accelgen: Accelgen, table: Table) -> None:
    try:
        import jinja2  # noqa: F401
    except ImportError:
        sys.exit("Jinja2 is missing: run Tests/run once, or use --instructions")
    templates, values = jinja_templates(accelgen.work)
    command = [sys.executable, "-I", "-c", JINJA, templates, "jinja-out", values, str(MANY)]

    def jinja() -> float:
        started = time.perf_counter()
        subprocess.run(command, check=True)
        return time.perf_counter() - started

    def fresh(folder: str, run: Callable[[], float]) -> float:
        shutil.rmtree(folder, ignore_errors=True)
        return run()

    best: dict[str, float] = {}
    for _ in range(TIMES):  # In turns, so that what else the machine does meets all alike.
        for what, folder, run in (
            ("jinja", "jinja-out", jinja),
            ("many", "out", lambda: accelgen.run("--output", "out", *accelgen.mixed(MANY))[0]),
            ("fewer", "out", lambda: accelgen.run("--output", "out", *accelgen.mixed(MANY // 4))[0]),
            ("one", "out", lambda: accelgen.run("--output", "out", *accelgen.mixed(1))[0]),
        ):
            best[what] = min(best.get(what, float("inf")), fresh(folder, run))
    table.add("one env template", best["one"] * 1e3, "ms")
    table.add(f"{MANY} env templates of all stacks", best["many"] * 1e3, "ms")
    table.add(f"Jinja2, eight templates {MANY} times", best["jinja"] * 1e3, "ms")
    table.add("the one to the other", best["many"] / best["jinja"], "x", 1.5)
    # Linear means that a deployment costs the same whether there are few or many.
    table.add(f"one of {MANY} to one of {MANY // 4}", best["many"] / 4 / best["fewer"], "x", 1.5)


def main() -> int:
    parser = argparse.ArgumentParser(
        prog="Tests/benchmark", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--stack", choices=STACKS, metavar="NAME", help=f"only this stack: {', '.join(STACKS)}")
    parser.add_argument("--instructions", action="store_true", help="only what is the same on every machine")
    parser.add_argument("binary", type=Path, help=argparse.SUPPRESS)
    parser.add_argument("work", type=Path, help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    binary, work = arguments.binary.resolve(), arguments.work.resolve()
    os.chdir(work)
    accelgen, table = Accelgen(binary, work, arguments.stack), Table()
    count_instructions(accelgen, table)
    weigh(accelgen, table)
    if not arguments.instructions and not accelgen.is_for_one:
        compare(accelgen, table)
    print(table)
    return 1 if table.is_missed else 0


if __name__ == "__main__":
    sys.exit(main())
