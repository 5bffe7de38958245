"""Target health that means something: the path from the load balancer to the endpoint is followed.

https://docs.aws.amazon.com/elasticloadbalancing/latest/network/target-group-health-checks.html
"""

from __future__ import annotations

from typing import Any

from ..inventory import forwards_to
from ..world import world
from . import http_target_health
from .http_target_groups import is_http
from .load_balancers import UP
from .registry import Call, Refused, ec2_backend, instead, now
from .routes import route_to
from .security_groups import allows
from .target_groups import registered
from .target_states import (
    CHECKING,
    HEALTHY,
    NOT_IN_USE,
    NOT_REGISTERED,
    REGISTERING,
    TIMEOUT,
    ZONE_NOT_ENABLED,
    shown,
)

@instead("elbv2", "DescribeTargetHealth")
def describe_target_health(call: Call, _: Any) -> dict[str, Any]:
    """moto finds every target healthy at once, without even a listener."""
    group = call.elbv2.target_groups.get(call.get("TargetGroupArn"))
    if group is None:
        raise Refused("TargetGroupNotFound", "One or more target groups not found")
    asked = call.get("Targets", [])
    if is_http(group):
        return http_target_health.describe(call, group, [each["Id"] for each in asked])
    answers = []
    for named in asked or sorted(group.targets.values(), key=lambda each: (each["Id"], int(each["Port"]))):
        target = registered(group, named)
        if target is None:
            unknown = {"Id": named["Id"], "Port": named.get("Port", group.port)}
            answers.append(shown(unknown, unknown["Port"], NOT_REGISTERED))
        else:
            answers.append(shown(target, target["Port"], health(call, group, target)))
    return {"TargetHealthDescriptions": answers}


def health(call: Call, group: Any, target: dict[str, Any]) -> tuple[str, str, str]:
    balancers = [
        balancer
        for balancer in call.elbv2.load_balancers.values()
        if any(group.arn in forwards_to(listener) for listener in balancer.listeners.values())
    ]
    if not balancers:
        return NOT_IN_USE
    if balancers[0].state not in UP:
        return REGISTERING
    checking = checking_interfaces(balancers[0], group, target)
    if not checking:
        return ZONE_NOT_ENABLED
    for interface in checking:
        if not reaches(call.account, call.region, interface, target["Id"], int(target["Port"])):
            target.pop("reachable_since", None)
            return TIMEOUT
    since = target.setdefault("reachable_since", now())
    if now() < since + world.settings.target_healthy_seconds:
        return CHECKING
    return HEALTHY


def checking_interfaces(balancer: Any, group: Any, target: dict[str, Any]) -> list[Any]:
    """The load balancer's interfaces that send to the target: those in its zone, with cross-zone
    load balancing all, and none when its zone has none.
    https://docs.aws.amazon.com/elasticloadbalancing/latest/network/load-balancer-target-groups.html"""
    everywhere, zone = list(balancer.interfaces.values()), target.get("AvailabilityZone", "all")
    if zone == "all":
        return everywhere
    own = group.attributes.get("load_balancing.cross_zone.enabled", "use_load_balancer_configuration")
    if own == "use_load_balancer_configuration":
        own = balancer.attrs.get("load_balancing.cross_zone.enabled", "false")
    in_zone = [each for each in everywhere if each.subnet.availability_zone == zone]
    return everywhere if in_zone and own == "true" else in_zone


def reaches(account: str, region: str, source: Any, address: str, port: int) -> bool:
    """Whether a packet gets from the interface to the address, and its answer back."""
    backend = ec2_backend(account, region)
    there = route_to(backend, source.subnet, address)
    if there is None or not (there.local or there.vpc_pcx):
        return False
    peering, vpc_id = there.vpc_pcx, source.vpc_id
    if peering is not None:
        other = peering.peer_vpc if peering.vpc.id == source.vpc_id else peering.vpc
        backend, vpc_id = ec2_backend(other.owner_id, other.region), other.id
    target = endpoint_interface(backend, vpc_id, address)
    if target is None:
        return False
    # Groups can be named as peers only inside their VPC, here; those of another Region never can.
    near = peering is None
    # A load balancer without groups lets everything through.
    if source.group_set and not allows(source.group_set, "egress", port, address, target.group_set if near else []):
        return False
    asking = source.private_ip_address
    if not allows(target.group_set, "ingress", port, asking, source.group_set if near else []):
        return False
    back = route_to(backend, target.subnet, asking)
    return back is not None and (back.local if near else back.vpc_pcx is peering)


def endpoint_interface(backend: Any, vpc_id: str, address: str) -> Any:
    """The interface of an endpoint in service that has the address."""
    for endpoint in backend.vpc_end_points.values():
        if endpoint.state != "available" or endpoint.vpc_id != vpc_id:
            continue
        for interface in (backend.enis[each] for each in endpoint.network_interface_ids):
            if interface.private_ip_address == address:
                return interface
    return None
