"""Internet gateways."""

from . import interfaces
from .registry import Call, Refused, before


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
    if any(each.public_ip for each in interfaces.in_vpc(call.ec2, vpc_id)):
        raise Refused(
            "DependencyViolation",
            f"Network {vpc_id} has some mapped public address(es). "
            "Please unmap those public address(es) before detaching the gateway.",
        )
