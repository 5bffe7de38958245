"""Endpoints, and those with interfaces: fixed addresses, groups, time to come and to go, services
here and in other Regions.

https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateVpcEndpoint.html
https://docs.aws.amazon.com/vpc/latest/privatelink/create-interface-endpoint.html
https://docs.aws.amazon.com/vpc/latest/privatelink/aws-services-cross-region-privatelink-support.html
"""

from __future__ import annotations

from typing import Any

from moto.ec2.models.vpcs import VPCEndPoint
from moto.ec2.utils import random_vpc_ep_id
from moto.moto_api._internal import mock_random

from ..world import world
from . import endpoint_policies, endpoint_services, gateway_endpoints, gateway_routes, inbound_dns, interfaces
from .registry import Call, Refused, instead
from .tokens import idempotent
from .zones import zones_of

MOST_IN_A_CALL = 25
"""Endpoints that one call deletes. Seen on AWS:
https://github.com/couchbaselabs/cbdinocluster/pull/199"""

ZONES_WITHOUT_REMOTE_ACCESS = {"use1-az3", "usw1-az2", "apne1-az3", "apne2-az2", "apne2-az4"}
"""By zone id, which is the same in every account:
https://docs.aws.amazon.com/vpc/latest/privatelink/aws-services-cross-region-privatelink-support.html"""


@instead("ec2", "CreateVpcEndpoint")
@idempotent
def create_endpoint(call: Call, _: Any) -> Any:
    """Gateway is the type of one that names none."""
    if call.get("VpcEndpointType", "Gateway") == "Interface":
        return {"VpcEndpoint": create_interface_endpoint(call), "ClientToken": call.get("ClientToken")}
    if call.get("ServiceRegion", call.region) != call.region:
        raise Refused("InvalidParameter", "Only an endpoint of the type Interface reaches another Region's service")
    return {"VpcEndpoint": gateway_endpoints.create(call), "ClientToken": call.get("ClientToken")}


def create_interface_endpoint(call: Call) -> VPCEndPoint:
    backend = call.ec2
    vpc = backend.get_vpc(call.get("VpcId"))
    check_no_tables(call)
    service_region = call.get("ServiceRegion", call.region)
    endpoint_services.check_service_region(call.region, service_region)
    service = endpoint_services.find(call.region, call.get("ServiceName"), "Interface", service_region)
    subnets = checked_subnets(call, vpc, service)
    fixed = checked_addresses(call, subnets)
    groups = checked_groups(call, vpc)
    policy = endpoint_policies.checked(call.get("PolicyDocument"))
    private_dns = call.get("PrivateDnsEnabled", True)
    check_private_dns(private_dns, vpc, backend, service)
    dns_options = inbound_dns.checked(call, vpc, service, private_dns)

    endpoint_id = random_vpc_ep_id()
    made = [
        interfaces.make(
            backend,
            "vpc_endpoint",
            subnet,
            fixed.get(subnet.id),
            groups,
            f"VPC Endpoint Interface {endpoint_id}",
        )
        for subnet in subnets
    ]
    endpoint = VPCEndPoint(
        backend,
        endpoint_id,
        vpc.id,
        service["name"],
        "Interface",
        policy,
        [],
        [subnet.id for subnet in subnets],
        [each.id for each in made],
        dns_entries=dns_entries(endpoint_id, service, call, subnets, private_dns),
        client_token=call.get("ClientToken"),
        security_group_ids=groups or [backend.get_default_security_group(vpc.id).id],
        tags=call.tags("vpc-endpoint"),
        private_dns_enabled=private_dns,
    )
    endpoint.state = "pending"
    endpoint.ip_address_type = call.get("IpAddressType", "ipv4")
    endpoint.requester_managed = False
    endpoint.service_region = service["region"]
    endpoint.dns_options = dns_options
    backend.vpc_end_points[endpoint.id] = endpoint

    def become_available() -> None:
        if endpoint.state == "pending":
            endpoint.state = "available"

    world.after(world.settings.endpoint_available_seconds, become_available)
    return endpoint


def check_no_tables(call: Call) -> None:
    """The words are AWS's: https://github.com/ansible-collections/amazon.aws/issues/576"""
    if any(call.get(name) for name in ("RouteTableIds", "AddRouteTableIds", "RemoveRouteTableIds")):
        raise Refused("InvalidParameter", "Route table IDs are only supported for Gateway type VPC Endpoint.")


