"""Load balancers: names, subnets, interfaces, time to come and to go; and Network Load Balancers' fixed addresses.

https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_CreateLoadBalancer.html
https://docs.aws.amazon.com/elasticloadbalancing/latest/network/create-network-load-balancer.html
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from moto.elbv2.models import FakeLoadBalancer
from moto.moto_api._internal import mock_random
from moto.utilities.utils import get_partition

from ..world import world
from . import gateways, interfaces
from .registry import Call, Refused, before, instead, now

UP = ("active", "active_impaired")
"""The states in which it sends traffic:
https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_LoadBalancerState.html"""


class LoadBalancer(FakeLoadBalancer):
    """moto's load balancer with its interfaces, and with a state that only time changes."""

    interfaces: dict[str, Any]
    asked: dict[str, Any]

    def lingers(self) -> float:
        """How many seconds its interfaces stay when it is deleted."""
        return world.settings.load_balancer_linger_seconds

    def activate(self) -> None:
        """moto makes every load balancer active when somebody looks at it."""


class NetworkLoadBalancer(LoadBalancer):
    @property
    def availability_zones(self) -> list[Any]:
        zones: list[Any] = []
        for subnet in self.subnets:
            interface = self.interfaces[subnet.id]
            addresses = []
            if interface.public_ip and interface.allocation_id:
                addresses = [{"IpAddress": interface.public_ip, "AllocationId": interface.allocation_id}]
            zones.append(
                {
                    "ZoneName": subnet.availability_zone,
                    "SubnetId": subnet.id,
                    "LoadBalancerAddresses": addresses,
                }
            )
        return zones


@before("elbv2", "CreateLoadBalancer")
def name_is_legal(call: Call) -> None:
    name = call.get("Name")
    if len(name) > 32 or not re.fullmatch(r"[A-Za-z0-9-]+", name):
        raise Refused(
            "ValidationError",
            f"The load balancer name '{name}' can have at most 32 characters, alphanumeric or hyphens",
        )
    if name.startswith("-") or name.endswith("-"):
        raise Refused("ValidationError", f"The load balancer name '{name}' cannot begin or end with '-'")
    if name.startswith("internal-"):
        raise Refused("ValidationError", f"The load balancer name '{name}' cannot begin with 'internal-'")


@before("elbv2", "CreateLoadBalancer")
def account_may_have_load_balancers(call: Call) -> None:
    """Seen on AWS: https://repost.aws/knowledge-center/elb-error-create-load-balancer"""
    if world.settings.load_balancers_refused:
        raise Refused(
            "OperationNotPermitted",
            "This AWS account currently does not support creating load balancers. For more information, please "
            "contact AWS Support.",
        )


@instead("elbv2", "CreateLoadBalancer")
def create_load_balancer(call: Call, ask_moto: Any) -> Any:
    mappings = [{"SubnetId": each} for each in call.get("Subnets", [])] + call.get("SubnetMappings", [])
    asked = {
        "type": call.get("Type", "application"),
        "scheme": call.get("Scheme", "internet-facing"),
        "mappings": sorted(map(repr, mappings)),
        "groups": sorted(call.get("SecurityGroups", [])),
    }
    for other in call.elbv2.load_balancers.values():
        if other.name == call.get("Name"):
            # "If you attempt to create multiple load balancers with the same settings, each call succeeds."
            if getattr(other, "asked", None) == asked:
                return {"LoadBalancers": [other]}
            raise Refused(
                "DuplicateLoadBalancerName", "A load balancer with the same name exists, but with different settings"
            )
    if asked["type"] not in MAKERS:
        raise Refused("EmulatorCannot", f"load balancers of type {asked['type']} are not emulated")
    balancer = MAKERS[asked["type"]](call, mappings, asked)
    balancer.asked = asked
    call.elbv2.load_balancers[balancer.arn] = balancer
    call.elbv2.tagging_service.tag_resource(balancer.arn, call.get("Tags"))
    return {"LoadBalancers": [balancer]}


def make_network(call: Call, mappings: list[dict[str, str]], asked: dict[str, Any]) -> NetworkLoadBalancer:
    subnets = checked_subnets(call, mappings)
    check_gateway(call, subnets[0].vpc_id, asked["scheme"])
    check_groups(call, subnets[0].vpc_id)
    addresses = checked_addresses(call, mappings, asked["scheme"])
    balancer = make(call, subnets, addresses, asked)
    world.after(world.settings.load_balancer_active_seconds, lambda: set_active(balancer))
    return balancer


