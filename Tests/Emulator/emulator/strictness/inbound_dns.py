"""Private DNS only for inbound resolver endpoints: an interface endpoint that needs a gateway
endpoint beside it.

https://docs.aws.amazon.com/vpc/latest/privatelink/vpc-endpoints-s3.html
"""

from __future__ import annotations

from typing import Any

from moto.ec2.models.vpcs import VPCEndPoint

from . import endpoint_services
from .registry import Call, Refused

OPTION = "PrivateDnsOnlyForInboundResolverEndpoint"


def checked(call: Call, vpc: Any, service: dict[str, Any], private_dns: bool) -> dict[str, Any]:
    """The DNS options of a new interface endpoint of a service that has gateways, too: there the
    option is on with private DNS unless the call says otherwise.
    The words are AWS's: https://github.com/hashicorp/terraform-provider-aws/issues/33689"""
    options = call.get("DnsOptions", {})
    both = (service["name"], "gateway") in endpoint_services.offered(service["region"])
    if not both:
        if OPTION in options:
            raise Refused("InvalidParameter", f"{OPTION} is not supported by the service {service['name']}")
        return dict(options)
    only_inbound = bool(private_dns and options.get(OPTION, service["prefix"] == "s3"))
    if only_inbound and not gateways(call.ec2, vpc.id, service["name"]):
        raise Refused(
            "InvalidParameter",
            f"To set {OPTION} to true, the VPC {vpc.id} must have a Gateway endpoint for the service.",
        )
    return dict(options) | {OPTION: only_inbound}


def modify(call: Call, endpoint: VPCEndPoint) -> None:
    options = call.get("DnsOptions")
    if not options:
        return
    on = options.get(OPTION)
    if on and not gateways(call.ec2, endpoint.vpc_id, endpoint.service_name):
        raise Refused(
            "InvalidParameter",
            f"To set {OPTION} to true, the VPC {endpoint.vpc_id} must have a Gateway endpoint for the service.",
        )
    endpoint.dns_options = endpoint.dns_options | options


def gateways(backend: Any, vpc_id: str, service_name: str) -> list[VPCEndPoint]:
    return [
        each
        for each in backend.vpc_end_points.values()
        if (each.vpc_id, each.service_name, each.vpc_endpoint_type) == (vpc_id, service_name, "Gateway")
        and each.state in ("pending", "available")
    ]


def endpoint_that_needs(backend: Any, gateway: VPCEndPoint) -> VPCEndPoint | None:
    """The interface endpoint that a gateway endpoint, the last of its service, cannot go before.
    Seen on AWS: https://github.com/cloudposse/terraform-aws-vpc/issues/153"""
    if gateway.vpc_endpoint_type != "Gateway":
        return None
    others = [each for each in gateways(backend, gateway.vpc_id, gateway.service_name) if each is not gateway]
    for each in backend.vpc_end_points.values():
        same = (each.vpc_id, each.service_name) == (gateway.vpc_id, gateway.service_name)
        on = each.vpc_endpoint_type == "Interface" and each.dns_options.get(OPTION)
        if same and on and not others and each.state in ("pending", "available"):
            return each
    return None
