"""Describing several ids of which some are gone: all is refused, and the message names those that
are gone.

https://docs.aws.amazon.com/AWSEC2/latest/APIReference/errors-overview.html
"""

import re

from .. import alive
from .calls import NOT_FOUND
from .registry import Call, Refused, before

DESCRIBED = {
    "DescribeAddresses": ("AllocationIds", "elastic-ip", "eipalloc", "allocation ID"),
    "DescribeInternetGateways": ("InternetGatewayIds", "internet-gateway", "igw", "internetGateway ID"),
    "DescribeNetworkAcls": ("NetworkAclIds", "network-acl", "acl", "networkAcl ID"),
    "DescribeNetworkInterfaces": ("NetworkInterfaceIds", "network-interface", "eni", "networkInterface ID"),
    "DescribeRouteTables": ("RouteTableIds", "route-table", "rtb", "routeTable ID"),
    "DescribeSecurityGroups": ("GroupIds", "security-group", "sg", "security group"),
    "DescribeSubnets": ("SubnetIds", "subnet", "subnet", "subnet ID"),
    "DescribeVpcEndpoints": ("VpcEndpointIds", "vpc-endpoint", "vpce", "Vpc Endpoint Id"),
    "DescribeVpcs": ("VpcIds", "vpc", "vpc", "vpc ID"),
}
"""Action → its parameter, the type of what it describes, the prefix of the id, and AWS's word for
it."""

MALFORMED = {"sg": "InvalidGroupId.Malformed", "rtb": "InvalidRouteTableId.Malformed"}
"""Where the stem of the code is another one than in its NotFound."""


@before("ec2", *DESCRIBED)
def those_that_are_gone_are_named(call: Call) -> None:
    """moto names them all, the living ones too, or the first alone, and takes anything for an
    id."""
    parameter, kind, prefix, word = DESCRIBED[call.action]
    asked = call.get(parameter, [])
    for each in asked:
        if not re.fullmatch(rf"{prefix}-[0-9a-f]+", each):
            code = MALFORMED.get(prefix, NOT_FOUND[prefix].replace("NotFound", "Malformed"))
            raise Refused(code, f'Invalid id: "{each}" (expecting "{prefix}-...")')
    living = {resource.id for its_kind, resource in alive.resources(call.ec2) if its_kind == kind}
    missing = [each for each in asked if each not in living]
    if len(missing) == 1:
        raise Refused(NOT_FOUND[prefix], f"The {word} '{missing[0]}' does not exist")
    if missing:
        raise Refused(NOT_FOUND[prefix], f"The {word}s '{', '.join(missing)}' do not exist")
