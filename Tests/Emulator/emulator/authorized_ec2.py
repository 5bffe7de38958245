"""What IAM checks for those of EC2's actions that name resources in ways of their own.

https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonec2.html
https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/permissions-for-launch-templates.html
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from . import alive
from .calls import WireCall
from .checks import ACCOUNT, Check, arn, ec2, partition, request_tags, tags_of_ec2, values

NEW_AT_LAUNCH = ("instance", "network-interface", "volume")


def name_of(call: WireCall, resource_id: str) -> str:
    """What stands in an ARN for an id: a placement group's name."""
    group = alive.placement_groups(ec2(call)).get(resource_id)
    return group.name if group else resource_id


def of_new_group(call: WireCall) -> Iterator[Check]:
    group = arn(call, "ec2", f"placement-group/{call.parameters.get('GroupName', '')}")
    tags = request_tags(call, r"TagSpecification\.1\.Tag")
    yield Check("ec2:CreatePlacementGroup", group, tags)
    if tags:
        yield Check("ec2:CreateTags", group, tags | {"ec2:CreateAction": call.action})


def of_gone_group(call: WireCall) -> Iterator[Check]:
    yield Check("ec2:DeletePlacementGroup", *named_group(call, call.parameters.get("GroupName", "")))


def named_group(call: WireCall, name: str) -> tuple[str, dict[str, str]]:
    """A group's ARN and keys."""
    ids = [each.id for each in alive.placement_groups(ec2(call)).values() if each.name == name]
    keys = {"ec2:PlacementGroupName": name}
    for each in ids:
        keys |= tags_of_ec2(call, each)
    return arn(call, "ec2", f"placement-group/{name}"), keys


def of_sample(call: WireCall) -> Iterator[Check]:
    action = f"ec2:{call.action}"
    for each in values(call, "VpnConnectionId"):
        yield Check(action, arn(call, "ec2", f"vpn-connection/{each}"), tags_of_ec2(call, each))
    for each in values(call, "VpnConnectionDeviceTypeId"):
        yield Check(action, arn(call, "ec2", f"vpn-connection-device-type/{each}"))


def of_vpn_keys(call: WireCall) -> Iterator[Check]:
    """Keys that AWS keeps in Secrets Manager, it keeps as a role of the service's own, which an account's first such
    connection makes: as in an account that has had none yet. IAM is asked in its own Region.
    https://docs.aws.amazon.com/vpn/latest/s2svpn/using-service-linked-roles.html"""
    if call.parameters.get("PreSharedKeyStorage") != "SecretsManager":
        return
    role = "role/aws-service-role/s2svpn.amazonaws.com/AWSServiceRoleForVPCS2SVPN"
    keys = {"aws:RequestedRegion": "us-east-1", "iam:AWSServiceName": "s2svpn.amazonaws.com"}
    yield Check("iam:CreateServiceLinkedRole", f"arn:{partition(call)}:iam::{ACCOUNT}:{role}", keys)


def of_client_vpn_role(call: WireCall) -> Check:
    """As in an account that has had no Client VPN endpoint yet.
    https://docs.aws.amazon.com/vpn/latest/clientvpn-admin/using-service-linked-roles-cvpn-slr.html"""
    role = "role/aws-service-role/clientvpn.amazonaws.com/AWSServiceRoleForClientVPN"
    keys = {"aws:RequestedRegion": "us-east-1", "iam:AWSServiceName": "clientvpn.amazonaws.com"}
    return Check("iam:CreateServiceLinkedRole", f"arn:{partition(call)}:iam::{ACCOUNT}:{role}", keys)


def of_launch(call: WireCall) -> Iterator[Check]:
    """Each resource that is made or used, whether the call names it or its template."""
    action, template, whole = f"ec2:{call.action}", template_of(call), asked(call)
    keys: dict[str, str] = {"ec2:InstanceType": whole.get("InstanceType", "m1.small")}
    if template:
        known = arn(call, "ec2", f"launch-template/{template}")
        keys["ec2:LaunchTemplate"] = known
        yield Check(action, known, tags_of_ec2(call, template))
    image = whole.get("ImageId", "")
    if image.startswith("resolve:ssm:"):
        # AWS's own parameters are of no account.
        name, image = image.removeprefix("resolve:ssm:").lstrip("/"), "*"
        owner = "" if name.startswith("aws/") else ACCOUNT
        yield Check("ssm:GetParameters", f"arn:{partition(call)}:ssm:{call.region}:{owner}:parameter/{name}")
    yield Check(action, f"arn:{partition(call)}:ec2:{call.region}::image/{image}")
    for kind in NEW_AT_LAUNCH:
        tags = {f"aws:RequestTag/{key}": value for key, value in whole["tags"].get(kind, {}).items()}
        resource = arn(call, "ec2", f"{kind}/new")
        yield Check(action, resource, tags | (keys if kind == "instance" else {}))
        if tags:
            yield Check("ec2:CreateTags", resource, tags | {"ec2:CreateAction": call.action})
    for kind in ("subnet", "security-group"):
        for used in sorted(whole[kind]):
            yield Check(action, arn(call, "ec2", f"{kind}/{used}"), tags_of_ec2(call, used))
    if whole.get("GroupName"):
        yield Check(action, *named_group(call, whole["GroupName"]))
    if whole.get("Reservation"):
        yield Check(action, arn(call, "ec2", f"capacity-reservation/{whole['Reservation']}"))
    service = "ec2.amazonaws.com.cn" if partition(call) == "aws-cn" else "ec2.amazonaws.com"
    for role in roles_of(call, whole.get("Profile")):
        yield Check("iam:PassRole", role, {"iam:PassedToService": service})


