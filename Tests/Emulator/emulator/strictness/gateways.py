"""Internet gateways."""

from typing import Any

from ..world import world
from . import interfaces, nat_gateways
from .registry import Call, Refused, after, before, now


@before("ec2", "CreateInternetGateway")
def there_is_room(call: Call) -> None:
    """https://docs.aws.amazon.com/vpc/latest/userguide/amazon-vpc-limits.html"""
    if len(call.ec2.internet_gateways) >= world.settings.internet_gateway_limit:
        raise Refused(
            "InternetGatewayLimitExceeded", "The maximum number of internet gateways has been reached."
        )


@before("ec2", "AttachInternetGateway")
def vpc_has_one_gateway(call: Call) -> None:
    """https://docs.aws.amazon.com/vpc/latest/userguide/amazon-vpc-limits.html (one attached at a time)"""
    for gateway in call.ec2.internet_gateways.values():
        if gateway.vpc and gateway.vpc.id == call.get("VpcId") and gateway.id != call.get("InternetGatewayId"):
            raise Refused(
                "InvalidParameterValue",
                f"Network {gateway.vpc.id} already has an internet gateway attached",
            )


@before("ec2", "DetachInternetGateway")
def gateway_with_public_addresses_stays(call: Call) -> None:
    """https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DetachInternetGateway.html"""
    vpc_id = call.get("VpcId")
    regional = any(each.mode == "regional" for each in nat_gateways.in_vpc(call.ec2, vpc_id))
    if regional or any(each.public_ip for each in interfaces.in_vpc(call.ec2, vpc_id)):
        raise Refused(
            "DependencyViolation",
            f"Network {vpc_id} has some mapped public address(es). "
            "Please unmap those public address(es) before detaching the gateway.",
        )


@after("ec2", "AttachInternetGateway", "DetachInternetGateway")
def note_when(call: Call, result: Any) -> Any:
    gateway = call.ec2.internet_gateways[call.get("InternetGatewayId")]
    gateway.changed_at = now()
    return result


def attached(backend: Any) -> list[str]:
    """The VPCs that load balancing knows to have an internet gateway: it hears of new ones late.
    Seen on AWS: https://github.com/hashicorp/terraform/issues/1283"""
    return [
        gateway.vpc.id
        for gateway in backend.internet_gateways.values()
        if gateway.vpc and not changed_within(gateway, world.settings.gateway_attached_seconds)
    ]


def changed_within(gateway: Any, seconds: float) -> bool:
    return hasattr(gateway, "changed_at") and now() < gateway.changed_at + seconds


def just_detached(gateway: Any) -> bool:
    return gateway.vpc is None and changed_within(gateway, world.settings.dependencies_linger_seconds)


@before("ec2", "DeleteInternetGateway")
def gateway_just_detached_stays(call: Call) -> None:
    """Seen on AWS: https://github.com/hashicorp/terraform/pull/1325"""
    gateway = call.ec2.internet_gateways.get(call.get("InternetGatewayId"))
    if gateway and just_detached(gateway):
        raise Refused(
            "DependencyViolation", f"The internetGateway '{gateway.id}' has dependencies and cannot be deleted."
        )
