"""CloudFront's VPC origins, which moto does not have: load balancers that nobody but CloudFront reaches.

https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/private-content-vpc-origins.html
https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_CreateVpcOrigin.html
"""

from __future__ import annotations

import re
from typing import Any

from ..content_delivery import Kept, items, kept, random_name, vpc_origins_used
from ..world import world
from . import gateways, vpc_origin_networks
from .cloudfront import check_shape, check_version, find, invalid, listed, location, make, page
from .cloudfront_tags import checked, give
from .load_balancers import UP
from .registry import Call, Refused, ec2_backend, instead

KIND, CONFIG = "vpc-origin", "VpcOriginEndpointConfig"
ARN = re.compile(r"arn:[\w-]+:elasticloadbalancing:([\w-]+):(\d{12}):loadbalancer/(app|net)/.+")
DEPLOYING, DEPLOYED = "Deploying", "Deployed"
"""Also while it is deleted one is `Deploying`: Terraform knows no other states.
https://github.com/hashicorp/terraform-provider-aws/blob/main/internal/service/cloudfront/consts.go"""

IN_USE = (
    "The specified VPC origin is currently associated with one or more distributions. Please disassociate the VPC "
    "origin from all distributions before updating or deleting."
)
"""Seen on AWS: https://github.com/aws/aws-cdk/issues/34629"""


@instead("cloudfront", "CreateVpcOrigin")
def create(call: Call, _: Any) -> dict[str, Any]:
    """There is no token."""
    tags = checked(items(call.get("Tags")))
    config = legal(call)
    if len(kept(call.account, KIND)) >= world.settings.vpc_origin_limit:
        raise Refused("EntityLimitExceeded", "The entity limit has been exceeded.")
    made = make(call, KIND, "vo_" + random_name("", 22), config, DEPLOYING)
    give(call, made, tags)
    deploy(made, call.account)
    return answer(call, made) | {"Location": location(KIND, made)}


def deploy(origin: Kept, account: str) -> None:
    """Its group and its interfaces are there once it is."""
    version = origin.version

    def finish() -> None:
        if origin.version == version:
            before, origin.interfaces = origin.interfaces, []
            vpc_origin_networks.make(origin, account, balancer_of(account, origin.config["Arn"]))
            vpc_origin_networks.remove(before)
            origin.status = DEPLOYED

    world.after(world.settings.vpc_origin_deployed_seconds, finish)


def legal(call: Call, but: str = "") -> dict[str, Any]:
    """The settings that the call gives. That a name is taken, and the code for an endpoint that cannot be used, are
    unproven; EntityAlreadyExists is among the operation's errors."""
    given: dict[str, Any] = call.get(CONFIG) or {}
    check_shape(given, CONFIG)
    for each in ("HTTPPort", "HTTPSPort"):
        if given[each] not in (80, 443) and not 1024 <= given[each] <= 65535:
            raise invalid(f"The parameter {each} is not valid.")
    check_endpoint(call, given["Arn"])
    if given["Name"] in [each.config["Name"] for each in kept(call.account, KIND).values() if each.id != but]:
        raise Refused("EntityAlreadyExists", "The entity already exists.")
    protocols = {"OriginSslProtocols": {"Quantity": 1, "Items": ["TLSv1.2"]}}
    return protocols | given


def balancer_of(account: str, arn: str) -> Any:
    """The load balancer, wherever it is; None when there is none."""
    from moto.elbv2.models import elbv2_backends

    found = ARN.fullmatch(arn)
    return elbv2_backends[account][found[1]].load_balancers.get(arn) if found and found[2] == account else None


def check_endpoint(call: Call, arn: str) -> None:
    balancer = balancer_of(call.account, arn)
    if balancer is None:
        raise invalid(f"The VPC origin endpoint {arn} does not exist.")
    if balancer.state not in UP:
        raise invalid(f"The VPC origin endpoint {arn} is not active.")
    region = arn.split(":")[3]
    if region in world.settings.regions_without_vpc_origins:
        raise Refused("UnsupportedOperation", f"VPC origins are not supported in {region}.")
    backend = ec2_backend(call.account, region)
    if balancer.vpc_id not in gateways.attached(backend):
        raise invalid(f"The VPC {balancer.vpc_id} has no internet gateway attached.")
    vpc_origin_networks.check_subnets(backend, balancer)


def answer(call: Call, it: Kept) -> dict[str, Any]:
    shown = {
        "Id": it.id,
        "Arn": it.arn,
        "AccountId": call.account,
        "Status": it.status,
        "CreatedTime": it.made_at,
        "LastModifiedTime": it.changed_at,
        CONFIG: it.config,
    }
    return {"VpcOrigin": shown, "ETag": it.version}


@instead("cloudfront", "GetVpcOrigin")
def get(call: Call, _: Any) -> dict[str, Any]:
    return answer(call, find(call, KIND, "EntityNotFound"))


@instead("cloudfront", "ListVpcOrigins")
def list_all(call: Call, _: Any) -> dict[str, Any]:
    found = listed(call, KIND)
    shown = [
        {
            "Id": each.id,
            "Name": each.config["Name"],
            "Status": each.status,
            "CreatedTime": each.made_at,
            "LastModifiedTime": each.changed_at,
            "Arn": each.arn,
            "AccountId": call.account,
            "OriginEndpointArn": each.config["Arn"],
        }
        for each in found
    ]
    return {"VpcOriginList": page(call, shown, [each.id for each in found])}


def is_used(call: Call, origin: Kept) -> bool:
    return any(origin.id in vpc_origins_used(each.config) for each in kept(call.account, "distribution").values())


@instead("cloudfront", "UpdateVpcOrigin")
def update(call: Call, _: Any) -> dict[str, Any]:
    """https://github.com/hashicorp/terraform-provider-aws/issues/40905"""
    origin = find(call, KIND, "EntityNotFound")
    check_version(call, origin)
    if is_used(call, origin):
        raise Refused("CannotUpdateEntityWhileInUse", IN_USE)
    origin.change(legal(call, but=origin.id), DEPLOYING)
    deploy(origin, call.account)
    return answer(call, origin)


@instead("cloudfront", "DeleteVpcOrigin")
def delete(call: Call, _: Any) -> dict[str, Any]:
    """It is there until it is gone, and so is what it has in the VPC; how much longer that stays is unproven.
    https://github.com/ekristen/aws-nuke/issues/615"""
    origin = find(call, KIND, "EntityNotFound")
    check_version(call, origin)
    if is_used(call, origin):
        raise Refused("CannotDeleteEntityWhileInUse", IN_USE)
    account = call.account

    def finish() -> None:
        kept(account, KIND).pop(origin.id, None)
        world.after(world.settings.vpc_origin_linger_seconds, lambda: vpc_origin_networks.remove(origin.interfaces))

    if not origin.deleting:
        origin.change(origin.config, DEPLOYING)
        origin.deleting = True
        world.after(world.settings.vpc_origin_deleted_seconds, finish)
    return answer(call, origin)
