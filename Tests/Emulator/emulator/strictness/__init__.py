"""AWS's rules where moto has none: a file a subject, a function a rule."""

from . import (  # noqa: F401  (each registers its rules when it is imported)
    addresses,
    calls,
    describe_tags,
    endpoint_services,
    endpoints,
    gateways,
    health,
    lifetimes,
    listeners,
    load_balancers,
    peerings,
    routes,
    security_groups,
    subnets,
    tagging,
    target_groups,
    tokens,
    vpcs,
    zones,
)
from .registry import wrap


def install() -> None:
    from moto.ec2.responses import EC2Response
    from moto.elbv2.responses import ELBV2Response

    wrap(EC2Response, "ec2")
    wrap(ELBV2Response, "elbv2")
