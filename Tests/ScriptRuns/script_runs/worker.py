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
from collections import Counter
from collections.abc import Callable
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
        self.deployed: Scripts | None = None
        """What the cloud holds, once it holds something."""

    def trial(self, request: dict[str, Any]) -> Any:
        """Each trial is done in a branch, so that it leaves nothing behind, and can fail as it likes."""
        arguments = request["arguments"]
        kind = {"reference": killed.reference, "killed": killed.trial, "faulty": faulty.trial}[request["kind"]]
        with tempfile.TemporaryDirectory(dir=self.folder) as name:
            folder = Path(name, "run")
            if "call" in arguments and arguments["call"]["script"] == "cleanup":
                scripts = self.deployment(arguments["inventory"]).copy(folder)
                return self.cloud.branch(lambda: kind(scripts, **arguments))
            scripts = Scripts(folder, self.cloud, self.aws, self.source)
            return self.cloud.branch(lambda: self.empty(lambda: kind(scripts, **arguments)))

    def empty(self, trial: Callable[[], Any]) -> Any:
        self.cloud.reset()
        return trial()

    def deployment(self, inventory: dict[str, int]) -> Scripts:
        """What all trials of cleanup.sh start from, made once."""
        if self.deployed is None:
            self.cloud.reset()
            scripts = Scripts(self.folder / "deployed", self.cloud, self.aws, self.source)
            killed.deploy(scripts, Counter(inventory))
            self.cloud.forget_calls()
            self.deployed = scripts
        return self.deployed


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
