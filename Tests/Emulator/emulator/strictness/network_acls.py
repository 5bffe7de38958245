"""Network ACLs: which there are, and which subnets each is on. Their rules: network_acl_entries.

https://docs.aws.amazon.com/vpc/latest/userguide/vpc-network-acls.html
https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeNetworkAcls.html
"""

from __future__ import annotations

from typing import Any

from moto.ec2.models.network_acls import NetworkAcl, NetworkAclAssociation
from moto.ec2.utils import random_network_acl_subnet_association_id

from .filters import described, tag_values
from .network_acl_entries import add_last_rules, find, shown_entries
from .registry import Call, Refused, after, instead, tags_of
from .tokens import idempotent

MOST = 200
"""In a VPC: https://docs.aws.amazon.com/vpc/latest/userguide/amazon-vpc-limits.html"""


def of_vpc(backend: Any, vpc_id: str) -> list[NetworkAcl]:
    return [each for each in backend.network_acls.values() if each.vpc_id == vpc_id]


@instead("ec2", "CreateNetworkAcl")
@idempotent
def create_network_acl(call: Call, _: Any) -> dict[str, Any]:
    """moto's has no rules at all; AWS's has the two that deny all."""
    vpc = call.ec2.get_vpc(call.get("VpcId"))
    if len(of_vpc(call.ec2, vpc.id)) >= MOST:
        raise Refused("NetworkAclLimitExceeded", f"The maximum number of network ACLs has been reached for {vpc.id}.")
    acl: NetworkAcl = call.ec2.create_network_acl(vpc.id)
    acl.add_tags(call.tags("network-acl"))
    add_last_rules(acl)
    return {"NetworkAcl": shown(acl), "ClientToken": call.get("ClientToken")}


def shown(acl: NetworkAcl) -> dict[str, Any]:
    return {
        "NetworkAclId": acl.id,
        "VpcId": acl.vpc_id,
        "IsDefault": acl.default,
        "OwnerId": acl.owner_id,
        "Entries": shown_entries(acl),
        "Associations": [
            {"NetworkAclAssociationId": each.id, "NetworkAclId": acl.id, "SubnetId": each.subnet_id}
            for each in acl.associations
        ],
        "Tags": tags_of(acl),
    }


@instead("ec2", "DescribeNetworkAcls")
def describe_network_acls(call: Call, _: Any) -> dict[str, Any]:
    """moto answers unknown filters with a failure of its own, and shows neither * rule."""
    found = described(call, call.ec2.network_acls, "NetworkAclIds", values_of)
    return {"NetworkAcls": [shown(each) for each in found]}


OF_ENTRY = {
    "entry.cidr": "cidr_block",
    "entry.egress": "egress",
    "entry.ipv6-cidr": "ipv6_cidr_block",
    "entry.protocol": "protocol",
    "entry.rule-action": "rule_action",
    "entry.rule-number": "rule_number",
}


def values_of(acl: NetworkAcl | None, name: str) -> list[str] | None:
    if name in OF_ENTRY:
        found = [getattr(each, OF_ENTRY[name]) for each in acl.entries] if acl else []
        return [str(each).lower() if isinstance(each, bool) else str(each) for each in found if each is not None]
    if name == "association.association-id":
        return [each.id for each in acl.associations] if acl else []
    if name == "association.subnet-id":
        return [str(each.subnet_id) for each in acl.associations] if acl else []
    if name == "association.network-acl-id":
        return [acl.id] if acl and acl.associations else []
    members = {"network-acl-id": "id", "owner-id": "owner_id", "vpc-id": "vpc_id"}
    if name in members:
        return [getattr(acl, members[name])] if acl else []
    if name == "default":
        return [str(acl.default).lower()] if acl else []
    return tag_values(tags_of(acl), name)


@instead("ec2", "ReplaceNetworkAclAssociation")
def replace_network_acl_association(call: Call, _: Any) -> dict[str, Any]:
    """moto fails at an unknown association, and has taken the subnet from its ACL when it finds that there is no
    other one.
    https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_ReplaceNetworkAclAssociation.html"""
    old_id, acl = call.get("AssociationId"), find(call)
    left = next((each for each in call.ec2.network_acls.values() if old_id in each._associations), None)
    if left is None:
        raise Refused("InvalidAssociationID.NotFound", f"The association ID '{old_id}' does not exist")
    if left.vpc_id != acl.vpc_id:
        raise Refused(
            "InvalidParameterValue", f"Network ACL {acl.id} and association {old_id} belong to different networks"
        )
    subnet_id, new_id = left._associations.pop(old_id).subnet_id, random_network_acl_subnet_association_id()
    acl._associations[new_id] = NetworkAclAssociation(call.ec2, new_id, subnet_id, acl.id)
    return {"NewAssociationId": new_id}


@instead("ec2", "DeleteNetworkAcl")
def delete_network_acl(call: Call, _: Any) -> None:
    """https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DeleteNetworkAcl.html"""
    acl = find(call)
    if acl.default:
        raise Refused("InvalidParameterValue", f"cannot delete default network ACL {acl.id}")
    if acl.associations:
        raise Refused("DependencyViolation", f"The networkAcl '{acl.id}' has dependencies and cannot be deleted.")
    del call.ec2.network_acls[acl.id]


@after("ec2", "DeleteSubnet")
def its_access_list_association_goes_too(call: Call, result: Any) -> Any:
    """moto leaves it, and then refuses to delete the ACL."""
    for acl in call.ec2.network_acls.values():
        for each in [each for each in acl.associations if each.subnet_id == call.get("SubnetId")]:
            del acl._associations[each.id]
    return result
