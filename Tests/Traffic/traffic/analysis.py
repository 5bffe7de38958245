"""Runs analyse_records of the templates, with any awk, outside of all that AWS and lib.sh are."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parents[3]
TEMPLATES = REPOSITORY / "templates" / "gateway-endpoints"
PARTS = ["traffic_addresses.sh", "traffic_counting.sh", "traffic_analysis.sh"]

SCRIPT = """
set -Eeuo pipefail
for part in "${@:3}"; do source "$part"; done
analyse_records "$1" "$2"
"""

KNOWN_AWKS = {"mawk": ["mawk"], "gawk": ["gawk"], "gawk-posix": ["gawk", "--posix"], "busybox": ["busybox", "awk"],
              "original-awk": ["original-awk"], "awk": ["awk"]}  # fmt: skip


def awks() -> dict[str, list[str]]:
    """The awks of this machine, by name; `awk` itself only where it is none of the others."""
    found = {name: command for name, command in KNOWN_AWKS.items() if name != "awk" and shutil.which(command[0])}
    usual = os.path.realpath(shutil.which("awk") or "")
    if all(os.path.realpath(shutil.which(command[0]) or "") != usual for command in found.values()):
        found["awk"] = ["awk"]
    return found


def folder_with(awk: list[str], folder: Path) -> None:
    """Makes a folder for PATH in which `awk` is this one."""
    script = folder / "awk"
    script.write_text(f'#!/bin/sh\nexec {shutil.which(awk[0])} {" ".join(awk[1:])} "$@"\n')
    script.chmod(0o755)


def analyse(
    records: bytes, network: str = "", order: str = "", window: int | None = None, awk: list[str] | None = None
) -> str:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        environment = dict(os.environ)
        if awk:
            folder_with(awk, folder)
            environment["PATH"] = f"{folder}:{environment['PATH']}"
        if window:
            environment["TRAFFIC_WINDOW"] = str(window)
        known = folder / "network"
        known.write_text(network)
        outcome = subprocess.run(
            ["bash", "-c", SCRIPT, "bash", str(known) if network else "", order, *map(str, map(TEMPLATES.joinpath, PARTS))],
            input=records, capture_output=True, env=environment, check=False,
        )  # fmt: skip
    if outcome.returncode or outcome.stderr:
        raise AssertionError(f"status {outcome.returncode}: {outcome.stderr.decode(errors='replace')}")
    return outcome.stdout.decode("latin-1")
