"""One process with a cloud of its own that does one trial after another.

It reads trials from standard input, a line of JSON each, and answers each with a line of JSON: `sweep.py` runs
several of it side by side.
"""

from __future__ import annotations

import json
import os
import sys
import tempfile
import traceback
from pathlib import Path
from typing import Any

from . import faulty, killed, processes
from .cloud import Cloud
from .scripts import PreforkedAWS, Scripts


class Worker:
    def __init__(self, folder: Path, source: Path) -> None:
        self.folder = folder
        self.source = source
        self.aws = PreforkedAWS()
        self.cloud = Cloud()

    def trial(self, request: dict[str, Any]) -> Any:
        """Each trial is done in a branch, so that it leaves nothing behind, and can fail as it likes."""
        with tempfile.TemporaryDirectory(dir=self.folder) as name:
            scripts = Scripts(Path(name, "run"), self.cloud, self.aws, self.source)
            kind = {"reference": killed.reference, "killed": killed.trial, "faulty": faulty.trial}[request["kind"]]
            return self.cloud.branch(lambda: kind(scripts, **request["arguments"]))


def main() -> None:
    source = Path(sys.argv[1])
    processes.stop_with_parent(os.getppid())
    with tempfile.TemporaryDirectory(prefix="accelgen-runs-") as folder:
        worker = Worker(Path(folder), source)
        try:
            for line in sys.stdin:
                try:
                    answer = {"result": worker.trial(json.loads(line))}
                except Exception:
                    answer = {"error": traceback.format_exc()}
                print(json.dumps(answer), flush=True)
        finally:
            worker.aws.stop()


if __name__ == "__main__":
    main()
