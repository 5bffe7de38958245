"""Application Load Balancers: two zones at least, room to grow in each, a security group, time to come and to go.

https://docs.aws.amazon.com/elasticloadbalancing/latest/application/application-load-balancers.html
https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_CreateLoadBalancer.html
"""

from __future__ import annotations

import ipaddress
from typing import Any

from moto.elbv2.models import AvailabilityZone
from moto.moto_api._internal import mock_random
from moto.utilities.utils import get_partition

from ..world import world
from . import interfaces, load_balancer_attributes
from .load_balancers import MAKERS, MOVERS, LoadBalancer, check_gateway, check_groups, checked_subnets, remove, set_active
from .registry import Call, Refused, instead
from .routes import route_to

LONGEST_PREFIX, ROOM = 27, 8
""""Verify that each Availability Zone subnet for your load balancer has a CIDR block with at least a /27 bitmask", and
"has at least 8 free IP addresses".
https://docs.aws.amazon.com/elasticloadbalancing/latest/application/application-load-balancers.html"""

INTERNET = "203.0.113.1"
"""Somewhere outside."""


class ApplicationLoadBalancer(LoadBalancer):
    reason = ""
    """Why it failed."""
    web_acl: str | None = None
    """The ARN of the web ACL that it is associated with."""

    def lingers(self) -> float:
        return world.settings.application_load_balancer_linger_seconds

    @property
    def load_balancer_state(self) -> dict[str, str]:
        return {"Code": self.state} | ({"Reason": self.reason} if self.reason else {})

    @property
    def availability_zones(self) -> list[Any]:
        return [AvailabilityZone(subnet) for subnet in self.subnets]


def is_application(balancer: Any) -> bool:
    return isinstance(balancer, ApplicationLoadBalancer)


def make(call: Call, mappings: list[dict[str, str]], asked: dict[str, Any]) -> ApplicationLoadBalancer:
    check_what_is_asked(call, mappings, asked)
    subnets = checked_subnets(call, mappings)
    if len(subnets) < 2:
        # The words are AWS's: https://github.com/aws-samples/aws-cdk-examples/issues/226
        raise Refused("ValidationError", "At least two subnets in two different Availability Zones must be specified")
    for subnet in subnets:
        check_room(call, subnet)
    vpc_id = subnets[0].vpc_id
    check_gateway(call, vpc_id, asked["scheme"])
    check_groups(call, vpc_id)
    balancer = build(call, subnets, call.get("SecurityGroups") or [default_group(call, vpc_id)], asked)
    world.after(world.settings.application_load_balancer_active_seconds, lambda: come_up(balancer))
    return balancer


def check_what_is_asked(call: Call, mappings: list[dict[str, str]], asked: dict[str, Any]) -> None:
    if asked["scheme"] not in ("internet-facing", "internal"):
        raise Refused("ValidationError", f"Scheme '{asked['scheme']}' must be one of 'internet-facing, internal'")
    if call.get("IpAddressType", "ipv4") != "ipv4":
        raise Refused("EmulatorCannot", f"the address type {call.get('IpAddressType')} is not emulated")
    if any(mapping.keys() != {"SubnetId"} for mapping in mappings):
        raise Refused("ValidationError", "You cannot specify addresses for the subnets of Application Load Balancers")
    limit = world.settings.application_load_balancer_limit
    if sum(map(is_application, call.elbv2.load_balancers.values())) >= limit:
        raise Refused("TooManyLoadBalancers", f"The limit of {limit} load balancers has been reached")


def check_room(call: Call, subnet: Any) -> None:
    """Seen on AWS is that it counts the free addresses: https://github.com/aws/aws-rfdk/pull/621
    That a smaller block is refused as well is not proven: AWS asks for a larger one."""
    network = ipaddress.IPv4Network(str(subnet.cidr_block))
    # Counted by interfaces: moto may give one address to two of them.
    taken = sum(len(each.private_ip_addresses) for each in interfaces.in_subnet(call.ec2, subnet.id))
    free = sum(1 for _ in interfaces.usable(subnet)) - taken
    if network.prefixlen > LONGEST_PREFIX or free < ROOM:
        raise Refused(
            "InvalidSubnet",
            f"Not enough IP space available in {subnet.id}. ELB requires at least {ROOM} free IP addresses in each "
            "subnet.",
        )


def default_group(call: Call, vpc_id: str) -> str:
    found: str = next(group.id for group in call.ec2.groups[vpc_id].values() if group.is_default)
    return found


