"""A network in use that a deployment goes into, and what the scripts then do besides deploying and cleaning up."""

from __future__ import annotations

import subprocess
from pathlib import Path
from typing import Any

from .cloud import Cloud
from .scripts import REPOSITORY

REGION = "us-east-1"
TABLES = ("private-a", "private-b")
"""Those that have a way out, so that a service can go past its endpoint."""

EXCURSIONS: dict[str, dict[str, tuple[str, ...]]] = {
    "gateway-endpoints": {
        "rotate": ("rotate.sh", "s3", "--yes"),
        "failover": ("failover.sh", "s3", "--to", "nat", "--yes"),
        "failback": ("failover.sh", "s3", "--to", "endpoint", "--yes"),
    }
}
"""Stack → name → script and arguments. Each begins where the one before it has ended."""


def prepare(cloud: Cloud) -> dict[str, Any]:
    """Makes somebody's network in an empty cloud; always the same, to the ids."""
    return cloud.somebodys_vpc(REGION)


def generate(stack: str, folder: Path) -> Path:
    """The scripts of a deployment into that network."""
    program = REPOSITORY / ".build/debug/accelgen"
    if not program.exists():
        raise SystemExit("--in-use needs accelgen: run swift build once")
    network = prepare(Cloud())
    template = folder / "env.template"
    tables = ",".join(network["tables"][each] for each in TABLES)
    template.write_text(
        f"STACK={stack}\nGATEWAY_REGION={REGION}\nGATEWAY_SERVICES=s3,dynamodb\n"
        f"GATEWAY_VPC_ID={network['vpc']}\nGATEWAY_ROUTE_TABLES={tables}\n"
    )
    subprocess.run([program, "--env", template, "--output", folder], check=True, capture_output=True)
    return folder / stack
