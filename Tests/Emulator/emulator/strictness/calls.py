"""What holds for every EC2 call: dry runs, and ids that are not known everywhere yet."""

from typing import Any

from ..world import world
from .registry import Call, Refused, before, now

NOT_FOUND = {
    "vpc": "InvalidVpcID.NotFound",
    "subnet": "InvalidSubnetID.NotFound",
    "rtb": "InvalidRouteTableID.NotFound",
    "igw": "InvalidInternetGatewayID.NotFound",
    "sg": "InvalidGroup.NotFound",
    "eipalloc": "InvalidAllocationID.NotFound",
    "vpce": "InvalidVpcEndpointId.NotFound",
    "pcx": "InvalidVpcPeeringConnectionID.NotFound",
    "eni": "InvalidNetworkInterfaceID.NotFound",
}
"""https://docs.aws.amazon.com/AWSEC2/latest/APIReference/errors-overview.html"""


@before("ec2")
def dry_run_changes_nothing(call: Call) -> None:
    """moto executes many calls in spite of --dry-run.
    https://docs.aws.amazon.com/AWSEC2/latest/APIReference/CommonParameters.html"""
    if call.get("DryRun"):
        raise Refused("DryRunOperation", "Request would have succeeded, but DryRun flag is set.")


@before("ec2")
def id_just_created_is_not_known_everywhere(call: Call) -> None:
    """https://docs.aws.amazon.com/ec2/latest/devguide/eventual-consistency.html"""
    delay = world.settings.not_found_yet_seconds
    if not delay:
        return
    for value in strings_in(call.parameters):
        prefix = value.split("-")[0]
        if prefix not in NOT_FOUND or not exists(call, value):
            continue
        if now() - world.born.setdefault(f"{call.region} {value}", now()) < delay:
            raise Refused(NOT_FOUND[prefix], f"The ID '{value}' does not exist")


def exists(call: Call, value: str) -> bool:
    """Whether there is such an id: its first use is taken for the time it was created."""
    backend = call.ec2
    stores: tuple[Any, ...] = (
        backend.vpcs,
        backend.route_tables,
        backend.internet_gateways,
        backend.vpc_end_points,
        backend.vpc_pcxs,
        backend.enis,
        *backend.subnets.values(),
        *backend.groups.values(),
        {each.allocation_id: each for each in backend.addresses},
    )
    return any(value in store for store in stores)


def strings_in(value: Any) -> list[str]:
    if isinstance(value, str):
        return [value]
    if isinstance(value, dict):
        return [found for each in value.values() for found in strings_in(each)]
    if isinstance(value, list):
        return [found for each in value for found in strings_in(each)]
    return []