MAKERS: dict[str, Callable[[Call, list[dict[str, str]], dict[str, Any]], LoadBalancer]] = {"network": make_network}
"""A load balancer's type → what checks the call and makes one."""


def set_active(balancer: FakeLoadBalancer) -> None:
    if balancer.state == "provisioning":
        balancer.state = "active"


def checked_subnets(call: Call, mappings: list[dict[str, str]]) -> list[Any]:
    if call.get("Subnets") and call.get("SubnetMappings"):
        raise Refused("ValidationError", "You can specify either subnets or subnet mappings, not both")
    if not mappings:
        raise Refused("ValidationError", "You must specify at least one subnet")
    known = {subnet.id: subnet for zone in call.ec2.subnets.values() for subnet in zone.values()}
    subnets: list[Any] = []
    for mapping in mappings:
        if mapping["SubnetId"] not in known:
            raise Refused("SubnetNotFound", f"The subnet ID '{mapping['SubnetId']}' does not exist")
        subnets.append(known[mapping["SubnetId"]])
    if len({subnet.vpc_id for subnet in subnets}) > 1:
        raise Refused("InvalidSubnet", "All subnets must belong to the same VPC")
    if len({subnet.availability_zone for subnet in subnets}) < len(subnets):
        raise Refused(
            "InvalidConfigurationRequest",
            "A load balancer cannot be attached to multiple subnets in the same Availability Zone",
        )
    check_zones({subnet.availability_zone for subnet in subnets})
    return subnets


def check_zones(zones: set[str]) -> None:
    """The words are AWS's: https://github.com/widdix/mastodon-on-aws/issues/13"""
    without = sorted(zones & set(world.settings.zones_without_load_balancers))
    if without:
        raise Refused(
            "ValidationError",
            f"The following Availability Zones {', '.join(without)} cannot be associated with a load balancer. "
            "Please try a different Availability Zone.",
        )


def check_gateway(call: Call, vpc_id: str, scheme: str) -> None:
    if scheme == "internet-facing" and vpc_id not in gateways.attached(call.ec2):
        raise Refused("InvalidSubnet", f"VPC {vpc_id} has no internet gateway")


def check_groups(call: Call, vpc_id: str) -> None:
    for group_id in call.get("SecurityGroups", []):
        group = call.ec2.get_security_group_from_id(group_id)
        if group is None or group.vpc_id != vpc_id:
            raise Refused(
                "InvalidSecurityGroup", f"One or more security groups are invalid: {group_id} is not of {vpc_id}"
            )


def checked_addresses(call: Call, mappings: list[dict[str, str]], scheme: str) -> dict[str, Any]:
    """Subnet → Elastic IP, which must exist and be free."""
    found: dict[str, Any] = {}
    for mapping in mappings:
        allocation = mapping.get("AllocationId")
        if allocation is None:
            continue
        if scheme != "internet-facing":
            raise Refused("ValidationError", "Allocation IDs can only be given to internet-facing load balancers")
        address = next((each for each in call.ec2.addresses if each.allocation_id == allocation), None)
        if address is None:
            raise Refused("AllocationIdNotFound", f"The allocation ID '{allocation}' does not exist")
        if address.eni or address in found.values() or just_freed(address):
            # The words are AWS's: https://github.com/terraform-aws-modules/terraform-aws-alb/issues/171
            raise Refused("ResourceInUse", "The allocation IDs are not available for use")
        found[mapping["SubnetId"]] = address
    return found


def just_freed(address: Any) -> bool:
    linger = world.settings.addresses_linger_seconds
    return hasattr(address, "freed_at") and now() < address.freed_at + linger


def make(
    call: Call, subnets: list[Any], addresses: dict[str, Any], asked: dict[str, Any]
) -> NetworkLoadBalancer:
    name, number = call.get("Name"), mock_random.get_random_hex(16)
    arn = (
        f"arn:{get_partition(call.region)}:elasticloadbalancing:{call.region}:{call.account}"
        f":loadbalancer/net/{name}/{number}"
    )
    suffix = "amazonaws.com.cn" if call.region.startswith("cn-") else "amazonaws.com"
    balancer = NetworkLoadBalancer(
        name=name,
        security_groups=call.get("SecurityGroups", []),
        subnets=subnets,
        vpc_id=subnets[0].vpc_id,
        arn=arn,
        dns_name=f"{name}-{number}.elb.{call.region}.{suffix}",
        state="provisioning",
        scheme=asked["scheme"],
        loadbalancer_type="network",
        ip_address_type=call.get("IpAddressType", "ipv4"),
    )
    balancer.interfaces = {}
    for subnet in subnets:
        interface = interfaces.make(
            call.ec2,
            "network_load_balancer",
            subnet,
            None,
            balancer.security_groups,
            f"ELB net/{name}/{number}",
        )
        interface.allocation_id = None
        if subnet.id in addresses:
            call.ec2.associate_address(eni=interface, allocation_id=addresses[subnet.id].allocation_id)
            interface.allocation_id = addresses[subnet.id].allocation_id
        elif asked["scheme"] == "internet-facing":
            interface.public_ip = f"198.51.100.{mock_random.randrange(1, 255)}"
        balancer.interfaces[subnet.id] = interface
    return balancer


