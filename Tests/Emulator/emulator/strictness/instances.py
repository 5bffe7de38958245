"""Instances: launched all at once or not at all, and there until they are terminated.

https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_RunInstances.html
https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/ec2-instance-lifecycle.html
"""

from __future__ import annotations

import copy
from typing import Any

from moto.ec2.models.instances import Instance, InstanceState
from moto.ec2.utils import parse_user_data

from ..world import world
from . import capacity_reservations, launch_interfaces, launches
from .calls import is_new
from .filters import select, tag_values
from .registry import Call, Refused, instead, tags_of
from .tokens import idempotent


@instead("ec2", "RunInstances")
@idempotent
def run_instances(call: Call, _: Any) -> Any:
    """moto launches the least number, each running at once, and drops the group, cards and kinds of interfaces."""
    least, most = int(call.get("MinCount", 1)), int(call.get("MaxCount", 1))
    if not 1 <= least <= most:
        raise Refused("InvalidParameterValue", "Value for parameter maxCount is invalid: it is less than minCount")
    whole = launches.asked(call)
    launches.check(call, whole, most)
    return start(call, whole, most)


def start(call: Call, whole: dict[str, Any], count: int) -> Any:
    reservation = launch(call, whole, count)
    given = whole.get("NetworkInterfaces", [])
    for instance in reservation.instances:
        launch_interfaces.dress(call.ec2, instance, given, launches.tags_of(whole, "network-interface"))
        instance.placement.group_name = whole.get("Placement", {}).get("GroupName", "")
        instance.reservation_id = reservation.id
        instance.capacity_reservation = capacity_reservations.asked(whole)
        come_up(instance)
    return reservation


def launch(call: Call, whole: dict[str, Any], count: int) -> Any:
    given, public = whole.get("NetworkInterfaces", []), None
    if given:
        public = given[0].get("AssociatePublicIpAddress") if len(given) == 1 else False
    kwargs = {
        "instance_type": whole.get("InstanceType", "m1.small"),
        "is_instance_type_default": False,
        "region_name": call.region,
        "placement": whole.get("Placement", {}).get("AvailabilityZone"),
        "subnet_id": launches.subnet_of(whole),
        "key_name": whole.get("KeyName"),
        "security_group_ids": list(given[0].get("Groups", []) if given else whole.get("SecurityGroupIds", [])),
        "private_ip": given[0].get("PrivateIpAddress") if given else whole.get("PrivateIpAddress"),
        "associate_public_ip": public,
        "tags": {kind: launches.tags_of(whole, kind) for kind in ("instance", "volume")},
        "ebs_optimized": whole.get("EbsOptimized") or False,
        "disable_api_termination": launch_interfaces.truth(whole.get("DisableApiTermination")),
        "instance_market_options": whole.get("InstanceMarketOptions", {}).get("MarketType"),
        "instance_initiated_shutdown_behavior": whole.get("InstanceInitiatedShutdownBehavior"),
        "metadata_options": whole.get("MetadataOptions", {}),
        "client_token": call.get("ClientToken", ""),
        "launch_template": whole.get("template", {}),
    }
    if whole.get("BlockDeviceMappings"):
        kwargs["block_device_mappings"] = whole["BlockDeviceMappings"]
    data = whole.get("UserData")
    user_data = parse_user_data(data) if isinstance(data, str) else data
    reservation = call.ec2.run_instances(whole["ImageId"], count, user_data, [], **kwargs)
    profile = whole.get("IamInstanceProfile", {})
    for instance in reservation.instances if profile else []:
        call.ec2.associate_iam_instance_profile(
            instance_id=instance.id,
            iam_instance_profile_name=profile.get("Name"),
            iam_instance_profile_arn=profile.get("Arn"),
        )
    return reservation


def come_up(instance: Instance) -> None:
    instance._state = InstanceState("pending", 0)

    def finish() -> None:
        if instance.state == "pending":
            instance._state = InstanceState("running", 16)

    world.after(world.settings.instance_running_seconds, finish)


@instead("ec2", "DescribeInstances")
def describe_instances(call: Call, _: Any) -> dict[str, Any]:
    """moto lacks the filter by placement group, and fails at an unknown one."""
    ids, shown = call.get("InstanceIds", []), []
    if ids:
        call.ec2.get_multi_instances_by_id(ids)
    for reservation in call.ec2.reservations.values():
        asked = [each for each in reservation.instances if (not ids or each.id in ids) and not is_new(call, each.id)]
        found = select(asked, call.filters, values_of)
        if found:
            one = copy.copy(reservation)
            one.instances = found
            shown.append(one)
    return {"Reservations": shown}


def values_of(instance: Instance | None, name: str) -> list[str] | None:
    members = {
        "availability-zone": "availability_zone",
        "client-token": "client_token",
        "image-id": "image_id",
        "instance-id": "id",
        "instance-state-name": "state",
        "instance-type": "instance_type",
        "private-ip-address": "private_ip_address",
        "subnet-id": "subnet_id",
        "vpc-id": "vpc_id",
    }
    if name in members:
        return [str(getattr(instance, members[name]))] if instance else []
    if name == "placement-group-name":
        return [instance.placement.group_name] if instance else []
    if name == "instance.group-id":
        return [each.id for each in instance.security_groups] if instance else []
    return tag_values(tags_of(instance), name)


@instead("ec2", "TerminateInstances")
def terminate_instances(call: Call, _: Any) -> dict[str, Any]:
    """moto's are gone at once, and leave their interfaces behind.
    https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_TerminateInstances.html"""
    ids = call.get("InstanceIds", [])
    if not ids:
        raise Refused("InvalidParameterCombination", "No instances specified")
    instances = call.ec2.get_multi_instances_by_id(ids)
    for each in instances:
        if each.disable_api_termination:
            raise Refused(
                "OperationNotPermitted",
                f"The instance '{each.id}' may not be terminated. Modify its 'disableApiTermination' instance "
                "attribute and try again.",
            )
    return {"TerminatingInstances": [end(call, each) for each in instances]}


def end(of: Any, instance: Instance) -> dict[str, Any]:
    """Of a call's account and Region, or of an Auto Scaling group's."""
    previous = instance._state
    account, region = of.account, of.region

    def finish() -> None:
        if instance.state == "terminated":
            return
        staying = [each for each in instance.nics.values() if not each.delete_on_termination]
        instance.terminate()
        for each in staying:
            each.instance, each.attachment_id, each.status = None, None, "available"
        tell_others(account, region, instance.id)

    if instance.state not in ("shutting-down", "terminated"):
        instance._state = InstanceState("shutting-down", 32)
        world.after(world.settings.instance_terminated_seconds, finish)
    return {
        "InstanceId": instance.id,
        "CurrentState": {"Code": instance.state_code, "Name": instance.state},
        "PreviousState": {"Code": previous.code, "Name": previous.name},
    }


def tell_others(account: str, region: str, instance_id: str) -> None:
    """As moto does."""
    from moto.elbv2.models import elbv2_backends

    from . import scaling_servers

    scaling_servers.note_loss(account, region, instance_id)
    elbv2_backends[account][region].notify_terminate_instances([instance_id])
