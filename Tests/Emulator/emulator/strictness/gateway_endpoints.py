"""Gateway endpoints: their tables, types of address and states.

https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateVpcEndpoint.html
https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_ModifyVpcEndpoint.html
https://docs.aws.amazon.com/vpc/latest/privatelink/gateway-endpoints.html
"""

from __future__ import annotations

import re
from typing import Any

from moto.ec2.models.vpcs import VPCEndPoint
from moto.ec2.utils import random_vpc_ep_id

from ..world import world
from . import endpoint_policies, endpoint_services, gateway_routes, prefix_lists
from .registry import Call, Refused, after, before, now

RECORD_TYPES = {
    "ipv4": ["ipv4", "service-defined"],
    "ipv6": ["ipv6", "service-defined"],
    "dualstack": ["ipv4", "ipv6", "dualstack", "service-defined"],
}
"""Type of address → types of DNS records that go with it.
https://docs.aws.amazon.com/AmazonS3/latest/userguide/privatelink-interface-endpoints.html"""

OF_INTERFACES = {
    "SubnetIds": "Subnet IDs",
    "SecurityGroupIds": "Security group IDs",
    "AddSubnetIds": "Subnet IDs",
    "RemoveSubnetIds": "Subnet IDs",
    "AddSecurityGroupIds": "Security group IDs",
    "RemoveSecurityGroupIds": "Security group IDs",
    "SubnetConfigurations": "Subnet configurations",
}
"""Parameters that only endpoints with interfaces have."""


def is_gateway(endpoint: VPCEndPoint) -> bool:
    return bool(endpoint.vpc_endpoint_type == "Gateway")


def service_of(endpoint_or_name: Any) -> str:
    """`s3` of com.amazonaws.REGION.s3."""
    name = getattr(endpoint_or_name, "service_name", endpoint_or_name)
    return str(name).rpartition(".")[2]


def in_use(backend: Any) -> list[VPCEndPoint]:
    return [each for each in backend.vpc_end_points.values() if is_gateway(each) and each.state != "deleted"]


@before("ec2", "CreateVpcEndpoint")
def type_is_known(call: Call) -> None:
    """https://docs.aws.amazon.com/AWSEC2/latest/APIReference/errors-overview.html"""
    asked = call.get("VpcEndpointType", "Gateway")
    if asked not in ("Gateway", "Interface"):
        raise Refused("InvalidVpcEndpointType", f"The VPC endpoint type {asked} is not valid for this service")


def create(call: Call) -> VPCEndPoint:
    backend = call.ec2
    vpc = backend.get_vpc(call.get("VpcId"))
    service = endpoint_services.find(call.region, call.get("ServiceName"), "Gateway")
    check_parameters(call)
    policy = endpoint_policies.checked(call.get("PolicyDocument"), gateway=True)
    address_type = checked_address_type(call.get("IpAddressType", "ipv4"), service["name"])
    records = checked_records(call, "service-defined", address_type, vpc)
    if len(in_use(backend)) >= world.settings.gateway_endpoint_limit:
        raise Refused("VpcEndpointLimitExceeded", "The maximum number of VPC endpoints has been reached.")
    lists = prefix_lists.of_service(backend, service_of(service["name"]), address_type)
    tables = checked_tables(call, "RouteTableIds", vpc.id)
    for table in tables:
        gateway_routes.check(None, table, service["name"], lists)

    endpoint = build(backend, vpc.id, service["name"], policy, address_type, call.tags("vpc-endpoint"))
    endpoint.client_token = call.get("ClientToken")
    endpoint.dns_options = {"DnsRecordIpType": records}
    for table in tables:
        gateway_routes.add(endpoint, table, lists, now())
    start(endpoint)
    return endpoint


def build(
    backend: Any, vpc_id: str, service_name: str, policy: str, address_type: str, tags: dict[str, str]
) -> VPCEndPoint:
    """One without tables, available."""
    endpoint = VPCEndPoint(
        backend,
        random_vpc_ep_id(),
        vpc_id,
        service_name,
        "Gateway",
        policy,
        [],
        [],
        dns_entries=[],
        tags=tags,
        private_dns_enabled=False,
    )
    endpoint.ip_address_type = address_type
    endpoint.dns_options = {"DnsRecordIpType": "service-defined"}
    endpoint.requester_managed = False
    endpoint.service_region = backend.region_name
    backend.vpc_end_points[endpoint.id] = endpoint
    return endpoint


def start(endpoint: VPCEndPoint) -> None:
    """Usually it is available at once."""

    def finish() -> None:
        if endpoint.state != "pending":
            return
        endpoint.state = "available"
        if world.settings.gateway_endpoint_fails:
            endpoint.state = "failed"
            endpoint.failure_reason = world.settings.gateway_endpoint_fails
            endpoint.last_error = {"Code": "InternalError", "Message": world.settings.gateway_endpoint_fails}

    endpoint.state = "pending"
    if world.settings.endpoint_available_seconds:
        world.after(world.settings.endpoint_available_seconds, finish)
    else:
        finish()


def check_parameters(call: Call) -> None:
    for name, shown in OF_INTERFACES.items():
        if call.get(name):
            raise Refused("InvalidParameter", f"{shown} are only supported for Interface type VPC Endpoint.")
    if call.get("PrivateDnsEnabled"):
        raise Refused("InvalidParameter", "Private DNS can only be enabled for Interface type VPC Endpoint.")
    if "PrivateDnsOnlyForInboundResolverEndpoint" in call.get("DnsOptions", {}):
        # The words are AWS's: https://github.com/hashicorp/terraform-provider-aws/issues/45846
        raise Refused(
            "InvalidParameter",
            "DnsOptions PrivateDnsOnlyForInboundResolverEndpoint is applicable only to Interface VPC Endpoints.",
        )