@instead("elbv2", "DescribeLoadBalancers")
def describe_load_balancers(call: Call, _: Any) -> dict[str, Any]:
    """moto takes an unknown name for the one before it, when several are asked for."""
    balancers = list(call.elbv2.load_balancers.values())
    for balancer in balancers:
        if balancer.state in UP:
            balancer.state = UP[world.settings.load_balancers_impaired]
    for parameter, attribute in (("LoadBalancerArns", "arn"), ("Names", "name")):
        wanted = call.get(parameter, [])
        missing = [each for each in wanted if each not in [getattr(b, attribute) for b in balancers]]
        if missing:
            raise Refused("LoadBalancerNotFound", f"Load balancers '[{', '.join(missing)}]' not found")
        if wanted:
            balancers = [each for each in balancers if getattr(each, attribute) in wanted]
    return {"LoadBalancers": balancers}


@instead("elbv2", "DeleteLoadBalancer")
def delete_load_balancer(call: Call, ask_moto: Any) -> Any:
    """The load balancer is gone at once; its interfaces, with their addresses, stay for a while.
    https://docs.aws.amazon.com/elasticloadbalancing/latest/network/load-balancer-delete.html"""
    balancer = call.elbv2.load_balancers.get(call.get("LoadBalancerArn"))
    if balancer and balancer.attrs.get("deletion_protection.enabled") == "true":
        raise Refused(
            "OperationNotPermitted",
            f"Load balancer '{balancer.arn}' cannot be deleted because deletion protection is enabled",
        )
    if balancer:
        check_not_a_target(call, balancer)
    ask_moto()
    if isinstance(balancer, LoadBalancer):
        backend, made = call.ec2, list(balancer.interfaces.values())
        world.after(balancer.lingers(), lambda: remove(backend, made))


def check_not_a_target(call: Call, balancer: Any) -> None:
    """An Application Load Balancer may be a Network Load Balancer's target. The code is AWS's, the words are not proven:
    https://github.com/hashicorp/terraform-provider-aws/issues/34860"""
    for group in call.elbv2.target_groups.values():
        if group.target_type == "alb" and balancer.arn in group.targets:
            raise Refused("ResourceInUse", f"'{balancer.arn}' is currently in use as a target of '{group.arn}'")


@before("elbv2", "DeleteListener")
def listener_is_not_that_of_a_target(call: Call) -> None:
    for balancer in call.elbv2.load_balancers.values():
        if call.get("ListenerArn") in balancer.listeners:
            check_not_a_target(call, balancer)


def remove(backend: Any, made: list[Any]) -> None:
    for interface in made:
        for address in backend.addresses:
            if address.eni is interface:
                backend.disassociate_address(address=address.public_ip)
                address.freed_at = now()
        backend.enis.pop(interface.id, None)


@before("elbv2", "SetSecurityGroups")
def groups_are_given_at_creation_or_never(call: Call) -> None:
    """https://docs.aws.amazon.com/elasticloadbalancing/latest/network/load-balancer-security-groups.html"""
    balancer = call.elbv2.load_balancers.get(call.get("LoadBalancerArn"))
    if isinstance(balancer, NetworkLoadBalancer) and not balancer.security_groups:
        raise Refused(
            "InvalidConfigurationRequest",
            "You cannot set security groups on a Network Load Balancer which was created without any security groups",
        )


MOVERS: dict[str, Callable[[Call, Any], Any]] = {}
"""What set-subnets does, by type; others stay where they are."""


@instead("elbv2", "SetSubnets", "SetIpAddressType")
def load_balancer_stays_where_it_is(call: Call, _: Any) -> Any:
    balancer = call.elbv2.load_balancers.get(call.get("LoadBalancerArn"))
    if call.action == "SetSubnets" and balancer is None:
        raise Refused("LoadBalancerNotFound", "One or more load balancers not found")
    if call.action == "SetSubnets" and balancer.type in MOVERS:
        return MOVERS[balancer.type](call, balancer)
    raise Refused("EmulatorCannot", f"{call.action} is not emulated")
