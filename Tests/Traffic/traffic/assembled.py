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
OWN = REPOSITORY / "templates" / "gateway-endpoints"

RESOURCES = """#!/usr/bin/env bash
has_side GATEWAY us-east-1 ""
"""
KINDS = "#!/usr/bin/env bash\n"


def rendered(path: Path, values: dict[str, str], top: bool = True) -> str:
    lines = []
    for number, line in enumerate(path.read_text().splitlines()):
        directive = re.match(r"\s*#% (\w+) ?(\S*)", line)
        if not directive:
            if top or number > 0:
                lines.append(line)
        elif directive[1] == "include":
            found = next(folder / directive[2] for folder in (OWN, COMMON) if (folder / directive[2]).exists())
            lines.append(f"# --- {found.relative_to(REPOSITORY)} ---\n" + rendered(found, values, False))
        elif directive[1] == "param":
            value = values[directive[2]]
            lines.append(f"readonly {directive[2]}={value if value.startswith('(') else shlex.quote(value)}")
        else:
            raise ValueError(f"{path}: {line}")
    return "\n".join(lines)


def assemble(folder: Path, name: str = "traffic.sh", region: str = "us-east-1", **parameters: str) -> Path:
    """Puts a script and its library into a folder; its path."""
    values = {"DEPLOYMENT_TAG": "gateway-endpoints/test/us-east-1", "TAGS": "()", "GATEWAY_VPC_ID": "vpc-0a1", "PARTITION": "aws"} | parameters
    (folder / "lib.sh").write_text(rendered(COMMON / "lib.sh", values) + "\n")
    (folder / "resources.sh").write_text(RESOURCES.replace("us-east-1", region))
    (folder / "kinds.sh").write_text(KINDS)
    script = folder / name
    script.write_text(rendered(OWN / name, values) + "\n")
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