def build(call: Call, subnets: list[Any], groups: list[str], asked: dict[str, Any]) -> ApplicationLoadBalancer:
    name, number = call.get("Name"), mock_random.get_random_hex(16)
    partition, public = get_partition(call.region), asked["scheme"] == "internet-facing"
    place = f"{call.region}.elb.amazonaws.com" + (".cn" if call.region.startswith("cn-") else "")
    balancer = ApplicationLoadBalancer(
        name=name,
        security_groups=groups,
        subnets=subnets,
        vpc_id=subnets[0].vpc_id,
        arn=f"arn:{partition}:elasticloadbalancing:{call.region}:{call.account}:loadbalancer/app/{name}/{number}",
        dns_name=f"{'' if public else 'internal-'}{name}-{mock_random.randrange(10**8, 10**9)}.{place}",
        state="provisioning",
        scheme=asked["scheme"],
        loadbalancer_type="application",
    )
    balancer.attrs = load_balancer_attributes.defaults(asked["scheme"])
    balancer.interfaces = {}
    for subnet in subnets:
        balancer.interfaces[subnet.id] = make_interface(call, subnet, groups, f"ELB app/{name}/{number}", public)
    return balancer


def make_interface(call: Call, subnet: Any, groups: list[str], description: str, public: bool) -> Any:
    """Of the kind that instances have, too; AWS's own account holds it. Unproven."""
    interface = interfaces.make(call.ec2, "interface", subnet, None, groups, description)
    interface.owner_service = "amazon-elb"
    if public:
        interface.public_ip = f"198.51.100.{mock_random.randrange(1, 255)}"
    return interface


def come_up(balancer: ApplicationLoadBalancer) -> None:
    reason = world.settings.application_load_balancer_fails
    if reason:
        balancer.state, balancer.reason = "failed", reason
    set_active(balancer)


MAKERS["application"] = make


def move(call: Call, balancer: ApplicationLoadBalancer) -> dict[str, Any]:
    """"The specified subnets replace the previously enabled subnets." That its interfaces come and go at once is not
    proven. https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_SetSubnets.html"""
    if call.get("SubnetMappings") or call.get("IpAddressType"):
        raise Refused("EmulatorCannot", "SetSubnets is emulated with subnets alone")
    subnets = checked_subnets(call, [{"SubnetId": each} for each in call.get("Subnets", [])])
    if len(subnets) < 2:
        raise Refused("ValidationError", "At least two subnets in two different Availability Zones must be specified")
    if any(each.vpc_id != balancer.vpc_id for each in subnets):
        raise Refused("InvalidSubnet", "The subnets must be in the VPC of the load balancer")
    kept = {each.id for each in balancer.subnets}
    for subnet in subnets:
        if subnet.id not in kept:
            check_room(call, subnet)
            name = "/".join(balancer.arn.split("/")[1:])
            groups, public = balancer.security_groups, balancer.scheme == "internet-facing"
            balancer.interfaces[subnet.id] = make_interface(call, subnet, groups, f"ELB {name}", public)
    for each in kept - {subnet.id for subnet in subnets}:
        remove(call.ec2, [balancer.interfaces.pop(each)])
    balancer.subnets = subnets
    return {"AvailabilityZones": balancer.availability_zones}


MOVERS["application"] = move


def not_reached(backend: Any, balancer: Any) -> list[str]:
    """The subnets of one that faces the internet from which no answer gets there: AWS makes it all the same.
    https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-troubleshooting.html"""
    if balancer.scheme != "internet-facing":
        return []
    routes = {subnet.id: route_to(backend, subnet, INTERNET) for subnet in balancer.subnets}
    return sorted(each for each, route in routes.items() if not (route and (route.gateway_id or "").startswith("igw-")))


@instead("elbv2", "SetSecurityGroups")
def set_security_groups(call: Call, ask_moto: Any) -> Any:
    """moto leaves the interfaces as they are."""
    balancer = call.elbv2.load_balancers.get(call.get("LoadBalancerArn"))
    if not is_application(balancer):
        return ask_moto()
    groups = call.get("SecurityGroups", [])
    if not groups:
        raise Refused("ValidationError", "At least one security group must be specified")
    check_groups(call, balancer.vpc_id)
    balancer.security_groups = groups
    for interface in balancer.interfaces.values():
        interface._group_set = [call.ec2.get_security_group_from_id(each) for each in groups]
    return {"SecurityGroupIds": groups}
