"""What holds for every EC2 call: dry runs, and ids that are not known everywhere yet."""

from typing import Any

from ..world import world
from .registry import Call, Refused, after, before, now

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
    "nat": "NatGatewayNotFound",
    "acl": "InvalidNetworkAclID.NotFound",
    "fl": "InvalidFlowLogId.NotFound",
    "i": "InvalidInstanceID.NotFound",
    "vol": "InvalidVolume.NotFound",
    "cvpn": "InvalidClientVpnEndpointId.NotFound",
    "lt": "InvalidLaunchTemplateId.NotFound",
    "pg": "InvalidPlacementGroup.Unknown",
    "cgw": "InvalidCustomerGatewayID.NotFound",
    "vgw": "InvalidVpnGatewayID.NotFound",
    "vpn": "InvalidVpnConnectionID.NotFound",
}
"""https://docs.aws.amazon.com/AWSEC2/latest/APIReference/errors-overview.html"""

IDS = (
    "VpcPeeringConnectionId",
    "VpcEndpointId",
    "NatGatewayId",
    "FlowLogId",
    "NetworkAclId",
    # A connection names both of its gateways, too.
    "VpnConnectionId",
    "VpnGatewayId",
    "CustomerGatewayId",
    "ClientVpnEndpointId",
    "LaunchTemplateId",
    # A placement group's.
    "GroupId",
)
"""What answers that are no objects of moto's call their own id."""

NOT_FOUND_BY_LOAD_BALANCING = {
    "subnet": "SubnetNotFound",
    "sg": "InvalidSecurityGroup",
    "eipalloc": "AllocationIdNotFound",
    "loadbalancer": "LoadBalancerNotFound",
    "targetgroup": "TargetGroupNotFound",
    "listener": "ListenerNotFound",
    "listener-rule": "RuleNotFound",
}
"""https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_CreateLoadBalancer.html#API_CreateLoadBalancer_Errors"""


@before("ec2")
def dry_run_changes_nothing(call: Call) -> None:
    """moto executes many calls in spite of --dry-run.
    https://docs.aws.amazon.com/AWSEC2/latest/APIReference/CommonParameters.html"""
    if call.get("DryRun"):
        raise Refused("DryRunOperation", "Request would have succeeded, but DryRun flag is set.")


@before("ec2")
def id_just_created_is_not_known_everywhere(call: Call) -> None:
    """https://docs.aws.amazon.com/ec2/latest/devguide/eventual-consistency.html"""
    for value in strings_in(call.parameters):
        code = NOT_FOUND.get(value.split("-")[0])
        if code and is_new(call, value):
            raise Refused(code, f"The ID '{value}' does not exist")


@before("elbv2")
def what_was_just_created_is_not_known_to_load_balancing(call: Call) -> None:
    """Neither its own things nor those of EC2 that its calls name."""
    for value in strings_in(call.parameters):
        kind = value.split(":")[5].split("/")[0] if value.startswith("arn:") else value.split("-")[0]
        if kind in NOT_FOUND_BY_LOAD_BALANCING and is_new(call, value):
            raise Refused(NOT_FOUND_BY_LOAD_BALANCING[kind], f"'{value}' was not found")
    # An empty answer to a name is an error, too.
    named = {"DescribeLoadBalancers": call.elbv2.load_balancers, "DescribeTargetGroups": call.elbv2.target_groups}
    for arn, each in named.get(call.action, {}).items():
        if each.name in call.get("Names", []) and is_new(call, arn):
            code = NOT_FOUND_BY_LOAD_BALANCING[arn.split(":")[5].split("/")[0]]
            raise Refused(code, f"'{each.name}' was not found")


@after("ec2", "*")
@after("elbv2", "*")
def what_was_just_created_is_in_no_list(call: Call, result: Any) -> Any:
    if not call.action.startswith("Describe") or not isinstance(result, dict):
        return result
    return {
        name: [each for each in value if not is_new(call, id_of(each))] if isinstance(value, list) else value
        for name, value in result.items()
    }


def id_of(shown: Any) -> str:
    if isinstance(shown, dict):
        return str(next((shown[name] for name in IDS if name in shown), None))
    return str(getattr(shown, "arn", None) or getattr(shown, "id", None))


def is_new(call: Call, resource_id: str) -> bool:
    life = world.lives.get((call.account, call.region), {}).get(resource_id)
    return life is not None and now() < life.born + world.settings.not_found_yet_seconds


def strings_in(value: Any) -> list[str]:
    if isinstance(value, str):
        return [value]
    if isinstance(value, dict):
        return [found for each in value.values() for found in strings_in(each)]
    if isinstance(value, list):
        return [found for each in value for found in strings_in(each)]
    return []