def checked_address_type(asked: str, service_name: str) -> str:
    if asked not in RECORD_TYPES:
        raise Refused("InvalidParameter", f"The IP address type '{asked}' is not valid")
    if asked not in endpoint_services.address_types(service_name):
        raise Refused("InvalidParameter", f"The service {service_name} does not support the IP address type {asked}")
    return asked


def checked_records(call: Call, known: str, address_type: str, vpc: Any) -> str:
    """The type of the DNS records: one that goes with the addresses, and needs the VPC's DNS."""
    asked = call.get("DnsOptions", {}).get("DnsRecordIpType", known)
    if asked not in RECORD_TYPES[address_type]:
        raise Refused("InvalidParameter", f"The DNS record IP type {asked} does not go with {address_type}")
    attributes = (vpc.enable_dns_support, vpc.enable_dns_hostnames)
    if asked != "service-defined" and not all(str(each).lower() == "true" for each in attributes):
        raise Refused(
            "InvalidParameter",
            f"The DNS record IP type {asked} requires both enableDnsSupport and enableDnsHostnames VPC attributes "
            f"set to true for {vpc.id}",
        )
    return str(asked)


def checked_ids(call: Call, name: str) -> list[str]:
    """Ids in form, each once: an empty text is no id, and duplicates fail.
    Seen on AWS: https://github.com/hashicorp/terraform/issues/5705
    https://github.com/eksctl-io/eksctl/issues/2473"""
    ids = call.get(name, [])
    for each in ids:
        if not re.fullmatch(r"rtb-[0-9a-f]+", each):
            raise Refused("InvalidRouteTableId.Malformed", f'Invalid id: "{each}" (expecting "rtb-...")')
    if len(set(ids)) < len(ids):
        raise Refused("InvalidParameter", f"Duplicate route table IDs: {', '.join(ids)}")
    return ids


def checked_tables(call: Call, name: str, vpc_id: str) -> list[Any]:
    """All of them, or the call has no effect."""
    tables = [call.ec2.get_route_table(each) for each in checked_ids(call, name)]
    for table in tables:
        if table.vpc_id != vpc_id:
            raise Refused("InvalidParameter", f"Route table {table.id} does not belong to VPC {vpc_id}")
    return tables


def modify(call: Call, endpoint: VPCEndPoint) -> None:
    check_parameters(call)
    policy = endpoint_policies.checked(call.get("PolicyDocument"), gateway=True)
    address_type = checked_address_type(call.get("IpAddressType", endpoint.ip_address_type), endpoint.service_name)
    vpc = call.ec2.get_vpc(endpoint.vpc_id)
    records = checked_records(call, endpoint.dns_options["DnsRecordIpType"], address_type, vpc)
    lists = prefix_lists.of_service(call.ec2, service_of(endpoint), address_type)
    leaving = checked_leaving(call, endpoint)
    coming = checked_tables(call, "AddRouteTableIds", endpoint.vpc_id)
    held = gateway_routes.tables_of(endpoint).since
    for table in coming:
        if table.id in leaving:
            raise Refused("InvalidParameter", f"Route table {table.id} cannot be both added and removed")
        # One that the endpoint has is no fault, and no repair of a route that was lost.
        if table.id not in held:
            gateway_routes.check(endpoint.id, table, endpoint.service_name, lists)
    for each in leaving:
        gateway_routes.remove(endpoint, each)
    for table in coming:
        if table.id not in held:
            gateway_routes.add(endpoint, table, lists, now())
    if address_type != endpoint.ip_address_type:
        change_lists(endpoint, lists)
    endpoint.ip_address_type, endpoint.dns_options = address_type, {"DnsRecordIpType": records}
    if call.get("ResetPolicy") or call.get("PolicyDocument") is not None:
        endpoint.policy_document = policy


def checked_leaving(call: Call, endpoint: VPCEndPoint) -> list[str]:
    """A table that is gone is refused in either of two ways.
    Seen on AWS: https://github.com/hashicorp/terraform-provider-aws/issues/26502"""
    leaving = checked_ids(call, "RemoveRouteTableIds")
    for each in leaving:
        if each not in call.ec2.route_tables:
            raise Refused(world.settings.gone_table_code, f"The routeTable ID '{each}' does not exist")
        if each not in gateway_routes.tables_of(endpoint).since:
            raise Refused("InvalidParameter", f"Route table {each} is not associated with {endpoint.id}")
    return leaving


def change_lists(endpoint: VPCEndPoint, lists: list[Any]) -> None:
    """Another type of address leads to other lists."""
    for table_id in list(gateway_routes.tables_of(endpoint).since):
        since = gateway_routes.tables_of(endpoint).since[table_id]
        gateway_routes.remove(endpoint, table_id)
        gateway_routes.add(endpoint, endpoint.ec2_backend.route_tables[table_id], lists, since)


@after("ec2", "DeleteRouteTable")
def table_that_goes_leaves_its_endpoints(call: Call, result: Any) -> Any:
    """Seen on AWS: https://github.com/hashicorp/terraform-provider-aws/issues/26502"""
    for endpoint in in_use(call.ec2):
        gateway_routes.tables_of(endpoint).since.pop(call.get("RouteTableId"), None)
    return result
