"""Tags: what AWS takes for one.

https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/Using_Tags.html#tag-restrictions
"""

import re
from typing import Any

from .. import alive
from .calls import NOT_FOUND
from .registry import Call, Refused, before

TEXT = re.compile(r"[\w\s.:/=+\-@]*")
"""What tags are made of where a service says it:
https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_Tag.html
https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_Tag.html"""

TYPE_OF_NEW = {
    "CreateVpc": "vpc",
    "CreateSubnet": "subnet",
    "CreateRouteTable": "route-table",
    "CreateInternetGateway": "internet-gateway",
    "CreateSecurityGroup": "security-group",
    "CreateVpcEndpoint": "vpc-endpoint",
    "CreateVpcPeeringConnection": "vpc-peering-connection",
    "AllocateAddress": "elastic-ip",
    "CreateFlowLogs": "vpc-flow-log",
    "CreateNetworkAcl": "network-acl",
    "CreateNatGateway": "natgateway",
    "CreateClientVpnEndpoint": "client-vpn-endpoint",
    "CreateCustomerGateway": "customer-gateway",
    "CreateLaunchTemplate": "launch-template",
    "CreatePlacementGroup": "placement-group",
    "CreateVpnGateway": "vpn-gateway",
    "CreateVpnConnection": "vpn-connection",
    "AuthorizeSecurityGroupIngress": "security-group-rule",
    "AuthorizeSecurityGroupEgress": "security-group-rule",
}


@before("ec2", *TYPE_OF_NEW)
def tags_are_of_the_new_resources_type(call: Call) -> None:
    for specification in call.get("TagSpecifications", []):
        if specification.get("ResourceType") != TYPE_OF_NEW[call.action]:
            raise Refused(
                "InvalidParameterValue",
                f"'{specification.get('ResourceType')}' is not a valid taggable resource type for this operation.",
            )
        check(specification.get("Tags", []))


@before("ec2", "CreateTags")
def tags_given_later_are_legal_too(call: Call) -> None:
    check(call.get("Tags", []))


@before("ec2", "CreateTags")
def what_is_tagged_exists(call: Call) -> None:
    """All or none: moto tags ids that nothing has.
    https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateTags.html"""
    living = {resource.id for _, resource in alive.resources(call.ec2)}
    for resource_id in call.get("Resources", []):
        code = NOT_FOUND.get(resource_id.split("-")[0])
        if code and resource_id not in living:
            raise Refused(code, f"The ID '{resource_id}' does not exist")


def has_lengths(key: str, value: str) -> bool:
    return 1 <= len(key) <= 128 and len(value) <= 256


def is_reserved(key: str) -> bool:
    return key.lower().startswith("aws:")


def check(tags: list[dict[str, Any]]) -> None:
    keys = [tag.get("Key", "") for tag in tags]
    for key in keys:
        if keys.count(key) > 1:
            raise Refused("InvalidParameterValue", f"Duplicate tag key '{key}' specified.")
        if is_reserved(key):
            raise Refused(
                "InvalidParameterValue",
                f"Value ( {key} ) for parameter key is invalid. Tag keys starting with 'aws:' are reserved for internal use",
            )
        if not 1 <= len(key) <= 128:
            raise Refused("InvalidParameterValue", "Tag key exceeds the maximum length of 128 characters")
    for tag in tags:
        if len(tag.get("Value", "")) > 256:
            raise Refused("InvalidParameterValue", "Tag value exceeds the maximum length of 256 characters")


@before("elbv2", "CreateLoadBalancer", "CreateTargetGroup", "CreateListener", "CreateRule", "AddTags")
def load_balancing_tags_are_legal(call: Call) -> None:
    tags = call.get("Tags", [])
    keys = [tag["Key"] for tag in tags]
    for tag in tags:
        if keys.count(tag["Key"]) > 1:
            raise Refused("DuplicateTagKeys", "A tag key was specified more than once.")
        key, value = tag["Key"], tag.get("Value", "")
        if not has_lengths(key, value) or is_reserved(key) or not TEXT.fullmatch(key + value):
            raise Refused("ValidationError", f"Tag '{tag['Key']}' does not satisfy the constraints on tags")
