"""A script with what it needs beside it, put together from the templates: enough of accelgen for one script.

Parameters become `readonly KEY=value`, includes are put in, as accelgen does it. The table of resources is a stub.
"""

from __future__ import annotations

import os
import re
import shlex
import subprocess
from pathlib import Path

from .analysis import REPOSITORY

COMMON = REPOSITORY / "templates" / "common"

RESOURCES = """#!/usr/bin/env bash
has_side {side} {region} ""
"""
SIDES = {"gateway-endpoints": "GATEWAY", "ml-network": "NETWORK"}
KINDS = "#!/usr/bin/env bash\n"


def rendered(path: Path, values: dict[str, str], own: Path, top: bool = True) -> str:
    lines = []
    for number, line in enumerate(path.read_text().splitlines()):
        directive = re.match(r"\s*#% (\w+) ?(\S*)", line)
        if not directive:
            if top or number > 0:
                lines.append(line)
        elif directive[1] == "include":
            found = next(folder / directive[2] for folder in (own, COMMON) if (folder / directive[2]).exists())
            lines.append(f"# --- {found.relative_to(REPOSITORY)} ---\n" + rendered(found, values, own, False))
        elif directive[1] == "param":
            value = values[directive[2]]
            lines.append(f"readonly {directive[2]}={value if value.startswith('(') else shlex.quote(value)}")
        else:
            raise ValueError(f"{path}: {line}")
    return "\n".join(lines)


def assemble(
    folder: Path, name: str = "traffic.sh", region: str = "us-east-1", stack: str = "gateway-endpoints", **parameters: str
) -> Path:  # fmt: skip
    """Puts a script of a stack and its library into a folder; its path."""
    own = REPOSITORY / "templates" / stack
    values = {"DEPLOYMENT_TAG": "gateway-endpoints/test/us-east-1", "TAGS": "()", "GATEWAY_VPC_ID": "vpc-0a1", "PARTITION": "aws"} | parameters
    (folder / "lib.sh").write_text(rendered(COMMON / "lib.sh", values, own) + "\n")
    (folder / "resources.sh").write_text(RESOURCES.format(side=SIDES[stack], region=region))
    (folder / "kinds.sh").write_text(KINDS)
    script = folder / name
    script.write_text(rendered(own / name, values, own) + "\n")
    script.chmod(0o755)
    return script


def run(
    script: Path, *arguments: str, stdin: bytes = b"", path: str = "", environment: dict[str, str] | None = None
) -> subprocess.CompletedProcess[bytes]:
    """Runs it, with `path` before PATH."""
    variables = {"PATH": f"{path}:{os.environ['PATH']}" if path else os.environ["PATH"], "HOME": str(script.parent),
                 "ACCELGEN_POLL_SECONDS": "0.01", "AWS_ACCESS_KEY_ID": "test", "AWS_SECRET_ACCESS_KEY": "test"}  # fmt: skip
    return subprocess.run(
        ["bash", str(script), *arguments], input=stdin, capture_output=True, check=False, cwd=script.parent,
        env=variables | (environment or {}),
    )  # fmt: skip
