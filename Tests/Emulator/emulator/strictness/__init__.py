"""AWS's rules where moto has none: a file a subject, a function a rule."""

import functools
import importlib

from . import (  # noqa: F401  (each registers its rules when it is imported)
    addresses,
    alarms,
    application_load_balancers,
    block_public_access,
    cache_policies,
    calls,
    capacity_reservations,
    certificates,
    client_vpn_networks,
    client_vpns,
    cloudfront,
    cloudfront_tags,
    commands,
    costs,
    customer_gateways,
    dashboards,
    describe_tags,
    described,
    direct_connect,
    direct_connect_ports,
    direct_connect_tags,
    distributions,
    endpoint_services,
    endpoints,
    events,
    flow_logs,
    gateway_endpoints,
    gateway_routes,
    gateways,
    group_rules,
    health,
    http_listeners,
    http_target_group_attributes,
    http_target_groups,
    instance_profiles,
    instance_types,
    instance_refreshes,
    images,
    instances,
    launch_templates,
    lifetimes,
    listener_rules,
    listeners,
    load_balancer_attributes,
    load_balancers,
    log_queries,
    managed_policies,
    metrics,
    nat_gateways,
    network_acl_entries,
    network_acls,
    network_insights,
    origin_request_policies,
    peerings,
    placement_groups,
    prefix_lists,
    prefix_rules,
    public_parameters,
    quotas,
    routes,
    scaling_groups,
    scaling_members,
    scaling_metrics,
    scaling_policies,
    scaling_servers,
    scaling_tags,
    scaling_targets,
    security_groups,
    shared_vpcs,
    several_ids,
    subnets,
    tagging,
    target_groups,
    tokens,
    topics,
    vpc_origins,
    vpcs,
    vpn_connections,
    vpn_devices,
    vpn_gateways,
    web_acls,
    zones,
)
from .registry import wrap


CLASSES = {
    "acm": "AWSCertificateManagerResponse",
    "autoscaling": "AutoScalingResponse",
    "ce": "CostExplorerResponse",
    "cloudfront": "CloudFrontResponse",
    "directconnect": "DirectConnectResponse",
    "events": "EventsHandler",
    "iam": "IamResponse",
    "logs": "LogsResponse",
    "servicequotas": "ServiceQuotasResponse",
    "ssm": "SimpleSystemManagerResponse",
    "tagging": "ResourceGroupsTaggingAPIResponse",
    "wafv2": "WAFV2Response",
}
"""Services that few tests need, whose import takes its time → moto's class."""

MODULES = {"tagging": "resourcegroupstaggingapi"}
"""How moto names a service, where requests are signed for another name."""

MODELS = {"servicequotas": "service-quotas", "tagging": "resourcegroupstaggingapi"}
"""How botocore names a service, where moto has another name."""

_wrapped: set[str] = set()


@functools.cache
def install() -> None:
    """Once, however many applications a process has: a rule must not meet what it has made of an answer."""
    from moto.cloudwatch.responses import CloudWatchResponse
    from moto.ec2.responses import EC2Response
    from moto.elbv2.responses import ELBV2Response
    from moto.sns.responses import SNSResponse

    wrap(EC2Response, "ec2")
    wrap(ELBV2Response, "elbv2")
    wrap(SNSResponse, "sns")
    wrap(CloudWatchResponse, "cloudwatch")


def install_for(service: str) -> None:
    """At the first call to a service that few tests need."""
    if service in CLASSES and service not in _wrapped:
        _wrapped.add(service)
        if service == "cloudfront":
            cloudfront.serve_paths()
        module = importlib.import_module(f"moto.{MODULES.get(service, service)}.responses")
        wrap(getattr(module, CLASSES[service]), MODELS.get(service, service))
