"""VPCs: their number, their attributes, and what keeps one from being deleted."""

from typing import Any

from ..world import world
from . import interfaces, nat_gateways, network_acls
from .registry import Call, Refused, after, before


@before("ec2", "CreateVpc")
def vpcs_are_few(call: Call) -> None:
    """https://docs.aws.amazon.com/vpc/latest/userguide/amazon-vpc-limits.html"""
    if len(call.ec2.vpcs) >= world.settings.vpc_limit:
        raise Refused("VpcLimitExceeded", "The maximum number of VPCs has been reached.")


@before("ec2", "ModifyVpcAttribute")
def one_attribute_at_a_time(call: Call) -> None:
    """https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_ModifyVpcAttribute.html"""
    given = [name for name in ("EnableDnsHostnames", "EnableDnsSupport") if call.get(name) is not None]
    if len(given) > 1:
        raise Refused("InvalidParameterCombination", f"Fields for multiple attribute types specified: {given}")


@before("ec2", "DeleteVpc")
def vpc_with_anything_in_it_stays(call: Call) -> None:
    """https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DeleteVpc.html; what counts:
    https://repost.aws/knowledge-center/troubleshoot-dependency-error-delete-vpc"""
    backend, vpc_id = call.ec2, call.get("VpcId")
    backend.get_vpc(vpc_id)
    if any(contents(backend, vpc_id)):
        raise Refused("DependencyViolation", f"The vpc '{vpc_id}' has dependencies and cannot be deleted.")


def contents(backend: Any, vpc_id: str) -> list[list[Any]]:
    return [
        [each for each in backend.internet_gateways.values() if each.vpc and each.vpc.id == vpc_id],
        # https://github.com/gruntwork-io/cloud-nuke/issues/345
        [each for each in backend.egress_only_internet_gateways.values() if each.vpc_id == vpc_id],
        [each for each in backend.groups[vpc_id].values() if not each.is_default],
        [
            each
            for each in backend.vpc_end_points.values()
            if each.vpc_id == vpc_id and each.state != "deleted"
        ],
        [
            each
            for each in backend.vpc_pcxs.values()
            if vpc_id in (each.vpc.id, each.peer_vpc.id)
            and each._status.code in ("pending-acceptance", "provisioning", "active")
        ],
        nat_gateways.in_vpc(backend, vpc_id),
        [each for each in network_acls.of_vpc(backend, vpc_id) if not each.default],
        interfaces.in_vpc(backend, vpc_id),
    ]


@after("ec2", "DeleteVpc")
def its_access_lists_go_too(call: Call, result: Any) -> Any:
    """moto leaves the VPC's own access list behind."""
    vpc_id = call.get("VpcId")
    for acl in network_acls.of_vpc(call.ec2, vpc_id):
        del call.ec2.network_acls[acl.id]
    call.ec2.groups.pop(vpc_id, None)
    return result
