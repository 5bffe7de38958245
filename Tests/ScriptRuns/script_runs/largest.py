"""The largest configurations that a stack has, beside those of its shipped scripts."""

from __future__ import annotations

import argparse
from pathlib import Path

from . import belongings, scripts
from .cloud import Cloud

CERTIFICATE = "arn:aws:acm:us-east-1:123456789012:certificate/11111111-2222-3333-4444-555555555555"
ALARM_EMAIL = "operations@example.com"

LARGEST: dict[str, dict[str, dict[str, str]]] = {
    "ml-network": {
        # Every tier in three zones, every wall and every way in, another Region, training, and no servers.
        "network": {
            "ZONE_COUNT": "3",
            "SERVER_TYPE": "",
            "INTERFACE_ENDPOINTS": "ssm,ssmmessages,ecr.api,ecr.dkr",
            "NETWORK_ACLS": "true",
            "DENY_CIDRS": "192.0.2.0/24",
            "VPN_DEVICE_IP": "203.0.113.10",
            "VPN_CIDRS": "192.168.0.0/16,172.20.0.0/16",
            "CLIENT_VPN_SERVER_CERTIFICATE_ARN": CERTIFICATE,
            "CLIENT_VPN_CLIENT_CA_ARN": CERTIFICATE,
            "CLIENT_VPN_CIDR": "10.100.0.0/22",
            "DX_GATEWAY_ASN": "64520",
            "DX_CIDRS": "192.168.0.0/16,10.200.0.0/16",
            "MESH_HOST": "models.production.svc.cluster.local",
            "TRAINING_TYPE": "p4d.24xlarge",
            "TRAINING_ZONE": "1",
            "PEER_REGION": "eu-west-1",
            "FLOW_LOG_DAYS": "14",
            "ALARM_EMAIL": ALARM_EMAIL,
        },
        # Models behind a CDN by a name of their own, in two versions, guarded, logged and watched.
        "serving": {
            "CERTIFICATE_ARN": CERTIFICATE,
            "CLOSED_PATHS": "/metrics*,/admin/*",
            "CDN": "true",
            "CDN_CERTIFICATE_ARN": CERTIFICATE,
            "DOMAIN_NAME": "models.example.com",
            "LOG_BUCKET": "",
            "WEB_ACL_ARN": "",
            "ALARM_EMAIL": ALARM_EMAIL,
        },
    },
}
"""Stack → name → values of keys. Where they name what somebody has (belongings.py), it is known when that is there."""


def add_stack_options(parser: argparse.ArgumentParser) -> None:
    """Which scripts are meant, and where they come from."""
    parser.add_argument(
        "--stack", choices=scripts.stacks(), default=scripts.DEFAULT_STACK, help="whose shipped scripts to run (%(default)s)"
    )
    parser.add_argument("--scripts", type=Path, help="a folder of that stack's scripts, instead of generated/")
    names = sorted({name for configurations in LARGEST.values() for name in configurations})
    parser.add_argument("--largest", choices=names, help="one of the stack's largest configurations")


def source(arguments: argparse.Namespace, folder: Path) -> Path:
    """The folder of the scripts that are meant; what is made for them is in another one."""
    if not arguments.largest:
        return (arguments.scripts or scripts.generated(arguments.stack)).resolve()
    if arguments.largest not in LARGEST.get(arguments.stack, {}):
        raise SystemExit(f"{arguments.stack} has no configuration {arguments.largest}")
    return generate(arguments.stack, arguments.largest, folder)


def prepare(cloud: Cloud) -> dict[str, str]:
    """What the scripts name is there."""
    return belongings.put(cloud)


def generate(stack: str, name: str, folder: Path) -> Path:
    """The scripts of a configuration, for a cloud that was prepared when it was empty."""
    values = {"STACK": stack, "REGION": belongings.REGION, "VPC_NAME": "ml-vpc"} | LARGEST[stack][name]
    values |= {key: value for key, value in prepare(Cloud()).items() if key in values}
    return scripts.generated_from("".join(f'{key}="{value}"\n' for key, value in values.items()), stack, folder)
