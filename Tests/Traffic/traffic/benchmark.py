"""Measures analyse_records: speed and peak memory for a log and for one ten times as long, by every awk.

usage: python -m traffic.benchmark FOLDER [--check]

Fails where memory grows with the log, and below 20 MB a second of processor time with mawk or gawk. That is time of
the processor, not of the clock, so that other work on the machine matters little. With --check the larger log's
facts are compared with the second implementation's, which takes minutes and some GB.
"""

from __future__ import annotations

import os
import resource
import shlex
import shutil
import subprocess
import sys
import time
from pathlib import Path

from . import analysis, random_log, reference

SIZES = (20, 200)
LEAST_SPEED = 20
MOST_GROWTH = 1.5
"""Of peak memory, from the smaller log to the larger: a window may not be full in the smaller one."""


def measured(log: Path, network: Path, awk: list[str], folder: Path) -> tuple[float, float, float, bytes]:
    """Seconds of processor time, of the clock, and MB of the awk alone; and the facts."""
    tools = folder / "-".join(awk)
    tools.mkdir(exist_ok=True)
    note = tools / "measured"
    # By its path: the script that stands in its place is called awk, too, and would call itself for ever.
    program = [shutil.which(awk[0]) or awk[0], *awk[1:]]
    runner = [sys.executable, "-m", "traffic.benchmark", "--run", str(note)]
    (tools / "awk").write_text(f'#!/bin/sh\nexec {shlex.join(runner + program)} "$@"\n')
    (tools / "awk").chmod(0o755)
    environment = {**os.environ, "PATH": f"{tools}:{os.environ['PATH']}"}
    parts = [str(analysis.TEMPLATES / part) for part in analysis.PARTS]
    with log.open("rb") as records:
        facts = subprocess.run(
            ["bash", "-c", analysis.SCRIPT, "bash", str(network), "", *parts],
            stdin=records, stdout=subprocess.PIPE, check=True, env=environment,
        ).stdout  # fmt: skip
    seconds, clock, megabytes = map(float, note.read_text().split())
    return seconds, clock, megabytes, facts


def run(note: str, command: list[str]) -> None:
    """In the awk's place: runs it and notes what it took."""
    begun = time.monotonic()
    with subprocess.Popen(command) as process:
        peak = 0
        while process.poll() is None:
            peak = max(peak, memory(process.pid))
            time.sleep(0.02)
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    # macOS counts bytes, Linux kB; and Linux takes what this Python had before for the awk's.
    peak = peak or used.ru_maxrss // (1000 if sys.platform == "darwin" else 1)
    Path(note).write_text(f"{used.ru_utime + used.ru_stime} {time.monotonic() - begun} {peak / 1000}")
    sys.exit(process.returncode)


def memory(process: int) -> int:
    """The peak of a process so far in kB, where Linux tells, else nothing."""
    try:
        lines = Path(f"/proc/{process}/status").read_text().splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) for line in lines if line.startswith("VmHWM:")), 0)


def main() -> None:
    folder = Path(sys.argv[1])
    network = folder / "network"
    network.write_text(random_log.NETWORK)
    logs = {}
    for size in SIZES:
        logs[size] = folder / f"{size}"
        with logs[size].open("wb") as log:
            for part in random_log.large(size * 1_000_000):
                log.write(part)
    failed = False
    print(f"{'awk':14} {'log':>8} {'CPU s':>8} {'MB/s':>6} {'clock s':>8} {'peak MB':>8}")
    kept = b""
    for name, awk in analysis.awks().items():
        peaks = []
        for size, log in logs.items():
            seconds, clock, peak, facts = measured(log, network, awk, folder)
            speed = log.stat().st_size / 1e6 / seconds
            print(f"{name:14} {size:5} MB {seconds:8.2f} {speed:6.1f} {clock:8.2f} {peak:8.1f}", flush=True)
            peaks.append(peak)
            failed |= name in ("mawk", "gawk") and speed < LEAST_SPEED
        failed |= peaks[-1] > peaks[0] * MOST_GROWTH
        if kept and facts != kept:
            print(f"{name} finds other facts")
            failed = True
        kept = facts
    if "--check" in sys.argv:
        same = reference.analyse(logs[SIZES[-1]].read_bytes(), random_log.NETWORK).encode() == kept
        print(f"the second implementation finds {'the same' if same else 'other facts'}")
        failed |= not same
    sys.exit(failed)


if __name__ == "__main__":
    if sys.argv[1] == "--run":
        run(sys.argv[2], sys.argv[3:])
    main()