def checked_subnets(
    call: Call, vpc: Any, service: dict[str, Any], asked: str = "SubnetIds", has: list[str] | None = None
) -> list[Any]:
    """Of this VPC, one a zone, and in zones where the service is offered. One of another Region can
    be reached from most zones, wherever it is offered itself. `has` are those that stay besides."""
    subnets = [call.ec2.get_subnet(subnet_id) for subnet_id in call.get(asked, [])]
    zones = {call.ec2.get_subnet(subnet_id).availability_zone for subnet_id in has or []}
    for subnet in subnets:
        if subnet.vpc_id != vpc.id:
            raise Refused("InvalidParameter", f"Subnet {subnet.id} does not belong to VPC {vpc.id}")
        if subnet.availability_zone in zones:
            raise Refused(
                "DuplicateSubnetsInSameZone",
                f"Found another VPC endpoint subnet in the availability zone of {subnet.id}. VPC endpoint "
                "subnets should be in different availability zones supported by the VPC endpoint service.",
            )
        zones.add(subnet.availability_zone)
        if service["region"] != call.region:
            check_remote_access(call.region, subnet)
        elif subnet.availability_zone not in endpoint_services.zones_with_services(call.region):
            raise Refused(
                "InvalidParameter",
                f"The VPC endpoint service {service['name']} does not support the availability zone "
                f"of the subnet: {subnet.id}.",
            )
    return subnets


def check_remote_access(region: str, subnet: Any) -> None:
    """The words are AWS's: https://github.com/chanzuckerberg/cztack/pull/865"""
    without = world.settings.zones_without_remote_access
    zone_ids = [zone.zone_id for zone in zones_of(region) if zone.name not in without]
    supported = [each for each in zone_ids if each not in ZONES_WITHOUT_REMOTE_ACCESS]
    if subnet.availability_zone_id not in supported:
        names = ", ".join(supported)
        raise Refused(
            "InvalidParameter", f"Only the following availability zones are supported for remote access: {names}"
        )


def checked_addresses(call: Call, subnets: list[Any]) -> dict[str, str]:
    """Subnet → address. Each configuration's subnet must be among the subnets, too."""
    fixed: dict[str, str] = {}
    for configuration in call.get("SubnetConfigurations", []):
        subnet = next((each for each in subnets if each.id == configuration.get("SubnetId")), None)
        if subnet is None:
            raise Refused(
                "InvalidParameter",
                f"The subnet {configuration.get('SubnetId')} of a subnet configuration is not among the subnet IDs",
            )
        if not configuration.get("Ipv4"):
            raise Refused("InvalidParameter", f"The subnet configuration of {subnet.id} needs an IPv4 address")
        interfaces.check_fixed_address(call.ec2, subnet, configuration["Ipv4"])
        fixed[subnet.id] = configuration["Ipv4"]
    return fixed


def checked_groups(call: Call, vpc: Any) -> list[str]:
    groups = call.get("SecurityGroupIds", [])
    for group_id in groups:
        group = call.ec2.get_security_group_from_id(group_id)
        if group is None:
            raise Refused("InvalidGroup.NotFound", f"The security group '{group_id}' does not exist")
        if group.vpc_id != vpc.id:
            raise Refused("InvalidParameter", f"Security group {group_id} does not belong to VPC {vpc.id}")
    return groups


def check_private_dns(wanted: bool, vpc: Any, backend: Any, service: dict[str, Any]) -> None:
    if wanted and not endpoint_services.has_private_dns(service):
        raise Refused(
            "InvalidParameter",
            f"Private DNS can't be enabled because the service {service['name']} does not provide a private DNS name.",
        )
    attributes = (vpc.enable_dns_support, vpc.enable_dns_hostnames)
    if wanted and not all(str(each).lower() == "true" for each in attributes):
        raise Refused(
            "InvalidParameter",
            "Enabling private DNS requires both enableDnsSupport and enableDnsHostnames VPC attributes set to "
            f"true for {vpc.id}",
        )
    for other in backend.vpc_end_points.values():
        same = other.vpc_id == vpc.id and other.service_name == service["name"]
        if wanted and same and other.private_dns_enabled and other.state in ("pending", "available"):
            raise Refused(
                "InvalidParameter",
                f"private-dns-enabled cannot be set because there is already a conflicting DNS domain for "
                f"{service['host']} in the VPC {vpc.id}",
            )


def dns_entries(
    endpoint_id: str, service: dict[str, Any], call: Call, subnets: list[Any], private: bool
) -> list[dict[str, str]]:
    """The regional name, one a zone unless the service is another Region's, and the private one."""
    label = f"{endpoint_id}-{mock_random.get_random_hex(8)}"
    base = endpoint_services.base_dns_name(service)
    names = [f"{label}.{base}"]
    if service["region"] == call.region:
        names += [f"{label}-{subnet.availability_zone}.{base}" for subnet in subnets]
    if private:
        names.append(service["host"])
    return [{"DnsName": name, "HostedZoneId": "Z18NTBI3Y7N9TZ"} for name in names]


