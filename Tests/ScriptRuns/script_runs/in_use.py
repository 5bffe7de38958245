"""A deployment in use, and what the scripts then do to it besides deploying and cleaning up."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from .cloud import Cloud
from .scripts import generated_from

REGION = "us-east-1"
TABLES = ("private-a", "private-b")
"""Those that have a way out, so that a service can go past its endpoint."""

NEW_VERSION = "new_version.sh"
UNWATCHED = ("--bake", "0")
"""Nobody sends requests that could be watched."""

EXCURSIONS: dict[str, dict[str, tuple[str, ...]]] = {
    "gateway-endpoints": {
        "rotate": ("rotate.sh", "s3", "--yes"),
        "failover": ("failover.sh", "s3", "--to", "nat", "--yes"),
        "failback": ("failover.sh", "s3", "--to", "endpoint", "--yes"),
    },
    "ml-network": {
        "version": (NEW_VERSION,),
        "tenth": ("shift.sh", "10", *UNWATCHED),
        "all": ("shift.sh", "100", *UNWATCHED),
        "half": ("shift.sh", "50", *UNWATCHED),
        "rollback": ("shift.sh", "rollback"),
        "again": ("shift.sh", "100", *UNWATCHED),
        "promote": ("shift.sh", "promote"),
    },
}
"""Stack → name → script and arguments. Each begins where the one before it has ended."""

ASKED_AGAIN = ("shift.sh", NEW_VERSION)
"""What these come to stands in AWS, and not in `env`: where that is lost, they are run again after deploy_all.sh."""


def prepare(cloud: Cloud) -> dict[str, Any]:
    """Makes somebody's network in an empty cloud; always the same, to the ids."""
    return cloud.somebodys_vpc(REGION)


def generate(stack: str, folder: Path) -> Path:
    """The scripts of a deployment that is in use: in somebody's network, or with servers of which a new version comes."""
    template = of_network() if stack == "gateway-endpoints" else of_servers()
    scripts = generated_from(f"STACK={stack}\n{template}", stack, folder)
    if NEW_VERSION in {command[0] for command in EXCURSIONS[stack].values()}:
        write_new_version(scripts)
    return scripts


def of_network() -> str:
    network = prepare(Cloud())
    tables = ",".join(network["tables"][each] for each in TABLES)
    return (
        f"GATEWAY_REGION={REGION}\nGATEWAY_SERVICES=s3,dynamodb\n"
        f"GATEWAY_VPC_ID={network['vpc']}\nGATEWAY_ROUTE_TABLES={tables}\n"
    )


def of_servers() -> str:
    return (
        f"REGION={REGION}\nVPC_NAME=ml-vpc\nNAT=none\nGATEWAY_ENDPOINTS=\nTIERS=public,app\nSERVER_TYPE=t3.large\n"
        "SERVER_GRACE_SECONDS=0\nCLIENT_CIDRS=203.0.113.0/24\n"
    )


def write_new_version(scripts: Path) -> None:
    """What a user does who changes what the servers run, and deploys that."""
    script = scripts / NEW_VERSION
    script.write_text(
        "#!/usr/bin/env bash\nset -euo pipefail\n"
        'cd "$(dirname "$0")"\n'
        "grep -q anew stand_in.sh || echo '# anew' >>stand_in.sh\n"
        "exec ./deploy_all.sh --skip-preflight\n"
    )
    script.chmod(0o755)