def template_of(call: WireCall) -> str | None:
    names = ec2(call).launch_template_name_to_ids
    by_name = names.get(call.parameters.get("LaunchTemplate.LaunchTemplateName"))
    found: str | None = call.parameters.get("LaunchTemplate.LaunchTemplateId", by_name)
    return found


def asked(call: WireCall) -> dict[str, Any]:
    """What is launched: the call's own parameters before those of its template."""
    flat = call.parameters
    whole = of_template(call)
    whole |= {name: flat[name] for name in ("InstanceType", "ImageId") if name in flat}
    whole["GroupName"] = flat.get("Placement.GroupName", whole.get("GroupName"))
    whole["Profile"] = flat.get("IamInstanceProfile.Name", flat.get("IamInstanceProfile.Arn", whole.get("Profile")))
    target = "CapacityReservationSpecification.CapacityReservationTarget.CapacityReservationId"
    whole["Reservation"] = flat.get(target, whole.get("Reservation"))
    for kind, name in (("subnet", "SubnetId"), ("security-group", "SecurityGroupId")):
        named = re.compile(rf"(NetworkInterface\.\d+\.)?{name}(\.\d+)?")
        given = {value for key, value in flat.items() if named.fullmatch(key)}
        whole[kind] = given or whole.get(kind, set())
    for key, kind in flat.items():
        if found := re.fullmatch(r"(TagSpecification\.\d+)\.ResourceType", key):
            tags = request_tags(call, rf"{re.escape(found[1])}\.Tag")
            of_kind = whole["tags"].setdefault(kind, {})
            of_kind |= {name.removeprefix("aws:RequestTag/"): value for name, value in tags.items()}
    return whole


def of_template(call: WireCall) -> dict[str, Any]:
    template = ec2(call).launch_templates.get(template_of(call))
    if template is None:
        return {"tags": {}}
    wanted = call.parameters.get("LaunchTemplate.Version", "$Default")
    named = {"$Default": template.default_version_number, "$Latest": template.latest_version_number}
    number = named.get(wanted, wanted)
    data = next((each.data for each in template.versions if str(each.number) == str(number)), {})
    given = data.get("NetworkInterfaces", [])
    profile = data.get("IamInstanceProfile", {})
    target = data.get("CapacityReservationSpecification", {}).get("CapacityReservationTarget", {})
    whole = {name: data[name] for name in ("InstanceType", "ImageId") if name in data}
    return whole | {
        "GroupName": data.get("Placement", {}).get("GroupName"),
        "Profile": profile.get("Name", profile.get("Arn")),
        "Reservation": target.get("CapacityReservationId"),
        "subnet": {each["SubnetId"] for each in given if "SubnetId" in each},
        "security-group": {*data.get("SecurityGroupIds", []), *sum((each.get("Groups", []) for each in given), [])},
        "tags": {
            each["ResourceType"]: {tag["Key"]: tag.get("Value", "") for tag in each.get("Tags", [])}
            for each in data.get("TagSpecifications", [])
        },
    }


def roles_of(call: WireCall, profile: str | None) -> list[str]:
    """The roles in an instance profile, which is named or whose ARN is given."""
    from moto.iam.models import iam_backends

    if not profile:
        return []
    backend = iam_backends[ACCOUNT][partition(call)]
    found = [each for each in backend.get_instance_profiles() if profile in (each.name, each.arn)]
    return [role.arn for each in found for role in each.roles]


RULES: dict[str, Any] = {
    "CreatePlacementGroup": of_new_group,
    "DeletePlacementGroup": of_gone_group,
    "GetVpnConnectionDeviceSampleConfiguration": of_sample,
    "RunInstances": of_launch,
}
"""Action → its rule."""
