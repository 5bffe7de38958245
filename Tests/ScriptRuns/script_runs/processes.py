"""Finding and killing every process of a run."""

from __future__ import annotations

import os
import signal
import subprocess
import threading
import time
from pathlib import Path

PATIENCE = 1800.0
"""Seconds after which something is taken to hang: far more than the slowest machine needs, so no verdict on its speed."""


def stop_with_parent(parent: int) -> None:
    """Ends this process soon after its parent."""

    def watch() -> None:
        while os.getppid() == parent:
            time.sleep(0.5)
        os._exit(1)

    threading.Thread(target=watch, daemon=True).start()


def alive() -> list[tuple[int, int]]:
    """All processes that are not zombies, each with its parent."""
    if Path("/proc/self/stat").exists():
        found = []
        for entry in os.listdir("/proc"):
            if not entry.isdigit():
                continue
            try:
                # The name, in parentheses, may hold anything: https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html
                state, parent = Path("/proc", entry, "stat").read_text().rpartition(")")[2].split()[:2]
            except OSError:
                continue
            if state not in "ZX":
                found.append((int(entry), int(parent)))
        return found
    listed = subprocess.run(["ps", "-A", "-o", "pid=,ppid=,stat="], capture_output=True, text=True, check=True).stdout
    rows = [line.split() for line in listed.splitlines()]
    return [(int(process), int(parent)) for process, parent, state, *_ in rows if not state.startswith("Z")]


def of_session(session: int) -> list[int]:
    """Every process of a session: also those that are orphans, or in groups of their own."""
    found = []
    for process, _ in alive():
        try:
            if os.getsid(process) == session:
                found.append(process)
        except ProcessLookupError:
            pass
    return found


def kill_session(session: int) -> None:
    """kill -9 until none is left, however fast they start others."""
    deadline = time.monotonic() + PATIENCE
    while victims := of_session(session):
        for process in victims:
            try:
                os.kill(process, signal.SIGKILL)
            except ProcessLookupError:
                pass
        if time.monotonic() > deadline:
            raise TimeoutError(f"these processes cannot be killed: {victims}")


def await_no_call(under_way: Path) -> None:
    """Waits until no call that was begun with the pre-forked AWS CLI can have an effect any more, when every `aws` has
    been killed: what is not in this folder of its by now, is not begun any more (Tests/Tools/preforked_aws.py)."""
    deadline = time.monotonic() + PATIENCE
    while left := os.listdir(under_way):
        if time.monotonic() > deadline:
            raise TimeoutError(f"these calls do not end: {left}")
        time.sleep(0.005)
