"""AWS's rules where moto has none: a file a subject, a function a rule."""

from . import (  # noqa: F401  (each registers its rules when it is imported)
    addresses,
    alarms,
    calls,
    dashboards,
    describe_tags,
    described,
    endpoint_services,
    endpoints,
    flow_logs,
    gateway_endpoints,
    gateway_routes,
    gateways,
    health,
    lifetimes,
    listeners,
    load_balancers,
    nat_gateways,
    peerings,
    prefix_lists,
    prefix_rules,
    routes,
    security_groups,
    shared_vpcs,
    several_ids,
    subnets,
    tagging,
    target_groups,
    tokens,
    topics,
    vpcs,
    zones,
)
from .registry import wrap


def install() -> None:
    from moto.cloudwatch.responses import CloudWatchResponse
    from moto.ec2.responses import EC2Response
    from moto.elbv2.responses import ELBV2Response
    from moto.sns.responses import SNSResponse

    wrap(EC2Response, "ec2")
    wrap(ELBV2Response, "elbv2")
    wrap(SNSResponse, "sns")
    wrap(CloudWatchResponse, "cloudwatch")