@instead("ec2", "DeleteVpcEndpoints")
def delete_endpoints(call: Call, _: Any) -> dict[str, Any]:
    """Deletion takes time, and its interfaces stay as long; what fails is named in the answer, which
    is no error.
    https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DeleteVpcEndpoints.html"""
    asked = call.get("VpcEndpointIds", [])
    if len(asked) > MOST_IN_A_CALL:
        raise Refused("InvalidParameter", f"At most {MOST_IN_A_CALL} VPC endpoints can be deleted in a call")
    failed = []
    for endpoint_id in asked:
        endpoint = call.ec2.vpc_end_points.get(endpoint_id)
        if endpoint is None or endpoint.state == "deleted":
            message = f"The Vpc Endpoint Id '{endpoint_id}' does not exist"
            failed.append(problem(endpoint_id, "InvalidVpcEndpoint.NotFound", message))
        elif user := inbound_dns.endpoint_that_needs(call.ec2, endpoint):
            message = (
                f"Cannot delete {endpoint_id}: the endpoint {user.id} in its VPC has private DNS enabled only for "
                "inbound resolver endpoints"
            )
            failed.append(problem(endpoint_id, "InvalidParameter", message))
        elif endpoint.state != "deleting":
            start_deleting(call.ec2, endpoint)
    return {"Unsuccessful": failed}


def problem(endpoint_id: str, code: str, message: str) -> dict[str, Any]:
    return {"ResourceId": endpoint_id, "Error": {"Code": code, "Message": message}}


def start_deleting(backend: Any, endpoint: VPCEndPoint) -> None:
    endpoint.state = "deleting"

    def finish() -> None:
        for interface_id in endpoint.network_interface_ids:
            backend.enis.pop(interface_id, None)
        for table_id in list(gateway_routes.tables_of(endpoint).since):
            gateway_routes.remove(endpoint, table_id)
        endpoint.state = "deleted"
        backend.vpc_end_points.pop(endpoint.id, None)

    world.after(world.settings.endpoint_deleted_seconds, finish)


@instead("ec2", "ModifyVpcEndpoint")
def modify_endpoint(call: Call, ask_moto: Any) -> Any:
    """moto takes --reset-policy and changes nothing, subnets without their interfaces, and tables
    without their routes."""
    endpoint = endpoint_to_change(call)
    if call.get("ResetPolicy") and call.get("PolicyDocument") is not None:
        raise Refused("InvalidParameterCombination", "Either a policy document or a reset can be given, not both")
    if gateway_endpoints.is_gateway(endpoint):
        gateway_endpoints.modify(call, endpoint)
        return {"Return": True}
    check_no_tables(call)
    if call.get("SubnetConfigurations"):
        raise Refused("EmulatorCannot", "ModifyVpcEndpoint with SubnetConfigurations is not emulated")
    policy = endpoint_policies.checked(call.get("PolicyDocument"))
    left = subnets_left(call, endpoint)
    service = endpoint_services.find(call.region, endpoint.service_name, "Interface", endpoint.service_region)
    added = checked_subnets(call, call.ec2.get_vpc(endpoint.vpc_id), service, "AddSubnetIds", left)
    inbound_dns.modify(call, endpoint)
    if call.get("PrivateDnsEnabled") is not None:
        endpoint.private_dns_enabled = call.get("PrivateDnsEnabled")
    result = ask_moto()
    stand_in(call.ec2, endpoint, left, added)
    if call.get("ResetPolicy") or call.get("PolicyDocument") is not None:
        endpoint.policy_document = policy
    groups = [call.ec2.get_security_group_from_id(each) for each in endpoint.security_group_ids]
    for interface_id in endpoint.network_interface_ids:
        call.ec2.enis[interface_id]._group_set = groups
    return result


def subnets_left(call: Call, endpoint: VPCEndPoint) -> list[str]:
    """Those that stay. What AWS says of one in which the endpoint does not stand is not known."""
    removed = call.get("RemoveSubnetIds", [])
    for subnet_id in removed:
        if subnet_id not in endpoint.subnet_ids:
            raise Refused("InvalidParameter", f"The endpoint {endpoint.id} has no network interface in {subnet_id}")
    return [each for each in endpoint.subnet_ids if each not in removed]


def stand_in(backend: Any, endpoint: VPCEndPoint, left: list[str], added: list[Any]) -> None:
    """The endpoint has one interface in each of its subnets."""
    for interface_id in list(endpoint.network_interface_ids):
        if backend.enis[interface_id].subnet.id not in left:
            del backend.enis[interface_id]
            endpoint.network_interface_ids.remove(interface_id)
    for subnet in added:
        text = f"VPC Endpoint Interface {endpoint.id}"
        made = interfaces.make(backend, "vpc_endpoint", subnet, None, endpoint.security_group_ids, text)
        endpoint.network_interface_ids.append(made.id)
    endpoint.subnet_ids = left + [subnet.id for subnet in added]


def endpoint_to_change(call: Call) -> VPCEndPoint:
    """One that is going can no longer be changed."""
    endpoint_id = call.get("VpcEndpointId")
    endpoint = call.ec2.vpc_end_points.get(endpoint_id)
    if endpoint is None or endpoint.state in ("deleting", "deleted"):
        raise Refused("InvalidVpcEndpointId.NotFound", f"The Vpc Endpoint Id '{endpoint_id}' does not exist")
    return endpoint
