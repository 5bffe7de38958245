"""Runs analyse_events of the templates, with any awk, outside of all that AWS and lib.sh are."""

from __future__ import annotations

import os
import subprocess
import tempfile
from pathlib import Path

from traffic.analysis import TEMPLATES, awks, folder_with

PARTS = ["json_reader.sh", "access_actions.sh", "access_events.sh", "access_judging.sh", "access_needs.sh"]
SCRIPT = """
set -Eeuo pipefail
for part in "${@:2}"; do source "$part"; done
analyse_events "$1"
"""
MARK = b'"\036"\n'

__all__ = ["MARK", "analyse", "awks"]


def analyse(
    files: list[bytes], endpoints: str = "", nats: str = "", region: str = "us-east-1", rows: bool = False,
    awk: list[str] | None = None, window: int | None = None, partition: str = "aws",
) -> str:  # fmt: skip
    """The facts of these files."""
    with tempfile.TemporaryDirectory() as name:
        environment = dict(
            os.environ, AWK_REGION=region, AWK_PARTITION=partition, AWK_ENDPOINTS=endpoints, AWK_NATS=nats
        )
        if window is not None:
            environment["ACCESS_WINDOW"] = str(window)
        if awk:
            folder_with(awk, Path(name))
            environment["PATH"] = f"{name}:{environment['PATH']}"
        outcome = subprocess.run(
            ["bash", "-c", SCRIPT, "bash", "rows" if rows else "", *map(str, map(TEMPLATES.joinpath, PARTS))],
            input=b"".join(file + MARK for file in files), capture_output=True, env=environment, check=False,
        )  # fmt: skip
    if outcome.returncode or outcome.stderr:
        raise AssertionError(f"status {outcome.returncode}: {outcome.stderr.decode(errors='replace')}")
    return outcome.stdout.decode("latin-1")
