"""A folder of generated scripts, and runs of them that can be killed."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

from . import processes
from .cloud import Cloud

REPOSITORY = Path(__file__).parents[3]
TOOLS = Path(sys.executable).parent

DEFAULT_STACK = "acceleration"


def stacks() -> list[str]:
    """Every stack, by name: each has its shipped scripts in generated/."""
    return sorted(path.name for path in (REPOSITORY / "generated").iterdir() if path.is_dir())


def generated(stack: str) -> Path:
    return REPOSITORY / "generated" / stack


def generated_from(template: str, stack: str, folder: Path) -> Path:
    """The scripts that accelgen makes of an env template, in a folder."""
    program = REPOSITORY / ".build/debug/accelgen"
    if not program.exists():
        raise SystemExit("this needs accelgen: run swift build once")
    file = folder / "env.template"
    file.write_text(template)
    run = subprocess.run([program, "--env", file, "--output", folder], capture_output=True, text=True)
    if run.returncode != 0:
        raise SystemExit(run.stderr)
    return folder / stack


class PreforkedAWS:
    """Tests/Tools/preforked_aws.py."""

    def __init__(self) -> None:
        program = REPOSITORY / "Tests/Tools/preforked_aws.py"
        self._process = subprocess.Popen([sys.executable, program], stdout=subprocess.PIPE, text=True)
        self.folder = Path(self._process.stdout.readline().strip())
        self.under_way = self.folder / "under-way"
        """Has a file for each call that may still have an effect."""

    def stop(self) -> None:
        self._process.terminate()
        self._process.wait()
        self._process.stdout.close()


@dataclass
class Outcome:
    """How a run ended: its status, or that it was killed."""

    script: str
    status: int | None
    output: str
    seconds: float

    @property
    def killed(self) -> bool:
        return self.status is None


class Scripts:
    """A copy of the scripts with an `env` of its own."""

    def __init__(self, folder: Path, cloud: Cloud, aws: PreforkedAWS | None, source: Path) -> None:
        self.folder = folder
        self.cloud = cloud
        self.aws = aws
        self.poll_seconds = 0.05
        self.settle_seconds = 8
        self.timeout_seconds = 600
        self.seconds_to_end = 60.0
        """How much longer than its script a process may be there. Those that end with it need a moment for that."""
        shutil.copytree(source, folder / "scripts", ignore=shutil.ignore_patterns("env", ".env*"))
        (folder / "home").mkdir()

    @property
    def scripts(self) -> Path:
        return self.folder / "scripts"

    def resources(self) -> list[tuple[str, str, str]]:
        """The key, kind and side of each resource that there can be: the table in resources.sh. Where a key has a *,
        in quotes there, the row stands for several."""
        text = (self.scripts / "resources.sh").read_text()
        return re.findall(r"^has_resource '?([^\s']+)'? (\S+) (\S+)", text, re.M)

    def kind_calls(self) -> set[str]:
        """The functions of kinds that the steps themselves call."""
        texts = [path.read_text() for path in self.scripts.glob("[0-9]*.sh")]
        return set(re.findall(r"\b[a-z_]+::[a-z_]+", "\n".join(texts)))

    def deploying(self, *unwanted: str) -> tuple[str, ...]:
        """deploy_all.sh without those of its parts that are named here, where it has them. There is nobody to ask."""
        script = "deploy_all.sh"
        text = (self.scripts / script).read_text()
        return script, *(option for option in (*unwanted, "--yes") if f"[{option}]" in text)

    def copy(self, folder: Path) -> Scripts:
        """The same scripts with the same `env`, in another folder."""
        other = Scripts.__new__(Scripts)
        other.__dict__ |= self.__dict__ | {"folder": folder}
        shutil.copytree(self.folder, folder)
        return other

    def lose_env(self) -> None:
        (self.scripts / "env").unlink(missing_ok=True)

    def environment(self) -> dict[str, str]:
        """Nothing of this machine: no credentials, no configuration, no other `aws`."""
        first = self.aws.folder if self.aws else TOOLS
        return {
            "PATH": f"{first}:{os.environ.get('PATH', '/usr/bin:/bin')}",
            "HOME": str(self.folder / "home"),
            "AWS_ENDPOINT_URL": self.cloud.url,
            "AWS_ACCESS_KEY_ID": "test",
            "AWS_SECRET_ACCESS_KEY": "test",
            "AWS_CONFIG_FILE": os.devnull,
            "AWS_SHARED_CREDENTIALS_FILE": os.devnull,
            "AWS_EC2_METADATA_DISABLED": "true",
            "PREFORKED_AWS_HURRY": "20",
            "ACCELGEN_POLL_SECONDS": str(self.poll_seconds),
            "ACCELGEN_SETTLE_SECONDS": str(self.settle_seconds),
            "ACCELGEN_TIMEOUT_SECONDS": str(self.timeout_seconds),
        }

    def run(self, script: str, *arguments: str) -> Outcome:
        """Runs a script to its end, or until the world stands still: then all its processes are killed, and the
        world goes on."""
        log = self.folder / "log"
        started = time.monotonic()
        with log.open("ab") as file:
            file.write(f"$ ./{script} {' '.join(arguments)}\n".encode())
            file.flush()
            begin = file.tell()
            run = subprocess.Popen(
                [self.scripts / script, *arguments],
                cwd=self.folder,
                env=self.environment(),
                stdin=subprocess.DEVNULL,
                stdout=file,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
            while run.poll() is None and not self.cloud.halted(0.02):
                if time.monotonic() - started > processes.PATIENCE:
                    self._kill(run)
                    raise RunTooLong(f"{script} did not end within {processes.PATIENCE:.0f} s")
            status = run.poll()
            if self.cloud.halted(0):
                self._kill(run)
                status = None
                self.cloud.go_on()
                file.write(b"(killed)\n")
            else:
                self._await_end(run)
        return Outcome(script, status, self.output(begin), time.monotonic() - started)

    def _await_end(self, run: subprocess.Popen[bytes]) -> None:
        """What a script started ends with it."""
        deadline = time.monotonic() + self.seconds_to_end
        while left := processes.of_session(run.pid):
            if time.monotonic() > deadline:
                self._kill(run)
                raise LeftRunning(f"{len(left)} processes of the script outlived it")
            time.sleep(0.01)

    def output(self, begin: int = 0) -> str:
        return (self.folder / "log").read_bytes()[begin:].decode("utf-8", "replace")

    def _kill(self, run: subprocess.Popen[bytes]) -> None:
        processes.kill_session(run.pid)
        run.wait()
        if self.aws:
            processes.await_no_call(self.aws.under_way)


class RunTooLong(Exception):
    pass


class LeftRunning(Exception):
    pass
