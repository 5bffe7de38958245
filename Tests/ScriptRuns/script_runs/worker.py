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

from . import faulty, in_use, killed, largest, processes
from .cloud import Cloud
from .scripts import PreforkedAWS, Scripts


PREPARED: dict[str, Callable[[Cloud], Any]] = {"--in-use": in_use.prepare, "--largest": largest.prepare}
"""Option → what is in the cloud before a deployment."""


class Worker:
    def __init__(self, folder: Path, source: Path, prepare: Callable[[Cloud], Any] | None) -> None:
        self.folder = folder
        self.source = source
        self.prepare = prepare
        self.aws = PreforkedAWS()
        self.cloud = Cloud()
        self.cloud.warm_up()
        self.deployed: Scripts | None = None
        """What the cloud holds, once it holds something."""

    def trial(self, request: dict[str, Any]) -> Any:
        """Each trial is done in a branch, so that it leaves nothing behind, and can fail as it likes."""
        arguments = request["arguments"]
        if request["kind"] == "killed":
            return self.killed(**arguments)
        kind = {"reference": killed.reference, "faulty": faulty.trial}[request["kind"]]
        with tempfile.TemporaryDirectory(dir=self.folder) as name:
            folder = Path(name, "run")
            scripts = Scripts(folder, self.cloud, self.aws, self.source)
            return self.cloud.branch(lambda: self.empty(lambda: kind(scripts, **arguments)))

    def killed(
        self, call: dict[str, Any], envs: list[str], reference: dict[str, Any], excursions: dict[str, list[str]]
    ) -> Any:
        with tempfile.TemporaryDirectory(dir=self.folder) as name:
            folder = Path(name, "run")
            if call["script"] == "deploy":
                scripts = Scripts(folder, self.cloud, self.aws, self.source)
            else:
                scripts = self.deployment(reference["inventory"]).copy(folder)
            planned = killed.plan(scripts, call["script"], reference, excursions)
            trial = lambda: killed.trial(scripts, call, envs, planned)  # noqa: E731
            return self.cloud.branch(trial if call["script"] != "deploy" else lambda: self.empty(trial))

    def empty(self, trial: Callable[[], Any]) -> Any:
        self.reset()
        return trial()

    def reset(self) -> None:
        self.cloud.reset()
        if self.prepare:
            self.prepare(self.cloud)

    def deployment(self, inventory: dict[str, int]) -> Scripts:
        """What all trials start from but those of deploy_all.sh, made once."""
        if self.deployed is None:
            self.reset()
            scripts = Scripts(self.folder / "deployed", self.cloud, self.aws, self.source)
            killed.deploy(scripts, Counter(inventory))
            self.cloud.forget_calls()
            self.deployed = scripts
        return self.deployed


def main() -> None:
    source = Path(sys.argv[1])
    processes.stop_with_parent(os.getppid())
    with tempfile.TemporaryDirectory(prefix="accelgen-runs-") as folder:
        worker = Worker(Path(folder), source, PREPARED[sys.argv[2]] if sys.argv[2:] else None)
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
